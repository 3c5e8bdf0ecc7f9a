"""Facts that a test added to a file of facts, numbered by plan, and cores and sums made anew from all of them."""

from collections.abc import Mapping

import duckdb

from veiligheidsgraaf.facts.collect import Collector
from veiligheidsgraaf.facts.core_file import write_cores
from veiligheidsgraaf.facts.fact_tables import core_table_of, table_of
from veiligheidsgraaf.facts.sums_file import SUMS, write_sums
from veiligheidsgraaf.words.questions import Question


def renew_sums(base: duckdb.DuckDBPyConnection, questions: Mapping[str, Question]) -> None:
    grains = Collector(questions).grains
    numbers = "SELECT DISTINCT plan AS van, dense_rank() OVER (ORDER BY plan) AS rang FROM plan"
    base.execute(f"UPDATE plan SET nummer = rang FROM ({numbers}) WHERE van = plan")
    for name in grains:
        base.execute(f"UPDATE {table_of(name)} SET _p = nummer FROM plan p WHERE p.plan = _plan")
        base.execute(f"DELETE FROM {core_table_of(name)}")
    for name in SUMS:
        base.execute(f"DELETE FROM {name}")
    write_cores(base, grains)
    write_sums(base, grains)
