"""What the municipality of a small place has, beside the little that is told of that place itself."""

from ...facts.constraints import slug_of
from ..case import MUNICIPALITY, Case
from ..dutch import spell_number
from ..found.phrases import say_others, say_topic, topic_of
from ..said import Sentence

_LOCATION, _LITTLE = "locatie", 2


def tell_of_its_municipality(case: Case) -> Sentence:
    """How many things the municipality of the one place has, when that is more and of the place it is little;
    () else.
    """
    places = case.given(_LOCATION)
    if len(places) != 1 or case.count > _LITTLE or case.given(MUNICIPALITY):
        return ()
    municipality = case.facts.municipality_of(places[0])
    if not municipality:
        return ()
    kept = tuple(pair for pair in case.intent.pairs if pair[0] != _LOCATION)
    pairs = (*kept, (MUNICIPALITY, slug_of(MUNICIPALITY, municipality)))
    constraints = case.read(pairs)
    things = case.facts.things(case.question.name, constraints)
    if things <= case.ranking.total:
        return ()
    writer, topic = case.writer, topic_of(constraints, case.phrasing.thing)
    writer.say(" In heel ").name(municipality, as_place=True).say(": ")
    writer.say(f"{spell_number(things)} {case.phrasing.call(things)}", pairs=pairs)
    if topic:
        say_topic(writer, topic, case.phrasing.about[1].split()[-1])
    say_others(writer, constraints.without(MUNICIPALITY), case.phrasing.thing, case.scope)
    return writer.say(".").sentence
