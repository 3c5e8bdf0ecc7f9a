"""Who asks, and where this service stands for them: the address of the client, or what a trusted proxy says.

Sets in the scope `asker` (who shares in lines), `prefix` (path below which the service is published), and
scheme and host as the client sees them.
"""

import ipaddress
import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .addresses import ENDPOINT

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?")
# One subscriber has 2^64 addresses of IPv6.
_SHARED_BITS = 64
_IN_LINK = re.compile(rb"<(/[^>]*)>")


def read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between them."""
    parts = (part.strip() for part in text.split(","))
    return tuple(ipaddress.ip_network(part, strict=False) for part in parts if part)


def is_in(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of the networks."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks if network.version == found.version)


class Asker:
    """ASGI middleware; stands outermost.

    `proxies`: whose headers are believed; `root_path`: the prefix when no header says another.
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[Network] = (), root_path: str = "") -> None:
        self._app, self._proxies, self._root_path = app, proxies, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the prefix before the addresses in the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._read(scope)
        prefix = scope["prefix"].encode()
        if not prefix:
            await self._app(scope, receive, send)
            return

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    (key, _put_before(prefix, key, value)) for key, value in message["headers"]
                ]
            await send(message)

        await self._app(scope, receive, forward)

    def _read(self, scope: Scope) -> None:
        headers, client = Headers(scope=scope), (scope.get("client") or ("",))[0]
        scope["asker"], scope["prefix"] = _share_of(client), self._root_path
        if self._trusts(client):
            if forwarded := headers.getlist("x-forwarded-for"):
                scope["asker"] = _share_of(self._first_stranger(",".join(forwarded)))
            if headers.get("x-forwarded-proto") in ("http", "https"):
                scope["scheme"] = headers["x-forwarded-proto"]
            host = headers.get("x-forwarded-host", "")
            if _HOST.fullmatch(host):
                kept = [(key, value) for key, value in scope["headers"] if key != b"host"]
                scope["headers"] = [*kept, (b"host", host.encode())]
            given = headers.get("x-forwarded-prefix", "").rstrip("/")
            if _PREFIX.fullmatch(given):
                scope["prefix"] = given
        prefix = scope["prefix"]
        if prefix and (scope["path"] == prefix or scope["path"].startswith(prefix + "/")):
            scope["path"] = scope["path"].removeprefix(prefix) or "/"
            scope["raw_path"] = scope.get("raw_path", b"").removeprefix(prefix.encode()) or b"/"
        if scope["path"] == ENDPOINT.path + "/":  # a client that writes one finds the endpoint as well
            scope["path"] = ENDPOINT.path

    def _trusts(self, address: str) -> bool:
        return is_in(address, self._proxies)

    def _first_stranger(self, forwarded: str) -> str:
        """The last address in the chain that is not of a trusted proxy: those before it can be made up."""
        chain = [part.strip() for part in forwarded.split(",")]
        return next((address for address in reversed(chain) if not self._trusts(address)), chain[0])


def external_url(scope: Scope, path: str = "") -> str:
    """The address of a path (that of the request by itself) as the client sees it."""
    host = Headers(scope=scope).get("host", "")
    return f"{scope['scheme']}://{host}{scope.get('prefix', '')}{path or scope['path']}"


def origin_of(scope: Scope) -> str:
    """Scheme, host and prefix of all addresses, as the client sees them."""
    return external_url(scope, "/").removesuffix("/")


def _share_of(address: str) -> str:
    """An address, or the network of one subscriber."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(
        found.ipv4_mapped or ipaddress.ip_network((int(found) >> _SHARED_BITS << _SHARED_BITS, _SHARED_BITS))
    )


def _put_before(prefix: bytes, key: bytes, value: bytes) -> bytes:
    """A header of an answer with the prefix before the paths in it."""
    if key == b"location" and value.startswith(b"/") and not value.startswith(b"//"):
        return prefix + value
    if key == b"link":
        return _IN_LINK.sub(lambda match: b"<" + prefix + match[1] + b">", value)
    return value
