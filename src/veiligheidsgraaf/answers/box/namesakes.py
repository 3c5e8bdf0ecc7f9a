"""What else bears the name that a line asks municipalities of: of an instrument also a document, a body."""

from collections.abc import Iterator, Sequence

from ...facts.constraints import HELD, THINGS
from ...facts.spread import Spreads
from ...names import tokens
from ...names.named import Thing
from ...names.stored import quote
from ...words import iris
from ..answers import Answers
from ..intent import Form, Intent, Pairs
from ..said import Names, Sentence, Writer
from . import turns_of_phrase as phrases
from .reading import Reading, Slot

_MUNICIPALITY, _MOST_PLACES, _MOST_TOLD, _MOST_LOOKED_AT = "gemeente", 12, 3, 40
_POLICY, _INSTRUMENT, _DOCUMENT, _DOCUMENTS = "beleid", "instrument", "document", "documenten"
# Kinds of thing that bear one name, each with what people call it.
_CALLED = {
    "instrument": "het instrument",
    "document": "het stuk",
    "partner": "de partner",
    "verband": "het samenwerkingsverband",
    "indicator": "het cijfer",
}


def tell_namesakes(answers: Answers, reading: Reading) -> Sentence:
    """Of what bears the name that is asked for and is of another kind, in which municipalities it is that the
    answer leaves out: "Ook: het stuk Weerbaarheidsscan Hardenberg 2023 in Hardenberg."; () for none.
    """
    intent = reading.intent
    is_asked = intent is not None and intent.form in (Form.LIST, Form.WHO, Form.COUNT)
    if intent is None or not is_asked or not phrases.asks_places(reading.text):
        return ()
    told = _places_of(answers, intent.question, intent.pairs)
    writer, found = Writer(Names(answers.things)), 0
    for thing, question, pairs in _namesakes(answers, reading.slots, intent):
        places = [place for place in _places_of(answers, question, pairs) if place not in told]
        if not places or found == _MOST_TOLD:
            continue
        writer.say("; " if found else " Ook: ").say(f"{_CALLED[thing.kind]} ").name(thing.iri)
        writer.say(" in ").list_names(places, as_places=True)
        found += 1
    return tuple(writer.say("." if found else "").pieces)


def tell_policies(answers: Answers, reading: Reading) -> Sentence:
    """Where policy is compared, the documents of it that the plans asked refer to: their names tell of when
    they are; () for none.
    """
    intent = reading.intent
    is_asked = intent is not None and intent.form is Form.COMPARE
    if intent is None or not is_asked or _POLICY not in reading.text.lower():
        return ()
    asked = {iris.thing(_MUNICIPALITY, slug) for slug in intent.values_of(_MUNICIPALITY)}
    writer = Writer(Names(answers.things))
    for slot in (one for one in reading.slots if one.thing and one.thing.kind == _INSTRUMENT and one.pairs):
        name = slot.thing.name if slot.thing else ""
        wanted = " AND ".join(map(quote, tokens.split(name)))
        for thing in answers.names.match_texts("texts", wanted, _MOST_LOOKED_AT):
            is_named = thing.kind == _DOCUMENT and set(tokens.split(name)) <= set(tokens.split(thing.name))
            places = _places_of(answers, _DOCUMENTS, ((HELD, iris.path_of(thing.iri)),)) if is_named else []
            if found := [place for place in places if not asked or place in asked]:
                writer.say("; " if writer.pieces else " Beleidsstukken: ").name(thing.iri).say(" (")
                writer.list_names(found, as_places=True).say(")")
    return tuple(writer.say("." if writer.pieces else "").pieces)


def _namesakes(answers: Answers, slots: Sequence[Slot], intent: Intent) -> Iterator[tuple[Thing, str, Pairs]]:
    """Things in whose name the words stand that say most of what is asked, each with the question that tells
    where it is.
    """
    used = [s for s in slots if s.thing and s.pairs and not s.excludes and s.thing.kind in _CALLED]
    kinds = list(_CALLED)
    slot = min(used, key=lambda one: kinds.index(one.thing.kind) if one.thing else 0, default=Slot(""))
    said = set(tokens.split(slot.said))
    for thing in slot.others:
        if thing.kind not in _CALLED or not said <= set(tokens.split(thing.name)):
            continue
        pair = (thing.kind, thing.slug) if thing.kind in THINGS else (HELD, iris.path_of(thing.iri))
        for question in (q for q in answers.listed if thing.kind in q.shows):
            if pair not in intent.pairs:
                yield thing, question.name, (pair,)


def _places_of(answers: Answers, question: str, pairs: Pairs) -> list[str]:
    """The municipalities (IRIs) in whose current plans a question finds something."""
    constraints = answers.read(answers.find_listed(question), pairs)
    if constraints is None or answers.facts is None or question not in answers.facts:
        return []
    counted, _ = Spreads(answers.facts).count_by(question, constraints, _MUNICIPALITY, _MOST_PLACES)
    return [one.value for one in counted if one.things]
