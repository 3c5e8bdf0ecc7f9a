"""What tables with known header cells say: who is the portfolio holder, who takes part, and when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..reading.document import Cell, Document
from .announcements import Cues
from .moments import Moment, list_moments

# Which of several meanings of a header cell counts, first one first.
_ORDER = (
    "portefeuillehouder",
    "planning",
    "status",
    "partner",
    "trekker",
    "bron",
    "nulmeting",
    "streef",
    "indicator",
)
WHAT = ("maatregel", "onderwerp")
_SEPARATOR = re.compile(r"\s*(?:[,;/•\n]|\ben\b(?!/of)|\bé?n/of\b|(?<=\w)\.(?=\s|$))\s*")
_SHORTEST = 2
_LONGEST = 70


@dataclass(frozen=True)
class Part:
    """Characters [start, end) of a cell in a column of a kind."""

    column: str
    cell: Cell
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.cell.text[self.start : self.end]


def name_columns(document: Document, cues: Cues) -> dict[int, str]:
    """What each cell is, by `id`. A table without header has that of the one before it of as many columns."""
    found: dict[int, str] = {}
    headers: dict[int, tuple[str, ...]] = {}
    for table in document.tables:
        width = len(table.header)
        header = table.header if any(table.header) else headers.get(width, table.header)
        if any(header):
            headers[width] = header
        kinds = [_kind(head, cues) for head in header]
        for row in table.rows:
            for cell in row:
                if cell.column < len(kinds) and kinds[cell.column]:
                    found[id(cell)] = kinds[cell.column]
    return found


def _kind(head: str, cues: Cues) -> str:
    announced = cues.announced(head, "kolom")
    return next((kind for kind in (*_ORDER, *WHAT) if kind in announced), "")


def list_parts(document: Document, columns: dict[int, str]) -> Iterator[Part]:
    """Each name in a column of partners or holders."""
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                if columns.get(id(cell)) in ("partner", "portefeuillehouder", "trekker"):
                    for start, end in _split(cell.text):
                        yield Part(columns[id(cell)], cell, start, end)


def _split(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in (*_SEPARATOR.finditer(text), None):
        stop = match.start() if match else len(text)
        words = text[at:stop].strip()
        if _SHORTEST <= len(words) <= _LONGEST:
            start = at + text[at:stop].index(words)
            yield start, start + len(words)
        at = match.end() if match else stop


def list_planned(
    document: Document, columns: dict[int, str], period: tuple[int, int]
) -> Iterator[tuple[Cell, Moment]]:
    """The moments in the columns of planning."""
    for table in document.tables:
        for row in table.rows:
            for cell in row:
                if columns.get(id(cell)) == "planning":
                    yield from ((cell, moment) for moment in list_moments(cell.text, period))
