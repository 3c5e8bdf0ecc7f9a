"""Things of an answer over municipalities and plans: ranked, counted by a value, and shown in a grid.

Everything is filtered first and summed where the facts are: what comes back is bounded by what is asked for.
Plans that are current count; what stands only in past or coming plans is told apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .asked_plans import Scope
from .conditions import core_of, plans_in
from .constraints import KEYS, Constraints
from .counted_things import Things, group_of, things_of
from .fact_store import FactStore
from .fact_tables import quote
from .grain import PLAN, Grain
from .plan_conditions import Condition
from .term_texts import value_of

MUNICIPALITY = "gemeente"
# How things are sorted by their name, with `-` before it the other way round.
BY_NAME = "naam"
# What a column of a grid can be, and the variable of `plans_in` that it is of.
COLUMNS = {MUNICIPALITY: "_gemeente", PLAN: "_iri"}


@dataclass(frozen=True)
class Ranked:
    """A thing (text of its term), in how many municipalities it is so now, and how many statements say so."""

    text: str
    municipalities: int
    statements: int

    @property
    def value(self) -> str:
        """The IRI, or what is written of what is no thing."""
        return value_of(self.text)


@dataclass(frozen=True)
class Ranking:
    """Some things, those of most municipalities first. In all: `total` things, `now` of them in current
    plans, `coming` only in plans that have yet to begin, `everywhere` in all municipalities, `alone` in one;
    `own`: those of `now` that are the municipality itself in every plan, which stand last among these.
    """

    first: tuple[Ranked, ...] = ()
    total: int = 0
    now: int = 0
    coming: int = 0
    everywhere: int = 0
    alone: int = 0
    own: int = 0

    @property
    def past(self) -> int:
        """Things in no plan but past ones."""
        return self.total - self.now - self.coming


@dataclass(frozen=True)
class Counted:
    """A value of a group, and how many things it has in current plans."""

    value: str
    things: int


@dataclass(frozen=True)
class Column:
    """A municipality or plan (IRI) as a column, whether it has a current plan, how many rows it fills, and
    how many of those in current plans.
    """

    thing: str
    current: bool
    rows: int
    rows_now: int


class Spreads:
    """Where the things of an answer are: one for each answer, which asks the same more than once."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts
        self._filled: dict[object, list[Column]] = {}

    def scope(self, constraints: Constraints) -> Scope:
        """The plans and municipalities that were asked."""
        return self._facts.asked.scope(constraints)

    def rank(
        self,
        question: str,
        constraints: Constraints,
        column: str,
        limit: int,
        offset: int = 0,
        by_name: str = "",
        differing: bool = False,
        group: str = "",
        lead: str = "",
    ) -> Ranking:
        """Values of a column: those of most municipalities first, or by name (`naam` or `-naam`), or those of
        which most is said in one column (`lead`: IRI of a municipality or plan, whichever `group` is).
        `differing`: without those that are in all municipalities. `group`: what will be asked of `filled` for
        the same values, which is then counted along.
        """
        grain, key = self._facts.grains[question], (question, constraints, group, column)
        things = things_of(grain, column)
        plans, core = self._asked(grain, constraints, things.texts)
        asks = group in COLUMNS and key not in self._filled
        least = self.scope(constraints).municipalities
        sql = (
            f"{_rank_sql(things, plans, core, least, COLUMNS.get(group, '') if lead else '', differing)}, "
            f"{_first_sql(things, by_name, limit, offset)} "
            "SELECT plek, tekst, nu, uitspraken, som.* FROM eerst, som"
            f"{f' UNION ALL {_columns_sql(group)}' if asks else ''}"
        )
        values = (*plans.values, *core.values, *((lead,) if lead else ()))
        found = self._facts.select(sql, values)
        rows = [row[1:] for row in sorted(found, key=lambda row: row[0]) if row[0]]
        if asks:
            self._filled[key] = _in_order(
                Column(c, bool(now), n, n_now) for place, c, n, n_now, now, *_ in found if not place
            )
        first = tuple(Ranked(text, now, count) for text, now, count, *_ in rows)
        return Ranking(first, *(rows[0][3:] if rows else ()))

    def count_by(
        self,
        question: str,
        constraints: Constraints,
        group: str,
        most: int,
        least_first: bool = False,
        of_any_time: bool = False,
    ) -> tuple[list[Counted], int]:
        """How many things each value of a group has in current plans (`of_any_time`: in all), most first, and
        how many values there are. A municipality or plan that has none is a value too.
        """
        grain = self._facts.grains[question]
        if group not in COLUMNS and group not in self.groups_of(question):
            return [], 0
        if group in COLUMNS:
            columns = self.filled(question, constraints, group, grain.thing)
            counted = [Counted(c.thing, c.rows if of_any_time else c.rows_now) for c in columns]
            counted = [one for one, c in zip(counted, columns, strict=True) if of_any_time or c.current]
            counted.sort(key=lambda one: (one.things if least_first else -one.things, one.value))
            return counted[:most], len(counted)
        by, thing = group_of(grain, group), quote(grain.thing)
        plans, core = self._asked(grain, constraints, by.texts)
        direction, now = "ASC" if least_first else "DESC", "true" if of_any_time else "_nu"
        found = self._facts.select(
            f"WITH geteld AS (SELECT {by.value} AS groep, count(DISTINCT {thing}) AS aantal "
            f"FROM {core.sql} JOIN {plans.sql} ON _nummer = _p{by.joined} "
            f"WHERE {now} AND groep IS NOT NULL GROUP BY groep) "
            f"SELECT {by.text} AS tekst, aantal, count(*) OVER () FROM geteld{by.named} "
            f"ORDER BY aantal {direction}, tekst LIMIT {int(most)}",
            (*core.values, *plans.values, *by.values),
        )
        return [Counted(value_of(text), count) for text, count, _ in found], found[0][2] if found else 0

    def groups_of(self, question: str) -> tuple[str, ...]:
        """By what things of a question can be counted, beside municipality and plan."""
        own = tuple(name for name in self._facts.grains[question].variables if name not in COLUMNS)
        return (*own, *(key for key in KEYS if key not in own))

    def columns(
        self, question: str, constraints: Constraints, group: str, row: str, limit: int, offset: int = 0
    ) -> tuple[list[Column], int]:
        """Municipalities or plans as columns, as `filled`, and how many there are."""
        found = self.filled(question, constraints, group, row)
        return found[offset : offset + limit], len(found)

    def filled(self, question: str, constraints: Constraints, group: str, row: str) -> list[Column]:
        """All municipalities or plans that are asked, each with how many values of a column it has: those
        with a current plan and most values first.
        """
        key = question, constraints, group, row
        if key not in self._filled:
            grain = self._facts.grains[question]
            things = things_of(grain, row)
            plans, core = self._asked(grain, constraints, things.texts)
            sql = (
                f"WITH feit AS (SELECT DISTINCT {things.number} AS ding, _p FROM {core.sql}) "
                f"SELECT {COLUMNS[group]} AS kolom, bool_or(_nu), "
                "count(DISTINCT ding), count(DISTINCT ding) FILTER (_nu) "
                f"FROM {plans.sql} LEFT JOIN feit ON _nummer = _p GROUP BY kolom"
            )
            found = self._facts.select(sql, (*core.values, *plans.values))
            self._filled[key] = _in_order(
                Column(thing, bool(now), rows, of_now) for thing, now, rows, of_now in found
            )
        return self._filled[key]

    def _asked(
        self, grain: Grain, constraints: Constraints, texts: Sequence[str] = ()
    ) -> tuple[Condition, Condition]:
        """The plans that are asked, and the core of facts that meet constraints."""
        asked = self._facts.asked
        return plans_in(constraints, asked), core_of(grain, constraints, asked, texts)


def _rank_sql(
    things: Things, plans: Condition, core: Condition, everywhere: int, lead: str, differing: bool
) -> str:
    """Plans, things per plan (`stuk`), things (`rang`) and their sums (`som`); `everywhere`: in how many
    municipalities what is in all of them is; `lead`: of what is counted how much one column says.
    """
    differs = f" HAVING nu < {int(everywhere)}" if differing else ""
    leads = f"coalesce(sum(n) FILTER ({lead} = ?), 0)::BIGINT" if lead else "0"
    return (  # sums beside the first few: as windows over all they take ten times as long
        f"WITH plannen AS MATERIALIZED {plans.sql}, "
        f"stuk AS MATERIALIZED (SELECT {things.number} AS ding, _p, count(DISTINCT _s) AS n "
        f"FROM {core.sql} WHERE {things.number} IS NOT NULL GROUP BY 1, 2), "
        "rang AS MATERIALIZED (SELECT ding, count(DISTINCT _gemeente) FILTER (_nu) AS nu, "
        f"{things.is_own} AS eigen, bool_and(_komt) AS komt, {leads} AS voorop, "
        "coalesce(sum(n) FILTER (_nu), 0)::BIGINT AS uitspraken "
        f"FROM stuk JOIN plannen ON _nummer = _p GROUP BY ding{differs}), "
        "som AS (SELECT count(*), count(*) FILTER (nu > 0), count(*) FILTER (komt), count(*) FILTER "
        f"(nu >= {int(everywhere)}), count(*) FILTER (nu = 1), count(*) FILTER (eigen AND nu > 0) FROM rang)"
    )


def _first_sql(things: Things, by_name: str, limit: int, offset: int) -> str:
    """The texts of those that come first (`eerst`), each with its place. By name those of all are read, else
    of those that come among the first or are even with the last of those.
    """
    part = f"ORDER BY plek LIMIT {int(limit)} OFFSET {int(offset)}"
    if by_name.removeprefix("-") == BY_NAME:
        direction = "DESC" if by_name.startswith("-") else "ASC"
        return (
            f"mee AS MATERIALIZED (SELECT {things.text} AS tekst, nu, uitspraken FROM rang{things.joined}), "
            "genoemd AS (SELECT iri, min(lower(naam)) AS heet FROM ding "
            "WHERE iri IN (SELECT tekst[2:] FROM mee) GROUP BY iri), "
            "eerst AS (SELECT tekst, nu, uitspraken, row_number() OVER (ORDER BY "
            f"coalesce(heet, lower(tekst[2:])) {direction}, tekst) AS plek "
            f"FROM mee LEFT JOIN genoemd ON iri = tekst[2:] {part})"
        )
    key = "(-voorop, nu = 0, eigen, -nu, -uitspraken)"
    last = f"SELECT max(k) FROM (SELECT {key} AS k FROM rang ORDER BY k LIMIT {int(offset) + int(limit)})"
    return (
        f"mee AS (FROM rang WHERE {key} <= ({last})), "
        f"eerst AS (SELECT {things.text} AS tekst, nu, uitspraken, row_number() OVER (ORDER BY {key}, tekst) "
        f"AS plek FROM mee{things.joined} {part})"
    )


def _columns_sql(group: str) -> str:
    """Municipalities or plans, each with how many things it has, as rows with no place beside those of things
    that have one.
    """
    return (
        "SELECT 0, kolom, count(ding), count(ding) FILTER (nu), bool_or(nu)::INT, 0, 0, 0, 0, 0 FROM (SELECT "
        f"{COLUMNS[group]} AS kolom, ding, bool_or(_nu) AS nu FROM plannen LEFT JOIN stuk ON _nummer = _p "
        "GROUP BY kolom, ding) GROUP BY kolom"
    )


def _in_order(columns: Iterable[Column]) -> list[Column]:
    return sorted(columns, key=lambda c: (not c.current, -c.rows, c.thing))
