"""One worker process, which answers one query at a time and can be killed.

A process and a pipe each, instead of a shared pool: nothing that one worker does, not even its
death at any moment, touches another. (pebble's pool, for one, breaks for good when a worker
dies between queries.) The process is started by name and not by forking or through
multiprocessing, so it holds nothing of the server.
"""

import errno
import logging
import signal
import subprocess
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from ..words.errors import NoRelease
from .query import Query, Result

_START_SECONDS = 60
# How a process ends that goes beyond the memory or stack it may use: the allocators abort.
_OWN_DEATHS = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP)
_log = logging.getLogger("veiligheidsgraaf.store")


class WorkerDied(Exception):
    """The process ended while it had a query. `code`: its exit code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"exit code {code}")
        self.code = code

    @property
    def is_own(self) -> bool:
        """Whether what it did ended it, and not another process: a kill, the system's own for want of memory
        on the machine (the limit of a worker is far below that), or the end of the server.
        """
        return self.code > 0 or -self.code in _OWN_DEATHS


class DamagedIndex(NoRelease):
    """The index of a release is not what it was."""

    def __init__(self) -> None:
        super().__init__(
            "de graaf op deze server is beschadigd",
            "de beheerder bouwt haar opnieuw met veiligheidsgraaf build",
        )


class Worker:
    """A process; started at first use and again whenever it is gone. `module` is run with a descriptor of
    the pipe and `words`.

    One thread asks at a time, any may `kill`.
    """

    def __init__(self, module: str, *words: str) -> None:
        self._module, self._words = module, words
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._is_ready = False
        self._closed = False
        self._lock = Lock()

    def start(self) -> None:
        """See that there is a living process. Does not wait until it is ready."""
        with self._lock:
            if self._closed or (self._process is not None and self._process.poll() is None):
                return
            self._forget()
            try:
                ours, theirs = Pipe()
            except OSError as error:
                raise _no_process(error) from None
            try:
                self._process = _start(theirs, self._module, self._words)
            except OSError as error:
                ours.close()
                theirs.close()
                raise _no_process(error) from None
            theirs.close()
            self._pipe = ours

    def wait_until_ready(self) -> None:
        """Wait until the process has opened its store.

        Raises NoRelease when it cannot, WorkerDied when it is killed meanwhile.
        """
        self.start()
        if self._is_ready or self._pipe is None:
            return
        try:
            fault = self._pipe.recv() if self._pipe.poll(_START_SECONDS) else "het openen duurt te lang"
        except (EOFError, OSError):
            raise WorkerDied(self._reap()) from None
        if fault:
            self.kill()
            raise _as_error(str(fault))
        self._is_ready = True

    def ask(self, query: Query, deadline: float) -> Result:
        """The answer to a query.

        Raises TimeoutError at the deadline (seconds) and WorkerDied; either way there is a new process next.
        """
        self.wait_until_ready()
        pipe = self._pipe
        if pipe is None:
            raise WorkerDied(0)
        try:
            pipe.send((query, deadline))
            if pipe.poll(deadline):
                result: Result = pipe.recv()
                return result
        except (EOFError, OSError):
            raise WorkerDied(self._reap()) from None
        self.kill()
        self._reap()
        raise TimeoutError

    def kill(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()
        with self._lock:
            self._forget()

    @property
    def pid(self) -> int | None:
        """The process, if there is one."""
        return self._process.pid if self._process else None

    def _reap(self) -> int:
        """Wait for the end of a process that is ending, and start the next. Out: its exit code."""
        self.kill()
        process = self._process
        code = process.wait() if process else 0
        self.start()
        return code

    def _forget(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.wait()
        self._process, self._pipe, self._is_ready = None, None, False


def _start(theirs: "Connection[Any, Any]", module: str, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    descriptor = theirs.fileno()
    return subprocess.Popen(  # noqa: S603 (all words are our own)
        [sys.executable, "-P", "-m", module, str(descriptor), *words],
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # what a dying allocator prints; the parent logs the death itself
    )


def _no_process(error: OSError) -> NoRelease:
    """Why no process starts: the true cause, without a word of this machine."""
    _log.error("no worker can start: %s", error)
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return NoRelease("de server heeft te weinig bestandsnummers", "de beheerder verhoogt ulimit -n")
    return NoRelease("de server heeft te weinig geheugen of processen", "probeer het later opnieuw")


def _as_error(cause: str) -> NoRelease:
    """What a worker said of its store, as a fault."""
    _log.error("a worker cannot open the index: %s", cause)
    if cause == "descriptors":
        return NoRelease(
            "de server heeft te weinig bestandsnummers voor de index", "de beheerder verhoogt ulimit -n"
        )
    if cause == "memory":
        return NoRelease(
            "een werkproces heeft te weinig geheugen voor de index",
            "de beheerder geeft meer met VEILIGHEIDSGRAAF_MEMORY",
        )
    if cause.startswith("index"):
        return DamagedIndex()
    return NoRelease(cause, "probeer het later opnieuw")
