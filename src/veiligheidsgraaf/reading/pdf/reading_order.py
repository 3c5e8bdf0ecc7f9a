"""The order to read lines in: that of the file, unless it jumps about; then by gutters and gaps."""

from collections.abc import Sequence

from .rows import PrintedLine

_MOST_JUMPS = 0.12
_FEW = 3
_LOOK = 2  # lines back: those of another column may stand between
_GUTTER = 8.0
_DEEPEST = 12


def put_in_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines in reading order."""
    jumps = sum(
        any(_jumps_up(before, line) for before in lines[max(0, at - _LOOK) : at])
        for at, line in enumerate(lines)
    )
    if jumps <= max(_FEW, _MOST_JUMPS * len(lines)):
        return list(lines)
    return _cut(list(lines), 0)


def _jumps_up(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line stands above the one before it, in the same column."""
    shared = min(before.right, line.right) - max(before.left, line.left)
    return line.bottom < before.top and shared > 0.5 * min(before.right - before.left, line.right - line.left)


def _cut(lines: list[PrintedLine], depth: int) -> list[PrintedLine]:
    """Part lines at the widest gutter or gap, and again; left before right, above before below."""
    if len(lines) < 2 or depth > _DEEPEST:  # noqa: PLR2004
        return sorted(lines, key=lambda line: (line.top, line.left))
    across, gutter = _widest_gap([(line.left, line.right) for line in lines])
    down, gap = _widest_gap([(line.top, line.bottom) for line in lines])
    if gutter >= _GUTTER and gutter >= gap:
        left = [line for line in lines if line.left < across]
        right = [line for line in lines if line.left >= across]
        return _cut(left, depth + 1) + _cut(right, depth + 1)
    if gap > 0:
        above = [line for line in lines if line.top < down]
        below = [line for line in lines if line.top >= down]
        return _cut(above, depth + 1) + _cut(below, depth + 1)
    return sorted(lines, key=lambda line: (line.top, line.left))


def _widest_gap(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(where the widest gap ends, its width); width 0 when there is none."""
    best, end = (0.0, 0.0), None
    for start, stop in sorted(spans):
        if end is not None and start - end > best[1]:
            best = (start, start - end)
        end = stop if end is None else max(end, stop)
    return best
