"""Tables without rules: words that stand in the same columns, row after row, and not column after column."""

from collections.abc import Sequence
from dataclasses import dataclass

from .parts import TableBlock, TableCell
from .rows import PrintedLine

_SAME = 6.0
_LEAST_ROWS = 3
_TALL = 7  # lines in the cells of a row: more on both sides is a text in columns
_MOST_COLUMNS = 12


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


def find_aligned(lines: Sequence[PrintedLine]) -> list[Sequence[PrintedLine] | TableBlock]:
    """The lines with the tables among them, in their order."""
    found: list[Sequence[PrintedLine] | TableBlock] = []
    rows = _rows(_stacks(lines))
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _is_row(rows[end], rows[at]):
            end += 1
        if end - at >= _LEAST_ROWS and not _is_columns(rows[at:end]):
            found.append(_as_table(rows[at:end]))
            at = end
        else:
            found.append([line for stack in rows[at] for line in stack.lines])
            at += 1
    return found


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
        if rows and stack.left > rows[-1][-1].right + 0.5 * size and abs(stack.top - rows[-1][0].top) < size:
            rows[-1].append(stack)
        else:
            rows.append([stack])
    return rows


def _is_row(row: Sequence[_Stack], first: Sequence[_Stack]) -> bool:
    """Whether a row is of the table that begins with `first`: its columns are among those."""
    if not 1 < len(first) <= _MOST_COLUMNS or len(row) < 2:  # noqa: PLR2004 (columns)
        return False
    starts = [stack.left for stack in first]
    return all(any(abs(stack.left - start) < _SAME for start in starts) for stack in row)


def _is_columns(rows: Sequence[Sequence[_Stack]]) -> bool:
    tall = sum(all(len(stack.lines) >= _TALL for stack in row) for row in rows)
    return tall * 2 >= len(rows)


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
