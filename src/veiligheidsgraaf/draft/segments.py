"""A document as the units that may say one thing each: sentences, items of lists, rows of tables, each with
the headings above it and the words that announce it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from ..reading.document import FURNITURE, Block, Cell, Document, Heading, Item, Mark, Paragraph, Role

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9ÉÈË'’])|(?<=;)\s+(?=[-•]?\s*[A-Za-z])")
_SMALL_END = re.compile(r"(?<=[a-zë]{4}[.])\s+(?=[a-zë]{4})")
_NO_END = re.compile(
    r"(?:\b(?:art|nr|nrs|o\.a|m\.n|incl|excl|d\.w\.z|bijv|bv|e\.d|evt|t\.o\.v|t\.a\.v|i\.s\.m|t\.b\.v|i\.v\.m|mr|drs|dhr|mw"
    r"|bgm|resp|ca|vgl|p|blz|min|max|St)|\b[A-Z])\.$"
)
_ANNOUNCES = re.compile(r"(?::|\.\.\.+|…|[?])\s*[\w/]{0,2}\s*$")
_SCANNED = re.compile(r"(?:[^\w\s\"'‘“(\[€<]|e)\s+(?=[a-zé])")  # what a scan makes of a bullet
_SHORT = 90  # letters: a line of its own that is no sentence


class Form(StrEnum):
    """What a unit is in the text."""

    SENTENCE = "zin"
    ITEM = "punt"
    ROW = "rij"
    HEADING = "kop"


@dataclass(frozen=True)
class Unit:
    """Characters [start, end) of a block.

    `path`: headings above it, from the highest; `lead`: the words right before that announce it; `turn` and
    `turns`: the how manieth of how many in its paragraph, list or table; `cells`: of a row, each with its
    header.
    """

    form: Form
    block: Block
    start: int
    end: int
    path: tuple[str, ...] = ()
    lead: str = ""
    turn: int = 0
    turns: int = 1
    cells: tuple[Cell, ...] = ()
    where: float = 0.0

    @cached_property
    def text(self) -> str:
        """Its words, on one line."""
        if self.cells:
            return " ".join(cell.text for cell in self.cells)
        return self.block.text[self.start : self.end]

    @cached_property
    def words(self) -> tuple[Mark, ...]:
        """Where it stands, line by line."""
        if self.cells:
            return tuple(mark for cell in self.cells for mark in cell.marks(0, len(cell.text)))
        return self.block.marks(self.start, self.end)

    @property
    def first(self) -> int:
        """Its first line."""
        return min(mark.line for mark in self.words) if self.words else self.block.first

    @property
    def last(self) -> int:
        """Its last line."""
        return max(mark.line for mark in self.words) if self.words else self.block.last


def list_units(document: Document) -> list[Unit]:
    """All units, in order of the text. What repeats itself (running heads, contents) is left out."""
    walk = _Walk(document)
    for block in document.blocks:
        if document.lines[block.first - 1].role not in FURNITURE and block.text.strip():
            walk.take(block)
    return walk.finish()


class _Walk:
    """Goes over the blocks once; `lead` is what was said last that may announce the next."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._rows = {row[0]: (table, row) for table in document.tables for row in table.rows if row}
        self._total = max(1, len(document.lines))
        self._found: list[Unit] = []
        self._run: list[Unit] = []  # items of the list that is open
        self._lead = ""

    def finish(self) -> list[Unit]:
        """What was found."""
        self._close_list()
        return self._found

    def take(self, block: Block) -> None:
        """The units of a block."""
        if isinstance(block, Item):
            self._run.extend(self._parts(block, Form.ITEM))
            return
        self._close_list()
        if isinstance(block, Cell):
            if block in self._rows:
                self._found.append(self._row(block))
        elif isinstance(block, Heading):
            unit = self._unit(Form.HEADING, block, 0, len(block.text))
            self._found.append(replace(unit, path=unit.path[:-1], lead=""))
            self._lead = block.text
        elif starts := _scanned_items(block):
            self._take_scanned(block, starts)
        elif block.text[:1].islower() and _ANNOUNCES.search(self._lead):  # an item that lost its bullet
            self._found.extend(_with_turns(self._parts(block, Form.ITEM)))
        else:
            self._take_paragraph(block)

    def _take_paragraph(self, block: Block) -> None:
        sentences = self._parts(block, Form.SENTENCE)
        self._found.extend(_with_turns(sentences))
        last = sentences[-1].text if sentences else ""
        if _ANNOUNCES.search(last) or len(last) < _SHORT:
            self._lead = last
        elif not _is_box(block):
            self._lead = ""

    def _take_scanned(self, block: Block, starts: Sequence[int]) -> None:
        before = self._unit(Form.SENTENCE, block, 0, starts[0])
        if before.text.strip():
            self._found.append(before)
            self._lead = before.text
        points = zip(starts, [*starts[1:], len(block.text)], strict=True)
        self._found.extend(_with_turns([self._unit(Form.ITEM, block, a, b) for a, b in points]))

    def _row(self, block: Cell) -> Unit:
        table, row = self._rows[block]
        unit = replace(self._unit(Form.ROW, block, 0, 0), cells=row, turn=row[0].row, turns=len(table.rows))
        return replace(unit, lead=table.caption or self._lead)

    def _parts(self, block: Block, form: Form) -> list[Unit]:
        sentences = split_sentences(block.text)
        if form is Form.ITEM and block.text[:1].islower():
            sentences = [part for start, end in sentences for part in _small(block.text, start, end)]
        return [self._unit(form, block, start, end) for start, end in sentences]

    def _unit(self, form: Form, block: Block, start: int, end: int) -> Unit:
        path = tuple(heading.text for heading in self._document.headings_above(block.first))
        return Unit(form, block, start, end, path, self._lead, where=block.first / self._total)

    def _close_list(self) -> None:
        self._found.extend(_with_turns(self._run))
        self._run = []


def _scanned_items(block: Block) -> list[int]:
    """Where items begin in a paragraph of a scanned list."""
    return [piece.at for piece in block.pieces if _SCANNED.match(block.text, piece.at)]


def _is_box(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.role == Role.FRAME or len(block.text) < len("een kader"))


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    found, start = [], 0
    for match in _END.finditer(text):
        if _NO_END.search(text[start : match.start()].rstrip("\"'”’)]")):
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


def _small(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences that begin with a small letter, as items do: there the sign before an item was lost."""
    for match in _SMALL_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _with_turns(units: Sequence[Unit]) -> Iterator[Unit]:
    return (replace(unit, turn=turn, turns=len(units)) for turn, unit in enumerate(units))
