"""What other kinds of fact say of a place in which the question that was asked finds nothing.

A place without a measure of now may look back on one, or only explore it: an answer that leaves such a place
out tells of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...facts.constraints import slug_of
from ...facts.place_counts import count_by_place
from ...words.questions import Question
from ..answers import Answers
from ..case import MUNICIPALITY, Case
from ..dutch import spell_number
from ..found.phrases import topic_of
from ..intent import Pairs
from ..said import Sentence, Writer

# Kinds of fact that may say something, most telling first.
KINDS = ("terugblik", "verkenningen", "maatregelen", "doelen")
# Of so many places at most it is told what else they have; of more it would be no sentence.
MOST_PLACES = 3
_LOCATION, _NAMED, _PHENOMENON, _MOST_CALLED = "locatie", "fenomenen", "fenomeen", 4


@dataclass(frozen=True)
class Elsewhere:
    """A place (IRI), the question that does have something of it, and how many things."""

    place: str
    question: Question
    things: int


def find_elsewhere(answers: Answers, case: Case, group: str, places: Sequence[str]) -> list[Elsewhere]:
    """For each of some places (IRIs of a group) the first kind of fact that has something of it, when one
    has.
    """
    kinds = [name for name in KINDS if name != case.question.name and name in case.facts]
    phrased = [q for name in kinds if (q := answers.questions.get(name)) and q.phrasing]
    if not phrased or not places:
        return []
    names = [question.name for question in phrased]
    counted = count_by_place(case.facts, names, case.read(_in(case, group, *places)), group)
    each = (
        next((Elsewhere(place, q, n) for q in phrased if (n := counted.get((q.name, place)))), None)
        for place in places
    )
    return [found for found in each if found]


def say_elsewhere(writer: Writer, case: Case, group: str, found: Sequence[Elsewhere]) -> None:
    """Add a sentence for each place: "Wel één maatregel uit de vorige periode in Dalfsen."."""
    for item in found:
        phrasing = item.question.phrasing
        assert phrasing, "only questions with one are found"
        writer.say(" Wel ")
        told = f"{spell_number(item.things)} {phrasing.call(item.things)}"
        writer.say(told, pairs=_in(case, group, item.place), question=item.question.name)
        writer.say(" in ").name(item.place, as_place=group == MUNICIPALITY).say(".")


def tell_of_the_others(answers: Answers, case: Case) -> Sentence:
    """What the few municipalities have that an answer on one topic or thing leaves out; () when all have it,
    or too many have not.
    """
    named = topic_of(case.constraints, case.phrasing.thing) or case.given(case.phrasing.thing)
    reach = case.constraints.reach
    if not named or not case.ranking.now or reach.only or reach.others_than:
        return ()
    counted, _ = case.count_by(MUNICIPALITY, MOST_PLACES + 1, least_first=True)
    without = [value.value for value in counted if not value.things]
    if not without or len(without) > MOST_PLACES or len(without) == case.scope.municipalities:
        return ()
    writer, found = case.writer, find_elsewhere(answers, case, MUNICIPALITY, without)
    say_elsewhere(writer, case, MUNICIPALITY, found)
    _say_only_named(writer, case, [place for place in without if all(one.place != place for one in found)])
    return tuple(writer.pieces)


def _say_only_named(writer: Writer, case: Case, places: Sequence[str]) -> None:
    """Add which of some municipalities (IRIs) do no more than name the one phenomenon that is asked for, or
    the one that is called as the theme is.
    """
    topic = topic_of(case.constraints, case.phrasing.thing)
    kinds = [name for name in (_NAMED, *KINDS) if name in case.facts]
    if (
        case.given(_LOCATION)
        or topic is None
        or len(topic.values) > 1
        or not places
        or case.question.name not in kinds[1:]
    ):
        return
    named = topic.values if topic.key == _PHENOMENON else _called_the_same(case, topic.values)
    if not named:
        return
    pairs = tuple((_PHENOMENON, slug_of(_PHENOMENON, one)) for one in named)
    where = tuple((MUNICIPALITY, slug_of(MUNICIPALITY, place)) for place in places)
    counted = count_by_place(case.facts, kinds, case.read((*pairs, *where)), MUNICIPALITY)
    has = {place: {name for name, at in counted if at == place} for place in places}
    if only := [place for place in places if has[place] == {_NAMED}]:
        writer.say(" In ").list_names(only, as_places=True).say(" wordt het ")
        writer.say("alleen genoemd", pairs=(*pairs, *where), question=_NAMED).say(
            ", zonder maatregel of doel."
        )


def _called_the_same(case: Case, themes: Sequence[str]) -> tuple[str, ...]:
    """The phenomena (IRIs) with the very names of some themes."""
    names = [case.names.name(theme) for theme in themes]
    called = (one for name in names for one in case.names.things.called(name, (_PHENOMENON,), _MOST_CALLED))
    found = [thing for thing, _ in called]
    return tuple(thing for thing in dict.fromkeys(found) if case.names.name(thing) in names)


def _in(case: Case, group: str, *places: str) -> Pairs:
    """The pairs of a case with these places (IRIs) for those of its group."""
    others = (pair for pair in case.intent.pairs if pair[0] != group)
    return (*others, *((group, slug_of(group, place)) for place in places))
