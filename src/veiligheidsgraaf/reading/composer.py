"""A document put together from lines and from what stands on them, whatever the format."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .contents import find_contents
from .document import (
    Box,
    Cell,
    Document,
    Frame,
    Heading,
    Item,
    Line,
    Link,
    Metadata,
    Paragraph,
    Piece,
    Role,
    Table,
)
from .joining import Span, find_words, join


@dataclass(frozen=True)
class GridCell:
    """A cell as it stands in a table: in a column, over some columns."""

    spans: tuple[Span, ...]
    column: int
    columns: int = 1


@dataclass(frozen=True)
class _Part:
    role: Role
    spans: tuple[Span, ...]
    level: int = 1
    number: str = ""


@dataclass(frozen=True)
class _Grid:
    rows: tuple[tuple[GridCell, ...], ...]
    headers: int
    caption: str


class Composer:
    """Lines are written first and then said to be a heading, paragraph, item or table."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._parts: list[_Part] = []
        self._grids: list[_Grid] = []
        self._frames: list[Frame] = []
        self._links: list[Link] = []

    @property
    def last(self) -> int:
        """The number of the last line that was written, 0 before the first."""
        return len(self._lines)

    def write(
        self, text: str, role: Role = Role.PARAGRAPH, page: int | None = None, box: Box | None = None
    ) -> Span:
        """Add a line. Out: the whole of it."""
        self._lines.append(Line(self.last + 1, text, page, box, role))
        return self.last, 0, len(text)

    def span(self, number: int, start: int = 0) -> Span:
        """A line from a character on."""
        return number, start, len(self._lines[number - 1].text)

    def say_role(self, role: Role, *numbers: int) -> None:
        """Say what lines are that belong to no block."""
        for number in numbers:
            self._lines[number - 1] = replace(self._lines[number - 1], role=role)

    def heading(self, spans: Sequence[Span], level: int, number: str = "") -> None:
        """Say that lines are a heading of a level from 1."""
        self._add(_Part(Role.HEADING, tuple(spans), max(1, level), number))

    def paragraph(self, spans: Sequence[Span], role: Role = Role.PARAGRAPH) -> None:
        """Say that lines are one paragraph, in a box or footnote by its role."""
        self._add(_Part(role, tuple(spans)))

    def item(self, spans: Sequence[Span], marker: str, depth: int = 1) -> None:
        """Say that lines are an item of a list; `spans` leave out its marker."""
        self._add(_Part(Role.ITEM, tuple(spans), max(1, depth), marker))

    def table(self, rows: Sequence[Sequence[GridCell]], headers: int, caption: str = "") -> None:
        """Say that lines are a table, of which the first rows are its header."""
        filled = tuple(kept for row in rows if (kept := tuple(cell for cell in row if cell.spans)))
        for row in filled:
            for cell in row:
                self.say_role(Role.CELL, *(number for number, _, _ in cell.spans))
        if filled:
            headers = len([row for row in rows[:headers] if any(cell.spans for cell in row)])
            self._grids.append(_Grid(filled, min(headers, len(filled)), caption))

    def frame(self, first: int, last: int, title: str = "") -> None:
        """Say that lines stand in a box."""
        self._frames.append(Frame(first, last, title))

    def link(self, line: int, start: int, end: int, address: str) -> None:
        """Say that characters of a line lead somewhere."""
        self._links.append(Link(line, start, end, address))

    def mark_contents(self) -> None:
        """Lines of a table of contents are no headings or paragraphs."""
        numbers = find_contents([line.text for line in self._lines])
        self._parts = [part for part in self._parts if not {span[0] for span in part.spans} & numbers]
        self.say_role(Role.CONTENTS, *numbers)

    def finish(self, data: bytes, metadata: Metadata) -> Document:
        """The document, of a file's bytes."""
        texts = [line.text for line in self._lines]
        joiner = _Joiner(texts, find_words(texts))
        parts = sorted((part for part in self._parts if part.spans), key=lambda part: part.spans[0])
        return Document(
            lines=tuple(self._lines),
            headings=_as_tree([joiner.heading(part) for part in parts if part.role == Role.HEADING]),
            paragraphs=tuple(
                joiner.paragraph(part) for part in parts if part.role not in (Role.HEADING, Role.ITEM)
            ),
            items=tuple(joiner.item(part) for part in parts if part.role == Role.ITEM),
            tables=tuple(sorted(map(joiner.table, self._grids), key=lambda table: table.first)),
            frames=tuple(sorted(self._frames, key=lambda frame: (frame.first, frame.last))),
            links=tuple(sorted(self._links, key=lambda link: (link.line, link.start))),
            metadata=metadata,
            digest=hashlib.sha256(data).hexdigest(),
        )

    def _add(self, part: _Part) -> None:
        self._parts.append(part)
        self.say_role(part.role, *(number for number, _, _ in part.spans))


class _Joiner:
    """Blocks out of parts, with the words that the whole document knows."""

    def __init__(self, texts: Sequence[str], words: frozenset[str]) -> None:
        self._texts, self._words = texts, words

    def heading(self, part: _Part) -> Heading:
        return Heading(*self._block(part.spans), level=part.level, number=part.number)

    def paragraph(self, part: _Part) -> Paragraph:
        return Paragraph(*self._block(part.spans), role=part.role)

    def item(self, part: _Part) -> Item:
        return Item(*self._block(part.spans), marker=part.number, depth=part.level)

    def table(self, grid: _Grid) -> Table:
        heads = self._heads(grid)
        rows = tuple(
            tuple(cell for cell in (self._cell(cell, number, heads) for cell in row) if cell.text)
            for number, row in enumerate(grid.rows[grid.headers :])
        )
        numbers = [number for row in grid.rows for cell in row for number, _, _ in cell.spans]
        columns = max(cell.column + cell.columns for row in grid.rows for cell in row)
        header = tuple(" ".join(dict.fromkeys(heads.get(column, ()))) for column in range(columns))
        return Table(min(numbers), max(numbers), header, rows, grid.caption)

    def _cell(self, cell: GridCell, row: int, heads: Mapping[int, tuple[str, ...]]) -> Cell:
        return Cell(*self._block(cell.spans), row=row, column=cell.column, header=heads.get(cell.column, ()))

    def _heads(self, grid: _Grid) -> dict[int, tuple[str, ...]]:
        heads: dict[int, tuple[str, ...]] = {}
        for row in grid.rows[: grid.headers]:
            for cell in row:
                text = self._block(cell.spans)[2]
                for column in range(cell.column, cell.column + cell.columns):
                    heads[column] = (*heads.get(column, ()), text)
        return heads

    def _block(self, spans: tuple[Span, ...]) -> tuple[int, int, str, tuple[Piece, ...]]:
        text, pieces = join(spans, self._texts, self._words)
        return spans[0][0], spans[-1][0], text, pieces


def _as_tree(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """Headings in order of lines, each below the nearest before it of a higher level."""
    found: list[Heading] = []
    at = 0
    while at < len(headings):
        below = at + 1
        while below < len(headings) and headings[below].level > headings[at].level:
            below += 1
        found.append(replace(headings[at], children=_as_tree(headings[at + 1 : below])))
        at = below
    return tuple(found)
