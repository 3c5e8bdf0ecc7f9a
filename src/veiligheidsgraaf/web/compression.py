"""Compress answers on their way to who takes gzip. The endpoint compresses its own, once for all who ask the
same.
"""

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from .addresses import ENDPOINT
from .negotiate import takes_gzip

_OWN = (ENDPOINT.path,)
_LEAST_BYTES = 1000
_LEVEL = 5


class Compress:
    """ASGI middleware: Starlette's gzip, for who takes it; Starlette looks for the word only, so also in
    `gzip;q=0`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._gzip = GZipMiddleware(app, minimum_size=_LEAST_BYTES, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with gzip around it or not."""
        wanted = (
            scope["type"] == "http"
            and scope["path"] not in _OWN
            and takes_gzip(Headers(scope=scope).get("accept-encoding"))
        )
        await (self._gzip if wanted else self._app)(scope, receive, send)
