"""By what an answer can be narrowed further, each value with how many things it then has.

What a key says already is left out of its own counts, so that the other values can be seen beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .conditions import WITH_NARROWER, core_of
from .constraints import Constraints
from .core_facts import columns_of
from .fact_store import FactStore
from .fact_tables import quote
from .grain import PLAN, Grain
from .term_texts import value_of

_PLACES = {PLAN: "'<' || plan", "gemeente": "'<' || gemeente"}
# Beyond as many rows only what stands in the rows themselves is counted: narrow first.
MOST_ROWS = 50_000


@dataclass(frozen=True)
class Facet:
    """A value that an answer can be narrowed to, and how many things it then has."""

    value: str
    things: int


def find_facets(
    facts: FactStore, question: str, constraints: Constraints, keys: Sequence[str], most: int
) -> Mapping[str, list[Facet]]:
    """Key -> its values in an answer, those with most things first. Raises QueryTimeout."""
    grain = facts.grains[question]
    given = {item.key for item in constraints.given}
    own = columns_of(grain)
    of_rows = [key for key in keys if key in _PLACES or key in own]
    of_statements = [key for key in keys if key not in of_rows]
    if facts.total(question, constraints) > MOST_ROWS:
        of_statements = [key for key in of_statements if key in given]
    free = [key for key in of_statements if key not in given]
    found = {key: _of_rows(facts, grain, constraints, key, most) for key in of_rows}
    found |= _of_statements(facts, grain, constraints, free, most)
    for key in of_statements:
        others = constraints.without(key)
        if key in given and facts.total(question, others) <= MOST_ROWS:
            found |= _of_statements(facts, grain, others, [key], most)
    return {key: found[key] for key in keys if found.get(key)}


def _of_rows(facts: FactStore, grain: Grain, constraints: Constraints, key: str, most: int) -> list[Facet]:
    """Values that stand in the rows: municipality, plan, or a column of the question."""
    core, thing = core_of(grain, constraints.without(key), facts.asked), quote(grain.thing)
    own, text, joined = quote(columns_of(grain).get(key, "")), "tekst", "JOIN term ON nummer = _van"
    if key in _PLACES:
        own, text, joined = "_p", _PLACES[key], "JOIN plan ON nummer = _van"
    elif key in WITH_NARROWER:
        text = "'<' || breder"
        joined = "JOIN breder ON hash('<' || ding) = _van"
    rows = facts.select(
        f"WITH feit AS (SELECT DISTINCT {own} AS _van, {thing} AS _ding FROM {core.sql} "
        f"WHERE {thing} IS NOT NULL AND {own} IS NOT NULL) "
        f"SELECT {text} AS _waarde, count(DISTINCT _ding) AS _aantal FROM feit {joined} GROUP BY _waarde "
        f"ORDER BY _aantal DESC, _waarde LIMIT {int(most)}",
        core.values,
    )
    return [Facet(value_of(value), things) for value, things in rows]


def _of_statements(
    facts: FactStore, grain: Grain, constraints: Constraints, keys: Sequence[str], most: int
) -> dict[str, list[Facet]]:
    """Values of the statements that rows rest on, of several keys at once."""
    if not keys:
        return {}
    core, thing = core_of(grain, constraints, facts.asked), quote(grain.thing)
    rows = facts.select(
        f"WITH feit AS (SELECT DISTINCT _s, {thing} AS _ding FROM {core.sql} WHERE {thing} IS NOT NULL), "
        "geteld AS (SELECT sleutel, waarde, count(DISTINCT _ding) AS aantal FROM feit "
        f"JOIN beperking ON uitspraak = _s WHERE sleutel IN ({', '.join('?' for _ in keys)}) "
        "GROUP BY sleutel, waarde) SELECT sleutel, waarde, aantal FROM geteld "
        "QUALIFY row_number() OVER (PARTITION BY sleutel ORDER BY aantal DESC, waarde) "
        f"<= {int(most)} ORDER BY sleutel, aantal DESC, waarde",
        (*core.values, *keys),
    )
    found: dict[str, list[Facet]] = {}
    for key, value, things in rows:
        found.setdefault(key, []).append(Facet(value, things))
    return found
