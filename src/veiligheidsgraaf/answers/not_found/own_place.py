"""What the place that was asked has for another theme or at another time, told by name when it is little."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ...facts.constraints import MOMENTS, QUARTER
from ..case import MUNICIPALITY, PLAN, Case
from ..dutch import join_list, spell_quarter
from ..found.phrases import TOPICS
from ..intent import Pairs
from .wider import Wider

_HOLDER, _TIMES = "portefeuillehouder", (QUARTER, *MOMENTS)
_MOST_NAMED, _MOST_ROWS = 6, 60
_STATUS = "status"


def find_other_holders(case: Case) -> Iterator[Wider]:
    """Who holds portfolios there, of whatever theme."""
    if case.phrasing.thing == _HOLDER and _is_given(case, TOPICS):
        yield from _told_by_name(case, _without(case, TOPICS), "voor iets anders")


def find_other_times(case: Case) -> Iterator[Wider]:
    """What is planned there for another time."""
    if QUARTER in case.question.columns and _is_given(case, _TIMES):
        yield from _told_by_name(case, _without(case, (*_TIMES, _STATUS)), "op een ander moment")


def _is_given(case: Case, keys: Collection[str]) -> bool:
    """Whether a place is asked for, and one of these keys."""
    asked = any(item.key in keys and not item.excludes for item in case.constraints.given)
    return asked and bool(case.given(MUNICIPALITY, PLAN))


def _without(case: Case, keys: Collection[str]) -> Pairs:
    return tuple(pair for pair in case.intent.pairs if pair[0] not in keys)


def _told_by_name(case: Case, pairs: Pairs, told: str) -> Iterator[Wider]:
    """What pairs find, by name: what is so now, else what was so in plans that have ended."""
    name, every = case.question.name, case.read(pairs)
    current = every.now
    constraints = current if case.facts.total(name, current) else every
    things = case.facts.things(name, constraints)
    if not 0 < things <= _MOST_NAMED:
        return
    when: dict[str, dict[str, None]] = {}
    for row in case.facts.page(name, constraints, _MOST_ROWS).rows:
        found = when.setdefault(row[case.phrasing.thing].value, {})
        if QUARTER in case.question.columns and row[QUARTER].text:
            found[spell_quarter(row[QUARTER].text)] = None
    case.names.know(when)
    told = told if constraints is current else f"in afgelopen plannen, {told}"
    named = join_list([_spell(case, one, list(quarters)) for one, quarters in when.items()])
    intent = replace(case.intent, pairs=constraints.pairs)
    yield Wider(told, intent, things, case.phrasing.call(things), f"{told}: {named}", is_named=True)


def _spell(case: Case, thing: str, quarters: Sequence[str]) -> str:
    return f"{case.names.within(thing)}{f' ({join_list(quarters)})' if quarters else ''}"
