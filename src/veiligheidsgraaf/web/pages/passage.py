"""A passage in its context: the lines of the source when the server has it,
and every statement that rests on them.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.values import Row
from ..addresses import PASSAGE
from .kinds import KINDS, kind_of
from .library import Library, Link
from .marks import Part, mark_ties

AROUND = 8
MOST_LINES = 400
_SOURCES = "pagina-bronnen"
_LINES = re.compile(r"([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?")


@dataclass(frozen=True)
class Source:
    """A source document: its IRI, title, file name, digest and the plan in it."""

    iri: str
    slug: str
    title: str
    file_name: str
    sha256: str
    plan: Link | None


@dataclass(frozen=True)
class Line:
    """One line of the source; `marked` when it is in the passage, and then in parts: the names of what its
    statements are tied to apart.
    """

    number: int
    text: str
    marked: bool
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Resting:
    """A statement that rests on these lines or on some of them: what it is, its kind, and its own lines."""

    link: Link
    kind: str
    lines: Link
    exact: bool


@dataclass(frozen=True)
class Passage:
    """Lines of a source.

    `text` is empty when the server does not have the source, and
    `changed` when it is not the one that was read.
    """

    source: Source
    first: int
    last: int
    section: Link | None
    text: tuple[Line, ...]
    changed: bool
    cut: int
    statements: tuple[Resting, ...]
    digest: str

    @property
    def here(self) -> Link:
        """The passage itself."""
        lines = iris.spell_lines(self.first, self.last)
        return Link(lines, PASSAGE(self.source.slug, lines))


def list_sources(library: Library, limit: int, offset: int = 0) -> list[Source]:
    """Some of the sources, by address."""
    rows = library.answers.rows(_SOURCES, {}, f"\nLIMIT {int(limit)} OFFSET {int(offset)}")
    library.know(row["plan"].value for row in rows if row["plan"].value)
    return [_source(library, row) for row in rows]


def find_source(library: Library, slug: str) -> Source:
    """A source by its slug. Raises UnknownName."""
    try:
        rows = library.rows(_SOURCES, {"ding": iris.thing("bron", slug)})
    except ValueError:
        rows = ()
    if not rows:
        raise UnknownName("bron", slug, library.things.slugs_near("bron", slug))
    return _source(library, rows[0])


def _source(library: Library, row: Row) -> Source:
    return Source(
        row["bron"].iri, row["bron"].text, row["titel"].value, row["bestandsnaam"].value,
        row["sha256"].value,
        library.link(row["plan"].value) if row["plan"].value else None,
    )  # fmt: skip


def find_passage(library: Library, source: str, lines: str, folder: Path | None) -> Passage:
    """Lines (`339` or `339-340`) of a source (slug); `folder` holds the sources, if any.

    Raises UnknownName for a source, InvalidRequest for lines that cannot be.
    """
    found = find_source(library, source)
    first, last = _parse(lines)
    rows = library.rows("pagina-passages", {"ding": found.iri})
    text, changed = _read(found, folder)
    if text and last > len(text):
        raise InvalidRequest(f"regel {last} is er niet", f"de bron heeft {len(text)} regels")
    shown = _mark(library, found, rows, _context(text, first, last))
    exact = next(
        (
            row["sha256"].value
            for row in rows
            if (int(row["eerste"].value), int(row["laatste"].value)) == (first, last)
        ),
        "",
    )
    return Passage(
        found, first, last, _section(library, rows, first, last), shown, changed,
        max(0, last - first + 1 - MOST_LINES) if text else 0,
        tuple(_resting(library, source, rows, first, last)), exact,
    )  # fmt: skip


def read_source(library: Library, slug: str, folder: Path | None) -> tuple[str, ...]:
    """The lines of a source (slug) as they were read; none when they are not here. Raises UnknownName."""
    return _read(find_source(library, slug), folder)[0]


def _parse(lines: str) -> tuple[int, int]:
    match = _LINES.fullmatch(lines)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, -1)
    if first > last:
        raise InvalidRequest(f"'{lines[:20]}' zijn geen regels", "schrijf 339 of 339-340")
    return first, last


def read_lines(source: Source, folder: Path) -> tuple[str, ...]:
    """The lines of a source; none when the folder has it not, or has another text than was read."""
    return _read(source, folder)[0]


def _read(source: Source, folder: Path | None) -> tuple[tuple[str, ...], bool]:
    """The lines of a source and whether it is another text than the one that was read;
    the name in the graph is only a name.
    """
    if folder is None or Path(source.file_name).name != source.file_name:
        return (), False
    path = folder / source.file_name
    if not path.is_file():
        return (), False
    text, digest = _load(path, path.stat().st_mtime_ns)
    return (text, False) if digest == source.sha256.lower() else ((), True)


@lru_cache(maxsize=32)
def _load(path: Path, changed: int) -> tuple[tuple[str, ...], str]:
    """The lines, split as the check of the evidence splits them, and the digest of the whole."""
    content = path.read_bytes()
    lines = content.splitlines()
    return tuple(line.decode("utf-8", errors="replace") for line in lines), hashlib.sha256(
        content
    ).hexdigest()


def _context(text: tuple[str, ...], first: int, last: int) -> tuple[Line, ...]:
    if not text:
        return ()
    end = min(last, first + MOST_LINES - 1)
    return tuple(
        Line(n, text[n - 1], first <= n <= last)
        for n in range(max(1, first - AROUND), min(len(text), end + (AROUND if end == last else 0)) + 1)
    )


def _mark(library: Library, source: Source, rows: Iterable[Row], shown: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, those of the passage with the names of what the statements on them are tied to."""
    marked = [line for line in shown if line.marked]
    if not marked:
        return shown
    first, last = marked[0].number, marked[-1].number
    resting = {
        row["uitspraak"].value
        for row in rows
        if int(row["eerste"].value) <= last and first <= int(row["laatste"].value)
    }
    ties = {
        row["verbonden"].value
        for row in library.rows("pagina-passage-verbanden", {"ding": source.iri})
        if row["uitspraak"].value in resting
    }
    home = library.municipality(source.plan.iri) if source.plan else ""
    parts = mark_ties(library, iris.slug(home), [line.text for line in marked], ties)
    by_number = {line.number: found for line, found in zip(marked, parts, strict=True)}
    return tuple(replace(line, parts=by_number.get(line.number, ())) for line in shown)


def _section(library: Library, rows: Iterable[Row], first: int, last: int) -> Link | None:
    """The theme of the plan whose own lines close most narrowly around these:
    the section, as far as the graph knows it.
    """
    around = [
        (int(row["laatste"].value) - int(row["eerste"].value), row["uitspraak"].value)
        for row in rows
        if row["klasse"].value
        and int(row["eerste"].value) <= first
        and last <= int(row["laatste"].value)
        and int(row["eerste"].value) < int(row["laatste"].value)
    ]
    return library.link(min(around)[1]) if around else None


def _resting(library: Library, source: str, rows: Iterable[Row], first: int, last: int) -> list[Resting]:
    found = []
    rows = [row for row in rows if int(row["eerste"].value) <= last and first <= int(row["laatste"].value)]
    library.know(row["uitspraak"].value for row in rows)
    for row in rows:
        start, end = int(row["eerste"].value), int(row["laatste"].value)
        if start <= last and first <= end and end - start < MOST_LINES:
            kind = KINDS.get(kind_of(row["uitspraak"].value))
            lines = Link(iris.spell_lines(start, end), PASSAGE(source, iris.spell_lines(start, end)))
            exact = (start, end) == (first, last)
            resting = Resting(library.link(row["uitspraak"].value), kind.one if kind else "", lines, exact)
            found.append((not exact, start, resting.kind, resting.link.text, resting))
    return [resting for *_, resting in sorted(found, key=lambda entry: entry[:-1])]
