"""What runs too long is stopped by one thread that watches all: a page asks so many small things that a timer
for each would take a tenth of its time.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread


class Deadlines:
    """What runs now, each with when it must have ended. For use by many threads."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._running: dict[object, tuple[float, Callable[[], None]]] = {}
        self._wakes_at = 0.0  # when the thread that watches looks again; 0 when it is not there
        self.looks = 0

    @contextmanager
    def within(self, seconds: float, stop: Callable[[], None]) -> Iterator[None]:
        """A context after whose seconds `stop` is called, unless it was left by then."""
        own, ends_at = object(), time.monotonic() + seconds
        with self._changed:
            self._running[own] = ends_at, stop
            if not self._wakes_at:
                self._wakes_at = ends_at
                Thread(target=self._watch, name="deadlines", daemon=True).start()
            elif ends_at < self._wakes_at:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._running.pop(own, None)

    def _watch(self) -> None:
        """Look when the first deadline comes, which most have left by then; end when nothing runs."""
        with self._changed:
            while self._running:
                self.looks += 1
                now = time.monotonic()
                for own, (ends_at, stop) in list(self._running.items()):
                    if ends_at <= now:
                        del self._running[own]
                        stop()
                if self._running:
                    self._wakes_at = min(ends_at for ends_at, _ in self._running.values())
                    self._changed.wait(self._wakes_at - now)
            self._wakes_at = 0.0


DEADLINES = Deadlines()
