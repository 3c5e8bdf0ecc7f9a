"""Sums that pages ask over all plans, made in a file from the facts that are in it.

Each is kept per plan, so that of a file that grows only those of new plans are made.
"""

from collections.abc import Mapping, Sequence

import duckdb

from .fact_tables import NUMBER, STANDINGS, STATED, core_table_of, of_plans, table_of
from .grain import Grain

_PLACED = "vergelijk-plannen"
SUMS = {
    STATED: {NUMBER: "UINTEGER", "vraag": "VARCHAR", "sleutel": "VARCHAR"},
    STANDINGS: {
        NUMBER: "UINTEGER",
        **dict.fromkeys(("thema", "plaats"), "VARCHAR"),
        **dict.fromkeys(("doelen", "maatregelen"), "UINTEGER"),
        **dict.fromkeys(("partners", "instrumenten"), "UBIGINT[]"),
    },
}
# By which numbers things are looked up, a few at a time.
_FOUND_BY = {"ding": "nummer", "term": "nummer"}


def write_sums(
    base: duckdb.DuckDBPyConnection, grains: Mapping[str, Grain], plans: Sequence[int] | None = None
) -> None:
    """Put the sums in: of all plans, or of those of some numbers."""
    _write_stated(base, grains, plans)
    if _PLACED in grains:
        things = ", ".join(
            f"list_sort(list(DISTINCT hash({thing})) FILTER ({thing} IS NOT NULL))"
            for thing in ("partner", "instrument")
        )
        base.execute(
            f"INSERT INTO {STANDINGS} SELECT {NUMBER}, thema, any_value(plaats), count(DISTINCT doel), "
            f"count(DISTINCT maatregel), {things} "
            f"FROM {table_of(_PLACED)} WHERE {of_plans(plans)} GROUP BY {NUMBER}, thema "
            f"ORDER BY thema, {NUMBER}"
        )


def index_things(base: duckdb.DuckDBPyConnection) -> None:
    """Let things be found by their number."""
    for table, column in _FOUND_BY.items():
        base.execute(f"CREATE INDEX {table}_bij_{column} ON {table} ({column})")


def _write_stated(
    base: duckdb.DuckDBPyConnection, grains: Mapping[str, Grain], plans: Sequence[int] | None
) -> None:
    """Which keys the statements of each question have: a bit for each key, so that keys are read once."""
    base.execute(
        "CREATE TEMP TABLE bit AS SELECT sleutel, row_number() OVER (ORDER BY sleutel) - 1 AS plek "
        "FROM (SELECT DISTINCT sleutel FROM beperking)"
    )
    base.execute(
        "CREATE TEMP TABLE heeft AS SELECT b.uitspraak AS _wie, bit_or(1::UBIGINT << plek) AS _bits "
        "FROM beperking b JOIN bit USING (sleutel) WHERE b.uitspraak IN (SELECT uitspraak FROM uitspraak "
        f"WHERE plan IN (SELECT plan FROM (SELECT plan, nummer AS {NUMBER} FROM plan) "
        f"WHERE {of_plans(plans)})) GROUP BY _wie"
    )
    for name in grains:
        base.execute(
            f"INSERT INTO {STATED} SELECT {NUMBER}, ?, sleutel FROM (SELECT {NUMBER}, bit_or(_bits) AS _bits "
            f"FROM {core_table_of(name)} JOIN heeft ON _wie = _s WHERE {of_plans(plans)} GROUP BY {NUMBER}) "
            "JOIN bit ON (_bits >> plek) & 1 = 1",
            [name],
        )
    base.execute("DROP TABLE heeft")
    base.execute("DROP TABLE bit")
