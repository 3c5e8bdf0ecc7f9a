"""Answers as bytes in the format that was asked for: bounded, well-formed, and packed for who takes that.

What a worker does with what it found, be that in its own index or at an engine elsewhere.
"""

import io
from typing import Any

import pyoxigraph as ox

from ..words.errors import InvalidRequest
from ..words.packed import pack
from ..words.prefixes import PREFIXES as KNOWN
from .forms import ROW_SERIALIZERS
from .query import Query, Result
from .xml import NOT_IN_XML, is_well_formed

GRAPH_SERIALIZERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
# Those that documents are written with; a query need declare none that is known.
PREFIXES = {name: KNOWN[name] for name in ("vg", "skos", "dct", "org", "prov", "rdfs", "owl", "xsd")}
_WITH_PREFIXES = ("turtle", "trig", "rdfxml", "jsonld")
_XML = ("xml", "rdfxml")


class TooLarge(Exception):
    """An answer went beyond its limit."""


class Bounded(io.BytesIO):
    """Bytes with a limit, so that a large answer stops while it is made and not after."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, part: Any) -> int:  # noqa: ANN401 (any buffer, as in BytesIO)
        """Raises TooLarge."""
        if self.tell() + len(part) > self._limit:
            raise TooLarge
        return super().write(part)


def write_rows(found: ox.QuerySolutions | ox.QueryBoolean, query: Query) -> Result:
    """Rows or a boolean in the format of the asker."""
    sink = Bounded(query.max_bytes)
    found.serialize(sink, ROW_SERIALIZERS[query.rows_format])
    return well_formed(Result(sink.getvalue(), query.rows_format))


def write_triples(found: Any, query: Query) -> Result:  # noqa: ANN401 (whatever Oxigraph takes as triples)
    """Triples in the format of the asker."""
    sink = Bounded(query.max_bytes)
    prefixes = PREFIXES if query.graph_format in _WITH_PREFIXES else None
    ox.serialize(found, sink, GRAPH_SERIALIZERS[query.graph_format], prefixes=prefixes)
    return well_formed(Result(sink.getvalue(), query.graph_format))


def well_formed(result: Result) -> Result:
    """The result, unless it is XML that cannot say this: a control
    character, a predicate that is no QName.
    """
    if result.format not in _XML or is_well_formed(result.body):
        return result
    return Result(fault="format", detail=NOT_IN_XML[0], how=NOT_IN_XML[1])


def compress(query: Query, result: Result) -> Result:
    """The result, packed for who takes gzip."""
    if query.encoding != "gzip" or result.fault:
        return result
    return Result(pack(result.body), result.format, "gzip")


def check_base(base: str) -> None:
    """Raises InvalidRequest on what is no IRI: then the host that the client named is none."""
    try:
        ox.NamedNode(base or "x:")
    except ValueError:
        raise InvalidRequest(
            "het adres van dit verzoek is geen geldige IRI", "controleer de kop Host"
        ) from None


def name_graphs(iris: tuple[str, ...]) -> list[Any]:
    """IRIs as graph names. Raises InvalidRequest on what is no absolute IRI."""
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError:
        raise InvalidRequest(
            "default-graph-uri of named-graph-uri is geen volledige IRI",
            "geef een IRI zoals https://w3id.org/veiligheidsgraaf/graph/ontologie",
        ) from None


def ask_store(store: ox.Store, query: Query) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Run a query on a store. Raises SyntaxError, InvalidRequest."""
    check_base(query.base)
    whole = not query.default_graphs and not query.named_graphs
    return store.query(
        query.text,
        prefixes=KNOWN,
        base_iri=query.base or None,
        default_graph=None if whole else name_graphs(query.default_graphs),
        named_graphs=None if whole else name_graphs(query.named_graphs),
        substitutions={
            ox.Variable(b.variable): ox.NamedNode(b.value) if b.is_iri else ox.Literal(b.value)
            for b in query.bindings
        },
    )
