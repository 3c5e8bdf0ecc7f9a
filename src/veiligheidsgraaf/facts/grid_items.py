"""What stands in the cells of a grid: of a few things in a few municipalities or plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .conditions import condition_for, plans_in
from .constraints import Constraints
from .core_facts import NO_THEME
from .fact_store import FactStore
from .fact_tables import quote, table_of
from .grain import PASSAGE, THEME, Grain
from .plan_conditions import Condition, one_of
from .spread import COLUMNS, MUNICIPALITY
from .term_texts import value_of

_MOST_PASSAGES = 12


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


def find_items(
    facts: FactStore,
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
    grain, of, (row, cells) = facts.grains[question], COLUMNS[group], names
    plans, where = plans_in(constraints, facts.asked), condition_for(grain, constraints, facts.asked)
    shown = ", ".join(f"{quote(name)} AS cel{n}" for n, name in enumerate(cells))
    taken = "".join(f", cel{n}" for n in range(len(cells)))
    passages = f"list_sort(list(DISTINCT {PASSAGE}))" if PASSAGE in grain.variables else "[]"
    some = Condition.all_of([where, one_of(_row_of(grain, row), rows)])
    within = one_of("gemeente" if group == MUNICIPALITY else "plan", columns)
    chosen = (  # first the few facts, of two columns: of facts that are sifted all columns are read
        f"SELECT rowid FROM {table_of(question)} WHERE {some.sql} "
        f"AND _p IN (SELECT nummer FROM plan WHERE {within.sql})"
    )
    at = one_of(of, columns)
    sql = (
        f"WITH stuk AS (SELECT {_row_of(grain, row)} AS rij, {of} AS kolom, _plan AS van, _nu AS nu, "
        f"min(_n) AS plek, {passages}[1:{_MOST_PASSAGES}] AS regels{', ' if shown else ''}{shown} "
        f"FROM {table_of(question)} JOIN {plans.sql} ON _nummer = _p "
        f"WHERE rowid IN ({chosen}) AND {at.sql} GROUP BY ALL) "
        f"SELECT rij, kolom, van, nu, regels, count(*) OVER (PARTITION BY rij, kolom){taken} FROM stuk "
        "QUALIFY row_number() OVER (PARTITION BY rij, kolom ORDER BY nu DESC, van DESC, plek) "
        f"<= {int(most)} ORDER BY rij, kolom, nu DESC, van DESC, plek"
    )
    values = (*plans.values, *some.values, *within.values, *at.values)
    return [_item(row) for row in facts.select(sql, values)]


def _row_of(grain: Grain, column: str) -> str:
    """The value of a column as a row of a grid: of what has no theme, that it has none."""
    return f"coalesce({quote(column)}, '\"{NO_THEME}')" if column == THEME != grain.thing else quote(column)


def _item(row: tuple[Any, ...]) -> Item:
    thing, column, plan, now, passages, in_cell, *texts = row
    lines = tuple(value_of(text) for text in passages if text)
    return Item(thing, column, plan, bool(now), tuple(texts), lines, in_cell)
