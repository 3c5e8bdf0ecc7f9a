"""What can go wrong with an engine, each told without its address: strangers read it too."""

from enum import Enum
from http import HTTPStatus

_USER = "controleer VEILIGHEIDSGRAAF_STORE_USER en _PASSWORD, of _TOKEN"
CHECK_ADDRESS = "zet in VEILIGHEIDSGRAAF_STORE het adres waarop de engine SPARQL-vragen beantwoordt"
# What engines say, in the first words of an answer, of a query that they will not run for its time or size.
_TIME_SPOKEN = ("estimated execution time", "timed out", "timeout", "time limit")


class MishapKind(Enum):
    """What follows from it: for the query, and for the engine."""

    DOWN = "unreachable"  # nobody can be answered until it is mended
    LOST = "lost"  # the connection ended before there was an answer
    FAILED = "engine failed"  # this answer is none
    BUSY = "engine busy"
    LATE = "engine late"
    UNABLE = "unsupported"  # the engine does not run this query
    PARTIAL = "too large"  # it left something out of the answer
    MOVED = "other data"  # what is there is not, or no longer, of the release


class Mishap(Exception):
    """A fault of an engine, or on the way to it. `what` and `how` as in `words.errors`."""

    def __init__(self, kind: MishapKind, what: str, how: str = "") -> None:
        super().__init__(what)
        self.kind, self.what, self.how = kind, what, how


def explain_status(status: int, spoken: str) -> Mishap | None:
    """What an engine means with a status, and with the first words of its answer; None when it is well."""
    if status == HTTPStatus.OK:
        return None
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED):
        return Mishap(MishapKind.DOWN, f"de engine wijst de aanmelding af ({status})", _USER)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE):
        return Mishap(MishapKind.DOWN, f"op dit adres staat geen SPARQL-endpoint ({status})", CHECK_ADDRESS)
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return Mishap(MishapKind.BUSY, f"de engine heeft het te druk ({status})")
    is_late = status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT)
    if is_late or any(words in spoken.lower() for words in _TIME_SPOKEN):
        return Mishap(MishapKind.LATE, "de engine vond de query te zwaar of brak haar af")
    if status < HTTPStatus.OK or HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Mishap(
            MishapKind.DOWN, f"de engine verwijst door ({status}), en dat wordt niet gevolgd", CHECK_ADDRESS
        )
    if (
        HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        or status == HTTPStatus.NOT_IMPLEMENTED
    ):
        return Mishap(MishapKind.UNABLE, f"de engine voert deze query niet uit ({status})")
    return Mishap(MishapKind.FAILED, f"de engine gaf een fout op deze query ({status})")


def explain_media(media: str) -> Mishap:
    """An answer of a kind that was not asked for, such as a page for people."""
    shown = media.partition(";")[0].strip()[:60] or "zonder soort inhoud"
    return Mishap(
        MishapKind.FAILED,
        f"de engine antwoordde met iets anders dan SPARQL-resultaten ({shown})",
        CHECK_ADDRESS,
    )
