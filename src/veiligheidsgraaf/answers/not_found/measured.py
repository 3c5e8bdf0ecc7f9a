"""What was measured, where a number is asked that is not there: a target is no number that was found."""

from dataclasses import replace

from ...facts.constraints import MOMENTS, Constraints
from ...facts.fact_store import Page
from ..case import MOST_RANKED, MUNICIPALITY, PLAN, Case
from ..dutch import spell_span
from ..found.aspects import KIND, TARGET, write_aspect
from ..found.phrases import topic_of
from ..intent import Form
from ..said import Sentence, lines_in

_NAMED, _PHENOMENON = "fenomenen", "fenomeen"
_MOST_CALLED, _MOST_ROWS, _MOST_LINES = 2, 100, 4


def tell_unmeasured(case: Case) -> Sentence:
    """That no number was measured in the time that is asked for, before the targets that there are; () where
    that is not so.
    """
    if not _is_of_time(case) or not case.rows or case.has_more:
        return ()
    if any(row[KIND].text != TARGET for row in case.rows):
        return ()
    return case.writer.say(f"een gemeten waarde {_when(case)} staat niet in de graaf. ").sentence


def tell_measured(case: Case) -> Sentence:
    """What was measured at any other time of what is asked for; () where no time was asked or nothing was."""
    if not _is_of_time(case):
        return ()
    constraints = case.constraints
    given = tuple(item for item in constraints.given if item.key not in MOMENTS)
    constraints = replace(constraints, given=given)
    if not given and not constraints.holding:
        return ()
    pairs = tuple(pair for pair in case.intent.pairs if pair[0] not in MOMENTS)
    at_all = replace(
        case,
        intent=replace(case.intent, pairs=pairs),
        constraints=constraints,
        ranking=case.spreads.rank(case.question.name, constraints, case.phrasing.thing, MOST_RANKED),
        shown=None,
    )
    rows = tuple(row for row in at_all.rows if row[KIND].text != TARGET)
    if not rows or at_all.has_more:
        return ()
    first, *others = write_aspect(replace(at_all, shown=Page(len(rows), rows)))
    return (*case.writer.say("Gemeten in andere jaren: ").sentence, first, *others)


def tell_named(case: Case) -> Sentence:
    """That the plan of one place names what numbers are asked of, though none is there; () where it is not
    known to.
    """
    topic = topic_of(case.constraints)
    places = tuple(item for item in case.constraints.given if item.key in (MUNICIPALITY, PLAN))
    is_asked = case.intent.form is Form.HOW_MUCH and KIND in case.question.columns
    if not is_asked or topic is None or len(places) != 1 or _NAMED not in case.facts:
        return ()
    called = (
        thing
        for value in topic.values
        for thing, _ in case.names.things.called(case.names.name(value), (_PHENOMENON,), _MOST_CALLED)
    )
    things = tuple(dict.fromkeys((*called, *(topic.values if topic.key == _PHENOMENON else ()))))
    if not things:
        return ()
    asked = Constraints(places, case.constraints.looked_on)
    rows = case.facts.page(_NAMED, asked, _MOST_ROWS, where={_PHENOMENON: things}).rows
    by_plan: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        lines = by_plan.setdefault((row["plan"].value, row[_PHENOMENON].value), [])
        lines += [part for part in lines_in(row["regels"].text) if part not in lines]
    writer = case.writer
    for (plan, thing), lines in list(by_plan.items())[:_MOST_CALLED]:
        writer.say(" ").name(plan).say(" noemt ").name(thing).say(" wel, zonder getal in de graaf")
        writer.say(" (").say_lines(plan, lines[:_MOST_LINES]).say(").")
    return tuple(writer.pieces)


def _is_of_time(case: Case) -> bool:
    """Whether numbers are asked of a time."""
    return (
        case.intent.form is Form.HOW_MUCH
        and KIND in case.question.columns
        and any(item.key in MOMENTS for item in case.constraints.given)
    )


def _when(case: Case) -> str:
    """The time that is asked for, in words."""
    asked = {item.key: item.values[0] for item in case.constraints.given if item.key in MOMENTS}
    return spell_span(asked.get("van", ""), asked.get("tot", ""))
