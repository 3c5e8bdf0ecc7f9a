"""A connection that a stranger cannot hold or fill: heads have a size and a time, answers a time in which
they are taken, addresses a number of connections. uvicorn's httptools has none of these.
"""

import asyncio
import fcntl
import json
import logging
import socket
import struct
import termios
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ..web.asker import Network, is_in
from ..web.headers import ALWAYS

# A query of the greatest length in an address, and the headers of a browser.
MAX_HEAD_BYTES = 96 * 1024
# What httptools can take apart is less than 64 kB.
MAX_ADDRESS_BYTES = 64 * 1024 - 256
HEAD_SECONDS = 15.0
ANSWER_SECONDS = 120.0
_LOOKS_PER_ANSWER = 12
# What the kernel may hold of an answer for one reader; left alone it grows to megabytes.
_SEND_BUFFER = 256 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_AT_ONCE = struct.pack("ii", 1, 0)
_SIOCOUTQ = termios.TIOCOUTQ
_log = logging.getLogger("veiligheidsgraaf.connection")


class Doors:
    """How many connections each address has.

    `most`: for one; 0 for no limit. `open_to`: networks without one (proxies).
    """

    def __init__(self, most: int = 0, open_to: Sequence[Network] = ()) -> None:
        self._most, self._open_to = most, open_to
        self._count: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count a connection in; whether there was room."""
        if self._most and self._count[address] >= self._most and not is_in(address, self._open_to):
            return False
        self._count[address] += 1
        return True

    def leave(self, address: str) -> None:
        """Count a connection out."""
        self._count[address] -= 1
        if self._count[address] <= 0:
            del self._count[address]


class BoundedConnection(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 connection with limits. `doors` is shared by all connections of a server."""

    doors = Doors()
    _entered = ""
    _in_head = True
    _is_refused = False
    _head_bytes = 0
    _line_bytes = 0
    _in_line = True
    _tail = b""
    _head_timer: asyncio.TimerHandle | None = None
    _reader_timer: asyncio.TimerHandle | None = None
    _untaken_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect a whole head in time, from the first."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        if not self.doors.enter(address):
            _log.warning("too many connections of one address")
            self._is_refused = True
            self._abort()
            return
        self._entered = address
        _bound_socket(transport)
        self._expect_head()
        self._watch_reader()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        if self._entered:
            self.doors.leave(self._entered)
            self._entered = ""
        self._forget_head()
        if self._reader_timer is not None:
            self._reader_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes of a head; cut the connection when there are too many."""
        if self._is_refused:
            return
        if self._in_head:
            self._count(data)
            if self._line_bytes > MAX_ADDRESS_BYTES:
                _log.warning("address too long")
                self._refuse(414, "Adres te lang", "stuur een lange query met POST")
                return
            if self._head_bytes > MAX_HEAD_BYTES:
                _log.warning("request head too large")
                self._refuse(431, "Koppen te lang", "stuur minder of kortere koppen")
                return
        super().data_received(data)

    def _count(self, data: bytes) -> None:
        """Count what of these bytes is head and what is its first line; a body may come with them."""
        joined = self._tail + data
        end = joined.find(_END_OF_HEAD)
        head = joined[len(self._tail) : end + len(_END_OF_HEAD)] if end >= 0 else data
        self._head_bytes += len(head)
        if self._in_line:
            line = head.find(b"\n")
            self._line_bytes += len(head) if line < 0 else line
            self._in_line = line < 0
        self._tail = joined[-3:]

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets a problem too, and not the words of the parser."""
        if not self._is_refused:
            self._refuse(400, "Verzoek niet begrepen", "dit is geen geldig HTTP-verzoek")

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        if not self._in_head:
            self._expect_head()

    def on_headers_complete(self) -> None:
        """A head is whole; what follows is a body, which the application bounds."""
        self._in_head = False
        self._forget_head()
        hosts = sum(name == b"host" for name, _ in self.headers)
        if self._is_refused or hosts > 1 or (hosts == 0 and self.parser.get_http_version() == "1.1"):
            if not self._is_refused:  # RFC 9112, section 3.2
                self._refuse(400, "Verzoek niet begrepen", "een verzoek heeft precies één kop Host")
            return
        if not self._untaken():  # the reader has taken all that went before
            self._untaken_since = None
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Pass a body on, but not of what was refused."""
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Pass the end on, but not of what was refused."""
        if not self._is_refused:
            super().on_message_complete()

    def _expect_head(self) -> None:
        self._in_head = self._in_line = True
        self._head_bytes = self._line_bytes = 0
        self._tail = b""
        self._forget_head()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._expire)

    def _refuse(self, status: int, title: str, detail: str) -> None:
        """Answer outside the application, and hang up."""
        self._is_refused = True
        self._forget_head()
        if self.cycle is not None and not self.cycle.response_complete:
            self._abort()  # an answer of ours would stand in the middle of another
            return
        body = json.dumps({"status": status, "title": title, "detail": detail}, ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/problem+json",
            "Content-Length": len(body),
            "Cache-Control": "no-store",
            "Connection": "close",
            **ALWAYS,
        }
        first = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"
        head = "\r\n".join((first, *(f"{key}: {value}" for key, value in headers.items()), "", ""))
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _expire(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _forget_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _watch_reader(self) -> None:
        """Look now and then whether the reader takes its answer, also after the connection was closed:
        closing waits until all is taken, and so for ever.
        """
        if not self._untaken():
            self._untaken_since = None
        elif self._untaken_since is None:
            self._untaken_since = self.loop.time()
        elif self.loop.time() - self._untaken_since >= ANSWER_SECONDS:
            _log.warning("an answer was not taken in time")
            self._abort()
            return
        self._reader_timer = self.loop.call_later(ANSWER_SECONDS / _LOOKS_PER_ANSWER, self._watch_reader)

    def _untaken(self) -> int:
        """Bytes that the other side has not taken, here and in the kernel."""
        there = self.transport.get_write_buffer_size()
        held = self.transport.get_extra_info("socket")
        if held is None:
            return there
        try:
            found = fcntl.ioctl(held.fileno(), _SIOCOUTQ, b"\0\0\0\0")
        except (OSError, ValueError):
            return there
        return there + int(struct.unpack("i", found)[0])

    def _abort(self) -> None:
        """End the connection with all that waits in it, also in the kernel."""
        held = self.transport.get_extra_info("socket")
        if held is not None:
            with suppress(OSError):
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()


def _bound_socket(transport: asyncio.Transport) -> None:
    """Let the kernel hold little for a reader, and not for longer than the server would."""
    held = transport.get_extra_info("socket")
    if held is None or held.family not in (socket.AF_INET, socket.AF_INET6):
        return
    with suppress(OSError, AttributeError):
        held.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(ANSWER_SECONDS * 1000))
