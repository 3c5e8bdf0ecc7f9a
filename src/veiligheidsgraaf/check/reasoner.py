"""Conclusions from data under a closed ontology: OWL 2 RL and self restrictions, each triple joined once.

owlrl runs every axiom over the whole graph until nothing is new: right, and three times slower on a plan. It
still closes the ontology itself, and a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rdflib.term import Node

from ..words.namespaces import OWL, RDF, RDFS
from .conversion import Triple

_Index = dict[Node, set[Node]]


class Axioms:
    """A closed ontology, by what a triple of data can set off."""

    def __init__(self, schema: Iterable[Triple]) -> None:
        self._by_predicate: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
        for s, p, o in schema:
            self._by_predicate[p].append((s, o))
        self.supers = self._index(RDFS.subClassOf)
        self.wider = self._index(RDFS.subPropertyOf)
        self.domains = self._index(RDFS.domain)
        self.ranges = self._index(RDFS.range)
        self.inverses = self._index(OWL.inverseOf)
        for s, o in self._by_predicate[OWL.inverseOf]:
            self.inverses[o].add(s)
        for s, o in self._by_predicate[RDF.type]:
            if o == OWL.SymmetricProperty:
                self.inverses[s].add(s)
        on = dict(self._by_predicate[OWL.onProperty])
        self.selves = {s: on[s] for s, _ in self._by_predicate[OWL.hasSelf]}
        self.with_value = {(on[s], o): s for s, o in self._by_predicate[OWL.hasValue]}
        self.with_some = [(on[s], o, s) for s, o in self._by_predicate[OWL.someValuesFrom]]
        self.chains = self._chains()
        self.disjoint = self._disjoint()

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
        self._forward: dict[Node, _Index] = defaultdict(lambda: defaultdict(set))
        self._backward: dict[Node, _Index] = defaultdict(lambda: defaultdict(set))

    def add(self, triples: Iterable[Triple]) -> None:
        """Take triples and conclude all that is new."""
        waiting = list(triples)
        while waiting:
            triple = waiting.pop()
            if triple not in self.known:
                s, p, o = triple
                self.known.add(triple)
                self._forward[p][s].add(o)
                self._backward[p][o].add(s)
                waiting.extend(self._kind(s, o) if p == RDF.type else self._edge(s, p, o))

    def contradictions(self) -> Iterator[str]:
        """The two disjoint classes and the thing that is in both."""
        things = self._backward[RDF.type]
        for first, second in self._axioms.disjoint:
            for thing in things.get(first, set()) & things.get(second, set()):
                yield f"{first} {second} {thing}"

    def _kind(self, thing: Node, kind: Node) -> Iterator[Triple]:
        """What follows from what a thing is."""
        for wider in self._axioms.supers.get(kind, ()):
            yield thing, RDF.type, wider
        if kind in self._axioms.selves:
            yield thing, self._axioms.selves[kind], thing
        for prop, asked, restriction in self._axioms.with_some:
            if asked == kind:
                for subject in self._backward[prop].get(thing, ()):
                    yield subject, RDF.type, restriction

    def _edge(self, s: Node, p: Node, o: Node) -> Iterator[Triple]:
        """What follows from an edge between things."""
        axioms = self._axioms
        for wider in axioms.wider.get(p, ()):
            yield s, wider, o
        for inverse in axioms.inverses.get(p, ()):
            yield o, inverse, s
        for kind in axioms.domains.get(p, ()):
            yield s, RDF.type, kind
        for kind in axioms.ranges.get(p, ()):
            yield o, RDF.type, kind
        if (p, o) in axioms.with_value:
            yield s, RDF.type, axioms.with_value[p, o]
        for prop, asked, restriction in axioms.with_some:
            if prop == p and asked in self._forward[RDF.type].get(o, ()):
                yield s, RDF.type, restriction
        for follows, links, number in axioms.chains.get(p, ()):
            ends = self._walk({o}, self._forward, links[number + 1 :])
            if ends:
                for start in self._walk({s}, self._backward, links[:number][::-1]):
                    yield from ((start, follows, end) for end in ends)

    def _walk(self, places: set[Node], index: dict[Node, _Index], links: list[Node]) -> set[Node]:
        """Where some links lead from some places."""
        for link in links:
            steps = index[link]
            places = {to for place in places for to in steps.get(place, ())}
        return places
