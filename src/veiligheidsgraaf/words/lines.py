"""Line and column of a place in a text, both counted from 1, columns in characters.

A line ends as Turtle and SPARQL say: at a line feed, a carriage return, or both together. Not at what
Python's `splitlines` adds to those (form feed, U+0085, U+2028), which editors and `git` do not know either.
"""

import re
from bisect import bisect_right

_END = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """(line, column) of the character at an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def place_of(text: str, offset: int) -> tuple[int, int]:
    """(line, column) of one offset."""
    return Lines(text).place(offset)


def place_of_byte(content: bytes, offset: int) -> tuple[int, int]:
    """(line, column) of the first byte that is no UTF-8: what stands before it is."""
    before = content[:offset].decode("utf-8", errors="replace")
    return place_of(before, len(before))
