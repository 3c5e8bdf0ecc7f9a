"""Send a large answer no faster than its reader takes it. The connection cuts off who does not read."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_PART = 128 * 1024


class PacedResponse(Response):
    """An answer whose bytes go out in parts: sent whole, a server holds a
    copy of it for each client that does not read.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        if len(self.body) <= _PART or scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for start in range(0, len(self.body), _PART):
            part, end = bytes(self.body[start : start + _PART]), start + _PART
            await send({"type": "http.response.body", "body": part, "more_body": end < len(self.body)})
