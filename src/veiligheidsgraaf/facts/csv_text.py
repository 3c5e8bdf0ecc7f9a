"""Rows as CSV (RFC 4180): a cell that comes often is looked at once, which the module of the language does
every time.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

_TO_QUOTE = re.compile(r'[,"\n\r]').search


def write_cell(text: str) -> str:
    """A text as a cell."""
    if _TO_QUOTE(text):
        return '"' + text.replace('"', '""') + '"'
    return text


class Written(dict[object, str]):
    """Cell -> how it is written: nothing and an empty text are both empty."""

    def __missing__(self, cell: object) -> str:
        text = "" if cell is None else write_cell(str(cell))
        self[cell] = text
        return text


def write_csv(rows: Iterable[Sequence[object]], end: str, written: Written | None = None) -> str:
    """Rows of two or more cells (texts, whole numbers or nothing), of one length, each closed by `end`.
    `written`: to be shared by tables that have cells in common.
    """
    rows = list(rows)
    if not rows:
        return ""
    cell = (Written() if written is None else written).__getitem__
    cells = map(cell, chain.from_iterable(rows))
    return join_cells(zip(*[cells] * len(rows[0]), strict=True), end)


def join_cells(rows: Iterable[Iterable[str]], end: str) -> str:
    """Rows of cells as they are written, each closed by `end`."""
    lines = end.join(map(",".join, rows))
    return lines + end if lines else ""
