"""What runs inside a worker process: one read-only store, one query at a time.

Even the parse that decides whether a stranger's query may run happens here, where it can be killed.
"""

import gzip
import io
import re
import resource
import signal
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..words.errors import InvalidRequest, NoRelease, QueryRefused
from ..words.guard import check_query, explain_syntax
from ..words.prefixes import PREFIXES as ALL_PREFIXES
from ..words.release import Release, check_index_head
from .allocator import give_back, keep_little
from .forms import ROW_SERIALIZERS, Forms, convert
from .query import Query, Result
from .xml import NOT_IN_XML, is_well_formed

__all__ = ["Query", "Result", "run"]

GRAPH_SERIALIZERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
_WITH_PREFIXES = ("turtle", "trig", "rdfxml", "jsonld")
PREFIXES = {name: ALL_PREFIXES[name] for name in ("vg", "skos", "dct", "org", "prov", "rdfs", "owl", "xsd")}
_XML = ("xml", "rdfxml")
_GRACE = 5
# What RocksDB says of files that are not what they were.
_DAMAGE = re.compile(r"Corruption|IO error|No such file")
_LARGE = 256 * 1024
_GZIP_LEVEL = 6


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
_forms = Forms()


def main(descriptor: str, path: str, memory_bytes: str) -> None:
    """Answer queries that come through a pipe until it closes.

    The first thing sent back is "", or why the store cannot be opened.
    """
    keep_little()
    pipe: Connection[Any, Any] = Connection(int(descriptor))
    try:
        check_index_head(Release(Path(path).parent))
        open_store(path, int(memory_bytes))
    except (NoRelease, OSError, ValueError, RuntimeError, MemoryError) as error:
        pipe.send(_cause(error))
        return
    pipe.send("")
    while True:
        try:
            query, deadline = pipe.recv()
            started = time.process_time()
            result = run(query, deadline)
            result = replace(result, seconds=time.process_time() - started)
            pipe.send(result)
            if result.fault or len(result.body) > _LARGE:
                del result
                give_back()
        except (EOFError, OSError):  # the server is gone
            return


def _cause(error: Exception) -> str:
    """Why a store cannot be opened: descriptors, memory, or index (followed by what was said of it)."""
    told = str(error)
    if "open files" in told or "descriptors" in told:
        return "descriptors"
    if isinstance(error, MemoryError) or "allocate" in told:
        return "memory"
    return f"index {told[:300]}"


def open_store(path: str, memory_bytes: int) -> None:
    """Open the store of this process and cap its memory. A terminal's Ctrl-C is for the parent."""
    global _store, _forms  # noqa: PLW0603 (one store per worker process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    _store = ox.Store.read_only(path)
    _forms = Forms.of(Path(path).parent)


def run(query: Query, deadline: float) -> Result:
    """Run one query on the union of all graphs, or on the graphs it names. Faults come back as values.

    The parent kills this process at the deadline (seconds); should the parent be gone, the alarm does.
    """
    assert _store is not None
    signal.setitimer(signal.ITIMER_REAL, deadline + _GRACE)
    try:
        check_query(query.text)
        return _compress(query, _answer(_store, query))
    except QueryRefused as error:
        return Result(fault="refused", detail=error.what, how=error.how)
    except SyntaxError as error:
        reason = explain_syntax(query.text, str(error))
        return Result(fault="syntax", detail=reason.what, how=reason.how)
    except InvalidRequest as error:
        return Result(fault="syntax", detail=error.what, how=error.how)
    except (MemoryError, _TooLarge):
        return Result(fault="too large")
    except (ValueError, RuntimeError, OSError) as error:
        if isinstance(error.__context__, _TooLarge):
            return Result(fault="too large")
        is_damage = _DAMAGE.search(str(error)) or isinstance(error, OSError)
        return Result(fault="damaged" if is_damage else "failed", detail=str(error))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(store: ox.Store, query: Query) -> Result:
    """The index holds the union of all graphs as its default graph, so FROM and
    the dataset parameters work as they should.
    """
    _check_base(query.base)
    whole = not query.default_graphs and not query.named_graphs
    found = store.query(
        query.text,
        prefixes=PREFIXES,
        base_iri=query.base or None,
        default_graph=None if whole else _graphs(query.default_graphs),
        named_graphs=None if whole else _graphs(query.named_graphs),
        substitutions={
            ox.Variable(b.variable): ox.NamedNode(b.value) if b.is_iri else ox.Literal(b.value)
            for b in query.bindings
        },
    )
    sink = _Bounded(query.max_bytes)
    if not (query.graph_format if isinstance(found, ox.QueryTriples) else query.rows_format):
        return Result(fault="format")
    if isinstance(found, ox.QueryTriples):
        prefixes = PREFIXES if query.graph_format in _WITH_PREFIXES else None
        ox.serialize(found, sink, GRAPH_SERIALIZERS[query.graph_format], prefixes=prefixes)
        return _well_formed(Result(sink.getvalue(), query.graph_format))
    if query.trusted and _forms and isinstance(found, ox.QuerySolutions):
        found.serialize(sink, ox.QueryResultsFormat.JSON)
        asked = (binding.value for binding in query.bindings if binding.is_iri)
        body = _forms.restate(sink.getvalue(), asked)
        if query.rows_format != "json":
            body = convert(body, query.rows_format)
        return _well_formed(Result(body, query.rows_format))
    found.serialize(sink, ROW_SERIALIZERS[query.rows_format])
    return _well_formed(Result(sink.getvalue(), query.rows_format))


def _well_formed(result: Result) -> Result:
    """The result, unless it is XML that cannot say this: a control
    character, a predicate that is no QName.
    """
    if result.format not in _XML or is_well_formed(result.body):
        return result
    return Result(fault="format", detail=NOT_IN_XML[0], how=NOT_IN_XML[1])


def _check_base(base: str) -> None:
    """Raises InvalidRequest on what is no IRI: then the host that the client named is none."""
    try:
        ox.NamedNode(base or "x:")
    except ValueError:
        raise InvalidRequest(
            "het adres van dit verzoek is geen geldige IRI", "controleer de kop Host"
        ) from None


def _graphs(iris: tuple[str, ...]) -> list[Any]:
    """IRIs as graph names. Raises InvalidRequest on what is no absolute IRI."""
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError:
        raise InvalidRequest(
            "default-graph-uri of named-graph-uri is geen volledige IRI",
            "geef een IRI zoals https://w3id.org/veiligheidsgraaf/graph/ontologie",
        ) from None


def _compress(query: Query, result: Result) -> Result:
    if query.encoding != "gzip" or result.fault:
        return result
    return Result(gzip.compress(result.body, _GZIP_LEVEL, mtime=0), result.format, "gzip")


if __name__ == "__main__":
    main(*sys.argv[1:])
