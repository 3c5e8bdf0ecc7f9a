"""What every worker process does, wherever its answers come from: take a query from the pipe, see that it may
run, answer, and send faults back as values.
"""

import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from ..words.errors import InvalidRequest, QueryRefused
from ..words.guard import check_query
from ..words.query_faults import explain_syntax
from .allocator import give_back
from .query import Query, Result
from .serializing import TooLarge, compress

_GRACE = 5
_LARGE = 256 * 1024

Run = Callable[[Query, float], Result]


def bound_process(memory_bytes: int) -> None:
    """Cap the memory of this process. A terminal's Ctrl-C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def answer_all(pipe: "Connection[Any, Any]", run: Run, clock: Callable[[], float]) -> None:
    """Answer queries that come through a pipe until it closes. `clock`: tells what a query costs."""
    while True:
        try:
            query, deadline = pipe.recv()
            started = clock()
            result = run(query, deadline)
            result = replace(result, seconds=clock() - started)
            pipe.send(result)
            if result.fault or len(result.body) > _LARGE:
                del result
                give_back()
        except (EOFError, OSError):  # the server is gone
            return


def run_guarded(query: Query, deadline: float, answer: Callable[[Query], Result]) -> Result:
    """The answer to a query that may run, packed as was asked. Faults of the query come back as values.

    The parent kills this process at the deadline (seconds); should the parent be gone, the alarm does.
    """
    signal.setitimer(signal.ITIMER_REAL, deadline + _GRACE)
    try:
        check_query(query.text)
        return compress(query, answer(query))
    except QueryRefused as error:
        return Result(fault="refused", detail=error.what, how=error.how)
    except SyntaxError as error:
        reason = explain_syntax(query.text, str(error))
        return Result(fault="syntax", detail=reason.what, how=reason.how)
    except InvalidRequest as error:
        return Result(fault="syntax", detail=error.what, how=error.how)
    except (MemoryError, TooLarge):
        return Result(fault="too large")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
