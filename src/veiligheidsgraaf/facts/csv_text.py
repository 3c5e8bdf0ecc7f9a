"""Rows as CSV (RFC 4180): a cell that comes often is looked at once, which the module of the language does
every time.
"""

from collections.abc import Iterable, Sequence

_TO_QUOTE = (",", '"', "\n", "\r")


def write_cell(text: str) -> str:
    """A text as a cell."""
    if any(sign in text for sign in _TO_QUOTE):
        return '"' + text.replace('"', '""') + '"'
    return text


class Written(dict[object, str]):
    """Cell -> how it is written: nothing and an empty text are both empty."""

    def __missing__(self, cell: object) -> str:
        text = "" if cell is None else write_cell(str(cell))
        self[cell] = text
        return text


def write_csv(rows: Iterable[Sequence[object]], end: str, written: Written | None = None) -> str:
    """Rows of two or more cells (texts, whole numbers or nothing), each closed by `end`. `written`: to be
    shared by tables that have cells in common.
    """
    cell = (Written() if written is None else written).__getitem__
    return "".join([",".join(map(cell, row)) + end for row in rows])
