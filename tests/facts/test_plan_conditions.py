"""How a plan stands to a year is the same for a plan that was read and for one that is asked for in SQL."""

from itertools import product

import duckdb

from veiligheidsgraaf.facts.plan_conditions import COMING, OVER, RUNNING, stand_in, stand_of

YEARS = (None, "2019", "2022", "2023", "2026", "2030")


def test_stand_of_a_plan_is_the_same_in_sql_and_of_what_was_read() -> None:
    base = duckdb.connect()
    base.execute("CREATE TABLE plan (begin VARCHAR, einde VARCHAR)")
    base.executemany("INSERT INTO plan VALUES (?, ?)", list(product(YEARS, YEARS)))
    condition = stand_in("2023")
    rows = base.execute(f"SELECT begin, einde, {condition.sql} FROM plan", condition.values).fetchall()
    assert len(rows) == len(YEARS) ** 2
    assert {stand for *_, stand in rows} == {RUNNING, COMING, OVER}
    for begin, end, stand in rows:
        assert stand == stand_of(begin or "", end or "", "2023"), (begin, end)
