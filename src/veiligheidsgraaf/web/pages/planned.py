"""What a plan has planned and when, and what of it is due on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...answers.dutch import spell_date, spell_decimal, spell_quarter
from ...facts.constraints import edges_of
from ...facts.dossiers import PlanYears
from ...facts.plan_conditions import RUNNING as NOW
from ...words.values import Row
from .library import Library, Link
from .plan_facts import PlanFacts, lines_of

# What is over; the rest is open as far as the plan says.
_DONE = ("uitgevoerd", "niet-uitgevoerd")
QUARTER, YEAR, MOMENT, RUNNING, RETURNING = "kwartaal", "jaar", "moment", "loopt", "keert terug"
_MONTHS = 3
_YEAR_LENGTH = 4


@dataclass(frozen=True)
class Span:
    """First and last day (YYYY-MM-DD, "" when it is open) of a time that a plan names, its kind, and as
    people say it.
    """

    first: str
    last: str
    kind: str
    text: str

    def is_in(self, quarter: "Quarter") -> bool:
        """Whether it is a short time that falls in a quarter, at least in part."""
        first, last = quarter.edges
        return self.kind in (QUARTER, MOMENT) and self.first <= last and self.last >= first


@dataclass(frozen=True)
class Planned:
    """A measure with a time: portfolio holders, who takes part, its lines, and what is said of its time.

    `repeats` says how often it comes back, "" when it does not.
    """

    link: Link
    status: str
    holders: tuple[Link, ...]
    partners: tuple[Link, ...]
    lines: tuple[Link, ...]
    spans: tuple[Span, ...]
    wording: str
    repeats: str

    @property
    def times(self) -> str:
        """All times of it, as people say them."""
        said = [span.text for span in self.spans if span.kind != RETURNING]
        return "; ".join(filter(None, (*said, self.repeats)))

    @property
    def is_done(self) -> bool:
        """Whether the plan itself says that it was done, or was not."""
        return self.status in _DONE


@dataclass(frozen=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: str) -> "Quarter":
        """The quarter of a day (YYYY-MM-DD)."""
        found = date.fromisoformat(day)
        return cls(found.year, (found.month + 2) // _MONTHS)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return (
            Quarter(self.year, self.number + 1) if self.number < _YEAR_LENGTH else Quarter(self.year + 1, 1)
        )

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return f"{self.year}-Q{self.number}"

    @property
    def text(self) -> str:
        """As people say it."""
        months = ("januari tot en met maart", "april tot en met juni", "juli tot en met september")
        return f"{(*months, 'oktober tot en met december')[self.number - 1]} {self.year}"

    @property
    def edges(self) -> tuple[str, str]:
        """First and last day."""
        return edges_of(self.slug)


@dataclass(frozen=True)
class DueItem:
    """A measure, and the time for which it is due."""

    planned: Planned
    when: str


@dataclass(frozen=True)
class Due:
    """What is due on a day: in this quarter, this year without a quarter, next quarter, and what was planned
    before; the plan does not say whether that was done.
    """

    quarter: Quarter
    now: tuple[DueItem, ...]
    year: tuple[DueItem, ...]
    next: tuple[DueItem, ...]
    earlier: tuple[DueItem, ...]
    ends_before_next: bool

    def __bool__(self) -> bool:
        return bool(self.now or self.year or self.next)


def list_planned(library: Library, facts: PlanFacts, years: PlanYears) -> tuple[Planned, ...]:
    """The measures of this period of a plan that have a time, those that begin first before others."""
    found = (_planned(library, facts, years, thing, row) for thing, row in facts.measures.items())
    timed = (one for one in found if one.spans or one.repeats)
    return tuple(sorted(timed, key=lambda one: (one.spans[0].first if one.spans else "9", one.link.text)))


def _planned(library: Library, facts: PlanFacts, years: PlanYears, thing: str, row: Row) -> Planned:
    holders = facts.tied(thing, "portefeuillehouder")
    partners = [one for one in facts.tied(thing, "partner") if one not in holders]
    return Planned(
        library.link(thing),
        row["status"].value,
        library.links(holders),
        library.links(partners),
        lines_of(row, facts.plan),
        tuple(sorted(_spans(facts, thing, years), key=lambda span: (span.first, span.last))),
        "; ".join(facts.tied(thing, "planning")),
        _say_repeats(facts, thing),
    )


def _spans(facts: PlanFacts, thing: str, years: PlanYears) -> Iterator[Span]:
    quarters = facts.tied(thing, "kwartaal")
    for kind, tie in ((QUARTER, "kwartaal"), (YEAR, "jaar"), (MOMENT, "wanneer")):
        for value in facts.tied(thing, tie):
            yield Span(*edges_of(value), YEAR if len(value) == _YEAR_LENGTH else kind, say_moment(value))
    begins, ends = facts.tied(thing, "begin"), facts.tied(thing, "einde")
    if begins or ends:
        first = min((edges_of(value)[0] for value in begins), default="")
        last = max((edges_of(value)[1] for value in ends), default="")
        yield Span(first, last, RUNNING, _say_running(begins, ends))
    if not (years.begin and years.end):
        return
    every = range(int(years.begin), int(years.end) + 1)
    for number_of in facts.tied(thing, "elk kwartaal"):
        for slug in (f"{year}-Q{number_of}" for year in every):
            if slug not in quarters:
                yield Span(*edges_of(slug), QUARTER, say_moment(slug))
    if _comes_each_year(facts, thing):
        for year in every:
            yield Span(*edges_of(str(year)), RETURNING, str(year))


def _comes_each_year(facts: PlanFacts, thing: str) -> bool:
    """Whether all that is said of its time is that it comes back once a year or more often."""
    others = ("kwartaal", "jaar", "wanneer", "elk kwartaal", "begin", "einde")
    often = facts.tied(thing, "keer per jaar")
    return any(float(value) >= 1 for value in often) and not any(facts.tied(thing, tie) for tie in others)


def say_moment(moment: str) -> str:
    """A year, quarter, month or day as people say it."""
    rest = moment.partition("-")[2]
    if rest.startswith("Q"):
        return spell_quarter(moment).removeprefix("het ")
    if len(rest) == len("01"):
        return spell_date(f"{moment}-01").partition(" ")[2]
    return spell_date(moment)


def _say_running(begins: tuple[str, ...], ends: tuple[str, ...]) -> str:
    said = [f"vanaf {say_moment(min(begins))}"] if begins else []
    return " ".join([*said, *([f"tot en met {say_moment(max(ends))}"] if ends else [])])


def _say_repeats(facts: PlanFacts, thing: str) -> str:
    said = []
    for value in facts.tied(thing, "keer per jaar"):
        often, times = float(value), spell_decimal(value)
        said.append(f"eens in de {round(1 / often)} jaar" if 0 < often < 1 else f"{times} keer per jaar")
    said += [f"elk jaar in kwartaal {value}" for value in facts.tied(thing, "elk kwartaal")]
    return "; ".join(said)


def find_due(planned: Iterable[Planned], years: PlanYears, day: str) -> Due:
    """What is due on a day (YYYY-MM-DD). A plan that is not current on it has nothing due."""
    quarter = Quarter.of(day)
    after = quarter.next
    open_ones = [one for one in planned if not one.is_done] if years.stand == NOW else []
    now, later = tuple(_within(open_ones, quarter)), tuple(_within(open_ones, after))
    return Due(
        quarter,
        now,
        tuple(_within_year(open_ones, quarter.year)),
        later,
        tuple(_before(open_ones, quarter)),
        bool(years.end) and int(years.end) < after.year,
    )


def _within(planned: Iterable[Planned], quarter: Quarter) -> Iterator[DueItem]:
    first, last = quarter.edges
    for one in planned:
        for span in one.spans:
            ending = span.kind == RUNNING and first <= span.last <= last
            if ending or span.is_in(quarter):
                yield DueItem(one, f"loopt {span.text}" if ending else span.text)
                break


def _within_year(planned: Iterable[Planned], year: int) -> Iterator[DueItem]:
    for one in planned:
        for span in one.spans:
            whole = span.kind in (YEAR, RETURNING) or (span.kind == RUNNING and one.repeats)
            if whole and span.first[:4] <= str(year) <= (span.last or span.first)[:4]:
                yield DueItem(one, "; ".join(filter(None, (span.text, one.repeats))))
                break


def _before(planned: Iterable[Planned], quarter: Quarter) -> Iterator[DueItem]:
    """What was to be done before this quarter, by the last time that the plan names."""
    first = quarter.edges[0]
    for one in planned:
        if one.spans and not one.repeats and all(span.last and span.last < first for span in one.spans):
            yield DueItem(one, max(one.spans, key=lambda span: span.last).text)
