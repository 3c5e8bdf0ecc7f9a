"""A release goes into an engine graph by graph, only what changed, and its mark last."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.publishing.delivery import deliver, plan_changes
from veiligheidsgraaf.store.publishing.graph_files import parts_of, split_graphs, write_union
from veiligheidsgraaf.store.publishing.graph_store import find_graph_store
from veiligheidsgraaf.store.remote.inquiries import find_mark
from veiligheidsgraaf.store.remote.target import TRIAL_GRAPH, UNION_GRAPH, Access
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import CannotRead
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

from ..conftest import EXAMPLE

PLAN = "https://w3id.org/veiligheidsgraaf/graph/plan/voorbeeldstad-2024"
NOBODY = Access()


class Handler(BaseHTTPRequestHandler):
    """The Graph Store Protocol and queries on an Oxigraph store in memory."""

    protocol_version = "HTTP/1.1"

    def _act(self) -> None:
        engine: Engine = self.server.engine  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        if parts.path == "/query":
            self._query(engine, parse_qs(body.decode()))
            return
        graph = parse_qs(parts.query).get("graph", [""])[0]
        engine.did.append((self.command, graph))
        if status := engine.refuses(self.command, graph):
            self._send(b"want dat kan niet", "text/plain", status)
            return
        name: Any = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        if self.command in ("PUT", "DELETE"):
            engine.store.remove_graph(name) if graph else engine.store.clear_graph(name)
        if self.command != "DELETE":
            engine.store.load(body, format=ox.RdfFormat.N_TRIPLES, to_graph=name)
        self._send(b"", "text/plain", 204)

    do_POST = do_PUT = do_DELETE = _act  # noqa: N815 (names of http.server)

    def _query(self, engine: "Engine", form: dict[str, list[str]]) -> None:
        text = form["query"][0]
        default = [ox.NamedNode(iri) for iri in form.get("default-graph-uri", [])]
        repeats = engine.union == "repeats"
        whole = {"default_graph": default} if default else {"use_default_graph_as_union": repeats}
        store = unite(engine.store) if engine.union == "set" else engine.store
        found = store.query(text, **whole)  # type: ignore[arg-type]
        self._send(found.serialize(format=ox.QueryResultsFormat.JSON), "application/sparql-results+json", 200)

    def _send(self, body: bytes, media: str, status: int) -> None:
        self.send_response(status)
        if self.server.engine.name:  # type: ignore[attr-defined]
            self.send_header("Server", self.server.engine.name)  # type: ignore[attr-defined]
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_response(self, code: int, message: str | None = None) -> None:
        self.send_response_only(code, message)

    def log_message(self, *_: Any) -> None:
        pass


def unite(store: ox.Store) -> ox.Store:
    united = ox.Store()
    united.bulk_extend(store)
    united.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    return united


class Engine:
    def __init__(self) -> None:
        self.store = ox.Store()
        self.did: list[tuple[str, str]] = []
        self.refuses = lambda method, graph: 0
        self.union = ""
        self.name = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.engine = self  # type: ignore[attr-defined]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/query"

    def quads(self) -> set[ox.Quad]:
        return set(self.store)

    def mark(self) -> str:
        return find_mark(self.address, NOBODY, 60)


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The made-up project with one statement more in one plan, and one file less."""
    root = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("changed") / "voorbeeld"))
    plan = root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    said = '\n<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024> skos:note "anders"@nl .\n'
    plan.write_text(plan.read_text() + said)
    return build(Project(root), tmp_path_factory.mktemp("home"))[0]


def put(release: Release, engine: Engine, **given: Any) -> Any:
    engine.did.clear()
    return deliver(release, engine.address, NOBODY, lambda _: None, **given)


def statements(release: Release) -> set[ox.Quad]:
    """As a store has them: with its own spelling of numbers."""
    store = ox.Store()
    store.load(release.open_dataset(), ox.RdfFormat.N_QUADS)
    return set(store)


def without_blank(quads: set[ox.Quad]) -> set[ox.Quad]:
    return {q for q in quads if not any(isinstance(t, ox.BlankNode) for t in (q.subject, q.object))}


def test_engine_holds_every_graph_and_their_union_as_a_set(engine: Engine, example_release: Release) -> None:
    done = put(example_release, engine)
    named = {q for q in engine.quads() if isinstance(q.graph_name, ox.NamedNode)}
    said = statements(example_release)
    assert not without_blank(named) ^ without_blank(said)
    assert len(named) == len(said)
    assert len(engine.quads()) - len(named) == len({q.triple for q in said})
    assert engine.mark() == example_release.mark
    assert (done.sent, done.deleted, done.same) == (len(example_release.manifest["graphs"]) - 1, 0, 0)


def test_what_is_there_is_not_sent_again(engine: Engine, example_release: Release) -> None:
    put(example_release, engine)
    done = put(example_release, engine)
    assert engine.did == []
    assert done.sent == 0


def test_only_graphs_that_changed_are_sent(
    engine: Engine, example_release: Release, changed: Release
) -> None:
    put(example_release, engine)
    ours, theirs = changed.manifest["marks"], example_release.manifest["marks"]
    differ = {graph for graph in ours if ours[graph] != theirs.get(graph)} - {iris.DATASET}
    assert PLAN in differ
    assert len(differ) < len(ours) / 2
    done = put(changed, engine)
    assert {graph for method, graph in engine.did if method == "PUT"} == {
        *differ,
        iris.VOID_GRAPH,
        TRIAL_GRAPH,
        "",
    }
    assert done.sent == len(differ)
    assert engine.mark() == changed.mark
    assert len([q for q in engine.quads() if isinstance(q.graph_name, ox.NamedNode)]) == len(
        statements(changed)
    )


def test_graph_that_the_release_no_longer_has_goes(engine: Engine, example_release: Release) -> None:
    put(example_release, engine)
    gone = ox.NamedNode("https://w3id.org/veiligheidsgraaf/graph/plan/weg-2020")
    engine.store.add(ox.Quad(gone, gone, gone, gone))
    mark = ox.NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
    engine.store.add(ox.Quad(gone, mark, ox.Literal("0" * 64), ox.NamedNode(iris.VOID_GRAPH)))
    whole = ox.NamedNode(iris.DATASET)
    engine.store.remove(ox.Quad(whole, mark, ox.Literal(example_release.mark), ox.NamedNode(iris.VOID_GRAPH)))
    done = put(example_release, engine)
    assert (done.sent, done.deleted) == (0, 1)
    assert gone not in set(engine.store.named_graphs())


def test_mark_goes_before_anything_changes_and_comes_after_everything(
    engine: Engine, example_release: Release, changed: Release
) -> None:
    put(example_release, engine)
    marks = []

    def look(method: str, graph: str) -> int:
        marks.append(engine.mark())
        return 0

    engine.refuses = look
    put(changed, engine)
    assert marks[0] == example_release.mark  # before the first request, which takes it away
    assert set(marks[1:]) == {""}
    assert engine.did[0] == ("PUT", iris.VOID_GRAPH)
    assert engine.did[-1] == ("POST", iris.VOID_GRAPH)
    assert engine.mark() == changed.mark


def test_interrupted_delivery_leaves_no_mark_and_the_next_one_goes_on(
    engine: Engine, example_release: Release, changed: Release
) -> None:
    put(example_release, engine)
    engine.refuses = lambda method, graph: 507 if graph == PLAN else 0
    with pytest.raises(CannotRead, match=f"neemt {PLAN} niet aan .507: want dat kan niet."):
        put(changed, engine)
    assert engine.mark() == ""
    engine.refuses = lambda method, graph: 0
    put(changed, engine)
    assert engine.mark() == changed.mark


def test_engine_that_unites_its_graphs_itself_gets_no_union(engine: Engine, example_release: Release) -> None:
    engine.union = "set"
    put(example_release, engine)
    assert ("PUT", "") not in engine.did
    assert engine.mark() == example_release.mark


def test_engine_whose_union_repeats_what_stands_in_two_graphs_is_refused(
    engine: Engine, example_release: Release
) -> None:
    engine.union = "repeats"
    with pytest.raises(CannotRead, match="niet elke uitspraak van alle graphs eenmaal"):
        put(example_release, engine)
    assert engine.mark() == ""


def test_virtuoso_gets_the_union_as_a_graph(engine: Engine, example_release: Release) -> None:
    engine.name = "Virtuoso/07.20 (Linux)"
    put(example_release, engine, graphs=engine.address.replace("/query", "/graphs"))
    there = [q for q in engine.quads() if q.graph_name == ox.NamedNode(UNION_GRAPH)]
    assert len(there) == len({q.triple for q in statements(example_release)})


def test_engine_with_graphs_of_others_is_refused(engine: Engine, example_release: Release) -> None:
    other = ox.NamedNode("https://ander.example/g")
    engine.store.add(ox.Quad(other, other, other, other))
    with pytest.raises(CannotRead, match=r"ook 1 andere graphs, zoals https://ander\.example/g"):
        put(example_release, engine)
    assert engine.did == []


def test_engine_that_counts_otherwise_gets_no_mark(engine: Engine, example_release: Release) -> None:
    def lose(method: str, graph: str) -> int:
        if graph == "":
            plan = ox.NamedNode(PLAN)
            engine.store.remove(next(iter(engine.store.quads_for_pattern(None, None, None, plan))))
        return 0

    engine.refuses = lose
    with pytest.raises(CannotRead, match=f"uitspraken in {PLAN}"):
        put(example_release, engine)
    assert engine.mark() == ""


@pytest.mark.parametrize(("status", "words"), [(401, "laat niet schrijven"), (404, "geen graphs aangenomen")])
def test_engine_that_takes_nothing_says_how_to_mend_it(
    status: int, words: str, engine: Engine, example_release: Release
) -> None:
    engine.refuses = lambda method, graph: status
    with pytest.raises(CannotRead, match=words):
        put(example_release, engine)


def test_nobody_there_is_told_with_the_address(engine: Engine, example_release: Release) -> None:
    engine.server.shutdown()
    engine.server.server_close()
    with pytest.raises(CannotRead, match="de engine is niet te bereiken; controleer of de engine draait"):
        put(example_release, engine)


@pytest.mark.parametrize(
    ("address", "server", "has_user", "expected"),
    [
        ("http://h:8890/sparql", "Virtuoso/07.20", True, "http://h:8890/sparql-graph-crud-auth"),
        ("http://h:8890/sparql", "Virtuoso/07.20", False, "http://h:8890/sparql-graph-crud"),
        ("http://h:7878/query", "", False, "http://h:7878/store"),
        ("https://h/repositories/vg", "", True, "https://h/repositories/vg/rdf-graphs/service"),
        ("https://x.cluster-y.eu-west-1.neptune.amazonaws.com:8182/sparql", "", False,
         "https://x.cluster-y.eu-west-1.neptune.amazonaws.com:8182/sparql/gsp/"),
    ],
)  # fmt: skip
def test_graphs_of_an_engine_have_the_address_that_it_gives_them(
    address: str, server: str, has_user: bool, expected: str
) -> None:
    assert find_graph_store(address, server, has_user) == expected


def test_unknown_engine_needs_its_address_of_graphs() -> None:
    with pytest.raises(CannotRead, match="--graphs"):
        find_graph_store("http://h/ds/sparql", "Jetty", False)


def test_parts_keep_blank_nodes_together_and_lose_nothing(tmp_path: Path) -> None:
    lines = [f"<x:{n}> <x:p> {'_:b' if n % 3 == 0 else f'<x:o{n}>'} .\n".encode() for n in range(100)]
    path = tmp_path / "g.nt"
    path.write_bytes(b"".join(lines))
    parts = list(parts_of(path, 500))
    assert len(parts) > 3
    assert sorted(b"".join(parts).splitlines()) == sorted(line.rstrip() for line in lines)
    assert all(b"_:" not in part for part in parts[1:])
    path.write_bytes(b"")
    assert list(parts_of(path)) == [b""]


def test_graphs_are_split_and_united_line_by_line(example_release: Release, tmp_path: Path) -> None:
    with example_release.open_dataset() as lines:
        files = split_graphs(lines, example_release.manifest["graphs"], tmp_path)
    sizes = {graph: len(path.read_text().splitlines()) for graph, path in files.items()}
    assert sizes == example_release.manifest["graphs"]
    assert write_union(example_release.dump("nt"), tmp_path / "union") == len(
        {q.triple for q in statements(example_release)}
    )


def test_plan_of_changes_believes_no_mark_of_a_graph_that_is_not_there() -> None:
    ours = {"a": "1", "b": "2", iris.DATASET: "x"}
    theirs = {"a": "1", "b": "0", "c": "3"}
    changes = plan_changes(ours, theirs, {"a", "b", "c"})
    assert (changes.changed, changes.deleted, changes.same) == (("b",), ("c",), ("a",))
    assert plan_changes(ours, theirs, {"b"}).changed == ("a", "b")
