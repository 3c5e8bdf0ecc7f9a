"""Rows as CSV (RFC 4180): a cell that comes often is looked at once, which the module of the language does
every time.
"""

from collections.abc import Iterable, Sequence

_TO_QUOTE = (",", '"', "\n", "\r")


class _Written(dict[object, str]):
    """Cell -> how it is written: nothing and an empty text are both empty."""

    def __missing__(self, cell: object) -> str:
        text = "" if cell is None else str(cell)
        if any(sign in text for sign in _TO_QUOTE):
            text = '"' + text.replace('"', '""') + '"'
        self[cell] = text
        return text


def write_csv(rows: Iterable[Sequence[object]], end: str) -> str:
    """Rows of two or more cells (texts, whole numbers or nothing), each closed by `end`."""
    written = _Written()
    return "".join([",".join([written[cell] for cell in row]) + end for row in rows])
