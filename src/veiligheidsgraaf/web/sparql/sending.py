"""Send a large answer no faster than its reader takes it, and to no reader for ever."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_PART = 128 * 1024
SECONDS = 120


class PacedResponse(Response):
    """An answer whose bytes go out in parts.

    Sent whole, a server holds a copy of it for each client that does not read. A client that has not taken it
    in two minutes is cut off.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer."""
        if len(self.body) <= _PART or scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            async with asyncio.timeout(SECONDS):
                for start in range(0, len(self.body), _PART):
                    more = start + _PART < len(self.body)
                    await send(
                        {
                            "type": "http.response.body",
                            "body": bytes(self.body[start : start + _PART]),
                            "more_body": more,
                        }
                    )
        except TimeoutError:
            return  # the server closes a connection whose answer is not whole
