"""Who is slow on purpose is cut off: a head, a body or an answer that takes for ever. The real server, with
seconds in place of minutes.
"""

import json
import socket
import sys
import time
from collections.abc import Iterator

import pytest

from veiligheidsgraaf.server.connection import HEAD_SECONDS
from veiligheidsgraaf.web.sparql.protocol import BODY_SECONDS
from veiligheidsgraaf.web.sparql.sending import SECONDS
from veiligheidsgraaf.words.release import Release

from ..live import Live, live
from ..web.test_limits import README
from .test_serving import copy_home, until

HEAD, BODY, ANSWER = 1.0, 1.5, 2.0
SERVER = f"""
import sys
from veiligheidsgraaf import connection, server
from veiligheidsgraaf.web import protocol, sending
connection.HEAD_SECONDS, protocol.BODY_SECONDS, sending.SECONDS = {HEAD}, {BODY}, {ANSWER}
server.main(sys.argv[1], "127.0.0.1", sys.argv[3])
"""
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
LARGE = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"


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


def test_answer_that_is_not_read_is_cut_off(server: Live) -> None:
    server.ask(LARGE)  # so that only sending takes time
    with connect(server, buffer=4096) as connection:
        connection.sendall(
            f"GET /sparql?query={LARGE.replace(' ', '+').replace('?', '%3F')} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        time.sleep(ANSWER + 1)
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    (length,) = (
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    assert head.startswith(b"HTTP/1.1 200 ")
    assert len(body) < length


def test_who_keeps_the_connection_may_ask_again_in_time(server: Live) -> None:
    for _ in range(2):
        assert server.client.get("/healthz").status_code == 200
        time.sleep(HEAD / 4)


def test_readme_names_the_seconds_that_the_code_has() -> None:
    for seconds in (HEAD_SECONDS, BODY_SECONDS, SECONDS):
        assert f"{seconds:g} seconds" in README
