"""Conclusions from data under a closed ontology: OWL 2 RL and self restrictions, each triple joined once.

owlrl runs every axiom over the whole graph until nothing is new: right, and three times slower on a plan. It
still closes the ontology itself, and a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib.term import Node

from ..words.namespaces import OWL, RDF, RDFS
from .conversion import Triple

_Index = dict[Node, set[Node]]
_TYPE: Node = RDF.type  # looked up in its namespace once
_PAIR = 2
_IS_A = {_TYPE}  # to look up in is quicker than to compare, for terms of rdflib


@dataclass(frozen=True, slots=True)
class Effects:
    """What an edge with some property leads to: other properties, either way round, classes of its two ends,
    restrictions on its subject by the class of its object, and chains that it is a link of: the first or last
    of two (what follows, the other link), or one of more.
    """

    wider: Sequence[Node]
    inverses: Sequence[Node]
    domains: Sequence[Node]
    ranges: Sequence[Node]
    values: dict[Node, Node]
    restrictions: Sequence[tuple[Node, Node]]
    before: Sequence[tuple[Node, Node]]
    behind: Sequence[tuple[Node, Node]]
    chains: Sequence[tuple[Node, list[Node], int]]


class Axioms:
    """A closed ontology, by what a triple of data can set off."""

    def __init__(self, schema: Iterable[Triple]) -> None:
        self._by_predicate: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for s, p, o in schema:
            self._by_predicate[p].append((s, o))
        self.supers = self._index(RDFS.subClassOf)
        on = dict(self._by_predicate[OWL.onProperty])
        self.selves = {s: on[s] for s, _ in self._by_predicate[OWL.hasSelf]}
        self.with_some = [(on[s], o, s) for s, o in self._by_predicate[OWL.someValuesFrom]]
        self.disjoint = self._disjoint()
        chains = self._chains()
        self.effects = self._effects(on, chains)
        # Properties whose edges are looked up again.
        self.asked = {_TYPE, *(on for on, _, _ in self.with_some), *chains}

    def _effects(
        self, on: dict[Node, Node], chains: dict[Node, list[tuple[Node, list[Node], int]]]
    ) -> dict[Node, Effects]:
        """For each property what its edges lead to; not for one that leads nowhere."""
        wider, domains = self._index(RDFS.subPropertyOf), self._index(RDFS.domain)
        ranges, inverses = self._index(RDFS.range), self._index(OWL.inverseOf)
        for s, o in self._by_predicate[OWL.inverseOf]:
            inverses[o].add(s)
        for s, o in self._by_predicate[RDF.type]:
            if o == OWL.SymmetricProperty:
                inverses[s].add(s)
        values: dict[Node, dict[Node, Node]] = defaultdict(dict)
        for s, o in self._by_predicate[OWL.hasValue]:
            values[on[s]][o] = s
        some: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for prop, asked, restriction in self.with_some:
            some[prop].append((asked, restriction))

        def pairs(prop: Node) -> Iterator[tuple[Node, list[Node], int]]:
            return (chain for chain in chains.get(prop, ()) if len(chain[1]) == _PAIR)

        def at(index: _Index, prop: Node) -> tuple[Node, ...]:
            return tuple(index.get(prop, ()))

        return {
            prop: Effects(
                at(wider, prop),
                at(inverses, prop),
                at(domains, prop),
                at(ranges, prop),
                values.get(prop, {}),
                some.get(prop, ()),
                [(follows, links[1]) for follows, links, at in pairs(prop) if at == 0],
                [(follows, links[0]) for follows, links, at in pairs(prop) if at == 1],
                [chain for chain in chains.get(prop, ()) if len(chain[1]) != _PAIR],
            )
            for prop in {*wider, *inverses, *domains, *ranges, *values, *some, *chains}
        }

    def _index(self, predicate: Node) -> _Index:
        found: _Index = defaultdict(set)
        for s, o in self._by_predicate[predicate]:
            found[s].add(o)
        return found

    def _list(self, head: Node) -> list[Node]:
        first, rest = dict(self._by_predicate[RDF.first]), dict(self._by_predicate[RDF.rest])
        found = []
        while head in first:
            found.append(first[head])
            head = rest[head]
        return found

    def _chains(self) -> dict[Node, list[tuple[Node, list[Node], int]]]:
        """For each property the chains that it is a link of: (what follows, links, which link)."""
        found = defaultdict(list)
        for follows, head in self._by_predicate[OWL.propertyChainAxiom]:
            links = self._list(head)
            for number, link in enumerate(links):
                found[link].append((follows, links, number))
        return found

    def _disjoint(self) -> list[tuple[Node, Node]]:
        pairs = list(self._by_predicate[OWL.disjointWith])
        for _, head in self._by_predicate[OWL.members]:
            members = self._list(head)
            pairs += [(a, b) for n, a in enumerate(members) for b in members[n + 1 :]]
        return pairs


class Reasoner:
    """Takes triples of data, and knows all that follows from them."""

    def __init__(self, axioms: Axioms) -> None:
        self._axioms = axioms
        self.known: set[Triple] = set()
        self._forward: dict[Node, _Index] = {prop: defaultdict(set) for prop in axioms.asked}
        self._backward: dict[Node, _Index] = {prop: defaultdict(set) for prop in axioms.asked}

    def add(self, triples: Iterable[Triple]) -> None:
        """Take triples and conclude all that is new."""
        known, effects, asked = self.known, self._axioms.effects, self._axioms.asked
        waiting = list(triples)
        while waiting:
            triple = waiting.pop()
            if triple in known:
                continue
            known.add(triple)
            s, p, o = triple
            if p in asked:
                self._forward[p][s].add(o)
                self._backward[p][o].add(s)
            if p in _IS_A:
                waiting.extend(self._kind(s, o))
            elif p in effects:
                waiting.extend(self._edge(s, o, effects[p]))

    def contradictions(self) -> Iterator[str]:
        """The two disjoint classes and the thing that is in both."""
        things = self._backward[_TYPE]
        for first, second in self._axioms.disjoint:
            for thing in things.get(first, set()) & things.get(second, set()):
                yield f"{first} {second} {thing}"

    def _kind(self, thing: Node, kind: Node) -> Iterator[Triple]:
        """What follows from what a thing is."""
        for wider in self._axioms.supers.get(kind, ()):
            yield thing, _TYPE, wider
        if kind in self._axioms.selves:
            yield thing, self._axioms.selves[kind], thing
        for prop, asked, restriction in self._axioms.with_some:
            if asked == kind:
                for subject in self._backward[prop].get(thing, ()):
                    yield subject, _TYPE, restriction

    def _edge(self, s: Node, o: Node, effects: Effects) -> list[Triple]:
        """What follows from an edge between things."""
        found: list[Triple] = [(s, wider, o) for wider in effects.wider]
        found += [(o, inverse, s) for inverse in effects.inverses]
        found += [(s, _TYPE, kind) for kind in effects.domains]
        found += [(o, _TYPE, kind) for kind in effects.ranges]
        if o in effects.values:
            found.append((s, _TYPE, effects.values[o]))
        for asked, restriction in effects.restrictions:
            if asked in self._forward[_TYPE].get(o, ()):
                found.append((s, _TYPE, restriction))
        for follows, link in effects.before:
            if ends := self._forward[link].get(o):
                found += [(s, follows, end) for end in ends]
        for follows, link in effects.behind:
            if starts := self._backward[link].get(s):
                found += [(start, follows, o) for start in starts]
        for follows, links, number in effects.chains:
            if ends := self._walk({o}, self._forward, links[number + 1 :]):
                begins = self._walk({s}, self._backward, links[:number][::-1])
                found += [(begin, follows, end) for begin in begins for end in ends]
        return found

    def _walk(self, places: set[Node], index: dict[Node, _Index], links: list[Node]) -> set[Node]:
        """Where some links lead from some places."""
        for link in links:
            steps = index[link]
            places = {to for place in places for to in steps.get(place, ())}
        return places
