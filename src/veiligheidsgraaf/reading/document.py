"""What a file says, as lines with numbers from 1, and the blocks that stand on them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """What a line is part of."""

    HEADING = "kop"
    PARAGRAPH = "alinea"
    ITEM = "lijst"
    CELL = "cel"
    FRAME = "kader"
    FOOTNOTE = "voetnoot"
    PAGE_HEAD = "koptekst"
    PAGE_FOOT = "voettekst"
    CONTENTS = "inhoudsopgave"


# Lines of these say nothing of their own: what they repeat stands elsewhere.
FURNITURE = frozenset((Role.PAGE_HEAD, Role.PAGE_FOOT, Role.CONTENTS))


@dataclass(frozen=True)
class Box:
    """A place on a page, in points from its top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """One line of the text. `page` from 1 and `box` where the file has pages."""

    number: int
    text: str
    page: int | None = None
    box: Box | None = None
    role: Role = Role.PARAGRAPH


@dataclass(frozen=True)
class Mark:
    """Characters of a line: from `start` up to `end`, counted from 0."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """Where characters of a block stand: those from offset `at`, on `line` from `start` up to `end`."""

    at: int
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """Lines `first` to `last`, and their `text`: joined over broken lines, hyphens and marks of emphasis."""

    first: int
    last: int
    text: str
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    def marks(self, start: int, end: int) -> tuple[Mark, ...]:
        """Where the characters from `start` up to `end` of the text stand, line by line."""
        found = []
        for piece in self.pieces:
            begin, stop = max(start, piece.at), min(end, piece.at + piece.end - piece.start)
            if begin < stop:
                shift = piece.start - piece.at
                found.append(Mark(piece.line, begin + shift, stop + shift))
        return tuple(found)


@dataclass(frozen=True)
class Heading(Block):
    """A heading of a level from 1, with those below it. `number`: as printed (`2.1`, `b`), or ""."""

    level: int = 1
    number: str = ""
    children: tuple["Heading", ...] = ()


@dataclass(frozen=True)
class Paragraph(Block):
    """Running text; in a box or footnote when `role` says so."""

    role: Role = Role.PARAGRAPH


@dataclass(frozen=True)
class Item(Block):
    """An item of a list, without its `marker`. `depth` counts from 1."""

    marker: str = ""
    depth: int = 1


@dataclass(frozen=True)
class Cell(Block):
    """A cell with text. `row` and `column` count from 0 in what stands below the header, `header` are the
    words above it: one, or more where heads span columns. Cells that share a line have their own pieces.
    """

    row: int = 0
    column: int = 0
    header: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table, over pages too. `header`: the words above each column, "" where there are none."""

    first: int
    last: int
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Frame:
    """A box in the text, with what stands first in it as its title when that is a heading."""

    first: int
    last: int
    title: str = ""


@dataclass(frozen=True)
class Link:
    """Characters of a line that lead to an address: of an article of law (JCI) too."""

    line: int
    start: int
    end: int
    address: str


@dataclass(frozen=True)
class Metadata:
    """What a file says of itself. Dates are ISO, "" where the file has none."""

    kind: str = ""  # pdf, docx, html, cvdr, markdown, tekst
    title: str = ""
    municipalities: tuple[str, ...] = ()
    adopted_by: str = ""
    adopted: str = ""
    in_force: str = ""
    expired: str = ""
    published: str = ""
    identifier: str = ""
    pages: int = 0
    notes: tuple[str, ...] = ()  # in Dutch: what could not be read well


@dataclass(frozen=True)
class Document:
    """A file as it was read. `digest`: SHA-256 of its bytes. All that stands in it is in order of lines."""

    lines: tuple[Line, ...]
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    frames: tuple[Frame, ...] = ()
    links: tuple[Link, ...] = ()
    metadata: Metadata = Metadata()
    digest: str = ""

    @cached_property
    def text(self) -> str:
        """The lines, each with its line feed: what passages point at."""
        return "".join(f"{line.text}\n" for line in self.lines)

    @cached_property
    def all_headings(self) -> tuple[Heading, ...]:
        """Every heading, in order of lines."""
        return tuple(_walk(self.headings))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Headings, paragraphs, items and cells, in order of lines and of characters on a line."""
        cells = (cell for table in self.tables for row in table.rows for cell in row)
        found: list[Block] = [*self.all_headings, *self.paragraphs, *self.items, *cells]
        return tuple(sorted(found, key=_place))

    def headings_above(self, line: int) -> tuple[Heading, ...]:
        """The headings that a line stands under, from the highest; a heading stands under itself."""
        found: list[Heading] = []
        level: tuple[Heading, ...] = self.headings
        while above := [heading for heading in level if heading.first <= line]:
            found.append(above[-1])
            level = above[-1].children
        return tuple(found)


def _walk(headings: tuple[Heading, ...]) -> Iterator[Heading]:
    for heading in headings:
        yield heading
        yield from _walk(heading.children)


def _place(block: Block) -> tuple[int, int]:
    return block.first, block.pieces[0].start if block.pieces else 0
