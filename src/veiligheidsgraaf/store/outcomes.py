"""What a worker says went wrong, as the fault that a user meets."""

from ..words.errors import (
    EngineDown,
    EngineFailed,
    InvalidRequest,
    NotAcceptable,
    QueryRefused,
    QueryTimeout,
    QueryUnsupported,
    ResultTooLarge,
    StoreBusy,
    VeiligheidsgraafError,
)
from .query import Query, Result
from .remote.mishaps import MishapKind

_AGAIN = "probeer het over enkele seconden opnieuw"
_LESS = "vraag minder, of voeg een LIMIT toe"
# Faults that say that an engine cannot answer anybody now, and those after which that is to be seen.
UNFIT = {MishapKind.DOWN.value, MishapKind.LOST.value, MishapKind.MOVED.value}
DOUBTFUL = {MishapKind.FAILED.value, MishapKind.LATE.value}


def as_error(result: Result, query: Query) -> VeiligheidsgraafError:
    """The fault in a result as an error."""
    if query.engine and (found := _of_engine(result)):
        return found
    if result.fault == "refused":
        return QueryRefused(result.detail, result.how)
    if result.fault == "syntax":
        return InvalidRequest(result.detail, result.how)
    if result.fault == "format":
        return NotAcceptable(
            result.detail or "geen van de gevraagde formaten past bij dit antwoord",
            result.how or "vraag rijen als JSON, XML, CSV of TSV, triples als Turtle",
        )
    if result.fault == "too large":
        return ResultTooLarge(f"het antwoord is groter dan {query.max_bytes // 1024} kB", _LESS)
    return InvalidRequest("de query kan niet worden uitgevoerd", "controleer hem en probeer het opnieuw")


def _of_engine(result: Result) -> VeiligheidsgraafError | None:
    if result.fault in UNFIT:
        return EngineDown(f"open vragen kunnen nu niet: {result.detail}", _AGAIN + "; de pagina's werken wel")
    if result.fault == MishapKind.BUSY.value:
        return StoreBusy(result.detail, _AGAIN)
    if result.fault == MishapKind.LATE.value:
        return QueryTimeout(result.detail, _LESS)
    if result.fault == MishapKind.FAILED.value:
        return EngineFailed(result.detail, "vraag het anders of minder, of probeer het later opnieuw")
    if result.fault == MishapKind.UNABLE.value:
        return QueryUnsupported(
            result.detail, result.how or "schrijf haar anders; docs/engines.md noemt verschillen"
        )
    if result.fault == MishapKind.PARTIAL.value and result.detail:
        return ResultTooLarge(result.detail, _LESS)
    return None
