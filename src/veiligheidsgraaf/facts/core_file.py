"""The cores of facts, made in a file from the facts that are in it."""

from collections.abc import Mapping, Sequence

import duckdb

from .core_facts import FIRST, core_columns, first_column
from .fact_tables import NUMBER, core_table_of, number_sql, of_plans, quote, table_of
from .grain import Grain


def describe_core(grain: Grain) -> dict[str, str]:
    """Column -> type."""
    numbers = {"_s": "UBIGINT", "_g": "UBIGINT", **dict.fromkeys(core_columns(grain), "UBIGINT")}
    first = {FIRST: "VARCHAR"} if first_column(grain) else {}
    return {NUMBER: "UINTEGER", **numbers, **first}


def write_cores(
    base: duckdb.DuckDBPyConnection, grains: Mapping[str, Grain], plans: Sequence[int] | None = None
) -> None:
    """Put the cores of facts in, by plan, and the texts of their numbers: of all plans, or of those of some
    numbers.
    """
    some = of_plans(plans)
    base.execute("CREATE TEMP TABLE gezegd (nummer UBIGINT, tekst VARCHAR)")
    for name, grain in grains.items():
        first, columns = first_column(grain), [quote(column) for column in core_columns(grain)]
        parts = [NUMBER, "_s", "_g", *map(number_sql, columns)]
        parts += [quote(first)] if first else []
        base.execute(
            f"INSERT INTO {core_table_of(name)} SELECT DISTINCT {', '.join(parts)} FROM {table_of(name)} "
            f"WHERE {some} ORDER BY 1"
        )
        for column in columns:
            base.execute(
                f"INSERT INTO gezegd SELECT hash(tekst), tekst FROM "
                f"(SELECT DISTINCT {column} AS tekst FROM {table_of(name)} WHERE {some} AND tekst NOTNULL)"
            )
    base.execute(
        "INSERT INTO term SELECT DISTINCT nummer, tekst FROM gezegd "
        "WHERE nummer NOT IN (SELECT nummer FROM term)"
    )
    base.execute("DROP TABLE gezegd")
