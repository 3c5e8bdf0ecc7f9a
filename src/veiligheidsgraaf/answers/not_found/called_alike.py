"""Measures at a place with a word of the name of an instrument: a plan may have its own."""

from collections.abc import Iterator
from dataclasses import replace

from ...facts.constraints import WORDS
from ...names import tokens
from ...words.phrasing import Phrasing
from ..answers import Answers
from ..case import MUNICIPALITY, PLAN, Case, is_yet_to_come
from ..dutch import join_list
from ..intent import Pairs
from .wider import Wider

_MEASURES, _INSTRUMENT, _SHORTEST = "maatregelen", "instrument", 5
_MOST_BY_NAME, _MOST_ROWS = 2, 12


def find_called_alike(answers: Answers, case: Case) -> Iterator[Wider]:
    """The measures with the first telling word of each instrument that is asked at a place."""
    question = answers.questions.get(_MEASURES)
    if not case.given(MUNICIPALITY, PLAN) or case.given(WORDS) or question is None or not question.phrasing:
        return
    for value in case.given(_INSTRUMENT):
        if word := _telling_word(case.names.name(value)):
            others = (pair for pair in case.intent.pairs if pair[0] != _INSTRUMENT)
            yield _with_word(case, question.phrasing, (*others, (WORDS, word)), word)


def _telling_word(name: str) -> str:
    """The first word of a name that is long enough to tell, as texts are looked through for it; or ""."""
    for word in tokens.words(name):
        if not word.is_stop and len(word.text) >= _SHORTEST:
            shortest = min(word.forms, key=len)
            return word.text if word.text == f"{shortest}e" else shortest
    return ""


def _with_word(case: Case, phrasing: Phrasing, pairs: Pairs, word: str) -> Wider:
    """Measures with a word, by name where they are few."""
    things = case.facts.things(_MEASURES, case.read(pairs))
    told, is_done = f"met het woord ‘{word}’", True
    brief = told
    if 0 < things <= _MOST_BY_NAME:
        states = _read_states(case, phrasing, pairs)
        named = [f"{one}{f' ({state})' if state else ''}" for one, state in states]
        brief = f"{told}: {join_list(named)}"
        is_done = not all(is_yet_to_come(one, state) for one, state in states)
    intent = replace(case.intent, question=_MEASURES, pairs=pairs)
    return Wider(told, intent, things, phrasing.call(things), brief, answers=True, is_done=is_done)


def _read_states(case: Case, phrasing: Phrasing, pairs: Pairs) -> list[tuple[str, str]]:
    """The names of measures, each with how far it is."""
    rows = case.facts.page(_MEASURES, case.read(pairs), _MOST_ROWS).rows
    states = {row["maatregel"].value: phrasing.split.get(row["status"].text, "") for row in rows}
    case.names.know(states)
    return [(case.names.name(one), state) for one, state in states.items()]
