"""Terms and triples outside a store, and how they are written: Turtle, N-Triples, RDF/XML, and JSON-LD with our context."""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyoxigraph as ox
import rdflib

from ..words.prefixes import sort_head

_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Term(NamedTuple):
    """One RDF term. `kind` is uri, bnode or literal, as in SPARQL results; a plain string has neither language nor datatype."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""


class Triple(NamedTuple):
    """One statement."""

    subject: Term
    predicate: Term
    object: Term


def iri(value: str) -> Term:
    """An IRI as a term."""
    return Term("uri", value)


def read_term(cell: Mapping[str, str]) -> Term:
    """A term from a cell of SPARQL results in JSON."""
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    datatype = cell.get("datatype", "")
    return Term(kind, cell["value"], cell.get("xml:lang", ""), "" if datatype == _STRING else datatype)


def serialize(triples: Iterable[Triple], kind: str, context: Mapping[str, Any]) -> bytes:
    """Triples as bytes; `kind` is ttl, nt, rdf or jsonld. `context`: the JSON-LD context, whose prefixes serve the others too.

    The same triples give the same bytes, in whatever order they come.
    """
    unique = sorted(set(triples))
    if kind == "jsonld":
        return _serialize_jsonld(unique, context)
    used = {
        _namespace(value) for triple in unique for term in triple for value in (term.value if term.kind == "uri" else "", term.datatype)
    }
    prefixes = {name: iri for name, iri in context.items() if isinstance(iri, str) and iri in used}
    out = io.BytesIO()
    ox.serialize(map(_oxigraph_triple, unique), out, _FORMATS[kind], prefixes=prefixes)
    return sort_head(out.getvalue(), kind)


def _namespace(value: str) -> str:
    return value[: max(value.rfind("#"), value.rfind("/")) + 1]


def _serialize_jsonld(triples: Iterable[Triple], context: Mapping[str, Any]) -> bytes:
    """JSON-LD compacted with our context, of which the document carries what it uses: it reads without a network."""
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((_rdflib_term(triple.subject), _rdflib_term(triple.predicate), _rdflib_term(triple.object)))
    found = json.loads(graph.serialize(format="json-ld", context=dict(context)))
    body = found["@graph"] if "@graph" in found else [{key: value for key, value in found.items() if key != "@context"}]
    body = sorted((_sorted_values(node) for node in body), key=lambda node: str(node.get("@id", "")))
    used = _used_names(body)
    kept = {name: meaning for name, meaning in context.items() if name in used}
    kept |= {name: context[name] for name in _used_names(list(kept.values())) if name in context}
    return json.dumps({"@context": dict(sorted(kept.items())), "@graph": body}, ensure_ascii=False, indent=1).encode()


def _used_names(value: object) -> set[str]:
    """Every word in a JSON-LD body that the context may explain: keys, and the part of any text before its colon."""
    if isinstance(value, dict):
        return {name for key, part in value.items() for name in (key, key.partition(":")[0], *_used_names(part))}
    if isinstance(value, list):
        return {name for part in value for name in _used_names(part)}
    return {value, value.partition(":")[0]} if isinstance(value, str) else set()


def _sorted_values(node: Any) -> Any:  # noqa: ANN401 (JSON)
    """The same JSON with unordered arrays in one order; lists keep theirs."""
    if isinstance(node, dict):
        return {key: part if key == "@list" else _sorted_values(part) for key, part in sorted(node.items())}
    if isinstance(node, list):
        return sorted((_sorted_values(part) for part in node), key=lambda part: json.dumps(part, sort_keys=True))
    return node


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
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype or _STRING))


def _rdflib_term(term: Term) -> rdflib.term.Node:
    if term.kind == "uri":
        return rdflib.URIRef(term.value)
    if term.kind == "bnode":
        return rdflib.BNode(term.value)
    datatype = rdflib.URIRef(term.datatype) if term.datatype else None
    return rdflib.Literal(term.value, lang=term.language or None, datatype=datatype, normalize=False)
