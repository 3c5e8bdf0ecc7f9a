"""Several servers on one release, and an engine behind them that stops, comes back, and gets the next release."""

import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.publishing.delivery import deliver
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, make_current

from ..conftest import EXAMPLE
from ..live import live
from .balancer import Balancer
from .engines import Engine, oxigraph, virtuoso

pytestmark = pytest.mark.proof
PAGES = ("/", "/lijsten/thema", "/vragen/plannen", "/api/v1/vragen/plannen", "/doc/thema/jeugd-voorbeeld")
NOTE = "SELECT ?x {{ ?s skos:note ?x FILTER (STR(?x) = 'anders') FILTER ({number} = {number}) }}"
PLANS = "SELECT ?s {{ ?s a vg:Veiligheidsplan FILTER ({number} = {number}) }}"


def publish(release: Release, engine: Engine) -> None:
    deliver(release, engine.address, engine.access, lambda _: None)


def until(holds: Callable[[], bool]) -> None:
    """Wait for an event, so generously that only its absence fails."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def copy_release(release: Release, home: Path) -> Release:
    return Release(Path(shutil.copytree(release.path, home / "releases" / release.digest)))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    root = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("next") / "voorbeeld"))
    plan = root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    said = '\n<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024> skos:note "anders"@nl .\n'
    plan.write_text(plan.read_text() + said)
    return build(Project(root), tmp_path_factory.mktemp("home"))[0]


@pytest.mark.parametrize("kind", [virtuoso, oxigraph])
def test_engine_that_stops_leaves_pages_whole_and_open_queries_with_a_clear_503_until_it_is_back(
    kind: Callable[..., Iterator[Engine]], example_release: Release, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    make_current(home, copy_release(example_release, home))
    with kind(tmp_path / "engine") as engine:  # type: ignore[attr-defined]
        publish(example_release, engine)
        engine.kill()
        with live(home, tmp_path / "log", store=engine.address, timeout=60, patience=60) as server:
            numbers = iter(range(10**6))

            def ask() -> httpx.Response:
                return server.ask(PLANS.format(number=next(numbers)))

            def away() -> None:
                refused = ask()
                assert refused.status_code == 503
                assert refused.json()["title"] == "Open vragen kunnen nu niet"
                assert "de engine is niet te bereiken" in refused.json()["detail"]
                assert refused.headers["retry-after"]
                health = server.client.get("/healthz")
                assert health.status_code == 200
                assert health.json()["engine"]["status"] == "weg"
                for page in PAGES[:4]:
                    assert server.client.get(page).status_code == 200, page
                assert server.metric("veiligheidsgraaf_engine_up") == 0

            away()  # it was down when the server started
            engine.start()
            until(lambda: ask().status_code == 200)
            assert len(ask().json()["results"]["bindings"]) == 3
            assert server.client.get("/healthz").json()["engine"] == {"status": "ok"}
            asked_before = server.ask(PLANS.format(number=-1))
            engine.kill()
            until(lambda: ask().status_code == 503)
            away()
            assert server.ask(PLANS.format(number=-1)).json() == asked_before.json()  # from memory
            engine.start()
            until(lambda: ask().status_code == 200)
        # as a word: the letters may stand in the number of a request
        assert not re.search(r"\bdba\b", (tmp_path / "log").read_text())


class Load(threading.Thread):
    """Clients that ask pages and open queries one after the other, each on a connection of its own."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(daemon=True)
        self._url, self._number = f"http://127.0.0.1:{port}", number
        self.over = threading.Event()
        self.statuses: Counter[int | str] = Counter()
        self.start()

    def run(self) -> None:
        count = self._number * 10**6
        while not self.over.is_set():
            count += 1
            query = {"query": PLANS.format(number=count)}
            with httpx.Client(base_url=self._url, timeout=120) as client:
                try:
                    for response in (client.get("/vragen/plannen"), client.get("/sparql", params=query)):
                        self.statuses[response.status_code] += 1
                except httpx.TransportError as error:
                    self.statuses[repr(error)] += 1


def test_three_servers_take_a_new_release_under_load_without_a_failed_request(
    example_release: Release, changed: Release, tmp_path: Path
) -> None:
    """Two of them on one directory, one on a copy elsewhere; two engines, of which the idle one is filled."""
    here, elsewhere = tmp_path / "home", tmp_path / "elders"
    for home in (here, elsewhere):
        make_current(home, copy_release(example_release, home))
    with (
        virtuoso(tmp_path / "a") as first,
        virtuoso(tmp_path / "b") as second,
    ):
        publish(example_release, first)
        given = {"store": f"{first.address},{second.address}", "timeout": 60, "patience": 60, "workers": 1}
        with (
            live(here, tmp_path / "log1", **given) as one,
            live(here, tmp_path / "log2", **given) as two,
            live(elsewhere, tmp_path / "log3", **given) as three,
        ):
            servers = (one, two, three)
            balancer = Balancer([server.port for server in servers])
            clients = [Load(balancer.port, number) for number in range(3)]
            until(lambda: all(client.statuses[200] > 10 for client in clients))
            for home in (here, elsewhere):
                make_current(home, copy_release(changed, home))
            until(lambda: all("waits until" in (tmp_path / f"log{n}").read_text() for n in (1, 2, 3)))
            assert all(s.client.get("/healthz").json()["release"] == example_release.digest for s in servers)
            publish(changed, second)
            until(lambda: all(s.client.get("/healthz").json()["release"] == changed.digest for s in servers))
            seen = [client.statuses[200] for client in clients]
            until(lambda: all(c.statuses[200] > n + 10 for c, n in zip(clients, seen, strict=True)))
            for client in clients:
                client.over.set()
            for client in clients:
                client.join(180)
            answers = [
                s.ask(NOTE.format(number=n)).json()["results"]["bindings"] for n, s in enumerate(servers)
            ]
            balancer.close()
        assert [len(rows) for rows in answers] == [1, 1, 1]
        assert {status for client in clients for status in client.statuses} == {200}
