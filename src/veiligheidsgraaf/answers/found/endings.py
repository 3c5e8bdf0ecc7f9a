"""When plans end: those that run, the first or the last to end before the others; those that have ended."""

from collections.abc import Sequence
from itertools import groupby

from ...words.values import Row
from ..case import PLAN, Case
from ..dutch import spell_number
from ..intent import END, MOST_OF
from ..said import Sentence, Writer

_STATE = "stand"
# State of a plan -> what is said of one and of many.
_VERBS = {
    "lopend": ("loopt", "lopen"),
    "komend": ("gaat lopen", "gaan lopen"),
    "afgelopen": ("liep", "liepen"),
}
_MOST_TOLD, _MOST_YEARS = 6, 3


def is_of_endings(case: Case) -> bool:
    """Whether it is asked when plans end."""
    columns = case.question.columns
    is_of_plans = case.phrasing.thing == PLAN and END in columns and _STATE in columns
    return is_of_plans and case.intent.group == END and bool(case.rows)


def write_endings(case: Case) -> Sentence:
    """The plans that run by the year in which they end, those that have yet to begin, and those that have
    ended, told as such.
    """
    is_last_first, writer = case.intent.most == MOST_OF, case.writer
    rows = sorted(case.rows, key=lambda row: row[END].text, reverse=is_last_first)
    for state, verbs in _VERBS.items():
        own = [row for row in rows if row[_STATE].text == state]
        years = [(year, list(some)) for year, some in groupby(own, key=lambda row: row[END].text)]
        writer.say(". " if years and writer.pieces else "")
        for number, (year, some) in enumerate(years[:_MOST_YEARS]):
            writer.say("; " if number else "")
            _say_end(writer, year, some, verbs)
            if not number and case.intent.most and state == "lopend" and len(years) > 1:
                first = "het laatst" if is_last_first else "het eerst"
                writer.say(f" en {'eindigt' if len(some) == 1 else 'eindigen'} daarmee {first}")
        if (left := sum(len(some) for _, some in years[_MOST_YEARS:])) > 0:
            writer.say(f"; nog {spell_number(left)}", pairs=case.intent.address)
    return writer.say(".").sentence


def _say_end(writer: Writer, year: str, rows: Sequence[Row], verbs: tuple[str, str]) -> None:
    """Add plans that end in one year: "Dalfsen 2023-2026 loopt tot en met 2026"."""
    plans = [row[PLAN].value for row in rows]
    writer.list_names(plans[:_MOST_TOLD], others=len(plans) - _MOST_TOLD)
    writer.say(f" {verbs[0] if len(plans) == 1 else verbs[1]} tot en met {year}")
