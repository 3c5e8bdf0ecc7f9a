"""What runs inside a worker process: one read-only store, one query at a time.

Even the parse that decides whether a stranger's query may run happens here, where it can be killed.
"""

import io
import resource
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ..words.errors import InvalidRequest, QueryRefused
from ..words.questions import Binding
from .guard import check_query

_SELECT_FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
PREFIXES = {
    "vg": "https://w3id.org/veiligheidsgraaf/def#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Query:
    """A query as it goes to a worker.

    `trusted` is for our own named queries. Rows come in `rows_format` (json, xml,
    csv, tsv), triples in `graph_format` (turtle, ntriples, rdfxml, jsonld); "" where the asker takes none of them.
    """

    text: str
    trusted: bool = False
    rows_format: str = "json"
    graph_format: str = "turtle"
    bindings: tuple[Binding, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    max_bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True)
class Result:
    """The answer to a query: its bytes and the format they are in.

    Faults cross the process border as values: `fault` is refused, syntax, format, too large or failed.
    """

    body: bytes = b""
    format: str = ""
    fault: str = ""
    detail: str = ""
    how: str = ""


class _TooLarge(Exception):
    pass


class _Bounded(io.BytesIO):
    """Bytes with a limit, so that a large answer stops while it is made and not after."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, part: Any) -> int:  # noqa: ANN401 (any buffer, as in BytesIO)
        if self.tell() + len(part) > self._limit:
            raise _TooLarge
        return super().write(part)


_store: ox.Store | None = None


def open_store(path: str, memory_bytes: int) -> None:
    """Open the store of this process and cap its memory; called once when the worker starts."""
    global _store  # noqa: PLW0603 (one store per worker process)
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    _store = ox.Store.read_only(path)


def run(query: Query) -> Result:
    """Run one query on the union of all graphs, or on the graphs it names. Faults come back as values."""
    assert _store is not None
    sink = _Bounded(query.max_bytes)
    try:
        if not query.trusted:
            check_query(query.text)
        found = _store.query(
            query.text,
            prefixes=PREFIXES,
            use_default_graph_as_union=not query.default_graphs and not query.named_graphs,
            default_graph=[ox.NamedNode(iri) for iri in query.default_graphs] or None,
            named_graphs=[ox.NamedNode(iri) for iri in query.named_graphs] or None,
            substitutions={ox.Variable(b.variable): ox.NamedNode(b.value) if b.is_iri else ox.Literal(b.value) for b in query.bindings},
        )
        if not (query.graph_format if isinstance(found, ox.QueryTriples) else query.rows_format):
            return Result(fault="format")
        if isinstance(found, ox.QueryTriples):
            ox.serialize(found, sink, _GRAPH_FORMATS[query.graph_format], prefixes=PREFIXES)
            return Result(sink.getvalue(), query.graph_format)
        found.serialize(sink, _SELECT_FORMATS[query.rows_format])
        return Result(sink.getvalue(), query.rows_format)
    except QueryRefused as error:
        return Result(fault="refused", detail=error.what, how=error.how)
    except InvalidRequest as error:
        return Result(fault="syntax", detail=error.what, how=error.how)
    except SyntaxError as error:
        return Result(fault="syntax", detail=str(error))
    except (MemoryError, _TooLarge):
        return Result(fault="too large")
    except (ValueError, RuntimeError, OSError) as error:
        return Result(fault="too large" if isinstance(error.__context__, _TooLarge) else "failed", detail=str(error))
