"""Things of an answer over municipalities and plans: ranked, counted by a value, and shown in a grid.

Everything is filtered first and summed where the facts are: what comes back is bounded by what is asked for.
Plans that are current count; what stands only in past or coming plans is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .asked_plans import Scope
from .conditions import columns_of, condition_for, plans_in
from .constraints import KEYS, Constraints
from .fact_file import quote, table_of
from .fact_store import FactStore
from .grain import PASSAGE, PLAN, THEME, Grain
from .plan_conditions import Condition, one_of
from .term_texts import value_of

MUNICIPALITY = "gemeente"
# What a column of a grid can be, and the variable of `plans_in` that it is of.
COLUMNS = {MUNICIPALITY: "_gemeente", PLAN: "_p"}
NO_THEME, _MOST_PASSAGES = "zonder thema", 12
# The column of who acts, and that it is the municipality itself, which is no partner of its own.
_ACTOR, _IS_OWN = "partner", "bool_and(ding = '<' || _gemeente)"


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


@dataclass(frozen=True)
class Item:
    """Something in a cell: the text of its row, its column (IRI), its plan (IRI), whether that is current,
    the texts of its terms, its passages (IRIs), and how many items its cell has.
    """

    row: str
    column: str
    plan: str
    current: bool
    texts: tuple[str | None, ...]
    passages: tuple[str, ...]
    in_cell: int


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
    ) -> Ranking:
        """Values of a column, those of most municipalities first, or by name: `naam` or `-naam`. `differing`:
        without those that are in all municipalities. `group`: what will be asked of `filled` for the same
        values, which is then counted along.
        """
        grain = self._facts.grains[question]
        (plans, where), thing = self._asked(grain, constraints), _row_of(grain, column)
        named, places = _by_name(grain, by_name), self.scope(constraints).municipalities
        order = named or "nu = 0, eigen, nu DESC, uitspraken DESC, ding"
        name = ", any_value(naam) AS naam" if named else ""
        key = question, constraints, group, column
        asks = group in COLUMNS and key not in self._filled
        sql = (  # sums beside the first few: as windows over all they take ten times as long
            f"WITH plannen AS MATERIALIZED {plans.sql}, "
            f"stuk AS MATERIALIZED (SELECT {thing} AS ding, _plan, count(DISTINCT _s) AS n{name} "
            f"FROM {table_of(question)} WHERE {where.sql} AND {thing} IS NOT NULL GROUP BY 1, 2), "
            "rang AS MATERIALIZED (SELECT ding, count(DISTINCT _gemeente) FILTER (_nu) AS nu, "
            f"{_IS_OWN if column == _ACTOR else 'false'} AS eigen, bool_and(_komt) AS komt, "
            f"coalesce(sum(n) FILTER (_nu), 0)::BIGINT AS uitspraken{name} "
            "FROM stuk JOIN plannen ON _p = _plan GROUP BY ding"
            f"{f' HAVING nu < {places}' if differing else ''}), "
            "som AS (SELECT count(*), count(*) FILTER (nu > 0), count(*) FILTER (komt), count(*) FILTER "
            f"(nu >= {places}), count(*) FILTER (nu = 1), count(*) FILTER (eigen AND nu > 0) FROM rang), "
            f"eerst AS (SELECT row_number() OVER (ORDER BY {order}) AS plek, ding, nu, uitspraken "
            f"FROM (FROM rang ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)})) "
            f"SELECT eerst.*, som.* FROM eerst, som"
            f"{f' UNION ALL {_columns_sql(group)}' if asks else ''}"
        )
        found = self._facts.select(sql, (*plans.values, *where.values))
        rows = [row[1:] for row in sorted(found, key=lambda row: row[0]) if row[0]]
        if asks:
            self._filled[key] = [
                Column(c, bool(now), n, n_now) for place, c, n, n_now, now, *_ in found if not place
            ]
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
        (plans, where), thing = self._asked(grain, constraints), quote(grain.thing)
        value, joined, values = _value_of_group(grain, group)
        direction, now = "ASC" if least_first else "DESC", "true" if of_any_time else "_nu"
        found = self._facts.select(
            f"SELECT {value} AS _groep, count(DISTINCT {thing}) AS _aantal, count(*) OVER () "
            f"FROM {table_of(question)} JOIN {plans.sql} ON _p = _plan {joined} "
            f"WHERE {now} AND {where.sql} AND {value} IS NOT NULL GROUP BY _groep "
            f"ORDER BY _aantal {direction}, _groep LIMIT {int(most)}",
            (*plans.values, *values, *where.values),
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
            grain, of = self._facts.grains[question], COLUMNS[group]
            plans, where = self._asked(grain, constraints)
            sql = (
                f"WITH feit AS (SELECT DISTINCT {_row_of(grain, row)} AS ding, _plan FROM "
                f"{table_of(question)} WHERE {where.sql}) SELECT {of} AS kolom, bool_or(_nu), "
                f"count(DISTINCT ding), count(DISTINCT ding) FILTER (_nu) FROM {plans.sql} "
                "LEFT JOIN feit ON _p = _plan GROUP BY kolom"
            )
            found = self._facts.select(sql, (*where.values, *plans.values))
            self._filled[key] = [Column(thing, bool(now), rows, of_now) for thing, now, rows, of_now in found]
        return sorted(self._filled[key], key=lambda c: (not c.current, -c.rows, c.thing))

    def _asked(self, grain: Grain, constraints: Constraints) -> tuple[Condition, Condition]:
        """The plans that are asked, and what facts must meet."""
        asked = self._facts.asked
        return plans_in(constraints, asked), condition_for(grain, constraints, asked)

    def items(
        self,
        question: str,
        constraints: Constraints,
        group: str,
        names: tuple[str, Sequence[str]],
        rows: Sequence[str],
        columns: Sequence[str],
        most: int,
    ) -> list[Item]:
        """What stands in the cells of some rows (texts) and columns (IRIs), of each cell the first `most`,
        those of current plans first. `names`: the column of the rows, and those of what stands in a cell.
        """
        if not rows or not columns:
            return []
        grain, of, (row, cells) = self._facts.grains[question], COLUMNS[group], names
        plans, where = self._asked(grain, constraints)
        shown = ", ".join(f"{quote(name)} AS cel{n}" for n, name in enumerate(cells))
        taken = "".join(f", cel{n}" for n in range(len(cells)))
        passages = f"list_sort(list(DISTINCT {PASSAGE}))" if PASSAGE in grain.variables else "[]"
        some = Condition.all_of([where, one_of(_row_of(grain, row), rows)])
        within = one_of("gemeente" if group == MUNICIPALITY else "plan", columns)
        chosen = (  # first the few facts, of two columns: of facts that are sifted all columns are read
            f"SELECT rowid FROM {table_of(question)} WHERE {some.sql} "
            f"AND _plan IN (SELECT plan FROM plan WHERE {within.sql})"
        )
        at = one_of(of, columns)
        sql = (
            f"WITH stuk AS (SELECT {_row_of(grain, row)} AS rij, {of} AS kolom, _plan AS van, _nu AS nu, "
            f"min(_n) AS plek, {passages}[1:{_MOST_PASSAGES}] AS regels{', ' if shown else ''}{shown} "
            f"FROM {table_of(question)} JOIN {plans.sql} ON _p = _plan "
            f"WHERE rowid IN ({chosen}) AND {at.sql} GROUP BY ALL) "
            f"SELECT rij, kolom, van, nu, regels, count(*) OVER (PARTITION BY rij, kolom){taken} FROM stuk "
            "QUALIFY row_number() OVER (PARTITION BY rij, kolom ORDER BY nu DESC, van DESC, plek) "
            f"<= {int(most)} ORDER BY rij, kolom, nu DESC, van DESC, plek"
        )
        values = (*plans.values, *some.values, *within.values, *at.values)
        return [_item(row) for row in self._facts.select(sql, values)]


def _row_of(grain: Grain, column: str) -> str:
    """The value of a column as a row of a grid: of what has no theme, that it has none."""
    return f"coalesce({quote(column)}, '\"{NO_THEME}')" if column == THEME != grain.thing else quote(column)


def _columns_sql(group: str) -> str:
    """Municipalities or plans, each with how many things it has, as rows with no place beside those of things
    that have one.
    """
    return (
        f"SELECT 0, {COLUMNS[group]} AS kolom, count(DISTINCT ding), count(DISTINCT ding) FILTER (_nu), "
        "bool_or(_nu)::INT, 0, 0, 0, 0, 0 FROM plannen LEFT JOIN stuk ON _p = _plan GROUP BY kolom"
    )


def _item(row: tuple[Any, ...]) -> Item:
    thing, column, plan, now, passages, in_cell, *texts = row
    lines = tuple(value_of(text) for text in passages if text)
    return Item(thing, column, plan, bool(now), tuple(texts), lines, in_cell)


def _value_of_group(grain: Grain, group: str) -> tuple[str, str, tuple[str, ...]]:
    """The value of a group in SQL, what is joined for it, and the values of that."""
    own = columns_of(grain).get(group) or (group if group in grain.variables and group not in KEYS else "")
    if own:
        return quote(own), "", ()
    joined = (
        "JOIN (SELECT '<' || waarde AS _waarde, uitspraak AS _uitspraak FROM beperking WHERE sleutel = ?) "
        "ON _uitspraak = _s"
    )
    return "_waarde", joined, (group,)


def _by_name(grain: Grain, sort: str) -> str:
    if sort.removeprefix("-") != "naam" or "naam" not in grain.variables:
        return ""
    return f"lower(naam) {'DESC' if sort.startswith('-') else 'ASC'}, ding"
