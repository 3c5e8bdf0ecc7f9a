"""Tables in a plain text: rows with tabs, or with bars as Markdown has them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .composer import GridCell

_BAR = re.compile(r"\s*\|?(.+\|.+?)\|?\s*$")
_RULE = re.compile(r"[\s|:-]*-{2,}[\s|:-]*\|?[\s|:-]*$")
_MOST_IN_HEAD = 60
_MOST_EMPTY = 3


@dataclass(frozen=True)
class Grid:
    """Rows of a table on lines `first` to `last`, of which the first are its header."""

    first: int
    last: int
    rows: tuple[tuple[GridCell, ...], ...]
    headers: int


def find_grids(lines: Sequence[str]) -> Iterator[Grid]:
    """The tables of a text. One without a header of its own goes on with that before it."""
    before: Grid | None = None
    for grid in _find_pieces(lines):
        if before and _goes_on(lines, before, grid):
            before = Grid(before.first, grid.last, (*before.rows, *grid.rows), before.headers)
            continue
        if before:
            yield before
        before = grid
    if before:
        yield before


def _goes_on(lines: Sequence[str], before: Grid, grid: Grid) -> bool:
    between = lines[before.last : grid.first - 1]
    width = max(cell.column for row in before.rows for cell in row)
    same = width == max(cell.column for row in grid.rows for cell in row)
    return (
        same
        and not grid.headers
        and len(between) <= _MOST_EMPTY
        and not any(line.strip() for line in between)
    )


def _find_pieces(lines: Sequence[str]) -> Iterator[Grid]:
    at = 0
    while at < len(lines):
        for separator in ("\t", "|"):
            end = at
            while end < len(lines) and _is_row(lines[end], separator):
                end += 1
            if end - at > 1:
                yield _as_grid(lines, at, end, separator)
                at = end - 1
                break
        at += 1


def _is_row(line: str, separator: str) -> bool:
    if separator == "|":
        return bool(_BAR.match(line) or ("|" in line and _RULE.match(line)))
    filled = len([cell for cell in line.split("\t") if cell.strip()])
    has_empty = (
        line.startswith("\t") or line.count("\t") > 1
    )  # a cell without words, or a row that names a group
    return filled > 1 or (filled == 1 and has_empty)


def _as_grid(lines: Sequence[str], start: int, end: int, separator: str) -> Grid:
    kept = [number for number in range(start, end) if not (separator == "|" and _RULE.match(lines[number]))]
    rows = tuple(tuple(_cells(lines[number], number + 1, separator)) for number in kept)
    has_rule = separator == "|" and len(kept) < end - start
    return Grid(
        start + 1,
        end,
        rows,
        1
        if has_rule
        or (rows and is_header([lines[kept[0]][s:e] for cell in rows[0] for _, s, e in cell.spans], rows))
        else 0,
    )


def is_header(texts: Sequence[str], rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the words of a first row are those of a header: short, no figures, one for each column."""
    columns = {cell.column for row in rows for cell in row}
    covered = sum(cell.columns for cell in rows[0])
    are_words = all(len(text) <= _MOST_IN_HEAD and re.match(r"\W*[^\W\d]", text) for text in texts)
    return (
        len(rows) > 1
        and covered >= len(columns)
        and are_words
        and not any(t.rstrip().endswith(".") for t in texts)
    )


def _cells(line: str, number: int, separator: str) -> Iterator[GridCell]:
    start = 0
    if separator == "|":
        start = len(line) - len(line.lstrip().removeprefix("|"))
        line = line.rstrip().removesuffix("|")
    for column, part in enumerate(line[start:].split(separator)):
        if part.strip():
            yield GridCell(((number, start, start + len(part)),), column)
        start += len(part) + len(separator)
