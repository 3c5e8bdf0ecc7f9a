"""Sums over facts that whole pages are made of: edges of a network, series of figures, coverage, plans.

What comes back is bounded by what is asked for; the sums are made where the facts are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .conditions import core_of
from .constraints import Constraints
from .fact_store import FactStore
from .fact_tables import core_table_of, table_of
from .plan_conditions import Condition
from .term_texts import value_of, write_iri

_TIES, _FIGURES, _TARGETS, _COVERAGE = "partners-per-thema", "pagina-cijfers", "doelbereik", "themadekking"

# Plans with the safety regions of their municipalities.
_OF_REGIONS = (
    "FROM plan p JOIN ding d ON d.iri = p.gemeente JOIN kenmerk k ON k.nummer = d.nummer "
    "WHERE k.kenmerk = 'veiligheidsregio'"
)


@dataclass(frozen=True)
class Edge:
    """A partner and a theme (IRIs), one plan that says so, and how many do."""

    partner: str
    theme: str
    plan: str
    plans: int


@dataclass(frozen=True)
class Edges:
    """Some edges, most plans first, and how many partners, themes and edges there are in all."""

    edges: tuple[Edge, ...]
    partners: int
    themes: int
    total: int


@dataclass(frozen=True)
class SeriesPage:
    """Series of figures (IRIs) in their order, how many there are in all, and how often each verdict on their
    targets.
    """

    series: tuple[str, ...]
    total: int
    verdicts: dict[str, int]


class Overviews:
    """Sums over the facts of one release."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts

    def edges(
        self, constraints: Constraints, kind: str, least: int, limit: int, offset: int = 0, region: str = ""
    ) -> Edges:
        """Partners and the themes they work on; `kind`: IRI of a kind of partner or "", `least`: themes that
        a partner must have at least; in plans of a safety region (IRI) when given.
        """
        core = core_of(self._facts.grains[_TIES], constraints, self._facts.asked)
        of_kind = (
            "SELECT hash('<' || d.iri) FROM kenmerk k JOIN ding d USING (nummer) "
            "WHERE kenmerk = 'soort' AND waarde = ?"
        )
        kinds = Condition(f"partner IN ({of_kind})", (kind,)) if kind else Condition("true")
        where = Condition.all_of((kinds, _within(region)))
        sql = (
            f"WITH paar AS (SELECT DISTINCT partner, thema, _p FROM {core.sql} WHERE {where.sql}), "
            "rand AS (SELECT partner, thema, min(plan) AS een, count(*) AS plannen FROM paar "
            "JOIN (SELECT DISTINCT nummer, plan FROM plan) ON nummer = _p GROUP BY partner, thema), "
            "rest AS MATERIALIZED (SELECT partner, thema, een, plannen, "
            "count(*) OVER (PARTITION BY partner) AS graad FROM rand QUALIFY graad >= ?) "
            "SELECT wie.tekst, wat.tekst, een, plannen, (SELECT count(DISTINCT partner) FROM rest), "
            "(SELECT count(DISTINCT thema) FROM rest), count(*) OVER () FROM rest "
            "JOIN term wie ON wie.nummer = partner JOIN term wat ON wat.nummer = thema "
            "ORDER BY plannen DESC, graad DESC, wie.tekst, wat.tekst "
            f"LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        rows = self._facts.select(sql, (*core.values, *where.values, least))
        edges = tuple(Edge(value_of(p), value_of(t), plan, count) for p, t, plan, count, *_ in rows)
        return Edges(edges, *(rows[0][4:] if rows else (0, 0, 0)))

    def series(self, only_targets: bool, plan: str, limit: int, offset: int = 0) -> SeriesPage:
        """Series with a target, or with figures of two or more years; of one plan (IRI) when given."""
        with_target = f"indicator IN (SELECT indicator FROM {table_of(_TARGETS)})"
        having = f"bool_or({with_target})" if only_targets else "count(DISTINCT jaar) > 1"
        of_plan = " AND bool_or(_plan = ?)" if plan else ""
        each = f"FROM {table_of(_FIGURES)} GROUP BY reeks HAVING {having}{of_plan}"
        chosen = f"WITH gekozen AS (SELECT reeks {each}) "
        values: tuple[Any, ...] = (plan,) if plan else ()
        rows = self._facts.select(
            f"{chosen} SELECT reeks, count(*) OVER () FROM gekozen ORDER BY reeks "
            f"LIMIT {int(limit)} OFFSET {int(offset)}",
            values,
        )
        told = self._facts.select(
            f"{chosen} SELECT bereikt, count(DISTINCT _g) FROM {table_of(_TARGETS)} WHERE indicator IN "
            f"(SELECT indicator FROM {table_of(_FIGURES)} WHERE reeks IN (SELECT reeks FROM gekozen)) "
            "GROUP BY bereikt",
            values,
        )
        verdicts = {value_of(word): count for word, count in told if word}
        return SeriesPage(tuple(value_of(series) for series, _ in rows), rows[0][1] if rows else 0, verdicts)

    def series_of(self, indicator: str) -> str:
        """The series that an indicator is in, or ""."""
        sql = f"SELECT min(reeks) FROM {table_of(_FIGURES)} WHERE indicator = ?"
        found = self._facts.select(sql, (write_iri(indicator),))[0][0]
        return value_of(found) if found else ""

    def covering_plans(self, limit: int, offset: int = 0, region: str = "") -> tuple[list[str], int]:
        """Plans whose coverage of the Kernbeleid was noted, and how many there are; of a safety region (IRI)
        when given.
        """
        return self._plans(_COVERAGE, limit, offset, region)

    def planned(self, limit: int, offset: int = 0, region: str = "") -> tuple[list[str], int]:
        """Plans with themes, and how many there are; of a safety region (IRI) when given."""
        return self._plans("vergelijk-plannen", limit, offset, region)

    def regions(self, most: int) -> list[tuple[str, int]]:
        """The safety regions (IRIs) of municipalities that have a plan, and how many plans each has."""
        counted = f"SELECT k.waarde, count(DISTINCT p.plan) {_OF_REGIONS}"
        sql = f"{counted} GROUP BY k.waarde ORDER BY k.waarde LIMIT ?"
        return [(region, plans) for region, plans in self._facts.select(sql, (most,))]

    def white_spots(self, region: str = "") -> dict[str, tuple[int, int]]:
        """Per edition of the Kernbeleid how many plans were measured against it, and how many white spots; of
        plans of a safety region (IRI) when given.
        """
        within = _within(region)
        sql = (
            "SELECT k.waarde, count(DISTINCT _plan), count(DISTINCT _g) FILTER (value LIKE '%niet-genoemd') "
            f"FROM (SELECT _plan, _g, thema, dekking AS value FROM {table_of(_COVERAGE)} WHERE {within.sql}) "
            "JOIN ding d ON '<' || d.iri = thema JOIN kenmerk k ON k.nummer = d.nummer AND kenmerk = 'kader' "
            "GROUP BY k.waarde ORDER BY k.waarde"
        )
        return {edition: (plans, spots) for edition, plans, spots in self._facts.select(sql, within.values)}

    def _plans(self, question: str, limit: int, offset: int, region: str) -> tuple[list[str], int]:
        within = _within(region)
        sql = (
            f"SELECT plan, count(*) OVER () FROM (SELECT DISTINCT plan FROM plan WHERE nummer IN "
            f"(SELECT _p FROM {core_table_of(question)} WHERE {within.sql})) "
            f"ORDER BY plan LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        rows: Sequence[tuple[Any, ...]] = self._facts.select(sql, within.values)
        return [plan for plan, _ in rows], rows[0][1] if rows else 0


def _within(region: str) -> Condition:
    """What narrows a table to the plans of a safety region (IRI)."""
    if not region:
        return Condition("true")
    return Condition(f"_p IN (SELECT p.nummer {_OF_REGIONS} AND k.waarde = ?)", (region,))
