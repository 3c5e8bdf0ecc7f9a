"""Passages and their digests: what a statement rests on, re-opened in the source.

The author of a plan graph writes line ranges; `passages` adds the digests in
graphs/passages/, `check_evidence` re-opens every source and re-checks them. A passage's
digest is over the bytes of its lines, line ends included.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..turtle.places import find_place
from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.errors import CannotRead, shorten
from ..words.namespaces import VG
from .findings import Finding, Report, Severity

_HOW_ANEW = (
    "lees ze opnieuw en wijs andere regels aan, "
    "of bevestig deze met veiligheidsgraaf evidence --write --confirm PLAN:EERSTE-LAATSTE"
)


@dataclass(frozen=True)
class Source:
    """A source document as a graph describes it: its IRI, the file that
    describes it, its file name and digest.
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


def list_digests(dataset: Dataset) -> dict[str, str]:
    """The recorded digest of every passage."""
    return {
        t.subject.value: t.object.value
        for file in dataset.files
        if file.graph.startswith(iris.GRAPH + "passages/")
        for t in file.triples
        if t.predicate.value == str(VG.sha256)
    }


def digest(lines: Sequence[bytes], first: int, last: int) -> str | None:
    """SHA-256 of lines `first` to `last` (from 1, inclusive) with their
    line ends; None when they are out of range.
    """
    if not 1 <= first <= last <= len(lines):
        return None
    return hashlib.sha256(b"".join(lines[first - 1 : last])).hexdigest()


def quote(lines: list[bytes], first: int, last: int) -> str:
    """Lines `first` to `last` (from 1, inclusive) as text."""
    return b"".join(lines[first - 1 : last]).decode("utf-8", errors="replace").rstrip("\n")


def check_evidence(dataset: Dataset, sources: Path) -> Report:
    """Re-open every source and re-check every digest.

    Out: what is missing, changed or out of range, at the statement.
    """
    recorded = list_digests(dataset)
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
            how = (
                "draai veiligheidsgraaf evidence --sources DIR --write: passages die verschoven zijn gaan mee"
            )
            message = f"de bron {source.file_name} is veranderd (nu {found[:16]}...); {how}"
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
            f"regels {span[1]}-{span[2]} hebben geen digest; "
            "draai veiligheidsgraaf evidence --sources DIR --write",
        )
    elif recorded[passage] != found:
        yield (
            "passage-veranderd",
            f"regels {span[1]}-{span[2]} zijn veranderd; {_HOW_ANEW}",
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
