"""Backwards over the axioms of an ontology: from a triple to what could give it. One table, for who asks why a
statement holds and for who looks for the line behind it.
"""

from collections.abc import Iterator

import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection

from ..words import iris
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
            yield f"{_short(narrower)} is een soort {_short(o)}", ((s, p, narrower),)
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
        yield from ((rule, path) for path in _paths(data, s, chain, o))


def _paths(
    data: rdflib.Graph, start: rdflib.term.Node, chain: list[rdflib.term.Node], end: rdflib.term.Node
) -> Iterator[tuple[Triple, ...]]:
    """Every way to walk a property chain from start to end."""
    first, *rest = chain
    for _, _, step in sorted(data.triples((start, first, None))):
        if rest:
            yield from (((start, first, step), *path) for path in _paths(data, step, rest, end))
        elif step == end:
            yield ((start, first, step),)


def _short(term: rdflib.term.Node) -> str:
    return iris.local_name(str(term))
