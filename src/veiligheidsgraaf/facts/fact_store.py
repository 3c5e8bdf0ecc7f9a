"""The facts of a release where it serves: filter first, group after.

Every question to the file is bounded in time and memory, and none reads all facts into this process.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from cachetools import LRUCache

from ..words.errors import QueryTimeout
from ..words.questions import Question
from ..words.values import Row
from .answer_rows import columns_sql, facts_sql, having_sql, make_row, order_sql
from .asked_plans import AskedPlans
from .conditions import NOWHERE, Where, condition_for, condition_on, core_of
from .constraints import Constraints
from .deadlines import DEADLINES
from .fact_file import open_facts, unreadable
from .fact_tables import QUESTION, quote, table_of
from .grain import Grain, SortedBy, read_grain
from .plan_conditions import Condition, plans_of_year
from .recent_rows import RecentRows
from .row_window import (
    PLACES,
    PLACES_OF_ALL,
    Window,
    choose_facts,
    few_sql,
    first_value,
    is_plain,
    names_plans,
    order_of,
    read_window,
    window_sql,
)
from .stated_keys import StatedKeys

_MOST_SECONDS = 10.0
_REMEMBERED = 4096
_FETCHED = 2000
_THINGS = "dingen"  # of what a number is remembered, beside rows


@dataclass(frozen=True)
class Page:
    """Some rows of an answer, and how many there are in all."""

    total: int
    rows: tuple[Row, ...]


class FactStore:
    """The facts of one release, read-only. `few_facts`: so many of a question are read in one go."""

    few_facts = 20_000

    def __init__(self, path: Path, questions: Mapping[str, Question], seconds: float = _MOST_SECONDS) -> None:
        self._base, self._path = open_facts(path), path
        self._seconds = seconds
        sizes = "SELECT table_name, estimated_size FROM duckdb_tables()"
        self._sizes: dict[str, int] = dict(self._base.execute(sizes).fetchall())
        found = {q.name: read_grain(q) for q in questions.values() if QUESTION + q.name in self._sizes}
        self.grains: dict[str, Grain] = {name: grain for name, grain in found.items() if grain}
        self._totals: LRUCache[object, int] = LRUCache(_REMEMBERED)
        self.asked = AskedPlans(self.select)
        self.keys = StatedKeys(self.select)
        self._recent, self._lock = RecentRows(), Lock()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __contains__(self, question: str) -> bool:
        return question in self.grains

    def page(
        self,
        question: str,
        constraints: Constraints,
        limit: int,
        offset: int = 0,
        sorted_by: SortedBy | None = None,
        where: Where = NOWHERE,
        current_on: str = "",
    ) -> Page:
        """Rows `offset` up to `offset + limit`; `where`: column -> the IRIs of which it must be one;
        `current_on`: a day on which plans that are current come first. Raises InvalidRequest, QueryTimeout.
        """
        grain = self.grains[question]
        condition = condition_on(grain, constraints, where, self.asked)
        current = plans_of_year(current_on[:4]) if current_on and not sorted_by else None
        asked = (constraints, *sorted(where.items()))
        few = self._sizes[QUESTION + question] <= self.few_facts or names_plans(constraints)
        if few and is_plain(grain) and limit > 0:
            at_once = few_sql(grain, condition, order_of(grain, sorted_by, current), limit, offset)
            facts = self._fetch(at_once.sql, at_once.values)
            if facts or not offset:
                return self._page_of(grain, constraints, asked, facts)
        window = self._window(grain, constraints, where, sorted_by, current, (limit, offset))
        if window is None:
            core = core_of(grain, constraints, self.asked, on=where)
            window = Window(Condition("true"), offset, self._total(grain, asked, core), is_found=False)
        else:
            self._keep((question, *asked), window.total)
        if offset >= window.total or limit < 1:
            return Page(window.total, ())
        order = order_of(grain, sorted_by, current)
        numbers, facts = self._facts_within(grain, condition, window, order, limit)
        return Page(window.total, self._rows(grain, constraints, facts, numbers))

    def _facts_within(
        self, grain: Grain, condition: Condition, window: Window, order: Condition, limit: int
    ) -> tuple[list[int], list[tuple[Any, ...]]]:
        """The numbers of the rows of a page as they come, and their facts."""
        within = Condition.all_of((window.condition, condition))
        found = self._fetch(
            f"SELECT _g, {PLACES if window.is_found else PLACES_OF_ALL} FROM {table_of(grain.question.name)} "
            f"WHERE {within.sql} GROUP BY _g{having_sql(grain)} ORDER BY {order.sql} "
            f"LIMIT {int(limit)} OFFSET {window.offset}",
            (*within.values, *order.values),
        )
        if not found:
            return [], []
        chosen = choose_facts(found, None if window.is_found else condition)
        facts = self._fetch(facts_sql(grain, chosen.sql), chosen.values)
        return [number for number, _ in found], facts

    def _page_of(
        self, grain: Grain, constraints: Constraints, asked: tuple[object, ...], facts: list[tuple[Any, ...]]
    ) -> Page:
        """A page of facts, each with the place of its row and how many rows there are."""
        total = facts[0][1] if facts else 0
        self._keep((grain.question.name, *asked), total)
        return Page(total, self._rows(grain, constraints, ((place, *texts) for place, _, *texts in facts)))

    def _rows(
        self,
        grain: Grain,
        constraints: Constraints,
        facts: Iterable[tuple[Any, ...]],
        ordered: Iterable[int] = (),
    ) -> tuple[Row, ...]:
        """Rows of facts, each with the number of its row; `ordered`: those numbers as rows come."""
        by_row: dict[int, list[tuple[Any, ...]]] = {number: [] for number in ordered}
        for number, *texts in facts:
            by_row.setdefault(number, []).append(tuple(texts))
        return tuple(make_row(grain, constraints, some, self.municipalities) for some in by_row.values())

    def _window(
        self,
        grain: Grain,
        constraints: Constraints,
        where: Where,
        sorted_by: SortedBy | None,
        current: Condition | None,
        part: tuple[int, int],
    ) -> Window | None:
        """Where the rows of a page are; None where that must be looked for among all."""
        if part[0] < 1 or not is_plain(grain) or (first := first_value(grain, sorted_by)) is None:
            return None
        core = core_of(grain, constraints, self.asked, first.texts, where)
        sql = window_sql(core, first, current, *part)
        return read_window(first, self._fetch(sql.sql, sql.values), current, part[1])

    def rows(self, question: str, constraints: Constraints) -> Iterator[Row]:
        """All rows, one after another; as many are held as make one row."""
        grain = self.grains[question]
        condition = condition_for(grain, constraints, self.asked)
        source = table_of(question)
        ordered = (
            f"WITH rij AS (SELECT _g, row_number() OVER (ORDER BY {order_sql(grain, None)}) AS plek "
            f"FROM {source} WHERE {condition.sql} GROUP BY _g{having_sql(grain)}) "
            f"SELECT plek, {columns_sql(grain)} FROM {source} JOIN rij USING (_g) WHERE {condition.sql} "
            "ORDER BY plek, _plan, _n"
        )
        facts = self._stream(ordered, (*condition.values, *condition.values))
        for _, group in groupby(facts, key=lambda fact: fact[0]):
            yield make_row(grain, constraints, [fact[1:] for fact in group], self.municipalities)

    def total(self, question: str, constraints: Constraints) -> int:
        """How many rows an answer has."""
        grain = self.grains[question]
        return self._total(grain, (constraints,), core_of(grain, constraints, self.asked))

    def things(self, question: str, constraints: Constraints) -> int:
        """How many things an answer is about."""
        return self.count_things([(question, constraints)])[0]

    def count_things(self, asked: Sequence[tuple[str, Constraints]]) -> list[int]:
        """How many things each of some answers is about, questions with constraints; in one go."""
        with self._lock:
            known = {one: self._totals[_THINGS, one] for one in asked if (_THINGS, one) in self._totals}
        parts = [(one, self._things_sql(*one)) for one in dict.fromkeys(asked) if one not in known]
        if parts:
            sql = " UNION ALL ".join(f"SELECT {n}, {part.sql}" for n, (_, part) in enumerate(parts))
            values = (value for _, part in parts for value in part.values)
            found = {parts[number][0]: int(things) for number, things in self._fetch(sql, values)}
            known |= found
            for one, things in found.items():
                self._keep((_THINGS, one), things)
        return [known[one] for one in asked]

    def _things_sql(self, question: str, constraints: Constraints) -> Condition:
        core = core_of(self.grains[question], constraints, self.asked)
        return Condition(f"count(DISTINCT {quote(self.grains[question].thing)}) FROM {core.sql}", core.values)

    def municipalities_in(self, question: str, constraints: Constraints) -> int:
        """How many municipalities an answer is about."""
        core = core_of(self.grains[question], constraints, self.asked)
        sql = f"SELECT count(DISTINCT gemeente) FROM plan WHERE nummer IN (SELECT _p FROM {core.sql})"
        return int(self._fetch(sql, core.values)[0][0])

    def municipality_of(self, location: str) -> str:
        """The municipality that a location (IRI) lies in, "" when that is not known."""
        found = self._fetch(
            "SELECT k.waarde FROM kenmerk k JOIN ding d USING (nummer) "
            "WHERE d.iri = ? AND k.kenmerk = 'ligt in' AND k.waarde LIKE '%/gemeente/%' "
            "ORDER BY k.waarde LIMIT 1",
            (location,),
        )
        return str(found[0][0]) if found else ""

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year of all plans; (0, 0) without any."""
        first, last = self._fetch("SELECT min(begin), max(einde) FROM plan", ())[0]
        return int(first or 0), int(last or 0)

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """Names of the municipalities that have a plan."""
        found = self._fetch("SELECT DISTINCT gemeente_naam FROM plan ORDER BY gemeente_naam", ())
        return tuple(name for (name,) in found)

    def _total(self, grain: Grain, asked: tuple[object, ...], core: Condition) -> int:
        sql = f"SELECT count(DISTINCT _g) FROM {core.sql}"
        if grain.at_least:
            sql = f"SELECT count(*) FROM (SELECT _g FROM {core.sql} GROUP BY _g{having_sql(grain)})"
        return self._counted((grain.question.name, *asked), sql, core.values)

    def _counted(self, key: tuple[object, ...], sql: str, values: Iterable[object]) -> int:
        """A number that SQL gives, kept under a key that says all that it depends on."""
        with self._lock:
            known = self._totals.get(key)
        if known is None:
            known = int(self._fetch(sql, values)[0][0])
            self._keep(key, known)
        return known

    def _keep(self, key: tuple[object, ...], number: int) -> None:
        with self._lock:
            self._totals[key] = number

    def select(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of SQL of this room, all at once: it bounds them itself. Raises QueryTimeout."""
        return self._fetch(sql, values)

    def _fetch(self, sql: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        asked = list(values)
        if (known := self._recent.find(sql, asked)) is None:
            with self._cursor() as cursor:
                known = cursor.execute(sql, asked).fetchall()
            self._recent.keep(sql, asked, known)
        return known

    def _stream(self, sql: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        with self._cursor() as cursor:
            found = cursor.execute(sql, list(values))
            while some := found.fetchmany(_FETCHED):
                yield from some

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of one asker, stopped when it takes too long."""
        cursor = self._base.cursor()
        try:
            with DEADLINES.within(self._seconds, cursor.interrupt):
                yield cursor
        except duckdb.InterruptException:
            raise QueryTimeout(
                f"het antwoord duurt langer dan {self._seconds:g} s",
                "vernauw de vraag, bijvoorbeeld tot een plan",
            ) from None
        except duckdb.Error as error:
            raise unreadable(self._path, error) from None
        finally:
            cursor.close()
