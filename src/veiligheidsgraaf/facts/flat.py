"""Facts of an answer as they stand, for a table to count with: a row per statement, listed value and passage.

What only says how a statement came into the answer is folded: a measure on three themes has one row for each
partner and passage, with its themes beside each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..words.values import Row, Term
from .conditions import condition_for
from .constraints import Constraints
from .fact_store import FactStore
from .fact_tables import quote, table_of
from .grain import PASSAGE, PLAN, THEME
from .term_texts import read_text, value_of

_NEAR = "nabij"
_FOLDED = (THEME, _NEAR)
# A partner that a question lists by name alone, and the column with its address.
_PARTNER, PARTNER_ADDRESS = "partner", "partner_adres"
_SEPARATOR = "; "


@dataclass(frozen=True)
class Flat:
    """Names of columns, and rows with a term in each."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def flatten(facts: FactStore, question: str, constraints: Constraints, most: int) -> Flat:
    """The facts of an answer, at most `most`. Raises QueryTimeout."""
    grain = facts.grains[question]
    statement = grain.question.statement
    joined = {column.column: column.variable for column in grain.joined}
    shown = [joined.get(name, name) for name in grain.question.columns]
    wanted = [*shown, statement, *((PLAN,) if PLAN in grain.variables else ()), PASSAGE]
    names = [name for name in dict.fromkeys(wanted) if name in grain.variables and name != _NEAR]
    lists_names = _PARTNER in joined.values()
    fields = [_field(name) for name in names]
    if lists_names:
        fields.append(
            "(SELECT min(d.iri) FROM ding d JOIN beperking b ON b.waarde = d.iri "
            f"WHERE b.uitspraak = _s AND b.sleutel = '{_PARTNER}' AND d.naam = substr({quote(_PARTNER)}, 5)) "
            f"AS {PARTNER_ADDRESS}"
        )
        names.append(PARTNER_ADDRESS)
    condition = condition_for(grain, constraints, facts.asked)
    kept = [quote(name) for name in names if name not in _FOLDED and name != PARTNER_ADDRESS]
    sql = (
        f"SELECT {', '.join(fields)} FROM {table_of(question)} WHERE {condition.sql} "
        f"GROUP BY _plan, _s, {', '.join(kept)} ORDER BY _plan, min(_n) LIMIT {int(most)}"
    )
    found = facts.select(sql, condition.values)
    return Flat(tuple(names), tuple(Row(_terms(names, fact)) for fact in found))


def _field(name: str) -> str:
    return f"list(DISTINCT {quote(name)}) AS {quote(name)}" if name in _FOLDED else quote(name)


def _terms(names: list[str], fact: tuple[object, ...]) -> Iterator[tuple[str, Term]]:
    for name, value in zip(names, fact, strict=True):
        if name == PARTNER_ADDRESS and value:
            yield name, Term("uri", str(value))
        elif isinstance(value, list):
            values = sorted(value_of(text) for text in value if text is not None)
            if values:
                yield name, Term("uri" if len(values) == 1 else "list", _SEPARATOR.join(values))
        elif value is not None:
            yield name, read_text(str(value))
