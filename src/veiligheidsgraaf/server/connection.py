"""A connection that a stranger cannot hold or fill: the head of a request has a size and a time, where
uvicorn's httptools has neither.
"""

import asyncio
import json
import logging
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# A query of the greatest length, percent-encoded in the address, and the headers of a browser.
MAX_HEAD_BYTES = 96 * 1024
HEAD_SECONDS = 15.0
_log = logging.getLogger("veiligheidsgraaf.connection")


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 connection with limits on the head of a request."""

    _head_bytes = 0
    _in_head = True
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a whole head in time, from the first."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer."""
        self._forget_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head; cut the connection when there are too many."""
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                _log.warning("request head too large")
                self._refuse(431, "Adres of koppen te lang", "stuur een lange query met POST")
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets a problem too, and not the words of the parser."""
        self._refuse(400, "Verzoek niet begrepen", "dit is geen geldig HTTP-verzoek")

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        if not self._in_head:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """A head is whole; what follows is a body, which the application bounds."""
        self._in_head, self._head_bytes = False, 0
        self._forget_timer()
        super().on_headers_complete()

    def _expect_head(self) -> None:
        self._in_head, self._head_bytes = True, 0
        self._forget_timer()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._expire)

    def _refuse(self, status: int, title: str, detail: str) -> None:
        """Answer outside the application, and hang up."""
        body = json.dumps({"status": status, "title": title, "detail": detail}, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _expire(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _forget_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
