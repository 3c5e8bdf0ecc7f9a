"""Where in a table of facts the rows of one page are, so that the rest need not be sorted or read again.

Rows are counted by what they are sorted by first, a plan or a name; what comes before the page is passed by
its counts. Facts stand by plan, so that the numbers of plans (`_p`) bound what is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .answer_rows import columns_sql, first_of_order, order_sql
from .constraints import Constraints
from .core_facts import FIRST, first_column
from .fact_tables import quote, table_of
from .grain import PLAN, Grain, SortedBy
from .plan_conditions import Condition, among
from .term_texts import size_sql

# The places of the facts of a row, in SQL; of a row that is found among all only the first and the last.
PLACES, PLACES_OF_ALL = "list(rowid)", "[min(rowid), max(rowid)]"


@dataclass(frozen=True)
class Window:
    """What facts of a page must meet beside all else, how many rows of those come before it, and how many
    rows there are in all; `is_found`: whether that is less than all.
    """

    condition: Condition
    offset: int
    total: int
    is_found: bool = True


@dataclass(frozen=True)
class _Some:
    """Rows with one value of what they are sorted by first: whether of a plan that is current, the value, the
    numbers of the first and the last of their plans, how many rows come before these, and how many in all.
    """

    current: bool
    value: str | None
    first: int
    last: int
    before: int
    total: int


def is_plain(grain: Grain) -> bool:
    """Whether rows are of one plan each and stand as soon as they have one fact."""
    return grain.is_of_one_plan and grain.at_least is None


def names_plans(constraints: Constraints) -> bool:
    """Whether plans are named: few facts, that can be read at once."""
    return any(item.key == PLAN and not item.excludes for item in constraints.given)


def order_of(grain: Grain, sorted_by: SortedBy | None, current: Condition | None) -> Condition:
    """In which order rows come; `current`: numbers of plans that come first, as SQL."""
    order = order_sql(grain, sorted_by)
    if current is None:
        return Condition(order)
    return Condition(f"bool_or(_p IN ({current.sql})) DESC, {order}", current.values)


def few_sql(grain: Grain, condition: Condition, order: Condition, limit: int, offset: int) -> Condition:
    """The facts of rows `offset` up to `offset + limit`, each with the place of its row and how many rows
    there are in all.
    """
    sql = (
        f"WITH feit AS MATERIALIZED (FROM {table_of(grain.question.name)} WHERE {condition.sql}), "
        f"rij AS (SELECT _g, row_number() OVER (ORDER BY {order.sql}) AS _rij, count(*) OVER () AS _alle "
        "FROM feit GROUP BY _g) "
        f"SELECT _rij, _alle, {columns_sql(grain)} FROM feit JOIN rij USING (_g) "
        f"WHERE _rij BETWEEN {int(offset) + 1} AND {int(offset) + int(limit)} ORDER BY _rij, _plan, _n"
    )
    return Condition(sql, (*condition.values, *order.values))


@dataclass(frozen=True)
class FirstValue:
    """What rows are sorted by first: its column among the facts and, in the core, `value`, for which columns
    of `texts` may be needed.
    """

    by: SortedBy
    value: str
    texts: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The column among the facts as rows are sorted by it."""
        return f"lower({quote(self.by.column)})" if self.by.folded else quote(self.by.column)


def first_value(grain: Grain, sorted_by: SortedBy | None) -> FirstValue | None:
    """What rows are sorted by first, if each has one value of that; else None."""
    first = first_of_order(grain, sorted_by)
    if first is None:
        return None
    if first.column == "_plan":
        return FirstValue(first, "_p")
    if first.column == first_column(grain):
        return FirstValue(first, FIRST)
    return FirstValue(first, quote(f"tekst_{first.column}"), (first.column,))


def window_sql(
    core: Condition, first: FirstValue, current: Condition | None, limit: int, offset: int
) -> Condition:
    """The question by what rows `offset` up to `offset + limit` are sorted first. `core`: that of the facts
    they are made of; `current`: numbers of plans that come first, as SQL.
    """
    direction = "DESC NULLS LAST" if first.by.descending else "ASC NULLS FIRST"
    size = f"{size_sql('_waarde')} {direction}, " if first.by.by_size else ""
    value, joined = "lower(_w)" if first.by.folded else "_w", ""
    if first.value == "_p":
        value, joined = "plan", "JOIN (SELECT DISTINCT nummer, plan FROM plan) ON nummer = _w"
    now = f"_p IN ({current.sql})" if current else "false"
    sql = (
        f"WITH stuk AS (SELECT {now} AS _nu, {first.value} AS _w, count(DISTINCT _g) AS _n, "
        f"min(_p) AS _van, max(_p) AS _tot FROM {core.sql} GROUP BY ALL), "
        f"groep AS MATERIALIZED (SELECT _nu, {value} AS _waarde, sum(_n)::BIGINT AS _n, min(_van) AS _van, "
        f"max(_tot) AS _tot FROM stuk {joined} GROUP BY ALL), "
        f"rij AS (SELECT _nu, _waarde, _n, _van, _tot, sum(_n) OVER (ORDER BY _nu DESC, {size}_waarde "
        f"{direction} ROWS UNBOUNDED PRECEDING)::BIGINT AS _einde FROM groep) "
        "SELECT _nu, _waarde, _van, _tot, _einde - _n, (SELECT sum(_n)::BIGINT FROM groep) FROM rij "
        f"WHERE _einde > {int(offset)} AND _einde - _n < {int(offset) + int(limit)} ORDER BY _einde"
    )
    return Condition(sql, (*(current.values if current else ()), *core.values))


def read_window(
    first: FirstValue, rows: Sequence[Sequence[Any]], current: Condition | None, offset: int
) -> Window | None:
    """Where the rows of a page are, from what the database answers; None when it has none."""
    chosen = [_Some(bool(now), *rest) for now, *rest in rows]
    if not chosen:
        return None
    parted = [(now, [one for one in chosen if one.current == now]) for now in (True, False)]
    each = [_one_of(first.column, some, now, current) for now, some in parted if some]
    sql = " OR ".join(condition.sql for condition in each)
    plans = between("_p", min(one.first for one in chosen), max(one.last for one in chosen))
    values = tuple(value for condition in each for value in condition.values)
    return Window(Condition(f"{plans} AND ({sql})", values), offset - chosen[0].before, chosen[0].total)


def _one_of(column: str, chosen: Sequence[_Some], now: bool, current: Condition | None) -> Condition:
    """That a column has one of some values, in plans that are current or in others."""
    values = tuple(one.value for one in chosen if one.value is not None)
    is_one = f"{column} IN ({', '.join('?' * len(values)) or 'NULL'})"
    if len(values) < len(chosen):
        is_one = f"({is_one} OR {column} IS NULL)"
    if current is None:
        return Condition(is_one, values)
    where = f"_p {'' if now else 'NOT '}IN ({current.sql})"
    return Condition(f"({is_one} AND {where})", (*values, *current.values))


def choose_facts(rows: Sequence[tuple[int, Sequence[int]]], condition: Condition | None) -> Condition:
    """The facts of some rows: number of the row and the places of its facts, or of the first and the last of
    those that must meet a condition.
    """
    places = [place for _, places in rows for place in places]
    bounds = between("rowid", min(places), max(places))
    if condition is None:
        return Condition.all_of((Condition(bounds), among("rowid", places)))
    return Condition.all_of((Condition(bounds), among("_g", (number for number, _ in rows)), condition))


def between(column: str, first: int, last: int) -> str:
    """That facts stand between two places, or are of plans between two numbers."""
    return f"{column} BETWEEN {int(first)} AND {int(last)}"
