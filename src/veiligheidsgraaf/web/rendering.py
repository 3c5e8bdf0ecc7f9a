"""What is made in the server's own process has a bound, a place in a fair line, and a cache.

Pages, documents, REST and static files: few at a time, asker by asker, each kept until the next release. The
endpoint, `/healthz`, `/metrics` and the dumps do not pass here, so that nothing on a page keeps them waiting.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, NamedTuple

import anyio.to_thread
from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..store.turns import LIGHT, UNKNOWN, Place, Turns
from ..words.errors import StoreBusy
from ..words.packed import pack
from ..words.parameters import today
from . import addresses as at
from .caching import names
from .negotiate import takes_gzip

_DUMPS = at.DUMP.path.partition("{")[0]
_PER_PLACE = 64
_LEAST_BYTES = 1000
_OVERHEAD = 2048
_LARGEST_SHARE = 0.25
_MEGABYTE = 1024 * 1024
_PART = 128 * 1024
_IN_HTML = re.compile(rb'((?:href|src|action|formaction|data-[a-z-]+)=")/(?!/)')
_OF_304 = (b"etag", b"cache-control", b"vary", b"link", b"access-control-allow-origin")
_PACKED = ("image/png", "image/jpeg", "application/gzip", "font/woff2", "spreadsheetml")


class Made(NamedTuple):
    """An answer, whole."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    route: Any = None

    def header(self, name: bytes) -> str:
        """The first value of a header, or ""."""
        return next((value.decode("latin-1") for key, value in self.headers if key == name), "")


class Counter:
    """Some places at a counter, and a fair line before it. For use in one event loop."""

    def __init__(self, places: int, patience: float) -> None:
        self._free, self._patience = places, patience
        self._turns = Turns(places * _PER_PLACE)
        self._called: dict[Place, asyncio.Future[bool]] = {}

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._turns)

    @asynccontextmanager
    async def place(self, asker: str, weight: int = UNKNOWN) -> AsyncIterator[None]:
        """Hold a place. Raises StoreBusy when the line is full or the wait too long."""
        place = Place(asker, weight)
        self._called[place] = asyncio.get_running_loop().create_future()
        self._turns.join(place)
        self._call()
        if victim := self._turns.overflow():
            self._called[victim].set_result(False)
        called = self._called[place]
        try:
            await asyncio.wait({called}, timeout=self._patience)
        except asyncio.CancelledError:
            if called.done() and called.result():
                self._give_back(place, 0)
            raise
        finally:
            del self._called[place]
            self._turns.leave(place)
        if not called.done() or not called.result():
            raise StoreBusy("het is nu te druk", "probeer het over enkele seconden opnieuw")
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            yield
        finally:
            self._give_back(place, loop.time() - started)

    def _give_back(self, place: Place, cost: float) -> None:
        self._turns.give_back(place, cost)
        self._free += 1
        self._call()

    def _call(self) -> None:
        while self._free and (place := self._turns.peek()):
            self._turns.take(place)
            self._free -= 1
            self._called[place].set_result(True)


class Rendered:
    """ASGI middleware around what is made here, at a counter that others use as well.

    `cache_mb` of answers are kept; `on_busy` makes the answer when the line is full.
    """

    def __init__(
        self,
        app: ASGIApp,
        counter: Counter,
        cache_mb: int,
        on_busy: Callable[[Request, StoreBusy], Response],
    ) -> None:
        self._app, self._on_busy = app, on_busy
        self._counter = counter
        self._most = cache_mb * _MEGABYTE
        self._kept: LRUCache[tuple[object, ...], Made] = LRUCache(
            max(1, self._most), getsizeof=lambda made: len(made.body) + _OVERHEAD
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or take a place in line."""
        if not _is_made_here(scope):
            await self._app(scope, receive, send)
            return
        headers, key = Headers(scope=scope), _key(scope)
        made = self._kept.get(key)
        scope["cache"] = "hit" if made else "miss"
        if made is None:
            try:
                async with self._counter.place(scope.get("asker", ""), _weight(scope)):
                    made = self._kept.get(key) or await self._make(scope, receive)
            except StoreBusy as busy:
                await self._on_busy(Request(scope), busy)(scope, receive, send)
                return
            if made.status == HTTPStatus.OK and len(made.body) + _OVERHEAD <= self._most * _LARGEST_SHARE:
                self._kept[key] = made
        scope["route"] = made.route
        if made.status == HTTPStatus.OK and names(headers.get("if-none-match", ""), made.header(b"etag")):
            made = Made(304, tuple(item for item in made.headers if item[0] in _OF_304), b"")
        await _send(made, scope, send)

    async def _make(self, scope: Scope, receive: Receive) -> Made:
        """The answer of the application, with the prefix in it, packed when the client takes that."""
        parts: list[bytes] = []
        start: Message = {}

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, collect)
        body, headers = b"".join(parts), list(start.get("headers", ()))
        media = next((value for key, value in headers if key == b"content-type"), b"").decode("latin-1")
        if scope.get("prefix") and media.startswith("text/html"):
            body = put_prefix(body, scope["prefix"])
        if start["status"] == HTTPStatus.OK and not any(key == b"etag" for key, _ in headers):
            headers.append((b"etag", b'W/"' + blake2b(body, digest_size=16).hexdigest().encode() + b'"'))
        if body and len(body) >= _LEAST_BYTES and _takes_packed(scope, media):
            body = await anyio.to_thread.run_sync(pack, body)
            headers.append((b"content-encoding", b"gzip"))
        if scope["method"] != "HEAD" and body:
            headers = [item for item in headers if item[0] != b"content-length"]
            headers.append((b"content-length", str(len(body)).encode()))
        return Made(start["status"], tuple(headers), body, scope.get("route"))


def put_prefix(page: bytes, prefix: str) -> bytes:
    """A page with the prefix before every address in it."""
    return _IN_HTML.sub(rb"\1" + prefix.encode() + b"/", page)


async def _send(made: Made, scope: Scope, send: Send) -> None:
    """In parts, no faster than its reader takes it."""
    await send({"type": "http.response.start", "status": made.status, "headers": list(made.headers)})
    body = b"" if scope["method"] == "HEAD" else made.body
    for start in range(0, len(body) or 1, _PART):
        more = start + _PART < len(body)
        await send({"type": "http.response.body", "body": body[start : start + _PART], "more_body": more})


def _is_made_here(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = scope["path"]
    if path == at.ENDPOINT.path:
        return not scope.get("query_string")
    return path not in (at.HEALTH.path, at.METRICS.path) and not path.startswith(_DUMPS)


def _key(scope: Scope) -> tuple[object, ...]:
    """All of a request that shapes its answer."""
    headers = Headers(scope=scope)
    accept, encoding = headers.get("accept", ""), takes_gzip(headers.get("accept-encoding"))
    place = scope["scheme"], headers.get("host", ""), scope.get("prefix", "")
    # Which plans are current changes with the day.
    return scope["method"], scope["path"], scope.get("query_string", b""), accept, encoding, *place, today()


def _weight(scope: Scope) -> int:
    return LIGHT if scope["path"].startswith(at.STATIC.path + "/") else UNKNOWN


def _takes_packed(scope: Scope, media: str) -> bool:
    if any(packed in media for packed in _PACKED):
        return False
    return takes_gzip(Headers(scope=scope).get("accept-encoding"))
