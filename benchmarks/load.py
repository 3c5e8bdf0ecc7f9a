"""A bounded client: some connections, each with one request at a time, that share one list of requests."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httptools

CONNECTIONS = 4
ACCEPT = "application/sparql-results+json"


@dataclass
class Outcome:
    """What a load gave: seconds, answers by status, bytes, and the latencies in seconds."""

    seconds: float = 0
    statuses: Counter[int] = field(default_factory=Counter)
    bytes: int = 0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Good answers per second."""
        return self.statuses[200] / self.seconds if self.seconds else 0


class _Connection(asyncio.Protocol):
    """One connection; `done` gets (status, bytes of the body) per answer."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.lost = False

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True
        if not self.done.done():
            self.done.set_exception(ConnectionError("connection lost"))

    def ask(self, request: bytes) -> "asyncio.Future[tuple[int, bytes]]":
        self.done: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.parser = httptools.HttpResponseParser(self)
        self.body = bytearray()
        self.transport.write(request)
        return self.done

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.done.set_result((self.parser.get_status_code(), bytes(self.body)))


def request(port: int, path: str, text: str, accept: str = ACCEPT) -> bytes:
    """A query by POST, as bytes: every peer takes it in this way."""
    body = urlencode({"query": text}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: {accept}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def ask_once(port: int, path: str, text: str, limit: float) -> tuple[int, bytes, float]:
    """Status (0: not within the limit), body and seconds of one query."""

    async def once() -> tuple[int, bytes]:
        connection = await _connect(port)
        try:
            return await asyncio.wait_for(connection.ask(request(port, path, text)), limit)
        except (TimeoutError, ConnectionError):
            return 0, b""
        finally:
            connection.transport.close()

    started = time.perf_counter()
    status, body = asyncio.run(once())
    return status, body, time.perf_counter() - started


def load(port: int, requests: list[bytes], limit: float = 600) -> Outcome:
    """Send all requests over CONNECTIONS connections, or as many as fit in `limit` seconds."""
    return asyncio.run(_load(port, requests, limit))


async def _load(port: int, requests: list[bytes], limit: float) -> Outcome:
    outcome, todo = Outcome(), list(reversed(requests))
    started = time.perf_counter()

    async def work() -> None:
        connection = await _connect(port)
        while todo and time.perf_counter() - started < limit:
            if connection.lost:
                connection = await _connect(port)
            asked = time.perf_counter()
            try:
                status, body = await connection.ask(todo.pop())
            except ConnectionError:
                status, body = 0, b""
            outcome.latencies.append(time.perf_counter() - asked)
            outcome.statuses[status] += 1
            outcome.bytes += len(body)
        connection.transport.close()

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    outcome.seconds = time.perf_counter() - started
    return outcome


async def _connect(port: int) -> _Connection:
    _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", port)
    return connection
