"""Fifty clients with heavy, broken and light queries: no 500, no leak, and light ones answered throughout.

What is asserted holds on any machine; how long a light answer takes is told. Short here; a full minute by
`make soak` (SOAK_SECONDS=60).
"""

import contextlib
import itertools
import os
import random
import socket
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest

from veiligheidsgraaf.words.release import Release

from ..live import ENDLESS, Live, live
from ..server.test_serving import LIGHT, copy_home, until

pytestmark = pytest.mark.proof

SECONDS = float(os.environ.get("SOAK_SECONDS", "12"))
CLIENTS = 50
QUERIES = "veiligheidsgraaf_queries_total"
# What a client may be told: it is done, it asked wrongly, or it is too busy. Never 500.
EXPECTED = {200, 303, 304, 400, 403, 404, 405, 406, 413, 414, 415, 422, 503}
_HEAVY = [ENDLESS, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a"]
_LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"
_BROKEN = [
    "SELECT",
    "ASK { SERVICE <x:a> {} }",
    "DROP ALL",
    "ASK " + "{" * 400,
    "x" * 30_000,
    "ASK { ?s \x00 }",
    "\\uD800",
]
_LIGHT = ["/healthz", "/vragen/doelen", "/metrics"]


class Tally:
    """What the clients met, together."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.light_seconds: list[float] = []

    def note(self, kind: str, status: int, seconds: float) -> None:
        with self.lock:
            self.statuses[kind, status] += 1
            if kind == "light":
                self.light_seconds.append(seconds)


def play(server: Live, seed: int, end: float, tally: Tally) -> None:
    """One client: four in ten ask the light, the others heavy or broken; some hang up."""
    chance = random.Random(seed)
    kind = "light" if seed % 5 < 2 else "heavy" if seed % 5 < 4 else "broken"
    with httpx.Client(base_url=server.url, timeout=120) as client:
        while time.monotonic() < end:
            started = time.monotonic()
            try:
                status = ask(client, kind, chance)
            except httpx.ReadTimeout:
                assert kind == "heavy", f"{kind} client waited in vain"
                continue
            tally.note(kind, status, time.monotonic() - started)
            time.sleep(0.02 if kind == "light" else 0.05)


def ask(client: httpx.Client, kind: str, chance: random.Random) -> int:
    if kind == "light":
        path = chance.choice([*_LIGHT, "/sparql"])
        return client.get(path, params={"query": LIGHT} if path == "/sparql" else None).status_code
    if kind == "broken":
        query = chance.choice(_BROKEN)
        if chance.random() < 0.5:
            return client.post("/sparql", data={"query": query}).status_code
        return client.post(
            "/sparql",
            content=query,
            headers={"Content-Type": chance.choice(["application/sparql-query", "x/y", ""])},
        ).status_code
    impatient = chance.random() < 0.3
    query = f"{chance.choice(_HEAVY)} # {chance.random()}"
    return client.get("/sparql", params={"query": query}, timeout=0.3 if impatient else 30).status_code


def test_fifty_clients_for_a_while(example_release: Release, tmp_path: Path) -> None:
    home = copy_home(example_release, tmp_path / "home")
    with live(home, tmp_path / "log", timeout=2, patience=60, queue=8, memory=800) as server:
        server.ask(LIGHT)
        assert server.client.get("/vragen/doelen").status_code == 200
        memory_before, descriptors_before = server.memory_mb(), descriptors(server)
        tally, end = Tally(), time.monotonic() + SECONDS
        clients = [threading.Thread(target=play, args=(server, seed, end, tally)) for seed in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        assert {status for _, status in tally.statuses} <= EXPECTED, tally.statuses
        assert "Traceback" not in server.log.read_text()

        assert {status for kind, status in tally.statuses if kind == "light"} == {200}, tally.statuses
        assert len(tally.light_seconds) > CLIENTS * 0.4, "light questions are answered throughout"
        tell("light of fifty", tally.light_seconds)
        assert tally.statuses["heavy", 503] > 0, "heavy ones are stopped or turned away"

        assert until(lambda: server.metric("veiligheidsgraaf_workers_busy") == 0)
        assert until(lambda: descriptors(server) <= descriptors_before + 5), "connections are closed"
        assert len(server.workers) == 4
        assert server.memory_mb() < memory_before + 120
        assert server.ask(f"{LIGHT} # afterwards").status_code == 200


def descriptors(server: Live) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_light_client_beside_forty_heavy_ones(example_release: Release, tmp_path: Path) -> None:
    """The light one asks from the same address as the heavy ones, so only its lightness speaks for it. Others
    say nothing, speak slowly, or ask for much and never read it.
    """
    home = copy_home(example_release, tmp_path / "home")
    with live(home, tmp_path / "log", patience=60) as server:
        assert server.ask(LIGHT).status_code == 200
        end, seconds, statuses = time.monotonic() + SECONDS, [], Counter[int]()
        others = [threading.Thread(target=ask_heavy, args=(server, seed, end)) for seed in range(40)]
        others.append(threading.Thread(target=hold_connections, args=(server, end)))
        for thread in others:
            thread.start()
        with httpx.Client(base_url=server.url, timeout=120) as client:
            while time.monotonic() < end:
                started = time.monotonic()
                query = f"{LIGHT} # {started}"  # never asked before
                statuses[client.get("/sparql", params={"query": query}).status_code] += 1
                seconds.append(time.monotonic() - started)
        for thread in others:
            thread.join()
        tell("light beside 40 heavy", seconds)
        assert set(statuses) == {200}, statuses
        # A light query waits for no other but one on trial, and each kind is tried once.
        assert server.metric(f'{QUERIES}{{lane="sparql",outcome="tried"}}') <= len({*_HEAVY, _LARGE})
        assert until(lambda: server.metric("veiligheidsgraaf_workers_busy") == 0)
        assert "Traceback" not in server.log.read_text()


def tell(what: str, seconds: list[float]) -> None:
    """Say how long answers took; that is the machine's, so nothing rests on it."""
    found = sorted(seconds)
    p50, p99 = (found[min(len(found) - 1, int(len(found) * part))] for part in (0.5, 0.99))
    print(f"{what}: {len(found)} answers, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")


def ask_heavy(server: Live, seed: int, end: float) -> None:
    """A client that does nothing but ask without end, and hangs up at the end."""
    chance = random.Random(seed)
    with httpx.Client(base_url=server.url) as client:
        while (left := end - time.monotonic()) > 0:
            query = f"{chance.choice(_HEAVY)} # {chance.random()}"
            with contextlib.suppress(httpx.TransportError):
                client.get("/sparql", params={"query": query}, timeout=left)


def hold_connections(server: Live, end: float) -> None:
    """Clients that say nothing, that speak a byte at a time, and that ask for much and read nothing."""
    head = f"GET /sparql?query={quote(_LARGE)} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n"
    silent, slow, deaf = ([connect(server) for _ in range(8)] for _ in range(3))
    for connection in deaf:
        connection.sendall(f"{head}\r\n".encode())
    for byte in itertools.cycle(head.encode()):
        if time.monotonic() >= end:
            break
        for connection in slow:
            with contextlib.suppress(OSError):  # cut off, as it should be
                connection.send(bytes([byte]))
        time.sleep(0.1)
    for connection in (*silent, *slow, *deaf):
        connection.close()


def connect(server: Live) -> socket.socket:
    """A connection that takes little of what is sent to it."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    made.connect(("127.0.0.1", server.port))
    return made
