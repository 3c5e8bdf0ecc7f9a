"""One question to an engine over HTTP and its answer, with everything that can be wrong with either.

No redirect is followed, and no proxy or password of the surroundings is used: a query goes to the address
that the operator named and nowhere else.
"""

import ssl
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from urllib.parse import urlencode

import httpx2 as httpx
from cachetools import LRUCache

from .connecting import told
from .mishaps import Mishap, MishapKind, explain_media, explain_status
from .target import Access

_CONNECT_SECONDS = 5.0
_LEAST_SECONDS = 0.05
# Where an engine (Virtuoso) says that it left rows out, or stopped early.
_INCOMPLETE = ("x-sparql-maxrows", "x-sql-state")
_SPOKEN = 400
_MOST_CLIENTS = 8


@dataclass(frozen=True)
class Reply:
    """What an engine answered, whole. `server`: how it names itself."""

    body: bytes
    media: str
    server: str = ""


class _Challenge(httpx.Auth):
    """A name and password in the way that the engine asks for: Digest or Basic (RFC 7616, RFC 7617)."""

    def __init__(self, access: Access) -> None:
        self._digest = httpx.DigestAuth(access.user, access.password)
        self._basic = httpx.BasicAuth(access.user, access.password)
        self._kind: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Without a name first; then as the challenge says, and so from then on."""
        if self._kind is None:
            response = yield request
            if response.status_code != HTTPStatus.UNAUTHORIZED:
                return
            asked = response.headers.get("www-authenticate", "").lower()
            self._kind = self._digest if asked.startswith("digest") else self._basic
        yield from self._kind.auth_flow(request)


class _Clients(LRUCache[tuple[str, Access], httpx.Client]):
    """Connections by address and who asks; those not used for longest are closed."""

    def popitem(self) -> tuple[tuple[str, Access], httpx.Client]:
        """Forget the one not used for longest."""
        place, client = super().popitem()
        client.close()
        return place, client


_clients = _Clients(_MOST_CLIENTS)
_lock = Lock()


def client_for(address: str, access: Access) -> httpx.Client:
    """The connections to an address, kept for the next question."""
    with _lock:
        found = _clients.get((address, access))
        if found is None:
            found = _clients[address, access] = _make_client(address, access)
        return found


def _make_client(address: str, access: Access) -> httpx.Client:
    token = {"Authorization": f"Bearer {access.token}"} if access.token else {}
    return httpx.Client(
        auth=_Challenge(access) if access.user else None,
        headers={"User-Agent": "veiligheidsgraaf", "Accept-Encoding": "identity", **token},
        verify=ssl.create_default_context() if address.startswith("https:") else False,
        trust_env=False,
        follow_redirects=False,
    )


def ask_engine(
    address: str,
    access: Access,
    text: str,
    accept: Sequence[str],
    seconds: float,
    max_bytes: int,
    graphs: Mapping[str, Sequence[str]] | None = None,
) -> Reply:
    """The answer to a query, in one of the media types of `accept`. Raises Mishap.

    `graphs`: default-graph-uri and named-graph-uri. A query changes nothing, so one that met a connection
    which the engine had let go is asked again, once.
    """
    form = urlencode({"query": text, **(graphs or {})}, doseq=True).encode()
    end = time.monotonic() + seconds
    try:
        return _ask_once(address, access, form, accept, max_bytes, end)
    except Mishap as mishap:
        if mishap.kind is not MishapKind.LOST or time.monotonic() >= end:
            raise
    return _ask_once(address, access, form, accept, max_bytes, end)


def _ask_once(
    address: str, access: Access, form: bytes, accept: Sequence[str], max_bytes: int, end: float
) -> Reply:
    left = max(_LEAST_SECONDS, end - time.monotonic())
    client = client_for(address, access)
    request = client.build_request(
        "POST",
        address,
        content=form,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": ", ".join(accept)},
        timeout=httpx.Timeout(left, connect=min(_CONNECT_SECONDS, left)),
    )
    with told():
        response = client.send(request, stream=True)
    try:
        return _read(response, accept, max_bytes, end)
    except httpx.TimeoutException:
        raise Mishap(MishapKind.LATE, "de engine antwoordde niet op tijd") from None
    except (httpx.TransportError, httpx.DecodingError):
        raise Mishap(MishapKind.FAILED, "het antwoord van de engine is afgebroken") from None
    finally:
        response.close()


def _read(response: httpx.Response, accept: Sequence[str], max_bytes: int, end: float) -> Reply:
    server = response.headers.get("server", "")
    if response.status_code != HTTPStatus.OK:
        spoken = _read_body(response, _SPOKEN, end).decode("utf-8", "replace")
        mishap = explain_status(response.status_code, spoken)
        assert mishap is not None
        raise mishap
    if any(name in response.headers for name in _INCOMPLETE):
        raise Mishap(MishapKind.PARTIAL, "de engine gaf niet het hele antwoord")
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in accept:
        raise explain_media(media)
    body = _read_body(response, max_bytes + 1, end)
    if len(body) > max_bytes:
        raise Mishap(MishapKind.PARTIAL, "het antwoord van de engine is te groot")
    return Reply(body, media, server)


def _read_body(response: httpx.Response, most: int, end: float) -> bytes:
    """The body, or its first bytes where there are more than `most`; a body that trickles has no more time
    than another.
    """
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) >= most:
            break
        if time.monotonic() > end:
            raise Mishap(MishapKind.LATE, "de engine antwoordde niet op tijd")
    return bytes(body[:most])
