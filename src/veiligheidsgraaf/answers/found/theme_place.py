"""What place plans give to one theme: a priority, a chapter of its own, or a part of another.

Asked whether it is a priority, the answer is yes or no: what a plan puts first is a closed list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...facts.constraints import Constraints
from ...facts.side_by_side import SideBySide
from ...words.values import Row
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import spell_number
from ..intent import Form
from ..said import Sentence, Writer
from .priorities import ALIAS, PRIORITY, QUESTION, UNDER

_THEME = "thema"
_KEYS = (_THEME, MUNICIPALITY, PLAN)
_MOST_PLACES, _MOST_ROWS, _MOST_NAMED = 12, 1000, 12


@dataclass(frozen=True)
class _Verdict:
    """Whether a theme is a priority in the plans of one place. `under`: the priorities that it is a part of,
    or of which it is another name.
    """

    plans: tuple[str, ...]
    priorities: tuple[str, ...]
    places: frozenset[str]
    under: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """Yes, no, or no more than as a part of one that is."""
        if self.places & {PRIORITY, ALIAS}:
            return "ja: "
        return "niet zelf: " if self.under or UNDER in self.places else "nee: "


def is_placed(case: Case) -> bool:
    """Whether it is asked of one theme how the plans of some municipalities treat it, and of nothing else."""
    return (
        _is_of_one_theme(case)
        and case.given(_THEME)[0] in case.things
        and bool(case.ranking.now)
        and 0 < case.scope.municipalities <= _MOST_PLACES
    )


def _is_of_one_theme(case: Case) -> bool:
    return (
        case.phrasing.thing == _THEME
        and bool(case.phrasing.split_by)
        and len(case.given(_THEME)) == 1
        and all(item.key in _KEYS and not item.excludes for item in case.constraints.given)
        and not case.constraints.reach
    )


def write_placed(case: Case) -> Sentence:
    """Where the theme is a priority, where something less, and where it was not found; in current plans."""
    theme, phrasing = case.given(_THEME)[0], case.phrasing
    asked = Constraints(case.constraints.given, _day(case))
    rows = case.facts.page(case.question.name, asked, _MOST_ROWS, where={phrasing.thing: (theme,)}).rows
    by_state: dict[str, list[str]] = {state: [] for state in phrasing.split}
    for row in rows:
        if row[phrasing.split_by].text in by_state:
            by_state[row[phrasing.split_by].text].append(row["plan"].value)
    of = case.names.things.municipalities_of([plan for plans in by_state.values() for plan in plans])
    is_of_plans = bool(case.given(PLAN))
    case.names.know(plan for plan in of if is_of_plans)
    told = [
        (phrasing.split[state], [plan if is_of_plans else of[plan] for plan in plans if plan in of])
        for state, plans in by_state.items()
    ]
    verdict = _judge(case, theme, rows)
    writer = _begin(case, by_state, of, verdict).name(theme).say(f" {phrasing.alone[0]}")
    for number, (words, places) in enumerate(pair for pair in told if pair[1]):
        writer.say(f"{';' if number else ''} {words} in ").list_names(places, as_places=not is_of_plans)
    counted, _ = case.count_by(MUNICIPALITY, _MOST_PLACES, least_first=True)
    found = set(of.values())
    if without := [one.value for one in counted if one.value not in found]:
        writer.say("; niet als thema gevonden in ").list_names(without, as_places=True)
    if verdict:
        _say_verdict(writer, theme, verdict)
    elif case.ranking.total > 1:
        others = case.ranking.total - 1
        what = "thema dat" if others == 1 else "thema's die"
        writer.say(f". Daaronder {spell_number(others)} {what} nauwer {'is' if others == 1 else 'zijn'}")
    return writer.say(".").sentence


def deny_priority(case: Case) -> Sentence:
    """That a theme that is found nowhere in the plans of one place is no priority there, and what is; ()
    where that is not asked or not known.
    """
    if case.question.name != QUESTION or not _is_of_one_theme(case):
        return ()
    theme = case.given(_THEME)[0]
    verdict = _judge(case, theme, ())
    if verdict is None:
        return ()
    writer = case.writer.say(verdict.word).name(theme).say(" is niet als thema gevonden")
    _say_verdict(writer, theme, verdict)
    return (*writer.say(". ").sentence,)


def _begin(
    case: Case, by_state: dict[str, list[str]], of: dict[str, str], verdict: _Verdict | None
) -> Writer:
    """The yes or no of all places together, when that is asked."""
    if verdict:
        return case.writer.say(verdict.word)
    first = {of[plan] for state in (PRIORITY, ALIAS) for plan in by_state.get(state, ()) if plan in of}
    if case.intent.form is not Form.WHETHER:
        return case.writer
    if not first:
        return case.writer.say("in geen van de gemeenten zelf: ")
    if len(first) == case.scope.municipalities:
        return case.writer.say("ja: ")
    return case.writer.say(
        f"in {spell_number(len(first))} van de {spell_number(case.scope.municipalities)} gemeenten: "
    )


def _judge(case: Case, theme: str, rows: Sequence[Row]) -> _Verdict | None:
    """Whether a theme is a priority in one place; None when that is not asked, or its plans tell of none."""
    given = tuple(item for item in case.constraints.given if item.key in (MUNICIPALITY, PLAN))
    if case.intent.form is not Form.WHETHER or not given or case.scope.municipalities != 1:
        return None
    every = case.facts.page(QUESTION, Constraints(given, _day(case)), _MOST_ROWS).rows
    first = [row for row in every if row["plaats"].text == PRIORITY]
    plans = tuple(dict.fromkeys(row["plan"].value for row in every))
    if {row["plan"].value for row in first} != set(plans) or not plans:
        return None
    priorities = tuple(dict.fromkeys(row["thema"].value for row in first))
    places = frozenset(row["plaats"].text for row in rows)
    filed = SideBySide(case.facts).filed([theme], plans).values()
    under = (one for where in filed for one in where.under if one in priorities)
    return _Verdict(plans, priorities, places, tuple(dict.fromkeys(under)))


def _day(case: Case) -> str:
    """The day on which plans must run: none when a plan is named, whichever period that is of."""
    return "" if case.given(PLAN) else case.constraints.looked_on


def _say_verdict(writer: Writer, theme: str, verdict: _Verdict) -> None:
    """Add which priority it is a part or another name of, and which there are."""
    if verdict.under and PRIORITY not in verdict.places:
        is_name = ALIAS in verdict.places
        writer.say(", namelijk van " if is_name else ", bij ")
        writer.list_names(verdict.under[:1] if is_name else verdict.under)
    if theme in verdict.priorities:
        return
    writer.say("; de prioriteiten van ").list_names(verdict.plans).say(" zijn ")
    writer.list_names(verdict.priorities[:_MOST_NAMED], others=len(verdict.priorities) - _MOST_NAMED)
