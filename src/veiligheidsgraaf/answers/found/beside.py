"""What is told of things beside their names: themes that they are named with, priorities among themes."""

from collections.abc import Sequence

from ...facts.constraints import KEYS, PERIOD, slug_of
from ...facts.grain import THEME
from ...words import iris
from ..case import MUNICIPALITY, PLAN, Case
from ..said import Writer
from .phrases import TOPICS, topic_of

# What a verb is about where no theme was asked for.
A_THEME = "een thema"
_MOST_THEMES, _MOST_COUNTED, _MOST_ROWS = 4, 6, 200


def of_first_state(case: Case) -> list[str]:
    """The things of one place that are what a question tells apart first: the priorities among themes."""
    column, state = case.phrasing.split_by, next(iter(case.phrasing.split), "")
    if not column or iris.kind_of(case.things[0]) != THEME or len(case.given(MUNICIPALITY, PLAN)) != 1:
        return []
    constraints = case.constraints
    if not constraints.current_on and not case.given(PLAN):
        constraints = constraints.now
    rows = case.facts.page(case.question.name, constraints, _MOST_ROWS).rows
    return [row[case.phrasing.thing].value for row in rows if row[column].text == state]


def is_said_beside(case: Case) -> bool:
    """Whether things are named beside a theme, and none was asked for."""
    thing = case.phrasing.thing
    beside = case.phrasing.about[0].endswith(" bij") and thing in KEYS and thing not in TOPICS
    return beside and topic_of(case.constraints, case.phrasing.thing) is None and bool(case.ranking.now)


def say_beside(writer: Writer, case: Case, thing: str, before: str, after: str) -> None:
    """Add the themes beside which a thing is named, where it is and they are few."""
    if not is_said_beside(case):
        return
    key = case.phrasing.thing
    pairs = (
        *(pair for pair in case.intent.pairs if pair[0] not in (key, PERIOD)),
        (key, slug_of(key, thing)),
    )
    counted, total = case.spreads.count_by(case.question.name, case.read(pairs), THEME, _MOST_COUNTED)
    themes = _without_widest(
        case, [one.value for one in counted if case.names.name(one.value) != case.names.name(thing)]
    )
    if themes and total <= _MOST_COUNTED and len(themes) <= _MOST_THEMES:
        writer.say(before).list_names(themes).say(after)


def _without_widest(case: Case, themes: Sequence[str]) -> list[str]:
    """Themes less those under which others of them fall, and which fall under none themselves."""
    under = {theme: set(case.facts.asked.narrower((theme,))) - {theme} for theme in themes}
    fallen = set[str]().union(*under.values())
    return [theme for theme in themes if theme in fallen or not under[theme].intersection(themes)]


def tells_places_first(case: Case) -> bool:
    """Whether of one thing its places are told before its themes: it has not all of these in each."""
    return (
        case.count == 1
        and case.is_shared
        and topic_of(case.constraints, case.phrasing.thing) is None
        and len(case.given(MUNICIPALITY)) != 1
        and bool(case.ranking.first)
        and case.ranking.first[0].municipalities > 1
        and case.phrasing.alone[0] == f"{case.phrasing.about[0]} {A_THEME}"
        and THEME in case.spreads.groups_of(case.question.name)
        and case.count_by(THEME, _MOST_THEMES)[1] > 1
    )
