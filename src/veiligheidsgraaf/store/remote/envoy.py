"""What runs inside a worker process of an endpoint with an engine behind it: one query at a time is judged
here, put to the engine, and its answer read whole. Killed at its deadline as any worker, and the connection
with it.

    python -m veiligheidsgraaf.store.remote.envoy DESCRIPTOR MEMORY_BYTES
"""

import sys
import time
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import pyoxigraph as ox

from ...words.errors import QueryUnsupported
from ...words.guard import check_functions
from ..allocator import keep_little
from ..errand import answer_all, bound_process, run_guarded
from ..query import Query, Result
from ..serializing import ask_store
from .dialect import put_query
from .exchange import ask_engine
from .inquiries import check_mark
from .mishaps import Mishap, MishapKind
from .returned import ROWS_ACCEPTED, TRIPLES_ACCEPTED, write_returned

# An answer of an engine may be so much longer than ours, for the way in which it is written.
_WORDY = 4
_empty = ox.Store()


def main(descriptor: str, memory_bytes: str) -> None:
    """Answer queries that come through a pipe until it closes."""
    keep_little()
    pipe: Connection[Any, Any] = Connection(int(descriptor))
    bound_process(int(memory_bytes))
    pipe.send("")
    answer_all(pipe, run, time.monotonic)


def run(query: Query, deadline: float) -> Result:
    """Let the engine of a query answer it. Faults come back as values."""
    return run_guarded(query, deadline, partial(_ask, deadline=deadline))


def _ask(query: Query, deadline: float) -> Result:
    """What is no SPARQL in the grammar of our own endpoint does not go out.

    The mark is looked at after the answer: it was there before the question too, so the data stood still.
    """
    assert query.engine is not None
    check_functions(query.text)
    try:
        kind = _kind(query)
    except (ValueError, RuntimeError) as error:
        return Result(fault="failed", detail=str(error))
    if not (query.graph_format if kind == "triples" else query.rows_format):
        return Result(fault="format")
    accept = tuple(TRIPLES_ACCEPTED if kind == "triples" else ROWS_ACCEPTED)
    try:
        request = put_query(query, query.engine)
        engine, most = query.engine, query.max_bytes * _WORDY
        reply = ask_engine(
            engine.address, engine.access, request.text, accept, deadline, most, request.graphs
        )
        check_mark(engine, deadline)
        return write_returned(reply, query, kind)
    except QueryUnsupported as error:
        return Result(fault=MishapKind.UNABLE.value, detail=error.what, how=error.how)
    except Mishap as mishap:
        return Result(fault=mishap.kind.value, detail=mishap.what, how=mishap.how)


def _kind(query: Query) -> str:
    """rows, boolean or triples, by the query on no data at all. Raises SyntaxError, InvalidRequest."""
    found = ask_store(_empty, query)
    if isinstance(found, ox.QueryTriples):
        return "triples"
    return "boolean" if isinstance(found, ox.QueryBoolean) else "rows"


if __name__ == "__main__":
    main(*sys.argv[1:])
