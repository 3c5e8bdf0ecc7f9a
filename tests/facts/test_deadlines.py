"""What runs too long is stopped, what ends in time is not, and one thread watches all of it."""

import threading
from threading import Event

from veiligheidsgraaf.facts.deadlines import Deadlines

PATIENCE = 60  # seconds, against waiting for ever


def watchers() -> int:
    return sum(thread.name == "deadlines" for thread in threading.enumerate())


def test_what_runs_too_long_is_stopped_and_what_has_ended_is_not() -> None:
    deadlines, stopped, ended = Deadlines(), Event(), Event()
    with deadlines.within(PATIENCE, ended.set):
        pass
    with deadlines.within(0.01, stopped.set):
        assert stopped.wait(PATIENCE)
    assert not ended.is_set()


def test_a_deadline_that_comes_before_the_one_waited_for_is_seen() -> None:
    deadlines, late, soon = Deadlines(), Event(), Event()
    with deadlines.within(PATIENCE, late.set), deadlines.within(0.01, soon.set):
        assert soon.wait(PATIENCE)
        assert not late.is_set()


def test_one_thread_watches_however_much_runs() -> None:
    before, deadlines = watchers(), Deadlines()
    with deadlines.within(PATIENCE, Event().set):
        for _ in range(200):
            with deadlines.within(PATIENCE, Event().set):
                pass
        assert watchers() == before + 1
        assert deadlines.looks <= 1


def test_it_watches_again_after_nothing_ran() -> None:
    deadlines = Deadlines()
    for _ in range(3):
        stopped = Event()
        with deadlines.within(0.01, stopped.set):
            assert stopped.wait(PATIENCE)
