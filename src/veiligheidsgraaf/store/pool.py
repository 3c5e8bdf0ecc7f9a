"""A pool of worker processes that answer SPARQL on one release, each query with a deadline.

Oxigraph has no timeout and no cancel, so only a killed process stops a query (https://github.com/oxigraph/oxigraph/issues/1926).
pebble kills the worker at the deadline and starts another.
"""

import multiprocessing
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import AbstractContextManager
from threading import BoundedSemaphore
from types import TracebackType
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from ..words.errors import InvalidRequest, NotAcceptable, QueryRefused, QueryTimeout, ResultTooLarge, StoreBusy, VeiligheidsgraafError
from ..words.release import Release
from .worker import Query, Result, open_store, run


class Store(Protocol):
    """Something that answers SPARQL: the pool below, or a stand-in."""

    def run(self, query: Query, timeout: float | None = None) -> Result:
        """Answer a query. Raises the store errors of `words.errors`."""


class PooledStore(AbstractContextManager["PooledStore"]):
    """A release behind `workers` processes. `timeout` in seconds per query, `patience` in seconds to wait for a free worker."""

    def __init__(self, release: Release, workers: int = 2, timeout: float = 10, patience: float = 5, memory_mb: int = 4096) -> None:
        self.timeout = timeout
        self._patience = patience
        self._free = BoundedSemaphore(workers)
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=open_store,
            initargs=(str(release.store), memory_mb * 1024 * 1024),
            context=multiprocessing.get_context("spawn"),
        )

    def run(self, query: Query, timeout: float | None = None) -> Result:
        """Answer a query within its deadline; a client may ask for less time, not for more."""
        deadline = min(timeout or self.timeout, self.timeout)
        if not self._free.acquire(timeout=self._patience):
            raise StoreBusy("alle plaatsen zijn bezet", "probeer het over enkele seconden opnieuw")
        try:
            result: Result = self._pool.schedule(run, args=[query], timeout=deadline).result()
        except FutureTimeout:
            raise QueryTimeout(
                f"de query liep langer dan {deadline:g} seconden en is gestopt", "vraag minder, of voeg een LIMIT toe"
            ) from None
        except ProcessExpired:
            raise ResultTooLarge("de query gebruikte te veel geheugen en is gestopt", "vraag minder, of voeg een LIMIT toe") from None
        finally:
            self._free.release()
        if result.fault:
            raise _as_error(result, query)
        return result

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _as_error(result: Result, query: Query) -> VeiligheidsgraafError:
    if result.fault == "refused":
        return QueryRefused(result.detail, result.how)
    if result.fault == "syntax":
        return InvalidRequest(result.detail, result.how)
    if result.fault == "format":
        return NotAcceptable(
            "geen van de gevraagde formaten past bij dit antwoord", "vraag rijen als JSON, XML, CSV of TSV, triples als Turtle"
        )
    if result.fault == "too large":
        return ResultTooLarge(f"het antwoord is groter dan {query.max_bytes // 1024} kB", "vraag minder, of voeg een LIMIT toe")
    return InvalidRequest("de query kan niet worden uitgevoerd", "controleer hem en probeer het opnieuw")
