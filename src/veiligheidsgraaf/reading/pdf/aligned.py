"""Tables without rules: words that stand in the same columns, row after row, and not column after column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..signs import is_contents_title
from .parts import TableBlock, TableCell
from .rows import PrintedLine

_SAME = 6.0
_LEAST_ROWS = 3
_TALL = 7  # lines in the cells of a row: more on both sides is a text in columns
_MOST_COLUMNS = 12
_FEW, _NARROW = 3, 6


@dataclass
class _Stack:
    """Lines below each other, as the file has them."""

    lines: list[PrintedLine]

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom


def find_aligned(
    lines: Sequence[PrintedLine], before: Sequence[float] = ()
) -> list[Sequence[PrintedLine] | TableBlock]:
    """The lines with the tables among them, in their order.

    `before`: where the columns begin of a table that the page before ends with: it may go on here.
    """
    found: list[Sequence[PrintedLine] | TableBlock] = []
    rows = _rows(_stacks(lines))
    at = 0
    while at < len(rows):
        goes_on = at == 0 and _starts_at(rows[0], before)
        starts = before if goes_on else [stack.left for stack in rows[at]]
        end = at
        while end < len(rows) and (_is_row(rows[end], starts) or _is_part_of_row(rows, end, starts)):
            end += 1
        above = rows[at - 1][-1].lines[-1].text if at else ""
        if (end - at < _LEAST_ROWS and not goes_on) or _is_columns(rows[at:end]):
            end = at + 1
            found.append(_all_lines(rows[at:end]))
        elif _is_contents(rows[at:end], above):
            found.append(_all_lines(rows[at:end]))
        else:
            found.append(_as_table(rows[at:end]))
        at = end
    return found


def _all_lines(rows: Sequence[Sequence[_Stack]]) -> list[PrintedLine]:
    return [line for row in rows for stack in row for line in stack.lines]


def _stacks(lines: Sequence[PrintedLine]) -> list[_Stack]:
    stacks: list[_Stack] = []
    for line in lines:
        if stacks and _is_below(stacks[-1], line):
            stacks[-1].lines.append(line)
        else:
            stacks.append(_Stack([line]))
    return stacks


def _is_below(stack: _Stack, line: PrintedLine) -> bool:
    last = stack.lines[-1]
    near = 0 <= line.top - last.bottom + 0.4 * last.size < 0.9 * last.size
    return near and abs(line.left - last.left) < 2 * last.size and line.top > last.top + 0.5 * last.size


def _rows(stacks: Sequence[_Stack]) -> list[list[_Stack]]:
    """Stacks of which each next one stands to the right of the one before and begins at the same height."""
    rows: list[list[_Stack]] = []
    for stack in stacks:
        size = stack.lines[0].size
        if rows and len(rows[-1]) == 1:
            rows[-1:] = _part(rows[-1][0], stack)
        if rows and stack.left > rows[-1][-1].right + 0.5 * size and abs(stack.top - rows[-1][0].top) < size:
            rows[-1].append(stack)
        else:
            rows.append([stack])
    return rows


def _part(before: _Stack, stack: _Stack) -> list[list[_Stack]]:
    """What stands above the line beside which the next words stand is no part of its row: a title for one."""
    size = stack.lines[0].size
    if stack.left <= before.right + 0.5 * size:
        return [[before]]
    for at, line in enumerate(before.lines):
        if at and abs(line.top - stack.top) < 0.3 * size:
            return [[_Stack(before.lines[:at])], [_Stack(before.lines[at:])]]
    return [[before]]


def _is_row(row: Sequence[_Stack], starts: Sequence[float]) -> bool:
    """Whether a row is of the table whose columns start so: more than one of those have words."""
    return 1 < len(starts) <= _MOST_COLUMNS and len(row) > 1 and _starts_at(row, starts)


def _starts_at(row: Sequence[_Stack], starts: Sequence[float]) -> bool:
    return bool(starts) and all(any(abs(stack.left - start) < _SAME for start in starts) for stack in row)


def _is_part_of_row(rows: Sequence[Sequence[_Stack]], at: int, starts: Sequence[float]) -> bool:
    """Whether words in one column stand between rows of a table: a row with one cell, or the rest of one."""
    if not 0 < at < len(rows) - 1 or len(rows[at]) > 1 or not _starts_at(rows[at], starts):
        return False
    stack, next_one = rows[at][0], rows[at + 1][0]
    size = stack.lines[0].size
    is_short = len(stack.lines) <= _FEW and stack.right - stack.left < _FEW * _NARROW * size
    near = (
        abs(next_one.top - stack.bottom) < _FEW * size
        and abs(stack.top - rows[at - 1][0].bottom) < _TALL * size
    )
    return is_short and near and _is_row(rows[at + 1], starts)


def _is_columns(rows: Sequence[Sequence[_Stack]]) -> bool:
    tall = sum(all(len(stack.lines) >= _TALL for stack in row) for row in rows)
    return tall * 2 >= len(rows)


def _is_contents(rows: Sequence[Sequence[_Stack]], before: str) -> bool:
    """Whether it is a table of contents: each row ends in the number of a page, and those go up."""
    ends = [row[-1].lines[-1].text.strip() for row in rows]
    if not all(re.fullmatch(r"\d{1,3}", end) for end in ends):
        return False
    pages = [int(end) for end in ends]
    return is_contents_title(before) or (len(rows) > _LEAST_ROWS and pages == sorted(pages))


def _as_table(rows: Sequence[Sequence[_Stack]]) -> TableBlock:
    starts: list[float] = []
    for stack in sorted((stack for row in rows for stack in row), key=lambda stack: stack.left):
        if not starts or stack.left - starts[-1] > _SAME:
            starts.append(stack.left)
    made = []
    for row in rows:
        cells = []
        for stack in row:
            column = max(at for at, start in enumerate(starts) if start <= stack.left + _SAME)
            cells.append(TableCell(column, 1, list(stack.lines)))
        made.append(cells)
    return TableBlock(rows[0][0].lines[0].page, made, tuple(starts))
