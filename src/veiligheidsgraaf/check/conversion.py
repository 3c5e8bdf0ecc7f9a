"""The same terms and triples in Oxigraph, which reads and stores, and
in rdflib, which owlrl and pySHACL work on.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
import rdflib

from ..turtle.read import SourceFile, Stated, Term

# A value that is none of its datatype is a finding at its line, and no traceback on standard error.
logging.getLogger("rdflib.term").addFilter(lambda record: "Failed to convert" not in str(record.msg))

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
_MOST_TERMS = (
    1 << 17
)  # of a project of some hundred plans; terms that are one object are found fast in a graph


def to_graph(files: Iterable[SourceFile]) -> rdflib.Graph:
    """The triples of some files as one rdflib graph."""
    graph = rdflib.Graph()
    for triple in to_triples(files):
        graph.add(triple)
    return graph


def to_triples(files: Iterable[SourceFile]) -> Iterator[Triple]:
    """The triples of some files in rdflib."""
    return (to_rdflib_triple(triple) for file in files for triple in file.triples)


def to_rdflib_triple(triple: Stated) -> Triple:
    """The same triple in rdflib."""
    return to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)


@lru_cache(_MOST_TERMS)
def to_rdflib(term: Term) -> rdflib.term.Identifier:
    """The same term in rdflib."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def to_ntriples(triples: Iterable[Triple]) -> str:
    """Triples as N-Triples, in a stable order."""
    written = (
        ox.serialize(
            (ox.Triple(*to_oxigraph_triple(triple)) for triple in triples), format=ox.RdfFormat.N_TRIPLES
        )
        or b""
    )
    return "\n".join(sorted(written.decode().split("\n"))).lstrip("\n")


def from_ntriples(text: str) -> Iterator[Stated]:
    """Triples from N-Triples. Raises SyntaxError."""
    for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES):
        assert not isinstance(quad.subject, ox.Triple)
        assert not isinstance(quad.object, ox.Triple)
        yield Stated(quad.subject, quad.predicate, quad.object)


def to_oxigraph_triple(triple: Triple) -> Stated:
    """The same triple in Oxigraph."""
    subject, predicate, value = map(to_oxigraph, triple)
    assert not isinstance(subject, ox.Literal)
    assert isinstance(predicate, ox.NamedNode)
    return Stated(subject, predicate, value)


@lru_cache(_MOST_TERMS)
def to_oxigraph(term: rdflib.term.Node) -> Term:
    """The same term in Oxigraph."""
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def make_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """A graph for a SHACL engine: a text without a language is written without xsd:string, as
    engines write it; to rdflib the two are different terms.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in triples:
        graph.add((subject, predicate, _without_string(value)))
    return graph


def _without_string(term: rdflib.term.Node) -> rdflib.term.Node:
    is_text = isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string
    return rdflib.Literal(str(term)) if is_text else term
