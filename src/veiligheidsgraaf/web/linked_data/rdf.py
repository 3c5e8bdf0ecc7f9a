"""Triples outside a store, written as Turtle, N-Triples, RDF/XML, or JSON-LD with our context."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from ...store.xml import NOT_IN_XML, is_well_formed
from ...words.errors import NotAcceptable
from ...words.prefixes import sort_head
from ...words.values import Term, Triple
from .jsonld import write_jsonld

_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


def serialize(triples: Iterable[Triple], kind: str, context: Mapping[str, Any]) -> bytes:
    """Triples as bytes; `kind` is ttl, nt, rdf or jsonld.

    `context`: the JSON-LD context, whose prefixes serve the others too.

    Raises NotAcceptable when RDF/XML cannot say it. The same triples give
    the same bytes, in whatever order they come.
    """
    unique = sorted(set(triples))
    if kind == "jsonld":
        return write_jsonld(unique, context)
    used = {
        _namespace(value)
        for triple in unique
        for term in triple
        for value in (term.value if term.kind == "uri" else "", term.datatype)
    }
    prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri in used}
    out = io.BytesIO()
    ox.serialize(map(_oxigraph_triple, unique), out, _FORMATS[kind], prefixes=prefixes)
    if kind == "rdf" and not is_well_formed(out.getvalue()):
        raise NotAcceptable(*NOT_IN_XML)
    return sort_head(out.getvalue(), kind)


def _namespace(value: str) -> str:
    return value[: max(value.rfind("#"), value.rfind("/")) + 1]


def _oxigraph_triple(triple: Triple) -> ox.Triple:
    subject, predicate, value = triple
    return ox.Triple(
        ox.BlankNode(subject.value) if subject.kind == "bnode" else ox.NamedNode(subject.value),
        ox.NamedNode(predicate.value),
        _oxigraph_term(value),
    )


def _oxigraph_term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if term.kind == "uri":
        return ox.NamedNode(term.value)
    if term.kind == "bnode":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else _STRING)
