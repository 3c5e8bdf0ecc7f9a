"""The core of the facts of a question: what its sums are made of, each combination once.

A measure with three partners and four passages is twelve facts and one row here, since no sum needs both.
What is counted or asked by stands as a number, the `hash` of its text, so that no texts are compared; the
text of each number is in `term`.
"""

from .constraints import KEYS
from .grain import PLAN, THEME, Grain, SortedBy

# The text that rows are sorted by first, where that is not their plan.
FIRST = "_eerst"
# What stands for a theme in sums of what has none.
NO_THEME = "zonder thema"
# What a file notes of `hash`, to see that the program that reads it makes the same numbers.
PROBE = "veiligheidsgraaf"


def columns_of(grain: Grain) -> dict[str, str]:
    """Key -> the column of a question whose own value it asks for; the other keys ask for the statement."""
    question = grain.question
    own = {
        p.name: THEME if p.default else p.variable
        for p in question.parameters
        if p.name in KEYS and p.name not in (PLAN, "gemeente")
    }
    own |= {kind: kind for kind in question.narrows if kind in KEYS}
    return {key: column for key, column in own.items() if column in grain.variables}


def core_columns(grain: Grain) -> tuple[str, ...]:
    """The columns of a question that its core has, as numbers."""
    counted = (grain.at_least[0],) if grain.at_least else ()
    raster = (grain.question.raster.row,) if grain.question.raster else ()
    wanted = (grain.thing, THEME, *columns_of(grain).values(), *counted, *raster)
    return tuple(dict.fromkeys(name for name in wanted if name in grain.variables))


def first_column(grain: Grain) -> str | None:
    """The column that rows are sorted by first, if each row is of one plan and has one value of it; None
    where that is the plan, or where it must be looked for among all.
    """
    if not grain.is_of_one_plan or grain.at_least or grain.order[:1] in ((), (SortedBy(PLAN),)):
        return None
    first = grain.order[0].column
    joined = {column.column for column in grain.joined}
    return first if first in grain.keys and first not in joined else None
