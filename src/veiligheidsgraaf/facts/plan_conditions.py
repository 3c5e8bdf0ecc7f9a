"""Conditions of SQL, and those that plans meet: which are asked, and which run in a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .constraints import Constraints
from .grain import PLAN

MUNICIPALITY = "gemeente"
# How a plan stands to a year: it runs then, it is yet to begin, or it has ended.
RUNNING, COMING, OVER = "lopend", "komend", "afgelopen"
# Keys that plans are asked by, each a column of `plan`.
OF_PLANS = (PLAN, MUNICIPALITY)


@dataclass(frozen=True)
class Condition:
    """A text of SQL and its values."""

    sql: str
    values: tuple[object, ...] = ()

    @classmethod
    def all_of(cls, conditions: Sequence["Condition"]) -> "Condition":
        """What holds when all of them hold."""
        sql = " AND ".join(condition.sql for condition in conditions) or "true"
        return cls(sql, tuple(value for condition in conditions for value in condition.values))


def one_of(column: str, values: Iterable[str], mark: str = "?") -> Condition:
    """A column that is one of some values; of none, nothing. `mark`: where a value comes."""
    wanted = tuple(values)
    marks = ", ".join([mark] * len(wanted)) or "NULL"
    return Condition(f"{column} IN ({marks})", wanted)


def among(column: str, numbers: Iterable[int]) -> Condition:
    """A column that is one of some numbers: as a join, for which only rows that have one are read; with the
    numbers in the text, all columns of all rows are. A place (`rowid`) is a number with a sign.
    """
    kind = "BIGINT" if column == "rowid" else "UBIGINT"
    return Condition(f"{column} IN (SELECT unnest(?::{kind}[]))", (list(numbers),))


def negate(condition: Condition, excludes: bool) -> Condition:
    """What holds when a condition does not, where it `excludes`; else the same."""
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values) if excludes else condition


def runs_in(year: str) -> Condition:
    """That a plan (a row of `plan`) runs in a year: what has no last year is not known to."""
    return Condition("begin <= ? AND einde >= ?", (year, year))


def stand_of(begin: str, end: str, year: str) -> str:
    """How the years of a plan stand to one: what has no first or last year is over, or was never to come."""
    return COMING if begin > year else OVER if end < year else RUNNING


def stand_in(year: str) -> Condition:
    """`stand_of` as a column, of a plan (a row of `plan`)."""
    sql = (
        f"CASE WHEN coalesce(begin, '') > ? THEN '{COMING}' WHEN coalesce(einde, '') < ? THEN '{OVER}' "
        f"ELSE '{RUNNING}' END"
    )
    return Condition(sql, (year, year))


def plans_of_year(year: str) -> Condition:
    """The numbers of the plans that run in a year, as a question for one column."""
    runs = runs_in(year)
    return Condition(f"SELECT nummer FROM plan WHERE {runs.sql}", runs.values)


def of_plans(plans: Iterable[str]) -> Condition:
    """That facts are of some plans (IRIs)."""
    wanted = one_of("plan", plans)
    return Condition(f"_p IN (SELECT nummer FROM plan WHERE {wanted.sql})", wanted.values)


def scope_of(constraints: Constraints) -> Condition:
    """What plans (rows of `plan`) must meet to be asked at all."""
    conditions = [
        negate(one_of(item.key, item.values), item.excludes)
        for item in constraints.given
        if item.key in OF_PLANS
    ]
    if constraints.current_on:
        conditions.append(runs_in(constraints.current_on[:4]))
    if constraints.reach.others_than:
        conditions.append(Condition("gemeente <> ?", (constraints.reach.others_than,)))
    return Condition.all_of(conditions)
