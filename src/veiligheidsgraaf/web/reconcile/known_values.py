"""Values of properties of things: to weigh a candidate by, and to extend a table with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...answers.answers import Answers
from ...facts.thing_store import NamedThing
from .offered import Property

_MOST = 50
_PLAN, _PLACE = "plan", "gemeente"


@dataclass(frozen=True)
class Value:
    """A value: a thing (its IRI) with its name, or a text."""

    text: str
    iri: str = ""


ByThing = dict[str, dict[str, list[Value]]]


class Values:
    """Reads properties of the things of one release."""

    def __init__(self, answers: Answers) -> None:
        assert answers.facts is not None
        self._answers = answers
        self.things = answers.things

    def read(self, things: Sequence[str], properties: Iterable[Property]) -> ByThing:
        """IRI -> property -> its values, for things that may not be there."""
        wanted = list(properties)
        named = self.things.find(things)
        found: ByThing = {iri: {one.id: [] for one in wanted} for iri in things}
        ties = self._features(list(named), wanted)
        names = self.things.find(
            {value for of in ties.values() for values in of.values() for value in values}
        )
        for iri, thing in named.items():
            said = self._said(iri, wanted)
            for one in wanted:
                if one.feature:
                    found[iri][one.id] = [_named(names, value) for value in ties[iri][one.id]]
                else:
                    found[iri][one.id] = said.get(one.id, []) or _own(one, thing)
        return found

    def _features(self, things: list[str], properties: Iterable[Property]) -> dict[str, dict[str, list[str]]]:
        """IRI -> property -> IRIs; the municipality of a thing is that of the plans that it is in."""
        by_feature = [one for one in properties if one.feature]
        names = {one.feature for one in by_feature}
        names |= {_PLAN} if _PLACE in names else set()
        read = self.things.features(things, sorted(names), _MOST)
        plans = {plan for of in read.values() for plan in (of[_PLAN].values if _PLAN in of else ())}
        places = self.things.municipalities_of(plans) if _PLACE in names else {}
        found: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for iri in things:
            of = read.get(iri, {})
            for one in by_feature:
                values = list(of[one.feature].values) if one.feature in of else []
                if one.feature == _PLACE and not values and _PLAN in of:
                    values = sorted({places[plan] for plan in of[_PLAN].values if plan in places})
                found[iri][one.id] = values
        return found

    def _said(self, iri: str, properties: Iterable[Property]) -> Mapping[str, list[Value]]:
        """Values of what the graph says by itself: a link elsewhere, what a body is a part of."""
        asked = [one for one in properties if one.predicates]
        if not asked:
            return {}
        found: dict[str, list[Value]] = defaultdict(list)
        rows = self._answers.rows("uitspraken", {"ding": iri})
        for one in asked:
            values = {row["waarde"] for row in rows if row["eigenschap"].value.endswith(one.predicates)}
            texts = sorted(term.value for term in values if term.value != iri)[:_MOST]
            names = self.things.find(texts) if one.takes else {}
            found[one.id] = [_named(names, text) if text in names else Value(text) for text in texts]
        return found


def _named(names: Mapping[str, NamedThing], iri: str) -> Value:
    thing = names.get(iri)
    return Value(thing.short or thing.name if thing else iri, iri)


def _own(one: Property, thing: NamedThing) -> list[Value]:
    texts = {
        "naam": (thing.name,),
        "andere-naam": thing.aliases[:_MOST],
        "omschrijving": (thing.definition,),
        "iri": (thing.iri,),
    }
    return [Value(text) for text in texts.get(one.id, ()) if text]
