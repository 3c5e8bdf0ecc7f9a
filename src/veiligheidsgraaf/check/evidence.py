"""Passages and their digests: what a statement rests on, re-opened in the source.

The author of a plan graph writes line ranges; `write_passages` adds the digests in graphs/passages/,
`check_evidence` re-opens every source and re-checks them. A passage's digest is over the bytes of its lines,
line ends included.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..turtle.places import find_place
from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.errors import CannotRead, shorten
from ..words.namespaces import VG
from .findings import Finding, Report, Severity

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
    vg:sha256 "{digest}"^^xsd:hexBinary .
"""


@dataclass(frozen=True)
class Source:
    """A source document as a graph describes it: its IRI, the file that describes it, its file name and
    digest.
    """

    iri: str
    described_in: SourceFile
    file_name: str
    sha256: str

    def read_lines(self, folder: Path) -> list[bytes]:
        """Its lines with their line ends, from `folder`. Raises CannotRead when it is not there."""
        if Path(self.file_name).name != self.file_name:
            raise CannotRead(
                f"bron {self.iri}: '{shorten(self.file_name, 80)}' is geen bestandsnaam",
                "geef de naam zonder map",
            )
        try:
            return (folder / self.file_name).read_bytes().splitlines(keepends=True)
        except OSError as error:
            raise CannotRead(
                f"{folder / self.file_name}: {error.strerror}", f"zet de bron {self.iri} in deze map"
            ) from None


@dataclass(frozen=True)
class Claim:
    """A subject and a passage it rests on, with the file that says so."""

    subject: str
    passage: str
    stated_in: SourceFile


def list_sources(dataset: Dataset) -> dict[str, Source]:
    """Source documents that the dataset describes, by IRI."""
    found = {}
    for file in dataset.files:
        values = {(t.subject.value, t.predicate.value): t.object.value for t in file.triples}
        for (subject, predicate), name in values.items():
            if predicate == str(VG.bestandsnaam):
                found[subject] = Source(subject, file, name, values.get((subject, str(VG.sha256)), ""))
    return found


def list_claims(dataset: Dataset) -> list[Claim]:
    """Every statement that has evidence, in file order."""
    return [
        Claim(t.subject.value, t.object.value, file)
        for file in dataset.files
        for t in file.triples
        if t.predicate.value == str(VG.bewijs)
    ]


def digest(lines: list[bytes], first: int, last: int) -> str | None:
    """SHA-256 of lines `first` to `last` (from 1, inclusive) with their line ends; None when they are out of
    range.
    """
    if not 1 <= first <= last <= len(lines):
        return None
    return hashlib.sha256(b"".join(lines[first - 1 : last])).hexdigest()


def quote(lines: list[bytes], first: int, last: int) -> str:
    """Lines `first` to `last` (from 1, inclusive) as text."""
    return b"".join(lines[first - 1 : last]).decode("utf-8", errors="replace").rstrip("\n")


def write_passages(dataset: Dataset, project_root: Path, sources: Path) -> list[Path]:
    """Write graphs/passages/{plan}.ttl for every source. Out: the files that changed.

    Raises CannotRead when a source is not there. Passages out of range are left out: `check_evidence` reports
    them.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for claim in list_claims(dataset):
        if span := iris.passage_lines(claim.passage):
            wanted[span[0]].add(claim.passage)
    changed = []
    for iri, source in sorted(list_sources(dataset).items()):
        lines = source.read_lines(sources)
        slug = iris.slug(iri)
        text = _HEADER.format(slug=slug, source=iri)
        for passage in sorted(wanted[iri], key=lambda p: iris.passage_lines(p) or ("", 0, 0)):
            _, first, last = iris.passage_lines(passage) or ("", 0, 0)
            if found := digest(lines, first, last):
                text += _ENTRY.format(fragment=passage.split("#")[1], first=first, last=last, digest=found)
        path = project_root / "graphs" / "passages" / f"{slug}.ttl"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def check_evidence(dataset: Dataset, sources: Path) -> Report:
    """Re-open every source and re-check every digest. Out: what is missing, changed or out of range, at the
    statement.
    """
    recorded = {
        t.subject.value: t.object.value
        for file in dataset.files
        if file.graph.startswith(iris.GRAPH + "passages/")
        for t in file.triples
        if t.predicate.value == str(VG.sha256)
    }
    findings: set[Finding] = set()
    opened: dict[str, list[bytes] | None] = {}
    for source in list_sources(dataset).values():
        opened[source.iri] = None
        try:
            opened[source.iri] = source.read_lines(sources)
        except CannotRead as error:
            message = f"de bron {shorten(source.file_name, 80)} is niet te lezen; {error.how}"
            findings.add(
                _at(
                    source.described_in,
                    source.iri,
                    str(VG.bestandsnaam),
                    source.file_name,
                    "bron-ontbreekt",
                    message,
                )
            )
            continue
        found = hashlib.sha256(b"".join(opened[source.iri] or [])).hexdigest()
        if found != source.sha256:
            message = f"de bron {source.file_name} is veranderd (nu {found[:16]}...); lees haar opnieuw en herstel vg:sha256"
            findings.add(
                _at(source.described_in, source.iri, str(VG.sha256), source.sha256, "bron-veranderd", message)
            )
    for claim in list_claims(dataset):
        for rule, message in _check_passage(claim.passage, opened, recorded):
            findings.add(_at(claim.stated_in, claim.subject, str(VG.bewijs), claim.passage, rule, message))
    return Report(tuple(sorted(findings)))


def _check_passage(
    passage: str, opened: dict[str, list[bytes] | None], recorded: dict[str, str]
) -> Iterator[tuple[str, str]]:
    span = iris.passage_lines(passage)
    if span is None or span[0] not in opened:
        yield "passage-onbekend", f"{passage} wijst naar geen beschreven bron; herstel vg:bewijs"
        return
    lines = opened[span[0]]
    if lines is None:
        return
    found = digest(lines, span[1], span[2])
    if found is None:
        yield (
            "passage-buiten-bron",
            f"regels {span[1]}-{span[2]} bestaan niet, de bron heeft er {len(lines)}; herstel vg:bewijs",
        )
    elif passage not in recorded:
        yield (
            "passage-zonder-digest",
            f"regels {span[1]}-{span[2]} hebben geen digest; draai veiligheidsgraaf evidence --sources DIR --write",
        )
    elif recorded[passage] != found:
        yield (
            "passage-veranderd",
            f"regels {span[1]}-{span[2]} zijn veranderd; lees ze opnieuw en draai veiligheidsgraaf evidence --sources DIR --write",
        )


def _at(file: SourceFile, subject: str, predicate: str, value: str, rule: str, message: str) -> Finding:
    line, column, length = find_place(file, subject, predicate, value)
    told, shown = shorten(message), shorten(value)
    return Finding(
        file.name,
        line,
        Severity.VIOLATION,
        subject,
        rule,
        told,
        predicate,
        "",
        shown,
        column=column,
        length=length,
    )
