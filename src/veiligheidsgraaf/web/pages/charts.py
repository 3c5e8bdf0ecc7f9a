"""A small line chart as numbers that a template can draw: no picture library, no script.

Each point carries its text, so that the drawing says in words what it shows.
"""

from dataclasses import dataclass
from decimal import Decimal

from ...answers.dutch import spell_decimal

WIDTH, HEIGHT = 416, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 26, 28
_INSET = 24  # room beside the first and last point for their texts
_SPAN = WIDTH - _LEFT - _RIGHT - 2 * _INSET
_TICKS = 4


@dataclass(frozen=True)
class Point:
    """A point of the chart: where it stands, its kind (`waarneming` or `streefwaarde`), and what it says."""

    x: float
    y: float
    kind: str
    label: str
    year: int


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its position along it and its text."""

    at: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything to draw: points, the line through the measurements,
    both axes and the sentence that says it all.
    """

    points: tuple[Point, ...]
    line: str
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    summary: str
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def draw(
    name: str, unit: str, measured: list[tuple[int, Decimal]], targets: list[tuple[int, Decimal]]
) -> Chart | None:
    """A chart of (year, value as stated) pairs; None with fewer than two years: one is no course."""
    years = sorted({year for year, _ in (*measured, *targets)})
    if len(years) < 2:  # noqa: PLR2004 (a line needs two ends)
        return None
    ticks = _nice([float(value) for _, value in (*measured, *targets)])
    low, high = ticks[0], ticks[-1]

    def x(year: int) -> float:
        return round(_LEFT + _INSET + (year - years[0]) / (years[-1] - years[0]) * _SPAN, 1)

    def y(value: float) -> float:
        return round(_TOP + (high - value) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    points = [
        Point(x(year), y(float(value)), "waarneming", spell_decimal(str(value)), year)
        for year, value in sorted(measured)
    ]
    wanted = [
        Point(x(year), y(float(value)), "streefwaarde", spell_decimal(str(value)), year)
        for year, value in sorted(targets)
    ]
    said = [
        f"{p.year}: {p.label}{' als doel' if p.kind == 'streefwaarde' else ''}"
        for p in sorted((*points, *wanted), key=lambda p: p.year)
    ]
    return Chart(
        (*points, *wanted),
        " ".join(f"{p.x},{p.y}" for p in points) if len(points) > 1 else "",
        tuple(Tick(x(year), str(year)) for year in _spread(years)),
        tuple(Tick(y(value), spell_decimal(f"{value:.4f}".rstrip("0").rstrip("."))) for value in ticks),
        f"{name} ({unit.lower()}). " + "; ".join(said) + ".",
    )


def _nice(values: list[float]) -> list[float]:
    """Round values for an axis that holds all values, starting at 0 unless the figures lie far above it."""
    low, high = min(values), max(values)
    if low > 0 and (high - low) > 0 and low < high * 0.7:
        low = 0.0
    if high == low:
        low, high = min(low, 0.0), high or 1.0
    rough = (high - low) / (_TICKS - 1)
    power = 10 ** len(str(int(rough))) / 10 if rough >= 1 else _small_power(rough)
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough)
    start = low // step * step
    ticks = [round(start, 6)]
    while ticks[-1] < high:
        ticks.append(round(ticks[-1] + step, 6))
    return ticks


def _spread(years: list[int]) -> list[int]:
    """Years to write under the axis: not closer than a label is wide."""
    room = (years[-1] - years[0]) / (_SPAN / 36)
    kept = [years[0]]
    for year in years[1:-1]:
        if year - kept[-1] >= room and years[-1] - year >= room:
            kept.append(year)
    return [*kept, years[-1]]


def _small_power(rough: float) -> float:
    """The power of ten below a step under 1, no smaller than a ten-thousandth."""
    *powers, least = (0.1, 0.01, 0.001, 0.0001)
    return next((power for power in powers if rough >= power), least)
