"""Tables that are drawn with rules: which cells there are, and which rules make a box instead."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .drawing import Drawing, Place, Rule

_TOUCH = 4.0
_SAME = 3.0
_LEAST = 8.0


@dataclass(frozen=True)
class RuledCell:
    """A cell: its first row and column, how many columns it takes, and its place."""

    row: int
    column: int
    columns: int
    place: Place


@dataclass(frozen=True)
class RuledTable:
    """A table by its rules. `is_open`: no rule closes it below, so that its last row goes on."""

    cells: tuple[RuledCell, ...]
    place: Place
    edges: tuple[float, ...]
    is_open: bool

    def cell_at(self, x: float, y: float) -> RuledCell | None:
        """The cell that a point stands in."""
        for cell in self.cells:
            if _holds(cell.place, x, y):
                return cell
        return None


def find_ruled(drawing: Drawing) -> tuple[list[RuledTable], list[Place]]:
    """The tables of a page with more than one column, and the boxes of one."""
    tables, boxes = [], []
    for down, across in _groups(drawing.down, drawing.across):
        sides = [min(rule.start for rule in across), max(rule.end for rule in across)]
        xs = _distinct([rule.at for rule in down] + sides)  # the outer sides may not be drawn
        if len(xs) < 2:  # noqa: PLR2004 (two sides)
            continue
        top = min([rule.start for rule in down] + [rule.at for rule in across])
        bottom = max([rule.end for rule in down] + [rule.at for rule in across])
        ys = _distinct([top, *(rule.at for rule in across), bottom])
        place = (xs[0], top, xs[-1], bottom)
        if len(xs) == 2:  # noqa: PLR2004
            boxes.append(place)
        elif len(ys) > 1:
            closed = any(abs(rule.at - bottom) < _SAME for rule in across)
            tables.append(RuledTable(tuple(_cells(xs, ys, down, across)), place, tuple(xs), not closed))
    return tables, boxes


def _groups(down: Sequence[Rule], across: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, down and across."""
    parent = list(range(len(down) + len(across)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, rule in enumerate(down):
        for other, crossing in enumerate(across, len(down)):
            if _touch(rule, crossing):
                parent[find(one)] = find(other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for one, rule in enumerate(down):
        groups[find(one)][0].append(rule)
    for other, rule in enumerate(across, len(down)):
        groups[find(other)][1].append(rule)
    yield from (group for group in groups.values() if group[0] and group[1])


def _touch(down: Rule, across: Rule) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _cells(
    xs: Sequence[float], ys: Sequence[float], down: Sequence[Rule], across: Sequence[Rule]
) -> Iterator[RuledCell]:
    """Cells between the rules; those without a rule between them are one."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column
            while right + 1 < columns and not _parts(down, xs[right + 1], ys[row], ys[row + 1]):
                right += 1
            low = row
            while low + 1 < rows and not _parts(across, ys[low + 1], xs[column], xs[right + 1]):
                low += 1
            inside = {(r, c) for r in range(row, low + 1) for c in range(column, right + 1)}
            taken |= inside
            yield RuledCell(
                row, column, right - column + 1, (xs[column], ys[row], xs[right + 1], ys[low + 1])
            )


def _parts(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(
        abs(rule.at - at) <= _SAME and rule.start - _SAME <= middle <= rule.end + _SAME for rule in rules
    )


def _holds(place: Place, x: float, y: float) -> bool:
    return place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1
