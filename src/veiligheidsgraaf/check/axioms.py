"""Backwards over the axioms of an ontology: from a triple to what could give it.

One table, for who asks why a statement holds and for who looks for the line behind it.
"""

from collections.abc import Iterator

import rdflib
from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ..words import iris
from ..words.namespaces import VG
from .conversion import Triple

Step = tuple[str, tuple[Triple, ...]]


def find_steps(ontology: rdflib.Graph, data: rdflib.Graph, triple: Triple) -> Iterator[Step]:
    """(rule in Dutch, premises) for every axiom that could give the triple from what holds in `data`."""
    for rule, premises in _steps(ontology, data, triple):
        if all(premise in data for premise in premises):
            yield rule, premises


def _steps(ontology: rdflib.Graph, data: rdflib.Graph, triple: Triple) -> Iterator[Step]:
    s, p, o = triple
    if p == RDF.type:
        for narrower in ontology.subjects(RDFS.subClassOf, o):
            if isinstance(narrower, URIRef):
                yield f"{_short(narrower)} is een soort {_short(o)}", ((s, p, narrower),)
            else:
                yield from _restricted(ontology, data, s, narrower, _short(o))
        for used in ontology.subjects(RDFS.range, o):
            for user in data.subjects(used, s):
                yield f"wat {_short(used)} aanwijst is een {_short(o)}", ((user, used, s),)
        for used in ontology.subjects(RDFS.domain, o):
            for value in data.objects(s, used):
                yield f"wat {_short(used)} heeft is een {_short(o)}", ((s, used, value),)
        return
    for narrower in ontology.subjects(RDFS.subPropertyOf, p):
        yield f"{_short(narrower)} houdt {_short(p)} in", ((s, narrower, o),)
    for inverse in (*ontology.objects(p, OWL.inverseOf), *ontology.subjects(OWL.inverseOf, p)):
        yield f"{_short(p)} is het omgekeerde van {_short(inverse)}", ((o, inverse, s),)
    if (p, RDF.type, OWL.SymmetricProperty) in ontology:
        yield f"{_short(p)} geldt over en weer", ((o, p, s),)
    for axiom in ontology.objects(p, OWL.propertyChainAxiom):
        chain = list(Collection(ontology, axiom))
        rule = f"{_short(p)} volgt uit de keten {', '.join(map(_short, chain))}"
        yield from ((rule, path) for path in _paths(ontology, data, s, chain, o))


def _restricted(
    ontology: rdflib.Graph, data: rdflib.Graph, s: Node, restriction: Node, kind: str
) -> Iterator[Step]:
    """How a value of a property makes something one of a kind."""
    for prop in ontology.objects(restriction, OWL.onProperty):
        rule = f"wat deze {_short(prop)} heeft is {kind}"
        for value in ontology.objects(restriction, OWL.hasValue):
            yield rule, ((s, prop, value),)
        for asked in ontology.objects(restriction, OWL.someValuesFrom):
            for value in data.objects(s, prop):
                yield rule, ((s, prop, value), (value, RDF.type, asked))


def _paths(
    ontology: rdflib.Graph, data: rdflib.Graph, start: Node, chain: list[Node], end: Node
) -> Iterator[tuple[Triple, ...]]:
    """Every way to walk a property chain from start to end."""
    first, *rest = chain
    for step, premise in sorted(_edges(ontology, data, start, first)):
        if rest:
            yield from ((premise, *path) for path in _paths(ontology, data, step, rest, end))
        elif step == end:
            yield (premise,)


def _edges(
    ontology: rdflib.Graph, data: rdflib.Graph, start: Node, link: Node
) -> Iterator[tuple[Node, Triple]]:
    """(end, triple that says so) for every edge by a link of a chain. A helper property has none of its own
    in the data: it says what kind the start is or which value it has, or is the inverse of another.
    """
    yield from ((end, (start, link, end)) for end in data.objects(start, link))
    if (link, RDF.type, VG.Hulpeigenschap) not in ontology:
        return
    for inverse in ontology.objects(link, OWL.inverseOf):
        yield from ((end, (end, inverse, start)) for end in data.subjects(inverse, start))
    for restriction in ontology.subjects(OWL.onProperty, link):
        for kind in ontology.subjects(RDFS.subClassOf, restriction):
            if (start, RDF.type, kind) in data:
                yield start, (start, RDF.type, kind)
            for prop in ontology.objects(kind, OWL.onProperty):
                for value in ontology.objects(kind, OWL.hasValue):
                    if (start, prop, value) in data:
                        yield start, (start, prop, value)


def _short(term: Node) -> str:
    return iris.local_name(str(term))
