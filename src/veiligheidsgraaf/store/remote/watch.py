"""Which of the engines that an operator named can answer now, and why none when none can.

An engine answers for a release when its data bear the release's mark. The first that does is asked; a fault
of it makes it looked at again, and while there is none each query is told so at once, without trying. So a
new release goes into an engine that is not asked, and is asked as soon as it is whole there.
"""

import logging
from collections.abc import Sequence
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

from ...words.errors import EngineDown
from .inquiries import check_mark, find_mark, know_engine
from .mishaps import Mishap
from .target import Access, Engine

_LOOK_SECONDS = 5.0
# How long to wait for the next look: while there is an engine, and while there is none.
_SELDOM, _OFTEN = 10.0, 1.0
_BACK = "probeer het over enkele seconden opnieuw; de pagina's werken wel"
_log = logging.getLogger("veiligheidsgraaf.engine")


class Watch:
    """The engines of one release. For use by many threads."""

    def __init__(
        self, addresses: Sequence[str], access: Access, mark: str, graphs: Sequence[str] = ()
    ) -> None:
        self._addresses, self._access, self._mark, self._own = addresses, access, mark, frozenset(graphs)
        self._engine: Engine | None = None
        self._reason = "nog niet gekeken"
        self._lock, self._looking = Lock(), Lock()
        self._wake, self._stopped = Event(), False
        self._thread: Thread | None = None

    @property
    def reason(self) -> str:
        """Why there is no engine now; "" when there is one."""
        return "" if self._engine else self._reason

    def choose(self) -> Engine:
        """The engine to ask. Raises EngineDown."""
        engine = self._engine
        if engine is None:
            raise EngineDown(f"open vragen kunnen nu niet: {self._reason}", _BACK)
        return engine

    def has(self, mark: str) -> bool:
        """Whether one of the engines holds the data of a mark."""
        return any(self._holds(address, mark) for address in self._addresses)

    def doubt(self, engine: Engine, reason: str = "") -> None:
        """An engine gave a fault: look at it soon. With a reason it is not asked until it was looked at."""
        with self._lock:
            if reason and self._engine == engine:
                self._engine, self._reason = None, reason
                _log.error("no engine answers open queries: %s", reason)
        self._wake.set()

    def look(self) -> None:
        """Look at the engines, and choose."""
        with self._looking:
            found, reasons = None, []
            for address in self._addresses:
                try:
                    found = self._know(address)
                    break
                except Mishap as mishap:
                    reasons.append(f"{mishap.what}; {mishap.how}" if mishap.how else mishap.what)
            self._settle(found, reasons)

    def start(self) -> None:
        """Look now and then, in a thread of its own, until `stop`."""
        self._thread = Thread(target=self._keep_looking, name="engine", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the looking."""
        self._stopped = True
        self._wake.set()

    def _keep_looking(self) -> None:
        while not self._stopped:
            try:
                self.look()
            except Exception:  # whatever it was, the next look may be better
                _log.exception("an engine could not be looked at")
            self._wake.wait(_SELDOM if self._engine else _OFTEN)
            self._wake.clear()

    def _know(self, address: str) -> Engine:
        """An engine with these data; one that is known already is asked for its mark only."""
        known = self._engine
        if known is not None and known.address == address:
            check_mark(known, _LOOK_SECONDS)
            return known
        return know_engine(address, self._access, self._mark, self._own, _LOOK_SECONDS)

    def _settle(self, found: Engine | None, reasons: Sequence[str]) -> None:
        with self._lock:
            was, self._engine = self._engine, found
            reason = reasons[0] if len(set(reasons)) == 1 else " / ".join(reasons)
            if found is not None and found != was:
                _log.warning("open queries go to the engine at %s", urlsplit(found.address).netloc)
            if found is None and (was is not None or reason != self._reason):
                _log.error("no engine answers open queries: %s", reason)
            self._reason = reason

    def _holds(self, address: str, mark: str) -> bool:
        try:
            return find_mark(address, self._access, _LOOK_SECONDS) == mark
        except Mishap:
            return False
