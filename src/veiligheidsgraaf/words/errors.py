"""Every error a user can meet, each with what, where and how to mend it.

    VeiligheidsgraafError
    |-- CannotRead         a file or folder cannot be read as what it should be
    |   `-- BrokenFile     a file of a project, at line and column, by the rule that it breaks
    |-- DoesNotConform     the graph has violations; nothing was built
    |-- NoRelease          there is no usable release to answer from
    |-- UnknownName        a question, parameter or slug that does not exist; carries the nearest names
    |-- InvalidRequest     a query or parameter value that cannot be understood
    |-- NotAcceptable      no format that was asked for fits this kind of answer
    |-- QueryRefused       a query that this store does not run (SERVICE, too deep)
    |-- QueryTooLong       a query or request beyond the length limit
    |-- QueryCancelled     a query whose asker went away
    |-- QueryTimeout       a query that was stopped at its deadline
    |-- ResultTooLarge     an answer beyond the size limit
    |-- MemoryExceeded     a query that needed more memory than a worker has, or brought its worker down
    |-- QueryUnsupported   a query that the engine behind the endpoint does not run
    |-- EngineFailed       the engine behind the endpoint gave no answer that can be passed on
    |-- EngineDown         there is no engine behind the endpoint now, or it holds other data
    `-- StoreBusy          all workers were busy for too long

Messages are Dutch: users read them.
"""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

# What a message quotes of a stranger's file, at most.
MOST_TEXT = 400
_MOST_CHOICES = 12


class VeiligheidsgraafError(Exception):
    """Base. `what` says what is wrong and where, `how` how to mend it."""

    def __init__(self, what: str, how: str = "") -> None:
        super().__init__(f"{what}; {how}" if how else what)
        self.what = what
        self.how = how


class CannotRead(VeiligheidsgraafError):
    """A file or folder cannot be read as what it should be."""


class BrokenFile(CannotRead):
    """A file of a project that cannot be read, at line and column (0: unknown), by the rule it breaks."""

    def __init__(
        self, file: str, line: int, what: str, how: str, *, rule: str, column: int = 0, length: int = 0
    ) -> None:
        super().__init__(f"{file}:{line}: {what}" if line else f"{file}: {what}", how)
        self.file, self.line, self.column, self.length = file, line, column, length
        self.rule = rule
        self.message = f"{what}; {how}"
        self._said = what

    def __reduce__(self) -> tuple[Callable[..., "BrokenFile"], tuple[object, ...]]:
        """How it comes out of a process that read the file."""
        place = self.file, self.line, self._said, self.how
        return _broken_file, (*place, self.rule, self.column, self.length)


def _broken_file(
    file: str, line: int, what: str, how: str, rule: str, column: int, length: int
) -> BrokenFile:
    return BrokenFile(file, line, what, how, rule=rule, column=column, length=length)


class DoesNotConform(VeiligheidsgraafError):
    """The graph has violations; nothing was built."""


class NoRelease(VeiligheidsgraafError):
    """There is no usable release to answer from."""


class UnknownName(VeiligheidsgraafError):
    """A question, parameter or slug that does not exist."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        choices = sorted(known)
        self.nearest = get_close_matches(name, choices, n=3, cutoff=0.5)
        if self.nearest:
            how = "bedoelt u " + " of ".join(self.nearest) + "?"
        else:
            how = (
                "kies uit: "
                + ", ".join(choices[:_MOST_CHOICES])
                + (", ..." if len(choices) > _MOST_CHOICES else "")
            )
        super().__init__(f"{kind} '{name[:80]}' bestaat niet", how)


class InvalidRequest(VeiligheidsgraafError):
    """A query or parameter value that cannot be understood."""


class NotAcceptable(VeiligheidsgraafError):
    """No format that was asked for fits this kind of answer."""


class QueryRefused(VeiligheidsgraafError):
    """A query that this store does not run."""


class QueryTooLong(VeiligheidsgraafError):
    """A query or request beyond the length limit."""


class QueryCancelled(VeiligheidsgraafError):
    """A query whose asker went away."""


class QueryTimeout(VeiligheidsgraafError):
    """A query that was stopped at its deadline."""


class ResultTooLarge(VeiligheidsgraafError):
    """An answer beyond the size limit."""


class MemoryExceeded(VeiligheidsgraafError):
    """A query that needed more memory than a worker has, or brought its worker down."""


class QueryUnsupported(VeiligheidsgraafError):
    """A query that the engine behind the endpoint does not run."""


class EngineFailed(VeiligheidsgraafError):
    """The engine behind the endpoint gave no answer that can be passed on."""


class EngineDown(VeiligheidsgraafError):
    """There is no engine behind the endpoint now, or it holds other data."""


class StoreBusy(VeiligheidsgraafError):
    """All workers were busy for too long."""


def shorten(text: str, most: int = MOST_TEXT) -> str:
    """A text of a stranger, no longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
