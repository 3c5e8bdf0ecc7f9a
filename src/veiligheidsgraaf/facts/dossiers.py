"""How plans stand on a day, and what is counted per plan: with that the pages of plans and municipalities
open.

Each sum is made where the facts are, for a few plans at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .fact_store import FactStore
from .fact_tables import STANDINGS, core_table_of, quote
from .plan_conditions import OVER, RUNNING, one_of, plans_of_year, stand_of
from .term_texts import value_of

_PLACED = "vergelijk-plannen"
_COLUMNS = "plan, min(gemeente), min(gemeente_naam), min(begin), max(einde)"


@dataclass(frozen=True)
class PlanYears:
    """A plan (IRI) with its municipality and its first and last year, "" when it names none; `stand`: how
    these stand to a day.
    """

    plan: str
    municipality: str
    place: str
    begin: str
    end: str
    stand: str


class Dossiers:
    """Sums per plan over the facts of one release."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts

    def find_plan(self, plan: str, day: str) -> PlanYears | None:
        """One plan as it stands on a day (YYYY-MM-DD)."""
        sql = f"SELECT {_COLUMNS} FROM plan WHERE plan = ? GROUP BY plan"
        return next(iter(self._plans(sql, (plan,), day)), None)

    def plans_of(self, municipality: str, day: str, most: int) -> list[PlanYears]:
        """The plans of a municipality, the newest first."""
        sql = (
            f"SELECT {_COLUMNS} FROM plan WHERE gemeente = ? GROUP BY plan "
            f"ORDER BY min(begin) DESC NULLS LAST, plan LIMIT {int(most)}"
        )
        return self._plans(sql, (municipality,), day)

    def list_plans(self, day: str, most: int) -> list[PlanYears]:
        """Current plans first, then coming and past ones; the newest first, by municipality."""
        year = day[:4]
        sql = (
            f"SELECT {_COLUMNS} FROM plan GROUP BY plan ORDER BY (min(begin) <= ? AND max(einde) >= ?) DESC, "
            f"max(einde) DESC NULLS LAST, min(gemeente_naam), plan LIMIT {int(most)}"
        )
        found = self._plans(sql, (year, year), day)
        return sorted(found, key=lambda plan: (plan.stand != RUNNING, plan.stand == OVER, plan.place))

    def count_stands(self, day: str) -> dict[str, int]:
        """How many plans are current, coming and past."""
        sql = "SELECT begin, einde, count(DISTINCT plan) FROM plan GROUP BY begin, einde"
        found: dict[str, int] = {}
        for begin, end, count in self._facts.select(sql):
            stand = stand_of(begin or "", end or "", day[:4])
            found[stand] = found.get(stand, 0) + count
        return found

    def count_things(self, questions: Sequence[str], plans: Sequence[str]) -> dict[str, dict[str, int]]:
        """Question -> plan -> how many things its answer has in that plan; all 0 that are not there."""
        found: dict[str, dict[str, int]] = {question: dict.fromkeys(plans, 0) for question in questions}
        asked = [question for question in questions if question in self._facts]
        if not asked or not plans:
            return found
        wanted = one_of("plan", plans)
        things = [(question, quote(self._facts.grains[question].thing)) for question in asked]
        counted = " UNION ALL ".join(
            f"SELECT {place} AS vraag, _p, count(DISTINCT {thing}) AS aantal "
            f"FROM {core_table_of(question)} WHERE _p IN (SELECT nummer FROM van) GROUP BY _p"
            for place, (question, thing) in enumerate(things)
        )
        sql = (
            f"WITH van AS MATERIALIZED (SELECT DISTINCT nummer, plan FROM plan WHERE {wanted.sql}) "
            f"SELECT vraag, plan, aantal FROM ({counted}) JOIN van ON nummer = _p"
        )
        for place, plan, count in self._facts.select(sql, wanted.values):
            found[asked[place]][plan] = count
        return found

    def count_current(self, question: str, day: str) -> int:
        """How many things an answer to a question has in plans that are current on a day."""
        if question not in self._facts:
            return 0
        thing, running = quote(self._facts.grains[question].thing), plans_of_year(day[:4])
        sql = f"SELECT count(DISTINCT {thing}) FROM {core_table_of(question)} WHERE _p IN ({running.sql})"
        return int(self._facts.select(sql, running.values)[0][0])

    def put_first_most(self, day: str) -> tuple[str, int]:
        """The theme (IRI) that most plans current on a day put first, and how many do; ("", 0) for none."""
        if _PLACED not in self._facts:
            return "", 0
        running = plans_of_year(day[:4])
        sql = (
            f"SELECT thema, count(*) AS aantal FROM {STANDINGS} WHERE plaats = ? "
            f"AND _p IN ({running.sql}) "
            "GROUP BY thema ORDER BY aantal DESC, thema LIMIT 1"
        )
        rows = self._facts.select(sql, ('"prioriteit', *running.values))
        return (value_of(rows[0][0]), rows[0][1]) if rows else ("", 0)

    def _plans(self, sql: str, values: Sequence[str], day: str) -> list[PlanYears]:
        return [
            PlanYears(plan, place, name, begin or "", end or "", stand_of(begin or "", end or "", day[:4]))
            for plan, place, name, begin, end in self._facts.select(sql, values)
        ]
