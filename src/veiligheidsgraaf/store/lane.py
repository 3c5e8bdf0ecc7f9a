"""Workers for one kind of asker: some processes, a fair and bounded line
before them, and a deadline for each query.

Oxigraph has no timeout and no cancel, so only a killed process stops a query
(https://github.com/oxigraph/oxigraph/issues/1926). The same goes for making room: who holds several places
and keeps another from their first loses one, and stands in line again.
"""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock

from ..words.errors import MemoryExceeded, QueryCancelled, QueryTimeout, StoreBusy
from .process import Worker, WorkerDied
from .query import Query, Result
from .turns import HEAVY, UNKNOWN, Place, Turns
from .weights import TRIAL_SECONDS

_log = logging.getLogger("veiligheidsgraaf.store")

_NICER = 5
# How much longer one that was light before may take there: a machine can just be busy.
_TRUST = 8
_LESS = "vraag minder, of voeg een LIMIT toe"


class MadeRoom(Exception):
    """A query was stopped so that another asker gets a place; it is to be asked again."""


class Ticket:
    """What an asker holds while it waits: it may cancel, and then the worker on its query is killed.

    `asker`: who shares in the line.
    """

    def __init__(self, asker: str = "") -> None:
        self.asker = asker
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
        """Tie the ticket to the worker on its query, for as long as that runs.

        Raises QueryCancelled when it came too late.
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


@dataclass(eq=False)
class Turn(Place):
    """A place in line, the worker it leads to, and what happened to it."""

    worker: Worker | None = None
    is_refused: bool = False
    makes_room: bool = False
    is_patient: bool = False
    weigh: Callable[[], int] | None = None
    ready: Event = field(default_factory=Event)


class Lane:
    """`count` workers and `quick` more for what is not heavy; `queue` askers waiting at most, each no longer
    than `patience` seconds.
    """

    def __init__(
        self, make: Callable[[], Worker], count: int, queue: int, patience: float, quick: int = 0
    ) -> None:
        made = [make() for _ in range(count + quick)]
        self._general, self._quick = made[:count], made[count:]
        self.workers = made
        self.outcomes: Counter[str] = Counter()
        self._patience = patience
        self._lock = Lock()
        self._turns = Turns(queue)
        self._free = list(made)
        self._running: list[Turn] = []

    @property
    def busy(self) -> int:
        """Workers that run a query."""
        return len(self.workers) - len(self._free)

    @property
    def waiting(self) -> int:
        """Askers in line."""
        return len(self._turns)

    def start(self) -> None:
        """Start the workers; does not wait for them."""
        for worker in self.workers:
            worker.start()

    def wait_until_ready(self) -> None:
        """Wait until a worker has opened the store; the others are waited for when they are asked.

        Raises NoRelease when it cannot.
        """
        self.workers[0].wait_until_ready()

    def stop(self) -> None:
        """Kill the workers, whatever they do."""
        for worker in self.workers:
            worker.close()

    @contextmanager
    def place(
        self,
        asker: str = "",
        weight: int = UNKNOWN,
        is_patient: bool = False,
        weigh: Callable[[], int] | None = None,
    ) -> Iterator[Turn]:
        """Hold a worker. Raises StoreBusy when the line is full or the wait too long. `is_patient`: gave up a
        place before, and is not asked to again. `weigh`: what is known of the weight by now.
        """
        turn = Turn(asker, weight, is_patient=is_patient, weigh=weigh)
        with self._lock:
            self._turns.join(turn)
            self._serve()
            if victim := self._turns.overflow():
                assert isinstance(victim, Turn)
                victim.is_refused = True
                victim.ready.set()
        turn.ready.wait(self._patience)
        with self._lock:
            if turn.worker is None:
                self._turns.leave(turn)
                self.outcomes["busy"] += 1
                raise StoreBusy("alle plaatsen zijn bezet", "probeer het over enkele seconden opnieuw")
        started = time.monotonic()
        try:
            yield turn
        finally:
            with self._lock:
                self._running.remove(turn)
                self._turns.give_back(turn, time.monotonic() - started)
                self._free.append(turn.worker)
                self._serve()

    def _serve(self) -> None:
        """Give free workers to who is next; where none is left, let who holds several make room."""
        self._weigh_again()
        while self._free and (pair := self._next_pair()):
            turn, worker = pair
            self._turns.take(turn)
            self._free.remove(worker)
            turn.worker = worker
            self._running.append(turn)
            turn.ready.set()
        self._make_room()

    def _weigh_again(self) -> None:
        """What was learnt of a kind of query goes for those of it that wait, or each would be tried anew."""
        for turn in self._turns.waiting:
            assert isinstance(turn, Turn)
            if turn.weigh is not None:
                turn.weight = turn.weigh()

    def _next_pair(self) -> tuple[Turn, Worker] | None:
        """Who is next, and the worker for it: a quick one for what is light, else a general one, else a quick
        one for what may turn out to be light.
        """
        general = [worker for worker in self._free if worker in self._general]
        quick = [worker for worker in self._free if worker in self._quick]
        fits: Callable[[Place], bool] = (lambda _: True) if general else (lambda place: place.weight < HEAVY)
        turn = self._turns.peek(fits)
        if turn is None:
            return None
        assert isinstance(turn, Turn)
        order = [*quick, *general] if turn.weight < UNKNOWN else [*general, *quick]
        return turn, order[0]

    def _make_room(self) -> None:
        """Stop the newest query of an asker who holds several places, when
        somebody who holds none cannot be served else.
        """
        turn = self._turns.peek(lambda place: place.weight == HEAVY or not self._quick)
        if turn is None or self._turns.held(turn.asker) or any(held.makes_room for held in self._running):
            return
        several = [
            held
            for held in self._running
            if held.worker in self._general and not held.is_patient and self._turns.held(held.asker) > 1
        ]
        if several:
            newest = max(several, key=lambda held: held.number)
            newest.makes_room = True
            assert newest.worker is not None
            newest.worker.kill()

    def run(self, turn: Turn, query: Query, deadline: float, ticket: Ticket | None = None) -> Result:
        """Run a query in the worker of a turn. Raises QueryTimeout, MemoryExceeded, QueryCancelled, StoreBusy
        (workers are killed from outside); MadeRoom when it has to be asked again.
        """
        assert turn.worker is not None
        ticket = ticket or Ticket(turn.asker)
        trial = TRIAL_SECONDS * (_TRUST if turn.weight < UNKNOWN else 1)
        is_trial = turn.worker in self._quick and deadline > trial
        try:
            with ticket.on(turn.worker):
                self._step_back(turn.worker)
                result = _ask(turn, query, trial if is_trial else deadline, ticket)
        except TimeoutError:
            if is_trial:
                self._count("tried")
                raise MadeRoom from None
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
            if turn.makes_room:
                self._count("made room")
                raise MadeRoom from None
            _log.warning("a worker died (%s) and is replaced", death)
            if not death.is_own:
                self._count("killed")
                raise StoreBusy(
                    "een werkproces is gestopt terwijl het antwoordde", "probeer het opnieuw"
                ) from None
            self._count("memory")
            raise MemoryExceeded(
                "de query vroeg meer geheugen dan een query mag gebruiken en is gestopt", _LESS
            ) from None
        self._count(result.fault or "answered")
        return result

    def _step_back(self, worker: Worker) -> None:
        """Let the system prefer the quick workers, where there are some."""
        if self._quick and worker in self._general and worker.pid:
            with suppress(OSError, AttributeError):
                os.setpriority(os.PRIO_PROCESS, worker.pid, _NICER)

    def _count(self, outcome: str) -> None:
        with self._lock:
            self.outcomes[outcome] += 1


def _ask(turn: Turn, query: Query, deadline: float, ticket: Ticket) -> Result:
    """The answer of a worker.

    One that was killed from outside was not killed by this query: ask once more, in what is left of the time.
    """
    worker, started = turn.worker, time.monotonic()
    assert worker is not None
    try:
        return worker.ask(query, deadline)
    except WorkerDied as death:
        if death.is_own or ticket.is_cancelled or turn.makes_room:
            raise
        _log.warning("a worker was killed (%s) and is replaced; its query is asked again", death)
        return worker.ask(query, max(0.0, deadline - (time.monotonic() - started)))
