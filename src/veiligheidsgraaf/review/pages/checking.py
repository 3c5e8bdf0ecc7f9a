"""The whole check while one works: it takes seconds, so it runs beside the screens, on what stands now."""

import logging
import time
from dataclasses import dataclass
from threading import Lock, Thread

from ...words.errors import VeiligheidsgraafError
from ..session import Review
from ..state import State
from ..writing import Found

# pySHACL changes settings of rdflib while it runs: never two checks in one process.
ONE_CHECK = Lock()
_REST_SECONDS = 45  # a check takes most of a processor for seconds
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Checked:
    """What the check said, of which decisions; `fault`: why it could not run."""

    of: int
    findings: tuple[Found, ...] = ()
    fault: str = ""


class Checking:
    """Runs the check of one plan, one run at a time."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._lock = Lock()
        self._running: Thread | None = None
        self.last: Checked | None = None
        self._ended = float("-inf")

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._running is not None

    def is_current(self, state: State) -> bool:
        """Whether the last run was on what is decided now."""
        return self.last is not None and self.last.of == fingerprint(state)

    def begin(self, state: State) -> None:
        """Check what is decided now, unless that was done or a run is under way."""
        with self._lock:
            if self._running is None and not self.is_current(state):
                self._running = Thread(target=self._run, args=(fingerprint(state),), daemon=True)
                self._running.start()

    def watch(self, state: State) -> None:
        """Check now and then while one works; not again right after the last."""
        if time.monotonic() - self._ended > _REST_SECONDS:
            self.begin(state)

    def _run(self, of: int) -> None:
        try:
            with ONE_CHECK:
                found = Checked(of, self._review.find_findings())
        except VeiligheidsgraafError as error:
            found = Checked(of, fault=str(error))
        except Exception:
            _log.exception("the check of a plan under review failed")
            found = Checked(of, fault="de controle is gestopt door een fout in het programma")
        with self._lock:
            self.last, self._running, self._ended = found, None, time.monotonic()

    def wait(self, seconds: float) -> None:
        """Wait for the run that is under way."""
        running = self._running
        if running is not None:
            running.join(seconds)


def fingerprint(state: State) -> int:
    """A number that differs when something else is decided."""
    return hash(tuple((item.key, item.version) for item in state.items))
