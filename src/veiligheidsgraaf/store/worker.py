"""What runs inside a worker process: one read-only store, one query at a time.

Even the parse that decides whether a stranger's query may run happens here, where it can be killed.
"""

import re
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..words.errors import NoRelease
from ..words.release import Release, check_index_head
from .allocator import keep_little
from .errand import answer_all, bound_process, run_guarded
from .forms import Forms, convert
from .query import Query, Result
from .serializing import Bounded, TooLarge, ask_store, well_formed, write_rows, write_triples

# What RocksDB says of files that are not what they were.
_DAMAGE = re.compile(r"Corruption|IO error|No such file")

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
    answer_all(pipe, run, time.process_time)


def _cause(error: Exception) -> str:
    """Why a store cannot be opened: descriptors, memory, or index (followed by what was said of it)."""
    told = str(error)
    if "open files" in told or "descriptors" in told:
        return "descriptors"
    if isinstance(error, MemoryError) or "allocate" in told:
        return "memory"
    return f"index {told[:300]}"


def open_store(path: str, memory_bytes: int) -> None:
    """Open the store of this process and cap its memory."""
    global _store, _forms  # noqa: PLW0603 (one store per worker process)
    bound_process(memory_bytes)
    _store = ox.Store.read_only(path)
    _forms = Forms.of(Path(path).parent)


def run(query: Query, deadline: float) -> Result:
    """Run one query on the union of all graphs, or on the graphs it names. Faults come back as values."""
    return run_guarded(query, deadline, _try)


def _try(query: Query) -> Result:
    assert _store is not None
    try:
        return _answer(_store, query)
    except (ValueError, RuntimeError, OSError) as error:
        if isinstance(error.__context__, TooLarge):
            raise TooLarge from None
        is_damage = _DAMAGE.search(str(error)) or isinstance(error, OSError)
        return Result(fault="damaged" if is_damage else "failed", detail=str(error))


def _answer(store: ox.Store, query: Query) -> Result:
    """The index holds the union of all graphs as its default graph, so FROM and
    the dataset parameters work as they should.
    """
    found = ask_store(store, query)
    if isinstance(found, ox.QueryTriples):
        return write_triples(found, query) if query.graph_format else Result(fault="format")
    if not query.rows_format:
        return Result(fault="format")
    if query.trusted and _forms and isinstance(found, ox.QuerySolutions):
        return _restate(found, query)
    return write_rows(found, query)


def _restate(found: ox.QuerySolutions, query: Query) -> Result:
    sink = Bounded(query.max_bytes)
    found.serialize(sink, ox.QueryResultsFormat.JSON)
    asked = (binding.value for binding in query.bindings if binding.is_iri)
    body = _forms.restate(sink.getvalue(), asked)
    if query.rows_format != "json":
        body = convert(body, query.rows_format)
    return well_formed(Result(body, query.rows_format))


if __name__ == "__main__":
    main(*sys.argv[1:])
