"""Figures that plans cite of what the graph itself does not judge: a place in a ranking made by others."""

from dataclasses import replace

from ...facts.constraints import HELD
from ...names.stored import quote
from ...words import iris
from ..answering import Answer, answer
from ..answers import Answers
from ..intent import Form, Intent
from ..said import Said, go_on_with
from .reading import Reading

_FIGURES, _FIGURE, _MOST = "indicatoren", "indicator", 12


def cite_figures(answers: Answers, reading: Reading) -> Answer | None:
    """The figures that plans cite of what a line asks and the graph does not hold; None where there are none,
    or the line asks nothing of the kind.
    """
    called = [words for item in reading.outside for words in item.cited]
    if not called or answers.facts is None or _FIGURES not in answers.facts:
        return None
    wanted = (" AND ".join(map(quote, words.split())) for words in called)
    found = answers.names.match_texts("texts", " OR ".join(f"({one})" for one in wanted), _MOST)
    held = tuple((HELD, iris.path_of(thing.iri)) for thing in found if thing.kind == _FIGURE)
    if not held:
        return None
    told = answer(answers, Intent(_FIGURES, held, Form.HOW_MUCH), _MOST, narrowing=False)
    if not told.things:
        return None
    lead = Said("Plannen noemen wel een plaats op een lijst van anderen: ")
    return replace(told, sentence=(lead, *go_on_with(told.sentence)))
