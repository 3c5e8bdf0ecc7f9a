"""The service description of the endpoint, made from a release
(https://www.w3.org/TR/sparql11-service-description/).
"""

import io
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from ...store.serializing import GRAPH_SERIALIZERS
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.release import Release

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_DCT = "http://purl.org/dc/terms/"
_VOID = "http://rdfs.org/ns/void#"
_PREFIXES = {"sd": _SD, "formats": _FORMATS, "dct": _DCT, "void": _VOID}
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

# Formats of rows and triples by their names at W3C (https://www.w3.org/ns/formats/).
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


@lru_cache(maxsize=32)
def describe_service(address: str, release: Release, fmt: str) -> bytes:
    """The description of the service at an address, in a graph format.

    Raises InvalidRequest when the address is no IRI.
    """
    try:
        service = ox.NamedNode(address)
    except ValueError:
        raise InvalidRequest(
            "het adres van dit verzoek is geen geldige IRI", "controleer de kop Host"
        ) from None
    out = io.BytesIO()
    prefixes = _PREFIXES if fmt not in ("ntriples", "nquads") else None
    ox.serialize(_triples(service, release), out, GRAPH_SERIALIZERS[fmt], prefixes=prefixes)
    return out.getvalue()


def _triples(service: ox.NamedNode, release: Release) -> Iterator[ox.Triple]:
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in RESULT_FORMATS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(service, _sd("availableGraphs"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _TYPE, _sd("GraphCollection"))
    yield ox.Triple(dataset, ox.NamedNode(_DCT + "identifier"), ox.Literal(release.digest))
    text = (
        "Standaard wordt de vereniging van alle benoemde grafen bevraagd:"
        " wat gesteld is (graph/...) en wat daaruit volgt ({}...)."
        " Getallen staan hier zoals de index ze schrijft (7 voor 7.0, xsd:integer voor xsd:int);"
        " /graph, /doc, de dumps en de vaste vragen geven ze zoals de bron ze schrijft."
    )
    inferred = iris.inferred_graph(iris.GRAPH).removeprefix(iris.BASE)
    yield ox.Triple(
        dataset, ox.NamedNode(_DCT + "description"), ox.Literal(text.format(inferred), language="nl")
    )
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    for number, (name, size) in enumerate(release.manifest["graphs"].items()):
        yield from _named_graph(dataset, number, name, size)


def _named_graph(dataset: ox.BlankNode, number: int, name: str, size: int) -> Iterator[ox.Triple]:
    named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
    yield ox.Triple(dataset, _sd("namedGraph"), named)
    yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
    yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
    yield ox.Triple(named, _sd("graph"), graph)
    yield ox.Triple(graph, _TYPE, _sd("Graph"))
    yield ox.Triple(graph, ox.NamedNode(_VOID + "triples"), ox.Literal(size))
