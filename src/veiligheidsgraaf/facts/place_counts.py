"""How many things several questions have in each municipality or plan: of all of them in one go."""

from collections.abc import Sequence

from .conditions import core_of, plans_in
from .constraints import Constraints
from .fact_store import FactStore
from .fact_tables import quote
from .plan_conditions import Condition
from .spread import COLUMNS


def count_by_place(
    facts: FactStore, questions: Sequence[str], constraints: Constraints, group: str
) -> dict[tuple[str, str], int]:
    """(question, municipality or plan) -> how many things the one has in the other, in current plans; those
    without any are left out.
    """
    plans = plans_in(constraints, facts.asked)
    parts: list[Condition] = []
    for number, question in enumerate(questions):
        grain = facts.grains[question]
        core = core_of(grain, constraints, facts.asked)
        sql = (
            f"SELECT {number}, {COLUMNS[group]}, count(DISTINCT {quote(grain.thing)}) "
            f"FROM {core.sql} JOIN plannen ON _nummer = _p WHERE _nu GROUP BY ALL"
        )
        parts.append(Condition(sql, core.values))
    counted = " UNION ALL ".join(part.sql for part in parts)
    values = (value for part in parts for value in part.values)
    found = facts.select(f"WITH plannen AS MATERIALIZED {plans.sql} {counted}", (*plans.values, *values))
    return {(questions[number], place): things for number, place, things in found if things}
