"""Headers that the API Design Rules ask of every answer of the API, faults too."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..addresses import API
from .openapi import VERSION

BASE = API.path
# Beside what every answer has (`observe`); no page stands here, so nothing may be loaded.
_HEADERS = {"API-Version": VERSION, "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


class ApiHeaders:
    """Middleware that adds the headers to every answer at BASE and below."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; its answer gets the headers."""
        if scope["type"] != "http" or not (scope["path"] == BASE or scope["path"].startswith(BASE + "/")):
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)
