"""Work in forked processes: they inherit what was read, use all cores, and can be stopped in native code or a
long query. None outlives the process that started it.
"""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from ..words.errors import CannotRead

In = TypeVar("In")
Out = TypeVar("Out")

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux

# What forked workers inherit: set just before they start.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def run_in_processes(work: Callable[[In], Out], items: Sequence[In]) -> Iterator[Out]:
    """The result of some work for each item, in order, as they come; in this process where it cannot be
    forked. They are to be taken before other work begins.

    Raises CannotRead when a process is killed from outside, as the kernel does when memory runs out.
    """
    global _work  # noqa: PLW0603 (what a fork inherits)
    if not items or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    _work = work, items
    fork = multiprocessing.get_context("fork")
    workers = min(os.cpu_count() or 1, len(items))
    try:
        with ProcessPoolExecutor(workers, fork, _begin, (os.getpid(),)) as pool:
            yield from pool.map(_do, range(len(items)))
    except BrokenProcessPool:
        how = "geef de machine meer geheugen, of controleer minder tegelijk met --changed"
        raise CannotRead("een proces van de controle is van buitenaf beëindigd", how) from None
    finally:
        _work = None


def end_now(message: str) -> None:
    """End this process and its workers at once, with a message and exit code 2. For a signal handler: an
    exception raised there can get lost in whatever was running.
    """
    for worker in multiprocessing.active_children():
        worker.kill()
    os.write(sys.stderr.fileno(), f"{message}\n".encode())
    os._exit(2)


def _begin(parent: int) -> None:
    """Stop at once when told to, also in native code, and when the parent is gone. What was inherited is not
    looked at when cycles are collected: that would copy it.
    """
    gc.freeze()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _do(number: int) -> Any:  # noqa: ANN401 (whatever the work gives)
    assert _work is not None
    work, items = _work
    try:
        return work(items[number])
    finally:
        gc.collect(0)  # where it is off, a process would grow with all it has done
