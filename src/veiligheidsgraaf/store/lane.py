"""Workers for one kind of asker: some processes, a bounded queue before them, and a deadline for each query.

Oxigraph has no timeout and no cancel, so only a killed process stops a query
(https://github.com/oxigraph/oxigraph/issues/1926).
"""

import logging
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from threading import Lock

from ..words.errors import MemoryExceeded, QueryCancelled, QueryTimeout, StoreBusy
from ..words.release import Release
from .process import Worker, WorkerDied
from .query import Query, Result

_log = logging.getLogger("veiligheidsgraaf.store")

_AT_ONCE_SECONDS = 0.3
_LESS = "vraag minder, of voeg een LIMIT toe"


class Ticket:
    """What an asker holds while it waits: it may cancel, and then the worker on its query is killed."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self._worker: Worker | None = None
        self._lock = Lock()

    def cancel(self) -> None:
        """Give the place up."""
        with self._lock:
            self.is_cancelled = True
            if self._worker is not None:
                self._worker.kill()

    @contextmanager
    def on(self, worker: Worker) -> Iterator[None]:
        """Tie the ticket to the worker on its query, for as long as that runs. Raises QueryCancelled when it
        came too late.
        """
        with self._lock:
            if self.is_cancelled:
                raise QueryCancelled("de vrager is weg")
            self._worker = worker
        try:
            yield
        finally:
            with self._lock:
                self._worker = None


class Lane:
    """`count` workers on one release, `queue` askers waiting at most, each no longer than `patience`
    seconds.
    """

    def __init__(self, release: Release, count: int, queue: int, patience: float, memory_mb: int) -> None:
        self.workers = [Worker(release.store, memory_mb * 1024 * 1024) for _ in range(count)]
        self.outcomes: Counter[str] = Counter()
        self.busy = 0
        self.waiting = 0
        self._queue, self._patience = queue, patience
        self._lock = Lock()
        self._free: Queue[Worker] = Queue()
        for worker in self.workers:
            self._free.put(worker)

    def start(self) -> None:
        """Start the workers; does not wait for them."""
        for worker in self.workers:
            worker.start()

    def wait_until_ready(self) -> None:
        """Wait until a worker has opened the store; the others are waited for when they are asked. Raises
        NoRelease when it cannot.
        """
        self.workers[0].wait_until_ready()

    def stop(self) -> None:
        """Kill the workers, whatever they do."""
        for worker in self.workers:
            worker.close()

    @contextmanager
    def place(self) -> Iterator[Worker]:
        """Hold a worker. Raises StoreBusy when the queue is full or the wait too long."""
        with self._lock:
            if self.waiting >= self._queue + len(self.workers) - self.busy:
                self.outcomes["busy"] += 1
                raise _busy()
            self.waiting += 1
        try:
            worker = self._free.get(timeout=self._patience)
        except Empty:
            self._count("busy")
            raise _busy() from None
        finally:
            with self._lock:
                self.waiting -= 1
        with self._lock:
            self.busy += 1
        try:
            yield worker
        finally:
            with self._lock:
                self.busy -= 1
            self._free.put(worker)

    def run(self, worker: Worker, query: Query, deadline: float, ticket: Ticket | None = None) -> Result:
        """Run a query in a worker of this lane. Raises QueryTimeout, MemoryExceeded, QueryCancelled."""
        ticket = ticket or Ticket()
        try:
            with ticket.on(worker):
                result = _ask(worker, query, deadline, ticket)
        except TimeoutError:
            self._count("timeout")
            raise QueryTimeout(
                f"de query liep langer dan {deadline:g} seconden en is gestopt", _LESS
            ) from None
        except QueryCancelled:
            self._count("cancelled")
            raise
        except WorkerDied as death:
            if ticket.is_cancelled:
                self._count("cancelled")
                raise QueryCancelled("de vrager is weg") from None
            self._count("memory")
            _log.warning("a worker died (%s) and is replaced", death)
            raise MemoryExceeded(
                "de query vroeg meer geheugen dan een query mag gebruiken en is gestopt", _LESS
            ) from None
        self._count(result.fault or "answered")
        return result

    def _count(self, outcome: str) -> None:
        with self._lock:
            self.outcomes[outcome] += 1


def _ask(worker: Worker, query: Query, deadline: float, ticket: Ticket) -> Result:
    """The answer of a worker. One that another process killed before it can have begun was not killed by this
    query: ask again.
    """
    started = time.monotonic()
    try:
        return worker.ask(query, deadline)
    except WorkerDied as death:
        if (
            death.code != -signal.SIGKILL
            or ticket.is_cancelled
            or time.monotonic() - started > _AT_ONCE_SECONDS
        ):
            raise
        _log.warning("a worker that had nothing to do died (%s) and is replaced", death)
        return worker.ask(query, deadline)


def _busy() -> StoreBusy:
    return StoreBusy("alle plaatsen zijn bezet", "probeer het over enkele seconden opnieuw")
