"""The two small tables that nearly every question to the facts needs, held in memory: the plans with their
municipalities and years, and what is narrower than what in the vocabularies.

A country has some thousands of rows of either; asked each time, they cost more than the facts themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..words.parameters import today
from .constraints import Constraints

_PLAN, _MUNICIPALITY = "plan", "gemeente"
OF_PLANS = (_PLAN, _MUNICIPALITY)


@dataclass(frozen=True)
class PlanYears:
    """A plan and its municipality (IRIs), and its first and last year ("" when not known)."""

    plan: str
    municipality: str
    begin: str
    end: str

    def is_current(self, year: str) -> bool:
        """Whether it runs in a year."""
        return bool(self.begin and self.end) and self.begin <= year <= self.end


@dataclass(frozen=True)
class Scope:
    """How many plans and municipalities were asked; of the plans, how many are current and how many have yet
    to begin. When none is current, all of them are counted.
    """

    plans: int = 0
    municipalities: int = 0
    current: int = 0
    coming: int = 0

    @property
    def is_current(self) -> bool:
        """Whether what is counted is so now."""
        return self.current > 0


class SmallTables:
    """The plans, and what is narrower, of one release."""

    def __init__(self, plans: Iterable[PlanYears], broader: Iterable[tuple[str, str]]) -> None:
        self._plans = tuple(plans)
        self._narrower: dict[str, list[str]] = {}
        for thing, above in broader:
            self._narrower.setdefault(above, []).append(thing)

    def narrower(self, values: Iterable[str]) -> tuple[str, ...]:
        """All that is one of these (IRIs) or falls under one."""
        return tuple(dict.fromkeys(thing for value in values for thing in self._narrower.get(value, ())))

    def scope(self, constraints: Constraints) -> Scope:
        """The plans and municipalities that are asked."""
        year = _year_of(constraints)
        asked = self._asked(constraints)
        current = {row.plan for row in asked if row.is_current(year)}
        return Scope(
            len({row.plan for row in asked}),
            len({row.municipality for row in asked if not current or row.is_current(year)}),
            len(current),
            len({row.plan for row in asked if row.begin > year}),
        )

    def any_current(self, constraints: Constraints) -> bool:
        """Whether any plan that is asked runs on the day of asking."""
        year = _year_of(constraints)
        return any(row.is_current(year) for row in self._asked(constraints))

    def past(self, year: str) -> frozenset[str]:
        """The plans that have ended before a year."""
        return frozenset(row.plan for row in self._plans if row.end and row.end < year)

    def plans_of(self, municipalities: Collection[str]) -> tuple[str, ...]:
        """The plans of some municipalities."""
        return tuple(dict.fromkeys(row.plan for row in self._plans if row.municipality in municipalities))

    def municipalities_of(self, plans: Collection[str]) -> set[str]:
        """The municipalities of some plans."""
        return {row.municipality for row in self._plans if row.plan in plans}

    def _asked(self, constraints: Constraints) -> Sequence[PlanYears]:
        """What meets the constraints on plans and municipalities, as `conditions.scope_of` has it in SQL."""
        found: Sequence[PlanYears] = self._plans
        for item in constraints.given:
            if item.key in OF_PLANS:
                values, excludes, is_plan = frozenset(item.values), item.excludes, item.key == _PLAN
                found = [
                    row
                    for row in found
                    if ((row.plan if is_plan else row.municipality) in values) is not excludes
                ]
        if constraints.current_on:
            found = [row for row in found if row.is_current(constraints.current_on[:4])]
        if other := constraints.reach.others_than:
            found = [row for row in found if row.municipality != other]
        return found


def _year_of(constraints: Constraints) -> str:
    return (constraints.day or today())[:4]
