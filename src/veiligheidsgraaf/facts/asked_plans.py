"""Which plans are asked, and what is narrower than what: nearly every question to the facts needs it first.

Asked of the file each time, it would cost more than the facts themselves: what was asked last is kept, so
much and no more. What is narrower is a table of the vocabularies, which do not grow with the plans.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from cachetools import LRUCache

from .constraints import Constraints
from .plan_conditions import OF_PLANS, Condition, one_of, runs_in, scope_of

_KEPT = 2000
Select = Callable[[str, Iterable[object]], list[tuple[Any, ...]]]


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


class AskedPlans:
    """The plans that are asked of one release."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._scopes: LRUCache[object, Scope] = LRUCache(_KEPT)
        self._lock = Lock()

    @cached_property
    def _narrower(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for thing, above in self._select("SELECT ding, breder FROM breder ORDER BY ding", ()):
            found.setdefault(above, []).append(thing)
        return found

    def narrower(self, values: Iterable[str]) -> tuple[str, ...]:
        """All that is one of these (IRIs) or falls under one."""
        return tuple(dict.fromkeys(thing for value in values for thing in self._narrower.get(value, ())))

    def scope(self, constraints: Constraints) -> Scope:
        """The plans and municipalities that are asked."""
        year = constraints.looked_on[:4]
        of_plans = tuple(item for item in constraints.given if item.key in OF_PLANS)
        key = (of_plans, year, constraints.current_on[:4], constraints.reach.others_than)
        with self._lock:
            known = self._scopes.get(key)
        if known is None:
            known = self._count(constraints, year)
            with self._lock:
                self._scopes[key] = known
        return known

    def _count(self, constraints: Constraints, year: str) -> Scope:
        runs, asked = runs_in(year), scope_of(constraints)
        sql = (
            "SELECT count(DISTINCT plan), count(DISTINCT gemeente), count(DISTINCT plan) FILTER (nu), "
            "count(DISTINCT gemeente) FILTER (nu), count(DISTINCT plan) FILTER (begin > ?) "
            f"FROM (SELECT plan, gemeente, begin, coalesce({runs.sql}, false) AS nu FROM plan "
            f"WHERE {asked.sql})"
        )
        plans, places, current, places_now, coming = self._select(sql, (year, *runs.values, *asked.values))[0]
        return Scope(plans, places_now if current else places, current, coming)

    def any_current(self, constraints: Constraints) -> bool:
        """Whether any plan that is asked runs on the day of asking."""
        return self.scope(constraints).is_current

    def past(self, plans: Iterable[str], year: str) -> frozenset[str]:
        """Those of some plans (IRIs) that have ended before a year."""
        among = Condition.all_of([one_of("plan", tuple(plans)), Condition("einde < ?", (year,))])
        found = self._select(f"SELECT plan FROM plan WHERE {among.sql}", among.values)
        return frozenset(plan for (plan,) in found)
