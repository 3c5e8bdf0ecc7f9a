"""What things are ranked, and by what they are counted, as parts of a question to a core.

A core has numbers. A column that it has not comes along as text, and is its own number.
"""

from dataclasses import dataclass

from .constraints import KEYS
from .core_facts import NO_THEME, columns_of, core_columns
from .fact_tables import quote
from .grain import THEME, Grain

# The column of who acts: it may be the municipality itself, which is no partner of its own.
_ACTOR = "partner"


@dataclass(frozen=True)
class Things:
    """What is ranked, in SQL: its number, whether it `is_own`, its text and what is joined for that, and the
    columns of texts that are needed for it.
    """

    number: str
    is_own: str
    text: str
    joined: str
    texts: tuple[str, ...] = ()


def things_of(grain: Grain, column: str) -> Things:
    """A column as rows of a grid: of what has no theme, that it has none. One that the core has not is its
    own number.
    """
    if column not in core_columns(grain):
        return Things(quote(f"tekst_{column}"), "false", "ding", "", (column,))
    is_own = "bool_and(ding = hash('<' || _gemeente))" if column == _ACTOR else "false"
    number = quote(column)
    if column == THEME != grain.thing:
        number = f"coalesce({number}, hash('\"{NO_THEME}'))"
    return Things(number, is_own, "term.tekst", " JOIN term ON term.nummer = ding")


@dataclass(frozen=True)
class Group:
    """What things are counted by, in SQL: its value, and what is joined for that with which values; its text,
    and what is joined for that; the columns of texts that are needed for it.
    """

    value: str
    joined: str = ""
    values: tuple[str, ...] = ()
    text: str = "groep"
    named: str = ""
    texts: tuple[str, ...] = ()


def group_of(grain: Grain, group: str) -> Group:
    """A column of a question, or else a key of its statements."""
    own = columns_of(grain).get(group) or (group if group in grain.variables and group not in KEYS else "")
    if own in core_columns(grain):
        return Group(quote(own), text="term.tekst", named=" JOIN term ON nummer = groep")
    if own:
        return Group(quote(f"tekst_{own}"), texts=(own,))
    joined = (
        " JOIN (SELECT '<' || waarde AS _waarde, uitspraak AS _uitspraak FROM beperking WHERE sleutel = ?) "
        "ON _uitspraak = _s"
    )
    return Group("_waarde", joined, (group,))
