"""Which lines are a table of contents."""

from collections.abc import Sequence

from . import signs

_LEAST = 3  # lines with a page number, more than that
_AHEAD = 3  # lines without one that may stand between


def find_contents(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines of tables of contents, their heads included."""
    found: set[int] = set()
    at = 0
    while at < len(lines):
        if signs.is_contents_title(lines[at]):
            end = _end_of_contents(lines, at + 1, strict=False)
        elif signs.is_contents_line(lines[at]):
            end = _end_of_contents(lines, at, strict=True)
        else:
            end = at
        inside = [number for number in range(at, end) if lines[number].strip()]
        if len(inside) > _LEAST:
            found.update(number + 1 for number in inside)
        at = max(at + 1, end)
    return found


def _end_of_contents(lines: Sequence[str], at: int, strict: bool) -> int:
    """The index after the last line of contents, from one on; others between them are of it too."""
    end, passed = at, 0
    while at < len(lines) and passed < _AHEAD:
        if lines[at].strip():
            is_contents = signs.is_contents_line(lines[at], strict)
            end, passed = (at + 1, 0) if is_contents else (end, passed + 1)
        at += 1
    return end
