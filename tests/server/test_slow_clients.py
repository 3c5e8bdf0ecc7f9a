"""Who is slow on purpose is cut off: a head, a body or an answer that takes for ever. The real server, with
seconds in place of minutes; a test waits for what must happen, however long that takes.
"""

import contextlib
import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from veiligheidsgraaf.server.connection import ANSWER_SECONDS, HEAD_SECONDS
from veiligheidsgraaf.web.request_bodies import BODY_SECONDS
from veiligheidsgraaf.words.release import Release

from ..live import Live, live
from ..web.test_limits import README
from .test_serving import copy_home, until

HEAD, BODY, ANSWER = 1.0, 1.5, 2.0
SERVER = f"""
import sys
from veiligheidsgraaf.server import __main__ as server, connection
from veiligheidsgraaf.web import request_bodies
connection.HEAD_SECONDS, request_bodies.BODY_SECONDS, connection.ANSWER_SECONDS = {HEAD}, {BODY}, {ANSWER}
server.main(sys.argv[1], "127.0.0.1", sys.argv[3])
"""
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
LARGE = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
SMALL = "SELECT ?a ?b ?c { ?a ?b ?c } LIMIT 1500"


@pytest.fixture(scope="module")
def server(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    home = copy_home(example_release, tmp_path_factory.mktemp("slow") / "home")
    with live(home, home / "log", command=[sys.executable, "-P", "-c", SERVER, str(home)]) as running:
        yield running


def connect(server: Live, buffer: int = 0) -> socket.socket:
    connection = socket.socket()
    if buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    connection.connect(("127.0.0.1", server.port))
    connection.settimeout(20)
    return connection


def read_all(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("head", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["nothing", "half a head"])
def test_head_that_does_not_end_is_cut_off(server: Live, head: bytes) -> None:
    with connect(server) as connection:
        started = time.monotonic()
        connection.sendall(head)
        assert read_all(connection) == b""
        assert time.monotonic() - started >= HEAD * 0.9


def test_head_that_trickles_is_cut_off(server: Live) -> None:
    with connect(server) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert until(lambda: is_cut_off(connection), 10 * HEAD)


def is_cut_off(connection: socket.socket) -> bool:
    """Send one more header line; whether the other side has hung up."""
    try:
        connection.sendall(b"X: y\r\n")
    except ConnectionError:
        return True
    return False


def test_body_that_does_not_end_gets_its_answer(server: Live) -> None:
    with connect(server) as connection:
        connection.sendall(POST + b"ASK")
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["title"] == "Verzoek duurt te lang"


@pytest.mark.parametrize("query", [LARGE, SMALL], ids=["large", "fits in the buffers of the kernel"])
def test_answer_that_is_never_read_is_cut_off(server: Live, query: str) -> None:
    server.ask(query)  # so that only sending takes time
    before = sockets(server)
    address = query.replace(" ", "+").replace("?", "%3F")
    readers = [connect(server, buffer=2048) for _ in range(10)]
    for reader in readers:
        reader.sendall(f"GET /sparql?query={address} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert all(reader.recv(1, socket.MSG_PEEK) for reader in readers), "each answer has begun"
    assert until(lambda: sockets(server) <= before, 60), "the server let go of readers that read nothing"
    assert until(lambda: not held_for(server, readers), 60), "and so did the kernel"
    for reader in readers:
        reader.close()


def sockets(server: Live) -> int:
    """Open sockets of the server process."""
    found = 0
    for link in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(link.readlink()).startswith("socket:")
    return found


def held_for(server: Live, readers: list[socket.socket]) -> int:
    """Bytes that the kernel keeps to send to the readers, whatever process they were of."""
    ports = {f":{reader.getsockname()[1]:04X}" for reader in readers}
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = [row for row in rows if row[1].endswith(f":{server.port:04X}") and row[2][-5:] in ports]
    return sum(int(row[4].split(":")[0], 16) for row in ours)


def test_readme_names_the_seconds_that_the_code_has() -> None:
    for seconds in (HEAD_SECONDS, BODY_SECONDS, ANSWER_SECONDS):
        assert f"{seconds:g} seconds" in README
