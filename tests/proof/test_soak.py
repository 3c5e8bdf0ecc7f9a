"""Fifty clients with heavy, broken and light queries: no 500, no leak, and light ones answered throughout.

Short here; a full minute by `make soak` (SOAK_SECONDS=60).
"""

import contextlib
import os
import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx2 as httpx
import pytest

from veiligheidsgraaf.words.release import Release

from ..live import ENDLESS, Live, live
from ..server.test_serving import LIGHT, copy_home, until

pytestmark = pytest.mark.proof

SECONDS = float(os.environ.get("SOAK_SECONDS", "12"))
CLIENTS = 50
# What a client may be told: it is done, it asked wrongly, or it is too busy. Never 500.
EXPECTED = {200, 303, 304, 400, 403, 404, 405, 406, 413, 414, 415, 422, 503}
_HEAVY = [ENDLESS, "SELECT * { ?a ?b ?c . ?d ?e ?f }", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a"]
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
    with httpx.Client(base_url=server.url, timeout=30) as client:
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
    with live(home, tmp_path / "log", timeout=2, patience=1, queue=8, memory=800) as server:
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

        light = sorted(tally.light_seconds)
        assert {status for kind, status in tally.statuses if kind == "light"} == {200}, tally.statuses
        assert len(light) > SECONDS * 10, "light questions are answered throughout"
        assert light[int(len(light) * 0.9)] < 2, "and quickly"
        assert tally.statuses["heavy", 503] > 0, "heavy ones are stopped or turned away"

        assert until(lambda: server.metric("veiligheidsgraaf_workers_busy") == 0)
        assert until(lambda: descriptors(server) <= descriptors_before + 5), "connections are closed"
        assert len(server.workers) == 4
        assert server.memory_mb() < memory_before + 120
        assert server.ask(f"{LIGHT} # afterwards").status_code == 200


def descriptors(server: Live) -> int:
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_light_client_beside_forty_heavy_ones(example_release: Release, tmp_path: Path) -> None:
    """The light one asks from the same address as the heavy ones, so only its lightness speaks for it."""
    home = copy_home(example_release, tmp_path / "home")
    with live(home, tmp_path / "log") as server:
        assert server.ask(LIGHT).status_code == 200
        end, seconds, statuses = time.monotonic() + SECONDS, [], Counter[int]()
        heavy = [threading.Thread(target=ask_heavy, args=(server, seed, end)) for seed in range(40)]
        for thread in heavy:
            thread.start()
        with httpx.Client(base_url=server.url, timeout=60) as client:
            while time.monotonic() < end:
                started = time.monotonic()
                query = f"{LIGHT} # {started}"  # never asked before
                statuses[client.get("/sparql", params={"query": query}).status_code] += 1
                seconds.append(time.monotonic() - started)
        for thread in heavy:
            thread.join()
        assert set(statuses) == {200}, statuses
    seconds.sort()
    p50, p99 = (seconds[min(len(seconds) - 1, int(len(seconds) * part))] for part in (0.5, 0.99))
    print(f"light beside 40 heavy: {len(seconds)} answers, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")
    assert p99 < 1


def ask_heavy(server: Live, seed: int, end: float) -> None:
    """A client that does nothing but ask without end."""
    chance = random.Random(seed)
    with httpx.Client(base_url=server.url, timeout=60) as client:
        while time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                client.get("/sparql", params={"query": f"{chance.choice(_HEAVY)} # {chance.random()}"})
