"""Around every request: an id, a line in the log, figures, and the headers that every answer has.

Query texts of strangers stay out of the log at level info.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .headers import ALWAYS_RAW
from .metrics import ANSWERED, SECONDS

# The id of the request being answered, for every line that is logged meanwhile.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")
_log = logging.getLogger("veiligheidsgraaf.request")

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, X-Request-Id",
    "Access-Control-Max-Age": "86400",
}


class Observe:
    """ASGI middleware; stands outermost.

    `on_fault` makes the answer to a fault that nothing else has answered.
    """

    def __init__(self, app: ASGIApp, on_fault: Callable[[Request, Exception], Response]) -> None:
        self._app, self._on_fault = app, on_fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see its answer go."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        name = given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(name)
        started, seen = time.perf_counter(), {"status": 0, "bytes": 0}

        takes_any = headers.get("if-none-match", "").strip() == "*" and scope["method"] in ("GET", "HEAD")

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = list(message.get("headers", ()))
                if takes_any and message["status"] == 200:  # noqa: PLR2004 (HTTP)
                    _leave_out(message)
                seen["status"] = message["status"]
                _complete(message["headers"], name, scope)
            elif seen["status"] == 304:  # noqa: PLR2004 (HTTP)
                message = {**message, "body": b""}
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
                await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, forward)
            else:
                await self._app(scope, receive, forward)
        except Exception as error:
            answer = self._on_fault(Request(scope), error)
            if not seen["status"]:
                await answer(scope, receive, forward)
        finally:
            _report(scope, seen, time.perf_counter() - started)
            request_id.reset(token)


def _leave_out(message: Message) -> None:
    """Make an answer a 304 to who has any (If-None-Match: *), when it is one that can be had."""
    if any(key == b"etag" for key, _ in message["headers"]):
        message["status"] = 304
        of_body = (b"content-length", b"content-type", b"content-encoding", b"content-disposition")
        message["headers"] = [item for item in message["headers"] if item[0] not in of_body]


def _complete(headers: list[tuple[bytes, bytes]], name: str, scope: Scope) -> None:
    """Add what every answer has.

    The ETag of an answer that was compressed on its way is no longer a strong one.

    `scope["own_encoding"]`: the tag is of these very bytes, compressed as they are; `scope["framed"]`: made
    to stand in a frame on another page, as its own policy says.
    """
    there = {key for key, _ in headers}
    there |= {b"x-frame-options"} if scope.get("framed") else set()
    headers.extend(item for item in ALWAYS_RAW if item[0] not in there)
    headers.append((b"x-request-id", name.encode()))
    parts = [part.strip() for key, value in headers if key == b"vary" for part in value.split(b",")]
    headers[:] = [item for item in headers if item[0] != b"vary"]
    headers.append((b"vary", b", ".join(dict.fromkeys([*parts, b"Accept-Encoding"]))))
    if b"content-encoding" in there and not scope.get("own_encoding"):
        headers[:] = [
            (key, b"W/" + value if key == b"etag" and not value.startswith(b"W/") else value)
            for key, value in headers
        ]


def _report(scope: Scope, seen: dict[str, int], seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "other")
    method = scope["method"] if scope["method"] in _METHODS else "other"
    status = seen["status"] or 499  # the asker went away before there was an answer
    ANSWERED.labels(route, method, status).inc()
    SECONDS.labels(route).observe(seconds)
    _log.info(
        "request",
        extra={
            "fields": {
                "method": method,
                "path": scope["path"][:200],
                "status": status,
                "ms": round(seconds * 1000, 2),
                "bytes": seen["bytes"],
                "cache": scope.get("cache", ""),
            }
        },
    )
