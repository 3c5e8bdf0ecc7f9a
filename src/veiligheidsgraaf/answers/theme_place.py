"""What place plans give to one theme: a priority, a chapter of its own, or a part of another."""

from ..facts.constraints import Constraints
from .case import MUNICIPALITY, PLAN, Case
from .dutch import spell_number
from .said import Sentence

_THEME = "thema"
_KEYS = (_THEME, MUNICIPALITY, PLAN)
_MOST_PLACES, _MOST_ROWS = 12, 200


def is_placed(case: Case) -> bool:
    """Whether it is asked of one theme how the plans of some municipalities treat it, and of nothing else."""
    themes = case.given(_THEME)
    return (
        case.phrasing.thing == _THEME
        and bool(case.phrasing.split_by)
        and len(themes) == 1
        and themes[0] in case.things
        and all(item.key in _KEYS for item in case.constraints.given)
        and not case.constraints.reach
        and bool(case.ranking.now)
        and 0 < case.scope.municipalities <= _MOST_PLACES
    )


def write_placed(case: Case) -> Sentence:
    """Where the theme is a priority, where something less, and where it was not found; in current plans."""
    theme, phrasing = case.given(_THEME)[0], case.phrasing
    given = case.constraints.given
    day = case.constraints.looked_on
    itself = {phrasing.thing: (theme,)}
    rows = case.facts.page(case.question.name, Constraints(given, day), _MOST_ROWS, where=itself).rows
    by_state: dict[str, list[str]] = {state: [] for state in phrasing.split}
    for row in rows:
        if row[phrasing.split_by].text in by_state:
            by_state[row[phrasing.split_by].text].append(row["plan"].value)
    of = case.names.things.municipalities_of([plan for plans in by_state.values() for plan in plans])
    told = [
        (phrasing.split[state], [of[plan] for plan in plans if plan in of])
        for state, plans in by_state.items()
    ]
    writer = case.writer.name(theme).say(f" {phrasing.alone[0]}")
    for number, (words, places) in enumerate(pair for pair in told if pair[1]):
        writer.say(f"{';' if number else ''} {words} in ").list_names(places, as_places=True)
    counted, _ = case.count_by(MUNICIPALITY, _MOST_PLACES, least_first=True)
    found = {place for _, places in told for place in places}
    if without := [one.value for one in counted if one.value not in found]:
        writer.say("; niet als thema gevonden in ").list_names(without, as_places=True)
    if case.ranking.total > 1:
        others = case.ranking.total - 1
        what = "thema dat" if others == 1 else "thema's die"
        writer.say(f". Daaronder {spell_number(others)} {what} nauwer {'is' if others == 1 else 'zijn'}")
    return writer.say(".").sentence
