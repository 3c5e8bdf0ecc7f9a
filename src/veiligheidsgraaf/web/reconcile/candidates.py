"""A query answered: what in the graph a name may be a name of, how sure, and whether it is sure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from ...answers.answers import Answers
from ...facts.thing_store import Wanted
from ...names.matches import How
from ...names.named import Thing
from ...names.stored import Suggestion
from ...names.tokens import MOST_CHARACTERS, fold
from ...names.tying import Tie, Ties, sure_one
from ...words import iris
from .asked import Hint, Wish, iri_of
from .known_values import Value, Values
from .offered import TYPES

_LOOKED_AT = 60
_CONTRADICTED, _UNKNOWN, _OTHER_KIND = 25.0, 5.0, 20.0
_BY_PROPERTIES = 50.0
_KERN = "kernthema"
_LIKELY = 80.0
Features = dict[str, float | bool]
Weighed = tuple[float, Tie, Features]


@dataclass(frozen=True)
class Candidate:
    """A thing that a query may mean. `features`: what its score is made of."""

    iri: str
    name: str
    kind: str
    description: str
    score: float
    match: bool
    features: Features = field(default_factory=dict)


class Candidates:
    """Answers queries on one release."""

    def __init__(self, answers: Answers, values: Values) -> None:
        self._names = answers.names
        self._ties = Ties(answers.names)
        self._values = values

    def find(self, wish: Wish) -> list[Candidate]:
        """Candidates, the surest first; those without a required property are left out."""
        known = [iri for iri in map(iri_of, (*wish.ids, wish.name)) if iri]
        if named := self._values.things.find(known):
            found = [(100.0, _tie_of(named[iri].name, iri), Features()) for iri in named]
            return self._shown(found[: wish.limit], known)
        if wish.ids and not wish.name:
            return []
        if not wish.name:
            return self._by_properties(wish)
        if len(wish.name) > MOST_CHARACTERS:  # no name is that long
            return []
        meant = [(hint, self._resolve(hint)) for hint in wish.hints]
        ties = self._ties.rank(wish.name, self._searched(wish), self._homes(meant))
        return self._weigh(wish, [tie for tie in ties if tie.thing.kind in TYPES][:_LOOKED_AT], meant)

    def suggest(self, prefix: str, kinds: Collection[str], most: int) -> list[Suggestion]:
        """Things whose name somebody is typing; the thing itself for its identifier."""
        whole = iri_of(prefix)
        if whole and (found := self._values.things.find([whole])):
            name = found[whole].name
            return [Suggestion(Thing(kind_of(whole), whole, name), name, 0)]
        return self._names.suggest(prefix, kinds or tuple(TYPES), most)

    def describe(self, things: Iterable[str]) -> dict[str, str]:
        """IRI -> what it is, in a sentence."""
        return {iri: thing.definition for iri, thing in self._values.things.find(list(things)).items()}

    def _homes(self, meant: Iterable[tuple[Hint, frozenset[str]]]) -> set[str]:
        """Slugs of the municipalities that hints name, or whose plans they do."""
        places: set[str] = set()
        for hint, found in meant:
            if hint.property.id == "gemeente":
                places |= found
            elif hint.property.id == "plan":
                places.update(self._values.things.municipalities_of(found).values())
        return {iris.slug(place) for place in places}

    @staticmethod
    def _searched(wish: Wish) -> tuple[str, ...]:
        return wish.kinds if wish.kinds and wish.only else tuple(TYPES)

    def _weigh(
        self, wish: Wish, ties: Sequence[Tie], meant: Sequence[tuple[Hint, frozenset[str]]]
    ) -> list[Candidate]:
        properties = {hint.property.id: hint.property for hint in wish.hints}
        values = self._values.read([tie.thing.iri for tie in ties], properties.values()) if meant else {}
        weighed: list[tuple[float, Tie, Features, bool]] = []
        for tie in ties:
            score, holds = tie.score, True
            features: Features = {"naam": tie.score, "hele-naam": tie.whole}
            for hint, found in meant:
                has = values[tie.thing.iri][hint.property.id]
                met = _is_met(hint, found, has)
                if not met and hint.required:
                    break
                features[hint.property.id] = met
                holds = holds and (met or not has)
                score -= 0 if met else _CONTRADICTED if has else _UNKNOWN
            else:
                score -= 0 if not wish.kinds or tie.thing.kind in wish.kinds else _OTHER_KIND
                weighed.append((max(0.0, score), tie, features, holds))
        sure = sure_one(tie for _, tie, _, holds in weighed if holds)
        weighed.sort(key=lambda one: (one[1] is not sure, -one[0]))
        certain = [sure.thing.iri] if sure else []
        return self._shown([one[:3] for one in weighed[: wish.limit]], certain)

    def _resolve(self, hint: Hint) -> frozenset[str]:
        """The things that the values of a hint name."""
        found = set()
        for value in hint.values:
            if whole := iri_of(value):
                found.add(whole)
            elif hint.property.takes:
                ties = self._ties.rank(value, hint.property.takes)
                of_kinds = ([tie for tie in ties if tie.thing.kind == kind] for kind in hint.property.takes)
                sure = [one for of_kind in of_kinds if (one := sure_one(of_kind))]
                likely = sure or [tie for tie in ties if tie.whole or tie.score >= _LIKELY]
                found.update(tie.thing.iri for tie in likely)
        return frozenset(found)

    def _by_properties(self, wish: Wish) -> list[Candidate]:
        """Things of one kind that have what was asked, where no name was given: none of them is sure."""
        features = {}
        for hint in wish.hints:
            found = {iri for iri in self._resolve(hint) if kind_of(iri) in hint.property.takes[:1]}
            if hint.property.feature and hint.quantifier != "none" and len(found) == 1:
                features[hint.property.feature] = next(iter(found))
        if len(wish.kinds) != 1 or len(features) != len(wish.hints):
            return []
        things = self._values.things.list_things(Wanted(wish.kinds[0], features=features), "naam", wish.limit)
        return self._shown([(_BY_PROPERTIES, _tie_of(thing.name, thing.iri), {}) for thing in things])

    def _shown(self, weighed: Sequence[Weighed], sure: Collection[str] = ()) -> list[Candidate]:
        """Candidates with what they are; `sure`: IRIs of those that are."""
        described = self.describe(tie.thing.iri for _, tie, _ in weighed)
        return [
            Candidate(
                tie.thing.iri,
                tie.thing.name,
                kind_of(tie.thing.iri),
                described.get(tie.thing.iri, ""),
                round(score, 1),
                tie.thing.iri in sure,
                features,
            )
            for score, tie, features in weighed
        ]


def kind_of(iri: str) -> str:
    """The kind of a thing as a type of this service."""
    kind = iris.kind_of(iri)
    return _KERN if kind == "thema" and "/" in iris.slug(iri) else kind


def _tie_of(name: str, iri: str) -> Tie:
    return Tie(Thing(kind_of(iri), iri, name), 100, How.NAME, True, True)


def _is_met(hint: Hint, meant: frozenset[str], has: Sequence[Value]) -> bool:
    """Whether a thing has what a hint asks."""
    texts = {fold(value) for value in hint.values}
    met = [value.iri in meant or fold(value.text) in texts for value in has]
    if hint.quantifier == "none":
        return not any(met)
    if hint.quantifier == "all":
        return sum(met) >= len(hint.values)
    return any(met)
