"""Whether the files of a release are still what they were: looked at when a worker stumbles.

RocksDB finds a changed block only when it reads it, and Oxigraph may then go round for ever instead of
telling it. So a query that was stopped is a reason to look.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread

from ..words.errors import NoRelease
from ..words.release import Release, check_release

# All files are read, so whoever lets queries run out of time must not be able to ask for this each time.
_SELDOM_SECONDS = 300.0
# Whoever asks something goes before it: so many times as long as it works it rests.
_RESTS = 4
_log = logging.getLogger("veiligheidsgraaf.store")


class Soundness:
    """Looks after one release; calls `on_damage` when it is not what it was. For use by many threads."""

    def __init__(self, release: Release, on_damage: Callable[[], None]) -> None:
        self._release, self._on_damage = release, on_damage
        self._lock = Lock()
        self._may_look_at = 0.0

    def doubt(self) -> None:
        """Look at all files, in a thread of its own, unless that was done a short while ago."""
        with self._lock:
            if time.monotonic() < self._may_look_at:
                return
            self._may_look_at = time.monotonic() + _SELDOM_SECONDS
        Thread(target=self._look, name="soundness", daemon=True).start()

    def _look(self) -> None:
        begun = time.monotonic()

        def rest() -> None:
            nonlocal begun
            time.sleep(_RESTS * (time.monotonic() - begun))
            begun = time.monotonic()

        try:
            check_release(self._release, rest=rest)
        except NoRelease as error:
            _log.error("the release is damaged: %s", error)
            self._on_damage()
