"""How a theme stands in plans, and which roles a partner has: counted on facts, current plans first."""

from collections.abc import Sequence
from dataclasses import dataclass

from .fact_store import FactStore
from .fact_tables import NUMBER, STANDINGS, core_table_of, quote, table_of
from .plan_conditions import COMING, OVER, RUNNING, plans_of_year, runs_in, stand_in
from .term_texts import value_of, write_iri

_ROLES = "rollen"
_MOST_ROLES, _MOST_NAMED = 12, 5
_PRIORITY = '"prioriteit'


@dataclass(frozen=True)
class PlanStanding:
    """How one plan (IRI) treats a theme. `state`: lopend, komend or afgelopen; `counts`: how many goals,
    measures, partners and instruments.
    """

    plan: str
    state: str
    place: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ThemeStanding:
    """How plans that run treat a theme: how many there are (`running`), do treat it and put it first, with
    the counts of those; `plans`: the first plans of all periods, of `total`.
    """

    running: int
    treating: int
    first: int
    counts: tuple[int, ...]
    plans: tuple[PlanStanding, ...]
    total: int


@dataclass(frozen=True)
class Role:
    """A role, how often a partner has it, and the names of the municipalities where."""

    name: str
    times: int
    municipalities: tuple[str, ...]


class Standing:
    """Sums over the facts of one release."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts

    def of_theme(self, theme: str, year: str, limit: int) -> ThemeStanding:
        """A theme (IRI) in plans, in a year: those that run first, then those that come; of these those that
        put it first, then those with most.
        """
        runs, running, stand = runs_in(year), plans_of_year(year), stand_in(year)
        counted = ", ".join(
            f"(SELECT count(DISTINCT wie) FROM (SELECT unnest({things}) AS wie FROM lopend))"
            for things in ("partners", "instrumenten")
        )
        ((all_running, treating, first, *counts),) = self._facts.select(
            f"WITH lopend AS MATERIALIZED (FROM {STANDINGS} WHERE thema = ? AND {NUMBER} IN ({running.sql})) "
            f"SELECT (SELECT count(DISTINCT plan) FROM plan WHERE {runs.sql}), count(*), "
            "count(*) FILTER (plaats = ?), coalesce(sum(doelen), 0)::BIGINT, "
            f"coalesce(sum(maatregelen), 0)::BIGINT, {counted} FROM lopend",
            (write_iri(theme), *running.values, *runs.values, _PRIORITY),
        )
        rows = self._facts.select(
            f"WITH stand AS (SELECT nummer, plan, any_value({stand.sql}) AS staat FROM plan GROUP BY ALL) "
            "SELECT plan, staat, plaats, doelen, maatregelen, len(coalesce(partners, [])), "
            "len(coalesce(instrumenten, [])), count(*) OVER () "
            f"FROM (FROM {STANDINGS} WHERE thema = ?) JOIN stand ON nummer = {NUMBER} "
            f"ORDER BY list_position(['{RUNNING}', '{COMING}', '{OVER}'], staat), plaats != ?, "
            f"doelen + maatregelen DESC, plan LIMIT {int(limit)}",
            (*stand.values, write_iri(theme), _PRIORITY),
        )
        plans = tuple(_plan_standing(row) for row in rows)
        return ThemeStanding(all_running, treating, first, tuple(counts), plans, rows[0][-1] if rows else 0)

    def without(self, question: str, column: str, thing: str, year: str) -> tuple[tuple[str, ...], int]:
        """Municipalities with a plan that runs in a year, in which a question does not find a thing (IRI):
        the first by name, and how many there are.
        """
        runs = runs_in(year)
        rows = self._facts.select(
            f"SELECT gemeente_naam, count(*) OVER () FROM plan WHERE {runs.sql} "
            "GROUP BY gemeente, gemeente_naam HAVING NOT bool_or(nummer IN "
            f"(SELECT _p FROM {core_table_of(question)} WHERE {quote(column)} = hash(?))) "
            f"ORDER BY gemeente_naam LIMIT {_MOST_NAMED}",
            (*runs.values, write_iri(thing)),
        )
        return tuple(name for name, _ in rows), rows[0][1] if rows else 0

    def roles_of(self, partner: str) -> list[Role]:
        """The roles of a partner (IRI), most frequent first."""
        rows = self._facts.select(
            "SELECT rol, count(DISTINCT inzet) AS keer, list(DISTINCT gemeente_naam ORDER BY gemeente_naam) "
            f"FROM {table_of(_ROLES)} r JOIN plan p ON p.nummer = r._p WHERE partner = ? "
            f"GROUP BY rol ORDER BY keer DESC, rol LIMIT {_MOST_ROLES}",
            (write_iri(partner),),
        )
        return [Role(value_of(role), times, tuple(places)) for role, times, places in rows]


def _plan_standing(row: Sequence[object]) -> PlanStanding:
    plan, state, place, *counts = row
    return PlanStanding(str(plan), str(state), value_of(str(place)), tuple(map(int, map(str, counts[:-1]))))
