"""A document as the units that may say one thing each: sentences, items of lists, rows of tables, each with
the headings above it and the words that announce it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..reading.document import FURNITURE, Block, Cell, Document, Heading, Item, Mark, Paragraph, Role

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9ÉÈË'’])|(?<=;)\s+(?=[-•]?\s*[A-Za-z])")
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
    found: list[Unit] = []
    lead = ""
    run: list[Unit] = []
    rows = {row[0]: (table, row) for table in document.tables for row in table.rows if row}
    total = max(1, len(document.lines))
    for block in document.blocks:
        if document.lines[block.first - 1].role in FURNITURE or not block.text.strip():
            continue
        path = tuple(heading.text for heading in document.headings_above(block.first))
        where = block.first / total
        if not isinstance(block, Item) and run:
            found.extend(_with_turns(run))
            run = []
        if isinstance(block, Cell):
            if block in rows:
                table, row = rows[block]
                found.append(
                    Unit(
                        Form.ROW, row[0], 0, 0, path, table.caption or lead,
                        row[0].row, len(table.rows), tuple(row), where,
                    )
                )  # fmt: skip
        elif isinstance(block, Heading):
            found.append(Unit(Form.HEADING, block, 0, len(block.text), path[:-1], "", where=where))
            lead = block.text
        elif isinstance(block, Item):
            run.extend(_parts(block, Form.ITEM, path, lead, where))
        elif starts := _scanned_items(block):
            before = Unit(Form.SENTENCE, block, 0, starts[0], path, lead, where=where)
            found.extend([before] if before.text.strip() else [])
            lead = before.text if before.text.strip() else lead
            points = zip(starts, [*starts[1:], len(block.text)], strict=True)
            found.extend(
                _with_turns([Unit(Form.ITEM, block, a, b, path, lead, where=where) for a, b in points])
            )
        else:
            sentences = list(_parts(block, Form.SENTENCE, path, lead, where))
            found.extend(_with_turns(sentences))
            last = sentences[-1].text if sentences else ""
            lead = last if _ANNOUNCES.search(last) or len(last) < _SHORT else lead if _is_box(block) else ""
    found.extend(_with_turns(run))
    return found


def _scanned_items(block: Block) -> list[int]:
    """Where items begin in a paragraph of a scanned list."""
    return [piece.at for piece in block.pieces if _SCANNED.match(block.text, piece.at)]


def _is_box(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.role == Role.FRAME or len(block.text) < len("een kader"))


def _parts(block: Block, form: Form, path: tuple[str, ...], lead: str, where: float) -> Iterator[Unit]:
    for start, end in split_sentences(block.text):
        yield Unit(form, block, start, end, path, lead, where=where)


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


def _with_turns(units: Sequence[Unit]) -> Iterator[Unit]:
    for turn, unit in enumerate(units):
        yield Unit(
            unit.form,
            unit.block,
            unit.start,
            unit.end,
            unit.path,
            unit.lead,
            turn,
            len(units),
            unit.cells,
            unit.where,
        )
