"""The cores of facts, made in a file from the facts that are in it."""

from collections.abc import Mapping, Sequence

import duckdb

from .core_facts import FIRST, core_columns, first_column
from .fact_tables import NUMBER, core_table_of, number_sql, quote, table_of
from .grain import Grain


def describe_core(grain: Grain) -> dict[str, str]:
    """Column -> type."""
    numbers = {"_s": "UBIGINT", "_g": "UBIGINT", **dict.fromkeys(core_columns(grain), "UBIGINT")}
    first = {FIRST: "VARCHAR"} if first_column(grain) else {}
    return {NUMBER: "UINTEGER", **numbers, **first}


def write_cores(
    base: duckdb.DuckDBPyConnection, grains: Mapping[str, Grain], known: Sequence[int] = ()
) -> None:
    """Put the cores of facts in, by plan, and the texts of their numbers; `known`: numbers of plans that have
    theirs.
    """
    for name, grain in grains.items():
        first, new = first_column(grain), f"{NUMBER} NOT IN (SELECT unnest(?::UINTEGER[]))"
        parts = [NUMBER, "_s", "_g", *(number_sql(quote(column)) for column in core_columns(grain))]
        parts += [quote(first)] if first else []
        base.execute(
            f"INSERT INTO {core_table_of(name)} SELECT DISTINCT {', '.join(parts)} FROM {table_of(name)} "
            f"WHERE {new} ORDER BY 1",
            [list(known)],
        )
        for column in map(quote, core_columns(grain)):
            texts = f"SELECT DISTINCT {column} AS tekst FROM {table_of(name)} WHERE {new} AND tekst NOTNULL"
            base.execute(
                f"INSERT INTO term SELECT hash(tekst) AS nu, tekst FROM ({texts}) "
                "WHERE nu NOT IN (SELECT nummer FROM term)",
                [list(known)],
            )
