"""Names in a file of facts, as SQL has them."""

from collections.abc import Sequence

QUESTION, CORE = "vraag/", "kern/"
# Which keys the statements of questions have, and how themes stand, in each plan.
STATED, STANDINGS = "gesteld", "themastand"
# The number of a plan in a file, by which facts are found: those of one plan stand together.
NUMBER = "_p"


def table_of(question: str) -> str:
    """The table of a question, quoted."""
    return quote(QUESTION + question)


def core_table_of(question: str) -> str:
    """The table of the core of a question, quoted."""
    return quote(CORE + question)


def number_sql(text: str) -> str:
    """The number of a text, in SQL; of none, none."""
    return f"CASE WHEN {text} IS NOT NULL THEN hash({text}) END"


def of_plans(plans: Sequence[int] | None) -> str:
    """The condition that a row is of plans of some numbers, in SQL; of none: of any."""
    if plans is None:
        return "true"
    return f"{NUMBER} IN ({', '.join(map(str, plans))})" if plans else "false"


def quote(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
