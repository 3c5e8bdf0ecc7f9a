"""Faults on the way to an engine as mishaps: apart from those, for it needs the library for HTTP."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2 as httpx

from .mishaps import CHECK_ADDRESS, Mishap, MishapKind

_LOOK = "controleer of de engine draait"


@contextmanager
def told() -> Iterator[None]:
    """Faults of the connection as mishaps. Those of a connection that had begun to answer are not among
    them.
    """
    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Mishap(MishapKind.DOWN, "de engine neemt geen verbinding aan", _LOOK) from None
    except httpx.TimeoutException:
        raise Mishap(MishapKind.LATE, "de engine antwoordde niet op tijd") from None
    except httpx.ConnectError as error:
        raise _explain_connection(error) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise Mishap(MishapKind.DOWN, "het adres van de engine is geen adres", CHECK_ADDRESS) from None
    except httpx.TransportError:
        raise Mishap(MishapKind.LOST, "de engine brak de verbinding af", _LOOK) from None


def _explain_connection(error: Exception) -> Mishap:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        how = "geef de engine een certificaat op haar eigen naam; van een eigen uitgever met SSL_CERT_FILE"
        return Mishap(
            MishapKind.DOWN, f"het certificaat van de engine past niet ({cause.verify_message})", how
        )
    if cause is not None:
        return Mishap(MishapKind.DOWN, "de engine spreekt op dit adres geen TLS", "controleer http of https")
    return Mishap(MishapKind.DOWN, "de engine is niet te bereiken", _LOOK)
