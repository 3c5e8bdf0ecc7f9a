"""Write graphs/passages/: the digest of every passage that a person pointed at,
and never that of a text that changed under one.

When a source is not the one that was read, its passages are looked for in the new text
(`moves`): what is found moves with its statements, what is not keeps its digest, and
fails in `check_evidence` until a person points anew.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..turtle.read import Dataset
from ..words import iris
from .evidence import Source, digest, list_claims, list_digests, list_sources
from .moves import Lines, Moves, find_moves

_HEADER = """\
# Made by `veiligheidsgraaf evidence --write`: do not edit. Line ranges come from graphs/plannen/{slug}.ttl.
@base <{source}> .
@prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_ENTRY = """
<#{fragment}> a vg:Passage ;
    vg:bron <> ;
    vg:eersteRegel {first} ;
    vg:laatsteRegel {last} ;
    vg:regels "{lines}" ;
    vg:sha256 "{digest}"^^xsd:hexBinary .
"""


@dataclass(frozen=True)
class Written:
    """The files that changed, and what happened to passages of sources that changed, in Dutch."""

    files: tuple[Path, ...]
    told: tuple[str, ...]


def write_passages(
    dataset: Dataset, project_root: Path, sources: Path, confirmed: Collection[str] = ()
) -> Written:
    """Write graphs/passages/{plan}.ttl for every source, and move what moved.

    `confirmed`: passages that a person read again where they are.

    Raises CannotRead when a source is not there. Passages out of range are
    left out: `check_evidence` reports them.
    """
    wanted: dict[str, set[Lines]] = defaultdict(set)
    for claim in list_claims(dataset):
        if span := iris.passage_lines(claim.passage):
            wanted[span[0]].add(span[1:])
    recorded: dict[str, dict[Lines, str]] = defaultdict(dict)
    for passage, mark in list_digests(dataset).items():
        if (span := iris.passage_lines(passage)) and passage not in confirmed:
            recorded[span[0]][span[1:]] = mark
    files: list[Path] = []
    told: list[str] = []
    for iri, source in sorted(list_sources(dataset).items()):
        lines = source.read_lines(sources)
        now = hashlib.sha256(b"".join(lines)).hexdigest()
        known = {span: mark for span, mark in recorded[iri].items() if span in wanted[iri]}
        spans = wanted[iri]
        if now == source.sha256.lower():
            marks = {span: known.get(span) or digest(lines, *span) for span in spans}
        else:
            moves = find_moves(known, lines)
            marks = _carry(known, moves)
            files += _move(source, moves, now)
            told += _tell(iris.slug(iri), spans - known.keys(), moves)
        files += _write(project_root, iri, marks)
    return Written(tuple(dict.fromkeys(files)), tuple(told))


def _carry(known: Mapping[Lines, str], moves: Moves) -> dict[Lines, str | None]:
    """Digests at the new lines.

    Where a lost passage comes to lie on a found one the lost one stays: both are read again.
    """
    carried: dict[Lines, str | None] = {moves.found[span]: known[span] for span in moves.found}
    return {**carried, **{moves.lost[span]: known[span] for span in moves.lost}}


def spell_passages(iri: str, marks: Mapping[Lines, str | None]) -> str:
    """The file of the passages of a source: its lines, each with the digest of its text."""
    text = _HEADER.format(slug=iris.slug(iri), source=iri)
    for (first, last), mark in sorted(marks.items()):
        if mark:
            fragment, lines = spell_fragment((first, last)), iris.spell_lines(first, last)
            text += _ENTRY.format(fragment=fragment, first=first, last=last, lines=lines, digest=mark)
    return text


def _write(root: Path, iri: str, marks: Mapping[Lines, str | None]) -> Iterator[Path]:
    text = spell_passages(iri, marks)
    path = root / "graphs" / "passages" / f"{iris.slug(iri)}.ttl"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        yield path


def spell_fragment(span: Lines) -> str:
    """RFC 5147: boundaries are counted from 0."""
    return f"line={span[0] - 1},{span[1]}"


def _move(source: Source, moves: Moves, sha256: str) -> Iterator[Path]:
    """Point the statements in the file of a plan at the new lines, and
    give its source the digest that it has.
    """
    path = source.described_in.path
    text = path.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<(?:{re.escape(source.iri)})?#)line=(\d+),(\d+)>")

    def point(match: re.Match[str]) -> str:
        return f"{match[1]}{spell_fragment(moves.now((int(match[2]) + 1, int(match[3]))))}>"

    moved = pattern.sub(point, text).replace(f'"{source.sha256}"', f'"{sha256}"')
    if moved != text:
        path.write_text(moved, encoding="utf-8")
        yield path


def _tell(slug: str, new: Collection[Lines], moves: Moves) -> Iterator[str]:
    by = Counter(after[0] - before[0] for before, after in moves.found.items())
    for shift, count in sorted(by.items()):
        where = f"{abs(shift)} regels {'lager' if shift > 0 else 'hoger'}" if shift else "op dezelfde regels"
        yield f"{slug}: {count} passages teruggevonden, {where}"
    for before, after in sorted(moves.lost.items()):
        yield (
            f"{slug}: regels {before[0]}-{before[1]} niet teruggevonden, "
            f"waarschijnlijk nu {after[0]}-{after[1]}; lees ze opnieuw"
        )
    for first, last in sorted(new):
        yield (
            f"{slug}: regels {first}-{last} hadden nog geen digest en zijn niet verschoven; "
            "kijk ze na en schrijf daarna opnieuw"
        )
