"""A release as a store: answers given before, then workers that can be killed.

Strangers' queries and our own named questions have lanes of their own, so pages stay quick while strangers
keep every worker busy. Strangers' workers answer from the index of the release, or ask an engine that holds
it.
"""

import logging
import math
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from ..words.errors import MemoryExceeded, NoRelease, QueryTimeout
from ..words.guard import check_size
from ..words.release import Release
from .cache import AnswerCache
from .lane import Lane, MadeRoom, Ticket
from .outcomes import DOUBTFUL, UNFIT, as_error
from .process import DamagedIndex, Worker, WorkerDied
from .query import Query, Result
from .soundness import Soundness
from .turns import HEAVY, LIGHT
from .weights import Weights, shape_of

if TYPE_CHECKING:  # it brings the library for HTTP, which who only answers from a release does without
    from .remote.watch import Watch

_LOCAL, _REMOTE = "veiligheidsgraaf.store.worker", "veiligheidsgraaf.store.remote.envoy"
_log = logging.getLogger("veiligheidsgraaf.store")


class Store(Protocol):
    """Something that answers SPARQL: the pool below, or a stand-in."""

    def run(self, query: Query, timeout: float | None = None) -> Result:
        """Answer a query. Raises the store errors of `words.errors`."""


class PooledStore(AbstractContextManager["PooledStore"]):
    """A release behind worker processes.

    `workers` are for strangers, with `quick` more for what is not known to be heavy; `own_workers` for
    trusted queries (0: one lane for all). `timeout` in seconds per query, `patience` in seconds to wait for a
    free worker, `queue` askers that may wait, `cache_mb` of answers kept. `engines`: who answers strangers
    instead of the index of the release; then `own_workers` is at least 1.
    """

    def __init__(
        self,
        release: Release,
        workers: int = 2,
        timeout: float = 10,
        patience: float = 5,
        memory_mb: int = 4096,
        *,
        own_workers: int = 0,
        quick: int = 0,
        queue: int = 32,
        cache_mb: int = 0,
        engines: "Watch | None" = None,
    ) -> None:
        self.timeout = timeout
        self.is_damaged = False  # once it is, no answer is given any more
        self.places = workers + quick + queue
        self.cache = AnswerCache(cache_mb * 1024 * 1024)
        self._weights = Weights()
        self._soundness = Soundness(release, self._note_damage)
        self.engines = engines
        memory = str(memory_mb * 1024 * 1024)
        local = partial(Worker, _LOCAL, str(release.store), memory)
        strangers = Lane(
            partial(Worker, _REMOTE, memory) if engines else local, workers, queue, patience, quick
        )
        own = Lane(local, own_workers, queue, patience) if own_workers else strangers
        self._lane_of: dict[bool, Lane] = {False: strangers, True: own}

    @property
    def lanes(self) -> Mapping[str, Lane]:
        """Lanes by name, for figures about them."""
        return {"sparql": self._lane_of[False], "eigen": self._lane_of[True]}

    def start(self) -> None:
        """Start the workers and wait until one in each lane has opened the store.

        Raises NoRelease when it cannot.
        """
        lanes = set(self._lane_of.values())
        if self.engines:
            self.engines.look()
            self.engines.start()
        for lane in lanes:
            lane.start()
        for lane in lanes:
            try:
                lane.wait_until_ready()
            except WorkerDied as death:
                raise NoRelease(
                    f"een werkproces stopt meteen ({death})",
                    "geef het meer geheugen met VEILIGHEIDSGRAAF_MEMORY",
                ) from None

    def recall(self, query: Query) -> Result | None:
        """The answer to a query asked before, at once; None when it has to run."""
        if self.is_damaged:
            raise DamagedIndex
        return self.cache.find(query)

    def run(self, query: Query, timeout: float | None = None, ticket: Ticket | None = None) -> Result:
        """Answer a query within its deadline; a client may ask for less time, not for more. `ticket` can
        cancel it, and says who asks.
        """
        if self.is_damaged:
            raise DamagedIndex
        if not query.trusted:
            check_size(query.text)
        if found := self.cache.find(query, count=query.trusted):  # strangers' were counted in `recall`
            return found
        deadline = min(timeout or self.timeout, self.timeout)
        directed = self._direct(query)
        result = self._run_in_turn(directed, deadline, ticket or Ticket())
        if result.fault == "damaged":
            _log.error("the index is damaged: %s", result.detail)
            self._note_damage()
            raise DamagedIndex
        if result.fault:
            raise as_error(result, directed)
        self.cache.keep(query, result)
        return result

    def _direct(self, query: Query) -> Query:
        """The query with who answers it. Raises EngineDown."""
        return query if query.trusted or not self.engines else replace(query, engine=self.engines.choose())

    def _run_in_turn(self, query: Query, deadline: float, ticket: Ticket) -> Result:
        """The answer of a worker, or one that another who asked the same got meanwhile."""
        lane = self._lane_of[query.trusted]
        shape = b"" if query.trusted else shape_of(query.text)
        least, is_patient = LIGHT, False

        def weigh() -> int:
            return max(least, self._weights.of(shape))

        while True:
            with lane.place(ticket.asker, weigh(), is_patient, weigh) as turn:
                if found := self.cache.find(query, count=False):
                    return found
                try:
                    result = lane.run(turn, query, deadline, ticket)
                except MadeRoom:
                    least, is_patient = HEAVY, is_patient or turn.makes_room
                    self._weights.doubt(shape)
                    continue
                except DamagedIndex:
                    self._note_damage()
                    raise
                except (QueryTimeout, MemoryExceeded):
                    self._weights.note(shape, math.inf)
                    self._doubt(query)
                    raise
                self._note_mishap(query, result)
                # Before the place is given back: who is next may depend on it.
                self._weights.note(shape, math.inf if result.fault == "too large" else result.seconds)
                return result

    def look(self) -> None:
        """Look whether the files of the release are what they were, in a thread of its own."""
        self._soundness.doubt()

    def _doubt(self, query: Query) -> None:
        """A query did not end: see whether who answers is what it was."""
        if query.engine and self.engines:
            self.engines.doubt(query.engine)
        else:
            self._soundness.doubt()

    def _note_mishap(self, query: Query, result: Result) -> None:
        """What a fault of an engine says of the engine."""
        if not query.engine or not self.engines:
            return
        if result.fault in UNFIT:
            self.engines.doubt(query.engine, result.detail)
        elif result.fault in DOUBTFUL:
            _log.warning("an engine gave a fault: %s", result.detail)
            self.engines.doubt(query.engine)

    def _note_damage(self) -> None:
        self.is_damaged = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.engines:
            self.engines.stop()
        for lane in set(self._lane_of.values()):
            lane.stop()
