"""The real server: real clients, busy and broken workers, a new release under load, and a clean end."""

import contextlib
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TSV, TURTLE, XML, SPARQLWrapper

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release, make_current

from ..conftest import EXAMPLE
from ..live import ENDLESS, Live, live

JSON_TYPE = "application/sparql-results+json"
LIGHT = "SELECT ?s { ?s a vg:Veiligheidsplan } ORDER BY ?s"
VG = "https://w3id.org/veiligheidsgraaf/def#"
PREFIX = f"PREFIX vg: <{VG}>\n"


@pytest.fixture(scope="module")
def home(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the release, to serve."""
    return copy_home(example_release, tmp_path_factory.mktemp("serving") / "home")


def copy_home(release: Release, home: Path) -> Path:
    shutil.copytree(release.path, home / "releases" / release.digest)
    make_current(home, release)
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Live]:
    # A query without end lasts for as long as any test: what is answered meanwhile did not wait for it.
    with live(home, home / "log", timeout=900, patience=1, queue=4) as running:
        yield running


def until(holds: Callable[[], bool], seconds: float = 120) -> bool:
    """Wait for an event, so generously that only its absence fails."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


BUSY = 'veiligheidsgraaf_workers_busy{lane="sparql"}'


class Busy:
    """Every worker for strangers kept on a query without end, over connections of its own."""

    def __init__(self, server: Live) -> None:
        self._server = server
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> "Busy":
        assert until(lambda: self._server.metric(BUSY) == 0), "what an earlier test kept busy is free again"
        for _ in range(2):
            connection = socket.create_connection(("127.0.0.1", self._server.port))
            body = f"{ENDLESS} # {time.monotonic_ns()}"
            head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
            connection.sendall((head + body).encode())
            self._sockets.append(connection)
        assert until(lambda: self._server.metric(BUSY) == 2)
        return self

    def __exit__(self, *_: object) -> None:
        for connection in self._sockets:
            connection.close()


class TestClients:
    @pytest.mark.parametrize("method", ["GET", POST])
    @pytest.mark.parametrize("how", ["urlencoded", POSTDIRECTLY])
    def test_sparqlwrapper_reads_rows(self, server: Live, method: str, how: str) -> None:
        wrapper = SPARQLWrapper(f"{server.url}/sparql")
        wrapper.setMethod(method)
        if method == POST:
            wrapper.setRequestMethod(how)
        wrapper.setQuery(PREFIX + LIGHT)
        wrapper.setReturnFormat(JSON)
        assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 3

    @pytest.mark.parametrize("fmt", [XML, CSV, TSV])
    def test_sparqlwrapper_reads_other_formats(self, server: Live, fmt: str) -> None:
        wrapper = SPARQLWrapper(f"{server.url}/sparql")
        wrapper.setQuery(PREFIX + LIGHT)
        wrapper.setReturnFormat(fmt)
        found = wrapper.queryAndConvert()
        text = found.toxml() if fmt == XML else found.decode()
        assert text.count("/id/plan/voorbeeld") == 3

    def test_sparqlwrapper_narrows_the_dataset_and_reads_triples(self, server: Live) -> None:
        wrapper = SPARQLWrapper(f"{server.url}/sparql")
        wrapper.addDefaultGraph("https://w3id.org/veiligheidsgraaf/graph/plan/voorbeeldstad-2020")
        wrapper.setQuery(PREFIX + "CONSTRUCT WHERE { ?s a vg:Veiligheidsplan }")
        wrapper.setReturnFormat(TURTLE)
        graph = rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")
        assert len(graph) == 1

    def test_rdflib_store_reads_as_if_the_graph_were_here(self, server: Live) -> None:
        graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", returnFormat="json"))
        plans = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(VG + "Veiligheidsplan")))
        assert len(plans) == 3
        assert bool(graph.query(f"ASK {{ ?s a <{VG}Veiligheidsplan> }}"))
        as_xml = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", returnFormat="xml"))
        assert len(as_xml.query(f"CONSTRUCT WHERE {{ ?s a <{VG}Veiligheidsplan> }}").graph) == 3

    def test_named_question_as_the_command_line_has_it(self, server: Live) -> None:
        answer = server.client.get("/vragen/doelen", params={"formaat": "csv"})
        assert answer.content.decode("utf-8-sig").startswith("plan;thema;doel")


class TestBusy:
    def test_pages_health_and_cached_answers_do_not_wait_for_strangers(self, server: Live) -> None:
        server.ask(LIGHT)
        with Busy(server):
            for path in ("/healthz", "/metrics", "/", "/vragen/doelen", "/sparql"):
                assert server.client.get(path).status_code == 200, path
            assert server.ask(LIGHT).status_code == 200
            assert server.metric(BUSY) == 2, "all that time"

    def test_who_waits_too_long_is_told_to_come_back(self, server: Live) -> None:
        with Busy(server):
            response = server.ask(f"{ENDLESS} # waits")
        assert response.status_code == 503
        assert response.headers["retry-after"] == "5"
        assert response.json()["title"] == "Te druk"

    def test_queue_is_bounded(self, server: Live) -> None:
        with Busy(server), ThreadPoolExecutor(12) as askers:
            answers = list(askers.map(lambda n: server.ask(f"{ENDLESS} # queue {n}"), range(12)))
        assert {answer.status_code for answer in answers} == {503}
        assert server.metric("veiligheidsgraaf_queries_waiting") == 0

    def test_light_query_does_not_wait_for_the_heavy(self, server: Live) -> None:
        assert server.ask(f"{LIGHT} # first").status_code == 200
        with Busy(server):
            assert server.ask(f"{LIGHT} # beside the heavy").status_code == 200

    def test_who_goes_away_frees_the_worker(self, server: Live) -> None:
        with Busy(server):
            before = server.metric('veiligheidsgraaf_queries_total{lane="sparql",outcome="cancelled"}')
        assert until(lambda: server.metric(BUSY) == 0)
        assert (
            server.metric('veiligheidsgraaf_queries_total{lane="sparql",outcome="cancelled"}') == before + 2
        )

    def test_client_may_ask_for_less_time(self, server: Live) -> None:
        response = server.ask(ENDLESS, timeout="0.3")
        assert response.status_code == 503
        assert response.json()["title"] == "Tijd is op"
        assert "0.3 seconden" in response.json()["detail"]


class TestDeath:
    def test_idle_workers_that_die_are_replaced(self, server: Live) -> None:
        old = server.workers
        assert len(old) == 4
        for pid in old:
            os.kill(pid, signal.SIGKILL)
        for number in range(2):  # now it is known as light, and goes to the quick one
            assert server.ask(f"{LIGHT} # after death {number}").status_code == 200
        for number in range(1, 5):  # of no known weight, so for the general workers
            assert server.ask(f"ASK {{ {'?a ?b ?c . ' * number} }}").status_code == 200
        # One of our own, that pages ask of the store.
        assert server.client.get("/doc/thema/ondermijning.ttl").status_code == 200
        assert not set(old) & set(server.workers)

    def test_query_whose_worker_is_killed_is_asked_again(self, server: Live) -> None:
        again = "its query is asked again"
        before = server.log.read_text().count(again)
        with ThreadPoolExecutor(1) as asker:
            asked = asker.submit(server.ask, f"{ENDLESS} # shot")
            assert until(lambda: server.metric(BUSY) == 1)
            kill_all(server.workers)
            assert until(lambda: server.log.read_text().count(again) == before + 1)
            assert until(lambda: server.metric(BUSY) == 1)
            kill_all(server.workers)
            response = asked.result()
        assert (response.status_code, response.json()["title"]) == (503, "Te druk"), (
            "and no fault of the query"
        )
        assert "werkproces is gestopt" in response.json()["detail"]
        assert server.ask(f"{LIGHT} # after a shot").status_code == 200


def kill_all(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class TestRawRequests:
    def send(self, server: Live, data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", server.port), timeout=120) as connection:
            connection.sendall(data)
            found = b""
            while part := connection.recv(65536):
                found += part
        return found

    def test_head_beyond_its_limit_is_cut_off(self, server: Live) -> None:
        for status, request in (
            (414, b"GET /sparql?query=" + b"x" * 70_000),
            (431, b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 120_000),
        ):
            found = self.send(server, request)
            assert found.startswith(f"HTTP/1.1 {status} ".encode())
            assert b"application/problem+json" in found
        assert server.client.get("/healthz").status_code == 200

    def test_longest_query_fits_in_an_address(self, server: Live) -> None:
        text = f"ASK {{}} # {'é' * 9_000}"
        assert server.ask(text).json()["boolean"] is True
        response = server.ask(f"ASK {{}} # {'x' * 20_000}")
        assert (response.status_code, response.json()["title"]) == (414, "Query te lang")

    def test_readers_that_do_not_read_take_no_memory(self, server: Live) -> None:
        text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"
        answer = server.client.get("/sparql", params={"query": text}, headers={"Accept-Encoding": "identity"})
        assert 2_000_000 < len(answer.content) < 8_000_000
        before = server.memory_mb()
        head = f"GET /sparql?query={quote(text)} HTTP/1.1\r\nHost: x\r\nAccept: {JSON_TYPE}\r\n\r\n".encode()
        connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(30)]
        for connection in connections:
            connection.sendall(head)
        time.sleep(2)
        grown = server.memory_mb() - before
        heads = {connection: connection.recv(1 << 16) for connection in connections}
        reader = next(connection for connection, head in heads.items() if head.startswith(b"HTTP/1.1 200"))
        found = heads[reader]
        while part := reader.recv(1 << 20):
            found += part
            if found.endswith(answer.content[-200:]):
                break
        for connection in connections:
            connection.close()
        assert found.partition(b"\r\n\r\n")[2] == answer.content
        assert grown < 60

    def test_form_with_its_head_in_one_piece_is_read(self, server: Live) -> None:
        body = b"query=" + b"ASK+%7B%7D+%23+" + b"%C3%A9" * 18_000
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        found = self.send(server, head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        assert len(body) > 100_000
        assert found.startswith(b"HTTP/1.1 200 ")

    @pytest.mark.parametrize(
        ("head", "status"),
        [
            (b"GET /healthz HTTP/1.1\r\n", 400),
            (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
            (b"POST /sparql HTTP/1.1\r\nContent-Length: 5\r\n", 400),
            (b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", 200),
            (b"GET /healthz HTTP/1.0\r\n", 200),
        ],
    )
    def test_request_has_one_host(self, server: Live, head: bytes, status: int) -> None:
        assert self.send(server, head + b"\r\n").startswith(f"HTTP/1.1 {status} ".encode())

    def test_nonsense_is_no_500(self, server: Live) -> None:
        found = self.send(server, b"NONSENSE\r\n\r\n")
        assert found.startswith(b"HTTP/1.1 400 ")
        assert b"dit is geen geldig HTTP-verzoek" in found
        assert server.client.get("/healthz").status_code == 200

    def test_pipelined_requests_are_answered_in_order(self, server: Live) -> None:
        one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        found = self.send(server, one + b"GET /nergens HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert found.index(b"HTTP/1.1 200") < found.index(b"HTTP/1.1 404")


class TestReleases:
    def test_new_release_is_picked_up_without_a_failed_request(
        self, example_release: Release, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        home = copy_home(example_release, tmp_path / "home")
        newer = next_release(tmp_path_factory.mktemp("newer"))
        broken = home / "releases" / ("0" * 64)
        shutil.copytree(newer.path, broken)
        damaged = home / "releases" / newer.digest
        shutil.copytree(newer.path, damaged)
        (damaged / "dumps" / "nq" / "gedeeld.gz").write_text("damaged\n")

        with live(home, tmp_path / "log") as server:
            stop, statuses = threading.Event(), []

            def keep_asking() -> None:
                with httpx.Client(base_url=server.url, timeout=60) as client:
                    while not stop.is_set():
                        for path in (
                            f"/sparql?query=ASK{{}}%23{time.monotonic_ns()}",
                            "/vragen/doelen",
                            "/healthz",
                        ):
                            statuses.append(client.get(path).status_code)

            def serves(digest: str) -> bool:
                return server.client.get("/healthz").json()["release"] == digest

            with ThreadPoolExecutor(4) as askers:
                for _ in range(4):
                    askers.submit(keep_asking)
                try:
                    for bad in (broken.name, "f" * 64, damaged.name):
                        (home / "current").write_text(f"{bad}\n")
                        assert until(functools.partial(refused, server, bad))
                        assert serves(example_release.digest)
                    shutil.rmtree(damaged)
                    shutil.copytree(newer.path, damaged)
                    make_current(home, Release(damaged))
                    assert until(lambda: serves(newer.digest), 60)
                    assert "Een alerte stad" in server.ask("SELECT ?n { ?s skos:prefLabel ?n }").text
                    assert until(lambda: len(server.workers) == 4), "the old workers are gone"
                finally:
                    stop.set()
        assert set(statuses) == {200}
        assert len(statuses) > 20


def refused(server: Live, digest: str) -> bool:
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    return any("refused" in line["message"] and digest[:12] in json.dumps(line) for line in lines)


def next_release(folder: Path) -> Release:
    """The made-up project with one name changed, as a release."""
    project = Project(shutil.copytree(EXAMPLE, folder / "voorbeeld"))
    path = project.root / "graphs/plannen/voorbeeldstad-2020.ttl"
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    return build(project, folder / "home")[0]


class TestServe:
    def test_server_loads_nothing_that_only_building_or_an_assistant_needs(self) -> None:
        code = "import sys, veiligheidsgraaf.server.app, veiligheidsgraaf.server.serving; print(sorted({'rdflib', 'pyshacl', 'owlrl', 'mcp'} & set(sys.modules)))"
        assert (
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
            == "[]\n"
        )

    def test_command_becomes_a_lean_server(
        self, home: Path, tmp_path: Path, example_release: Release
    ) -> None:
        command = [
            sys.executable,
            "-m",
            "veiligheidsgraaf",
            "serve",
            "--project",
            str(EXAMPLE),
            "--home",
            str(home),
        ]
        with live(home, tmp_path / "log", command) as server:
            assert server.client.get("/healthz").json()["release"] == example_release.digest
            assert b"veiligheidsgraaf.server" in Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
            assert server.client.get("/").status_code == 200
            assert server.memory_mb() < 400


class TestEnd:
    def test_sigterm_lets_a_query_finish_and_leaves_no_process(self, home: Path, tmp_path: Path) -> None:
        with live(home, tmp_path / "log", timeout=900) as server, ThreadPoolExecutor(1) as asker:
            workers = server.workers
            for pid in workers:  # a query lasts until they go on
                os.kill(pid, signal.SIGSTOP)
            asked = asker.submit(server.ask, LIGHT)
            assert until(lambda: server.metric(BUSY) == 1)
            server.process.send_signal(signal.SIGTERM)
            assert until(lambda: not listens(server)), "nobody else comes in"
            assert not asked.done()
            for pid in workers:
                os.kill(pid, signal.SIGCONT)
            assert asked.result().status_code == 200
            assert server.process.wait(120) in (0, -signal.SIGTERM)
            assert until(lambda: not any(alive(pid) for pid in workers))

    def test_workers_end_when_the_server_is_killed(self, home: Path, tmp_path: Path) -> None:
        with live(home, tmp_path / "log") as server:
            workers = server.workers
            server.process.kill()
            server.process.wait()
            assert until(lambda: not any(alive(pid) for pid in workers))

    def test_server_without_a_release_says_what_to_do(self, tmp_path: Path) -> None:
        server = Live(tmp_path, tmp_path / "log")
        assert server.process.wait(120) != 0
        assert "veiligheidsgraaf build" in server.log.read_text()
        server.client.close()


def listens(server: Live) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port)).close()
    except ConnectionRefusedError:
        return False
    return True


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
