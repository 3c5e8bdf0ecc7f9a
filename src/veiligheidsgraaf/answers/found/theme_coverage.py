"""What is recorded of a theme in the plan of one place: that it is only named there, and why.

The coverage of the Kernbeleid is the only place where the graph knows of what a plan does not say.
"""

from ...facts.constraints import Constraints
from ..case import MUNICIPALITY, PLAN, Case
from ..said import Sentence, lines_in
from .phrases import topic_of

_QUESTION, _NAMED = "themadekking", "genoemd"
_ASKED = ("thema", MUNICIPALITY, PLAN)


def tell_of_coverage(case: Case) -> Sentence:
    """That a plan only names the theme that is asked for, and why, where one place is asked; else ()."""
    topic, places = topic_of(case.constraints), case.given(MUNICIPALITY, PLAN)
    if topic is None or topic.key != "thema" or len(topic.values) != 1 or len(places) != 1:
        return ()
    if _QUESTION not in case.facts or case.phrasing.thing == "thema":
        return ()
    given = tuple(item for item in case.constraints.given if item.key in _ASKED and not item.excludes)
    rows = case.facts.page(_QUESTION, Constraints(given, case.constraints.looked_on), 2).rows
    if len(rows) != 1 or rows[0]["dekking"].text != _NAMED or not rows[0]["toelichting"].text:
        return ()
    row, note = rows[0], rows[0]["toelichting"].text.rstrip(".")
    case.names.know((row["plan"].value,))
    writer = case.writer.name(row["plan"].value).say(" noemt het thema ")
    writer.name(row["thema"].value).say(f" alleen: {note[:1].lower()}{note[1:]} (")
    writer.say_lines(row["plan"].value, lines_in(row["regels"].text))
    return tuple(writer.say("). ").pieces)
