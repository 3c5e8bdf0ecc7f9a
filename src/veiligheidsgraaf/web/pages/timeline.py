"""The planning of a plan through its quarters, as numbers that a template can draw and list."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...answers.dutch import begin
from ...facts.dossiers import PlanYears
from ...words import iris
from ..addresses import QUESTION
from .planned import RETURNING, RUNNING, YEAR, Planned, Quarter, say_moment

HEIGHT, TOP, BASE = 118, 18, 84
_WIDTH, _GAP = 720, 6
# A plan that says to run longer is drawn for its first years.
_MOST_YEARS = 6


@dataclass(frozen=True)
class Bar:
    """A quarter as it is drawn: where, how high, how many measures it has, and whether it is now."""

    quarter: Quarter
    x: float
    width: float
    y: float
    number: int
    is_now: bool


@dataclass(frozen=True)
class Period:
    """A quarter or year with how many measures are planned for it; `page` asks the planning for them, "" when
    it cannot.
    """

    text: str
    number: int
    page: str = ""
    is_now: bool = False


@dataclass(frozen=True)
class Timeline:
    """Bars per quarter (none when no quarter is named), the years under them, every period for which
    something is planned, and a sentence that says what is drawn.
    """

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, str], ...]
    periods: tuple[Period, ...]
    summary: str
    width: int = _WIDTH
    height: int = HEIGHT
    base: int = BASE


def draw_timeline(planned: Sequence[Planned], years: PlanYears, day: str) -> Timeline:
    """The timeline of a plan with its years, seen on a day (YYYY-MM-DD)."""
    now = Quarter.of(day)
    quarters = _quarters(years)
    held = {quarter: _in_quarter(planned, quarter) for quarter in quarters}
    periods = [
        Period(begin(say_moment(q.slug)), len(found), _page(years, q), q == now)
        for q, found in held.items()
        if found
    ]
    for year in sorted({quarter.year for quarter in quarters}):
        if found := _in_year(planned, year):
            periods.append(Period(f"{year}, zonder kwartaal", len(found), is_now=year == now.year))
    return Timeline(
        _bars(held, now) if any(held.values()) else (),
        tuple((_x(len(quarters), at), str(q.year)) for at, q in enumerate(quarters) if q.number == 1),
        tuple(periods),
        _summarize(held),
    )


def _quarters(years: PlanYears) -> list[Quarter]:
    if not (years.begin and years.end):
        return []
    last = min(int(years.end), int(years.begin) + _MOST_YEARS - 1)
    return [Quarter(year, number) for year in range(int(years.begin), last + 1) for number in (1, 2, 3, 4)]


def _in_quarter(planned: Sequence[Planned], quarter: Quarter) -> tuple[Planned, ...]:
    return tuple(one for one in planned if any(span.is_in(quarter) for span in one.spans))


def _in_year(planned: Sequence[Planned], year: int) -> tuple[Planned, ...]:
    return tuple(
        one
        for one in planned
        if any(
            (span.kind in (YEAR, RETURNING) and span.first[:4] == str(year))
            or (span.kind == RUNNING and span.last[:4] == str(year))
            for span in one.spans
        )
    )


def _page(years: PlanYears, quarter: Quarter) -> str:
    return QUESTION("planning", query={"plan": iris.slug(years.plan), "kwartaal": quarter.slug})


def _x(number: int, at: int) -> float:
    return round(at * _WIDTH / max(1, number), 1)


def _bars(held: dict[Quarter, tuple[Planned, ...]], now: Quarter) -> tuple[Bar, ...]:
    most = max(len(found) for found in held.values())
    width = round(_WIDTH / len(held) - _GAP, 1)
    return tuple(
        Bar(
            quarter,
            round(_x(len(held), at) + _GAP / 2, 1),
            width,
            round(BASE - (BASE - TOP) * len(found) / most, 1),
            len(found),
            quarter == now,
        )
        for at, (quarter, found) in enumerate(held.items())
    )


def _summarize(held: dict[Quarter, tuple[Planned, ...]]) -> str:
    said = [f"{say_moment(q.slug)}: {len(found)}" for q, found in held.items() if found]
    return f"Maatregelen per kwartaal. {'; '.join(said)}." if said else ""
