"""What turns a line round or holds it to a few: all but, not, in all municipalities, only, what others do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...names import tokens
from ...names.runs import Run
from . import turns_of_phrase as phrases
from .hearing import NOWHERE, Heard, Places

_PLACE = "gemeente"
# `Dalfsen wel en Hellendoorn niet`: after a municipality a denial is of that one when another has it.
_DENIED = re.compile(r"^ ?(?:niet|geen)(?!\S)")


@dataclass(frozen=True)
class Turns:
    """`excluded`: first words of runs that are turned round; `places`: words that said all this."""

    excluded: frozenset[int] = frozenset()
    everywhere: bool = False
    only: bool = False
    others: bool = False
    ourselves: bool = False
    places: Places = NOWHERE


def read_turns(
    heard: Heard, runs: Sequence[Run], is_missing: bool, is_compared: bool, is_counted: bool = False
) -> Turns:
    """The turns of a line. `is_missing`: the line asks where something is lacking, `is_compared`: to lay
    things side by side; then a `niet` or `naast` before a name has been read already. `is_counted`: in
    each of all municipalities.
    """
    excluded, places = set[int](), NOWHERE
    for number, run in enumerate(runs):
        if is_missing or (is_compared and _is_place(run)):
            continue
        found = _turned(heard, run)
        if not found and number and run.first - 1 in places and heard.said[run.first - 1] in ("en", "of"):
            found = NOWHERE
        if found or _goes_on(heard, runs, number, excluded):
            excluded.add(run.first)
            places |= found
    everywhere = heard.first(phrases.turn("overal"))
    others = heard.first(phrases.turn("anderen"))
    only = None if others else heard.first(phrases.turn("alleen"))
    if only and not _holds_to_place(only[0][0], only[1], runs):
        only = None
    elsewhere = None if others else heard.first(phrases.turn("elders"))
    for read in (everywhere, others, only, elsewhere):
        places |= read[1] if read else NOWHERE
    ours = frozenset(
        at for at, word in enumerate(heard.said) if word in phrases.ourselves() and (others or only)
    )
    return Turns(
        frozenset(excluded),
        everywhere is not None and not is_counted,
        only is not None,
        others is not None,
        bool(ours),
        places | ours,
    )


def _turned(heard: Heard, run: Run) -> Places:
    """The words around a run that turn it round."""
    before = phrases.turning_before().search(heard.before(run.first))
    if before:
        return heard.places(before.start(), before.end())
    after = heard.after(run.last)
    match = phrases.turning_after().match(after)
    if match is None and _is_place(run) and "wel" in heard.said:
        match = _DENIED.match(after)
    if match is None:
        return NOWHERE
    start = len(heard.joined) - len(after)
    return heard.places(start, start + match.end())


def _goes_on(heard: Heard, runs: Sequence[Run], number: int, excluded: set[int]) -> bool:
    """Whether a run goes on after one that was turned round: `naast het RIEC en de politie`."""
    if not number or runs[number - 1].first not in excluded:
        return False
    between = heard.said[runs[number - 1].last : runs[number].first]
    same = runs[number].candidates[0].thing.kind == runs[number - 1].candidates[0].thing.kind
    return same and "en" in between and all(word in tokens.STOP for word in between)


def _holds_to_place(said: str, places: Places, runs: Sequence[Run]) -> bool:
    """Whether `alleen` is followed by a municipality; other ways to say it need none."""
    if not said.startswith(("alleen", "uitsluitend", "slechts", "enkel")):
        return True
    after = max(places) + 1
    return any(_is_place(run) and run.first in (after, after + 1) for run in runs)


def _is_place(run: Run) -> bool:
    return run.candidates[0].thing.kind in (_PLACE, "plan")
