"""Who is served next: an asker with many requests waits for itself, light goes before heavy.

By order, not by speed.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from veiligheidsgraaf.store.lane import Lane, MadeRoom, Ticket, Turn
from veiligheidsgraaf.store.process import WorkerDied
from veiligheidsgraaf.store.query import Query, Result
from veiligheidsgraaf.store.turns import HEAVY, LIGHT, UNKNOWN, Place, Turns
from veiligheidsgraaf.store.weights import Weights, shape_of
from veiligheidsgraaf.words.errors import MemoryExceeded, StoreBusy


def serve(turns: Turns, cost: Callable[[Place], float] = lambda _: 1) -> Iterator[Place]:
    """Everybody in turn, one at a time."""
    while place := turns.peek():
        turns.take(place)
        turns.give_back(place, cost(place))
        yield place


def join(turns: Turns, asker: str, weight: int = UNKNOWN) -> Place:
    place = Place(asker, weight)
    turns.join(place)
    return place


def test_one_of_another_goes_before_the_second_of_forty() -> None:
    turns = Turns(100)
    many = [join(turns, "many") for _ in range(40)]
    one = join(turns, "one")
    assert list(serve(turns))[:3] == [many[0], one, many[1]]


def test_who_took_much_goes_behind_who_took_little() -> None:
    turns = Turns(100)
    for asker in ("slow", "quick"):
        for _ in range(4):
            join(turns, asker)
    order = [place.asker for place in serve(turns, lambda place: 10 if place.asker == "slow" else 1)]
    assert order == ["slow", "quick", "quick", "quick", "quick", "slow", "slow", "slow"]


def test_who_comes_later_has_no_credit_of_before() -> None:
    turns = Turns(100)
    for _ in range(6):
        join(turns, "first")
    served = serve(turns)
    for _ in range(5):
        next(served)
    for _ in range(3):
        join(turns, "late")
    join(turns, "first")
    assert [place.asker for place in served] == ["late", "first", "late", "late", "first"]


def test_who_holds_a_place_waits_for_who_holds_none() -> None:
    turns = Turns(100)
    held, second, other = join(turns, "a"), join(turns, "a"), join(turns, "b")
    turns.take(held)
    assert turns.peek() is other
    turns.leave(other)
    assert turns.peek() is second


def test_light_goes_before_heavy_of_the_same_asker() -> None:
    turns = Turns(100)
    heavy, unknown, light = (join(turns, "a", weight) for weight in (HEAVY, UNKNOWN, LIGHT))
    assert list(serve(turns, lambda _: 0)) == [light, unknown, heavy]


def test_full_line_turns_away_who_has_most_in_it() -> None:
    turns = Turns(3)
    kept = [join(turns, "many"), join(turns, "many")]
    last = join(turns, "many")
    assert turns.overflow() is None
    one = join(turns, "one")
    assert turns.overflow() is last
    assert turns.waiting == (*kept, one)


def test_askers_of_long_ago_are_forgotten() -> None:
    turns = Turns(10)
    for number in range(10_000):
        turns.take(join(turns, str(number)))
    assert len(turns._taken) < 5000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT ?a { ?a ?b 1 } # x", "SELECT  ?x\n{ ?x ?y 2 } # y", True),
        ('ASK { ?a ?b "x # y" }', "ASK { ?c ?d 'z' }", True),
        ("ASK { ?a <http://e/#x> ?b }", "ASK { ?a <http://e/#y> ?b }", False),
        ("ASK { ?a ?b ?c }", "ASK { ?a ?b ?c . ?d ?e ?f }", False),
    ],
)
def test_likeness_of_queries(one: str, other: str, same: bool) -> None:
    assert (shape_of(one) == shape_of(other)) is same


def test_weight_follows_what_a_query_took() -> None:
    weights = Weights()
    assert weights.of(b"x") == UNKNOWN
    weights.note(b"x", 0.01)
    assert weights.of(b"x") == LIGHT
    weights.doubt(b"x")
    assert weights.of(b"x") == UNKNOWN
    weights.doubt(b"x")
    assert weights.of(b"x") == HEAVY


class FakeWorker:
    """A worker whose query lasts until it is told to end, or killed."""

    pid = None

    def __init__(self, *_: Any) -> None:
        self.asked: list[str] = []
        self.over, self.killed, self.begun = threading.Event(), False, threading.Event()
        self.death = -signal.SIGKILL

    def ask(self, query: Query, deadline: float) -> Result:
        self.asked.append(query.text)
        self.begun.set()
        assert self.over.wait(60)
        self.over.clear()
        if self.killed:
            self.killed = False
            raise WorkerDied(self.death)
        return Result(query.text.encode())

    def kill(self) -> None:
        self.killed = True
        self.over.set()


@pytest.fixture
def lane() -> Iterator[Lane]:
    made = Lane(FakeWorker, count=2, queue=10, patience=60, quick=1)  # type: ignore[arg-type]
    yield made
    asking = [thread for thread in threading.enumerate() if isinstance(thread, Asking)]
    while any(thread.is_alive() for thread in asking):
        for worker in made.workers:
            worker.kill()
        threading.Event().wait(0.001)


def until(holds: Callable[[], bool]) -> bool:
    """Wait, generously, for what does not rest on time."""
    for _ in range(60_000):
        if holds():
            return True
        threading.Event().wait(0.001)
    return False


class Asking(threading.Thread):
    """Somebody who asks in a thread of its own: stands in line, and once served asks until it is answered.

    Made when it stands there and the lane has done what it does at that: the lane weighs who joins, and holds
    its lock from the joining to the end of the serving.
    """

    def __init__(self, lane: Lane, asker: str, weight: int, weigh: Callable[[], int] | None = None) -> None:
        super().__init__(daemon=True)
        self.lane, self.asker, self.weight = lane, asker, weight
        self._weigh = weigh or (lambda: weight)
        self.outcome = ""
        self.turn: Turn | None = None
        self.joined, self.served = threading.Event(), threading.Event()
        self.start()
        assert self.joined.wait(60)
        with lane._lock:
            pass

    def weigh(self) -> int:
        self.joined.set()
        return self._weigh()

    def run(self) -> None:
        try:
            with self.lane.place(self.asker, self.weight, weigh=self.weigh) as turn:
                self.turn = turn
                self.served.set()
                self.lane.run(turn, Query(self.asker), 60, Ticket(self.asker))
                self.outcome = "answered"
        except MadeRoom:
            self.outcome = "made room"
        except StoreBusy:
            self.outcome = "busy"
        except MemoryExceeded:
            self.outcome = "killed"


def test_quick_worker_is_not_for_the_heavy(lane: Lane) -> None:
    heavy = [Asking(lane, f"h{n}", HEAVY) for n in range(5)]
    assert (lane.busy, lane.waiting) == (2, 3)
    light = Asking(lane, "light", LIGHT)
    assert light.served.wait(60)
    assert light.turn
    assert light.turn.worker is lane.workers[2]
    assert all(asking.served.wait(60) for asking in heavy[:2])
    assert not any(asking.served.is_set() for asking in heavy[2:])


def test_who_holds_all_makes_room_for_who_holds_none(lane: Lane) -> None:
    first, second = Asking(lane, "greedy", HEAVY), Asking(lane, "greedy", HEAVY)
    assert first.served.wait(60)
    assert second.served.wait(60)
    other = Asking(lane, "other", HEAVY)
    assert other.served.wait(60)
    second.join(60)
    assert (first.outcome, second.outcome) == ("", "made room")
    third = Asking(lane, "third", HEAVY)
    assert (lane.busy, lane.waiting) == (2, 1), "who holds one place keeps it"
    assert not third.served.is_set()


def test_asker_with_most_is_turned_away_from_a_full_line(lane: Lane) -> None:
    many = [Asking(lane, "many", HEAVY) for _ in range(12)]
    assert lane.waiting == 10
    one = Asking(lane, "one", HEAVY)
    assert one.served.wait(60)
    assert not one.outcome
    assert [asking.outcome for asking in many].count("busy") <= 1


def test_what_is_learnt_while_a_query_waits_counts_for_it(lane: Lane) -> None:
    """Else each of forty of one kind is tried on the quick worker, and light ones wait for all those trials."""
    known = {"weight": UNKNOWN}
    heavy = [Asking(lane, f"h{n}", HEAVY) for n in range(2)]
    like = [Asking(lane, f"u{n}", UNKNOWN, lambda: known["weight"]) for n in range(5)]
    assert like[0].served.wait(60)
    known["weight"] = HEAVY
    assert lane.workers[2].begun.wait(60)  # type: ignore[attr-defined]
    lane.workers[2].over.set()  # type: ignore[attr-defined]
    like[0].join(60)
    assert (lane.busy, lane.waiting) == (2, 4)
    light = Asking(lane, "light", LIGHT)
    assert light.served.wait(60)
    assert not any(asking.outcome for asking in heavy)


@pytest.mark.parametrize(
    ("death", "outcome", "times"),
    [(-signal.SIGKILL, "busy", 2), (-signal.SIGTERM, "busy", 2), (-signal.SIGABRT, "killed", 1)],
)
def test_worker_killed_from_outside_is_no_fault_of_its_query(
    lane: Lane, death: int, outcome: str, times: int
) -> None:
    asking = Asking(lane, "one", HEAVY)
    assert asking.served.wait(60)
    assert asking.turn
    worker: Any = asking.turn.worker
    worker.death = death
    for number in range(times):
        assert until(lambda number=number: len(worker.asked) == number + 1)
        worker.kill()
    asking.join(60)
    assert (asking.outcome, len(worker.asked)) == (outcome, times)
    assert lane.outcomes["memory"] == (outcome == "killed")


def test_query_whose_worker_was_killed_is_answered_by_the_next(lane: Lane) -> None:
    asking = Asking(lane, "one", HEAVY)
    assert asking.served.wait(60)
    assert asking.turn
    worker: Any = asking.turn.worker
    assert worker.begun.wait(60)
    worker.kill()
    assert until(lambda: len(worker.asked) == 2)
    worker.over.set()
    asking.join(60)
    assert asking.outcome == "answered"
