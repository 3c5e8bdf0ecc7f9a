"""A table of a marked-up format: cells over rows and columns put in their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .composer import GridCell
from .document import Role
from .flow import Flow, FlowLine
from .tabbed import is_header

_MOST_COLUMNS = 100
_MOST_ROWS = 1000


@dataclass(frozen=True)
class RawCell:
    """A cell as it comes in its row. `column`: where it says itself that it stands, else the next."""

    lines: tuple[FlowLine, ...]
    columns: int = 1
    rows: int = 1
    is_head: bool = False
    column: int | None = None


def write_table(flow: Flow, rows: Sequence[Sequence[RawCell]], heads: int | None, caption: str = "") -> None:
    """Write a table cell by cell; one of a single column is a box. `heads`: rows of its header, if told."""
    placed = list(place_cells(rows))
    if max((cell.column + cell.columns for row in placed for cell, _ in row), default=0) <= 1:
        _write_frame(flow, rows)
        return
    if heads is None:
        heads = _count_heads(rows)
    grid = []
    for row in placed:
        written = []
        for cell, raw in row:
            spans = tuple(flow.write(raw.lines, Role.CELL))
            written.append(GridCell(spans, cell.column, cell.columns))
        grid.append(tuple(written))
    if heads == 0 and grid:
        heads = int(_looks_like_header(rows[0], grid))
    flow.composer.table(grid, heads, caption)


def place_cells(rows: Sequence[Sequence[RawCell]]) -> Iterator[list[tuple[GridCell, RawCell]]]:
    """Each row with the columns of its cells; a cell over rows keeps its column taken below it."""
    taken: dict[int, int] = {}
    for row in rows:
        column, found = 0, []
        for raw in row:
            column = raw.column if raw.column is not None else column
            while taken.get(column, 0) > 0:
                column += 1
            width = max(1, min(raw.columns, _MOST_COLUMNS - column))
            found.append((GridCell((), column, width), raw))
            for over in range(column, column + width):
                taken[over] = max(taken.get(over, 0), min(raw.rows, _MOST_ROWS))
            column += width
        taken = {over: left - 1 for over, left in taken.items() if left > 1}
        yield found


def _count_heads(rows: Sequence[Sequence[RawCell]]) -> int:
    count = 0
    for row in rows:
        if not row or not all(cell.is_head for cell in row):
            break
        count += 1
    return count if count < len(rows) else 0


def _looks_like_header(row: Sequence[RawCell], grid: Sequence[tuple[GridCell, ...]]) -> bool:
    """Whether a first row that does not say so is a header: bold, or its words are those of one."""
    lines = [line for cell in row for line in cell.lines]
    texts = [" ".join(line.text for line in cell.lines) for cell in row if cell.lines]
    is_bold = bool(lines) and all(line.bold for line in lines)
    return len(grid) > 1 and (is_bold or is_header(texts, grid))


def _write_frame(flow: Flow, rows: Sequence[Sequence[RawCell]]) -> None:
    first = flow.composer.last + 1
    for row in rows:
        for cell in row:
            for line in cell.lines:
                flow.paragraph([line], Role.FRAME)
    if flow.composer.last >= first:
        lines = next(cell.lines for row in rows for cell in row if cell.lines)
        flow.composer.frame(first, flow.composer.last, lines[0].text if lines[0].bold else "")
