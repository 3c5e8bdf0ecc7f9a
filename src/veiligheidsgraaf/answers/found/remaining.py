"""What one plan has as a theme and the other has not, but still speaks of: in narrower themes, or by name.

A theme that a later plan treats only as its parts, or that the coverage of the Kernbeleid says it names, has
not gone from that plan.
"""

from collections.abc import Collection, Sequence

from ...facts.constraints import Constraints, make_constraints
from ...facts.fact_store import FactStore
from ...words import iris

_QUESTION, _NOT_NAMED = "themadekking", "niet-genoemd"
_MOST_LOOKED_AT, _MOST_ROWS = 12, 40


def in_narrower(facts: FactStore, themes: Sequence[str], held: Collection[str]) -> list[str]:
    """Those of some themes of which a plan has a narrower one; `held`: all its themes."""
    return [
        theme
        for theme in themes
        if any(part in held for part in facts.asked.narrower((theme,)) if part != theme)
    ]


def still_named(facts: FactStore, themes: Sequence[str], plan: str) -> list[str]:
    """Those of some themes (of the first few) that a plan (slug) names according to the coverage of it."""
    if _QUESTION not in facts:
        return []
    return [theme for theme in themes[:_MOST_LOOKED_AT] if _is_named(facts, theme, plan)]


def _is_named(facts: FactStore, theme: str, plan: str) -> bool:
    asked: Constraints = make_constraints({"thema": iris.slug(theme), "plan": plan})
    rows = facts.page(_QUESTION, asked, _MOST_ROWS).rows
    return any(row["dekking"].text != _NOT_NAMED for row in rows)
