"""A query of the assistant's own: read only, in the lanes of other strangers, a few rows of its answer."""

import json
from functools import partial
from typing import Any, cast

import anyio
import anyio.to_thread

from ...store.lane import Ticket
from ...store.pool import PooledStore
from ...store.query import Query
from ...words.errors import QueryTooLong
from ...words.prefixes import missing_prefixes
from ...words.query_edits import put_prologue
from ...words.values import Row, read_term
from .tool_bounds import MOST_ROWS, USUAL_ROWS, WARNING, Cellar, fit
from .tool_results import Selected

_MOST_BYTES = 1024 * 1024
_MOST_QUERY = 20_000
_SPARE_THREADS = 2


class SparqlTool:
    """Runs queries in the workers of strangers."""

    def __init__(self, store: PooledStore) -> None:
        self._store = store
        self._threads: anyio.CapacityLimiter | None = None

    async def select(self, cells: Cellar, text: str, most: int, asker: str) -> Selected:
        """The first rows of a query, and how many it has. Raises the faults of the store."""
        if len(text) > _MOST_QUERY:
            raise QueryTooLong(f"de query is langer dan {_MOST_QUERY} tekens", "maak haar korter")
        query = Query(
            put_prologue(text, "", missing_prefixes(text)), graph_format="ntriples", max_bytes=_MOST_BYTES
        )
        self._threads = self._threads or anyio.CapacityLimiter(self._store.places + _SPARE_THREADS)
        ticket = Ticket(asker)
        try:
            result = self._store.recall(query)
            if result is None:
                run = partial(self._store.run, query, None, ticket)
                result = await anyio.to_thread.run_sync(run, limiter=self._threads, abandon_on_cancel=True)
        except anyio.get_cancelled_exc_class():
            ticket.cancel()
            raise
        most = max(1, min(most or USUAL_ROWS, MOST_ROWS))
        if result.format != "json":
            return _triples(result.body, most)
        return await anyio.to_thread.run_sync(lambda: _rows(cells, result.body, most))


def _rows(cells: Cellar, body: bytes, most: int) -> Selected:
    found = json.loads(body)
    if "boolean" in found:
        return _told(["antwoord"], [{"antwoord": bool(found["boolean"])}], 1)
    columns = list(found["head"]["vars"])
    given = found["results"]["bindings"]
    rows = [Row((name, read_term(cell)) for name, cell in row.items()) for row in given[:most]]
    return _told(columns, cells.rows(dict.fromkeys(columns, ""), rows), len(given))


def _triples(body: bytes, most: int) -> Selected:
    """Triples of a CONSTRUCT or DESCRIBE, as lines of N-Triples."""
    lines = [line for line in body.decode().splitlines() if line]
    return _told(["triple"], [{"triple": line[:600]} for line in lines[:most]], len(lines))


def _told(columns: list[str], rows: list[dict[str, Any]], total: int) -> Selected:
    told = {
        "totaal": total, "afgekapt": len(rows) < total, "let_op": WARNING, "kolommen": columns, "rijen": rows
    }  # fmt: skip
    return cast(Selected, fit(told, ("rijen",)))
