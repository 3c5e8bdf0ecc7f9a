"""An engine behind the endpoint: whatever it does wrong is told as a fault of ours, and nothing of it is passed on."""

import json
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from veiligheidsgraaf.server.app import make_watch
from veiligheidsgraaf.server.settings import Settings, read_settings
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.store.remote.target import NO_GRAPH, UNION_GRAPH, Access
from veiligheidsgraaf.store.remote.watch import Watch
from veiligheidsgraaf.words.errors import (
    EngineDown,
    EngineFailed,
    InvalidRequest,
    NotAcceptable,
    QueryRefused,
    QueryTimeout,
    QueryUnsupported,
    ResultTooLarge,
    StoreBusy,
    VeiligheidsgraafError,
)
from veiligheidsgraaf.words.release import Release

from ..faulty_engine import JSON, ONE_ROW, Behaviour, FaultyEngine, Handler, faulty_engine, rows_of

MARK = "a" * 64
PLAN = "https://w3id.org/veiligheidsgraaf/graph/plan/voorbeeldstad-2024"
ROWS = "SELECT ?x { ?s ?p ?x }"


@pytest.fixture(scope="module")
def shared(example_release: Release) -> Iterator[tuple[FaultyEngine, PooledStore]]:
    """An engine and a store that asks it. Its watch looks when it is told to and not by itself."""
    with (
        faulty_engine(MARK) as engine,
        PooledStore(
            example_release,
            1,
            timeout=30,
            patience=60,
            engines=Watch([engine.address], Access(), MARK, [PLAN]),
        ) as store,
    ):
        yield engine, store


@pytest.fixture
def engine(shared: tuple[FaultyEngine, PooledStore]) -> FaultyEngine:
    shared[0].reset()
    return shared[0]


@pytest.fixture
def store(shared: tuple[FaultyEngine, PooledStore], engine: FaultyEngine) -> PooledStore:
    assert shared[1].engines
    shared[1].engines.look()
    assert not shared[1].engines.reason
    return shared[1]


def ask(store: PooledStore, text: str = ROWS, **given: object) -> bytes:
    return store.run(Query(text, **given)).body  # type: ignore[arg-type]


def test_answer_comes_in_the_format_that_was_asked_for(engine: FaultyEngine, store: PooledStore) -> None:
    assert json.loads(ask(store))["results"]["bindings"] == [{"x": {"type": "literal", "value": "1"}}]
    assert ask(store, rows_format="csv") == b"x\r\n1\r\n"
    assert b"<literal>1</literal>" in ask(store, rows_format="xml")


def test_triples_come_from_any_format_of_the_engine_in_any_of_ours(
    engine: FaultyEngine, store: PooledStore
) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    for media, body in (
        ("text/turtle; charset=UTF-8", b"<x:a> <x:b> <x:c> , <x:c> ."),
        ("application/n-triples", b"<x:a>\t<x:b>\t<x:c> .\n<x:a> <x:b> <x:c> .\n"),
    ):
        engine.behaviour = lambda h, body=body, media=media: h.answer(body, media)
        assert ask(store, text, graph_format="ntriples").strip() == b"<x:a> <x:b> <x:c> ."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"head": {}, "boolean": true}', True),
        (rows_of(["__ASK_RETVAL"], ["1"]), True),
        (rows_of(["__ASK_RETVAL"]), False),
    ],
)
def test_boolean_is_one_however_an_engine_says_it(
    body: bytes, expected: bool, engine: FaultyEngine, store: PooledStore
) -> None:
    engine.behaviour = lambda handler: handler.answer(body)
    assert json.loads(ask(store, "ASK { ?s ?p ?o }"))["boolean"] is expected


def test_labels_of_blank_nodes_that_no_grammar_takes_are_made_good(
    engine: FaultyEngine, store: PooledStore
) -> None:
    cell = {"type": "bnode", "value": "nodeID://b10000"}
    said = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": cell}]}}
    engine.behaviour = lambda handler: handler.answer(json.dumps(said).encode())
    assert json.loads(ask(store))["results"]["bindings"][0]["x"] == {"type": "bnode", "value": "b10000"}


def test_variable_for_a_graph_that_was_named_is_not_told(engine: FaultyEngine, store: PooledStore) -> None:
    engine.behaviour = lambda handler: handler.answer(rows_of(["x", "vaste_graph_0"], ["1", "2"]))
    assert json.loads(ask(store)) == json.loads(rows_of(["x"], ["1"]))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * { SERVICE <http://x> { ?s ?p ?o } }", QueryRefused),
        ("PREFIX bif: <bif:> SELECT (bif:http_get('http://10.0.0.1/') AS ?x) {}", QueryRefused),
        ("SELECT (<SQL:dba>() AS ?x) {}", QueryRefused),
        ("SELECT (<\\u0062if:x>() AS ?x) {}", QueryRefused),
        ("define input:inference 'x' SELECT * { ?s ?p ?o }", InvalidRequest),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", InvalidRequest),
        ("SELECT * { ?s ?p }", InvalidRequest),
        ("SELECT ?x { ?s nope:x ?x }", InvalidRequest),
    ],
)
def test_what_may_not_run_never_reaches_the_engine(
    text: str, kind: type[Exception], engine: FaultyEngine, store: PooledStore
) -> None:
    with pytest.raises(kind):
        ask(store, text)
    assert engine.asked == []


def test_query_of_triples_for_who_takes_rows_only_does_not_go_out(
    engine: FaultyEngine, store: PooledStore
) -> None:
    with pytest.raises(NotAcceptable):
        ask(store, "CONSTRUCT WHERE { ?s ?p ?o }", graph_format="")
    assert engine.asked == []


def status(code: int, body: bytes = b"geheim intern", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(body, "text/html", code, headers)


def cut_off(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", str(len(ONE_ROW)))
    handler.end_headers()
    handler.wfile.write(ONE_ROW[:-9])
    handler.close_connection = True


def end_early(handler: Handler) -> None:
    """A body that ends where the connection does, which no head tells from a whole one."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(ONE_ROW[:-2])


FAULTS: list[tuple[str, Behaviour, type[VeiligheidsgraafError], str, bool]] = [
    ("500", status(500), EngineFailed, "een fout op deze query .500.", True),
    ("502 of something before it", status(502), EngineFailed, "502", True),
    ("page", lambda h: h.answer(b"<html>Onderhoud</html>", "text/html"), EngineFailed, "text/html", True),
    ("no media type", lambda h: h.answer(ONE_ROW, ""), EngineFailed, "zonder soort inhoud", True),
    ("other media type", lambda h: h.answer(ONE_ROW, "application/json"), EngineFailed, "application/json", True),
    ("cut off", cut_off, EngineFailed, "afgebroken", True),
    ("ends early", end_early, EngineFailed, "niet te lezen of niet heel", True),
    ("empty", lambda h: h.answer(b""), EngineFailed, "niet te lezen", True),
    ("other kind", lambda h: h.answer(b'{"head": {}, "boolean": true}'), EngineFailed, "niet te lezen", True),
    ("400", status(400), QueryUnsupported, "voert deze query niet uit", True),
    ("503", status(503), StoreBusy, "te druk", True),
    ("429", status(429), StoreBusy, "te druk", True),
    ("504", status(504), QueryTimeout, "te zwaar", True),
    ("estimate", status(500, b"The estimated execution time 9 (sec) exceeds"), QueryTimeout, "te zwaar", True),
    ("rows left out", lambda h: h.answer(ONE_ROW, headers={"X-SPARQL-MaxRows": "1"}), ResultTooLarge, "niet het hele", True),
    ("stopped early", lambda h: h.answer(ONE_ROW, headers={"X-SQL-State": "S1TAT"}), ResultTooLarge, "niet het hele", True),
    ("301", status(301, Location="http://10.0.0.1/"), EngineDown, "verwijst door .301.", False),
    ("307", status(307, Location="http://169.254.169.254/"), EngineDown, "verwijst door .307.", False),
    ("401", status(401), EngineDown, "wijst de aanmelding af", False),
    ("403", status(403), EngineDown, "wijst de aanmelding af", False),
    ("404", status(404), EngineDown, "geen SPARQL-endpoint", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("behaviour", "kind", "words", "is_up"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_fault_of_the_engine_is_one_of_ours(
    behaviour: Behaviour,
    kind: type[VeiligheidsgraafError],
    words: str,
    is_up: bool,
    engine: FaultyEngine,
    store: PooledStore,
) -> None:
    """Nothing of what it said is told, nor where it is; and whether others are still asked of it."""
    engine.behaviour = behaviour
    with pytest.raises(kind, match=words) as caught:
        ask(store)
    assert "geheim" not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    assert len(engine.asked) == 1
    assert store.engines
    assert (store.engines.reason == "") is is_up


def test_answer_that_is_too_large_is_stopped(engine: FaultyEngine, store: PooledStore) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        try:
            while not engine.over.is_set():
                handler.wfile.write(b" " * 65536)
        except OSError:
            pass

    engine.behaviour = endless
    with pytest.raises(ResultTooLarge):
        ask(store, max_bytes=100_000)


@pytest.mark.parametrize(
    "first", [b"", b"H", b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n{"]
)
def test_body_that_trickles_ends_at_the_deadline(
    first: bytes, engine: FaultyEngine, store: PooledStore
) -> None:
    def trickle(handler: Handler) -> None:
        handler.wfile.write(first)
        handler.wfile.flush()
        engine.over.wait()

    engine.behaviour = trickle
    with pytest.raises(QueryTimeout):
        store.run(Query(ROWS), timeout=0.5)


def test_query_that_met_a_dead_connection_is_asked_once_more(
    engine: FaultyEngine, store: PooledStore
) -> None:
    def drop_first(handler: Handler) -> None:
        handler.close_connection = True
        if len(engine.asked) > 1:
            handler.answer(ONE_ROW)

    engine.behaviour = drop_first
    assert b'"1"' in ask(store)
    assert len(engine.asked) == 2
    engine.asked.clear()
    engine.behaviour = lambda handler: setattr(handler, "close_connection", True)
    with pytest.raises(EngineDown, match="brak de verbinding af"):
        ask(store, "SELECT ?y { ?y ?p ?o }")
    assert len(engine.asked) == 2


def test_while_there_is_no_engine_nobody_waits_for_it_and_it_comes_back_by_itself(
    engine: FaultyEngine, store: PooledStore
) -> None:
    engine.behaviour = status(404)
    with pytest.raises(EngineDown):
        ask(store)
    engine.reset()
    with pytest.raises(EngineDown, match="open vragen kunnen nu niet: op dit adres staat geen"):
        ask(store)
    assert engine.asked == []
    assert store.engines
    store.engines.look()
    assert ask(store)


def test_answer_given_before_needs_no_engine(example_release: Release, engine: FaultyEngine) -> None:
    watch = Watch([engine.address], Access(), MARK)
    watch.look()
    with PooledStore(example_release, 1, timeout=30, engines=watch, cache_mb=1) as store:
        asked = ask(store)
        watch.doubt(watch.choose(), "weg")
        assert ask(store) == asked


def test_data_of_another_release_give_no_answer(engine: FaultyEngine, store: PooledStore) -> None:
    """Also when they came while the answer was made."""

    def publish(handler: Handler) -> None:
        engine.on_mark = lambda h: h.answer(rows_of(["mark"], ["b" * 64]))
        handler.answer(ONE_ROW)

    engine.behaviour = publish
    with pytest.raises(EngineDown, match="niet de gegevens van deze uitgave"):
        ask(store)
    assert store.engines
    store.engines.look()
    assert "publish" in store.engines.reason


def test_engine_that_is_being_filled_is_not_asked(engine: FaultyEngine) -> None:
    engine.on_mark = lambda handler: handler.answer(rows_of(["mark"]))
    watch = Watch([engine.address], Access(), MARK)
    watch.look()
    with pytest.raises(EngineDown, match="niet de gegevens van deze uitgave"):
        watch.choose()


def test_of_two_engines_the_one_with_the_data_of_the_release_is_asked(engine: FaultyEngine) -> None:
    with faulty_engine("b" * 64) as other:
        addresses = [other.address, engine.address]
        old, new = Watch(addresses, Access(), MARK), Watch(addresses, Access(), "b" * 64)
        for watch in (old, new):
            watch.look()
        assert old.choose().address == engine.address
        assert new.choose().address == other.address
        assert old.has("b" * 64)
        assert not old.has("c" * 64)


def test_query_names_the_graphs_for_an_engine_without_a_union(
    engine: FaultyEngine, store: PooledStore
) -> None:
    assert store.engines
    ask(store, "SELECT ?a { GRAPH ?g { ?a ?p ?x } }")
    assert "default-graph-uri" not in engine.asked[-1]
    engine.graphs = [UNION_GRAPH, PLAN, "urn:van:de:engine"]
    store.engines.doubt(store.engines.choose(), "wie weet")
    store.engines.look()
    try:
        ask(store, "SELECT ?b { ?s ?p ?b }")
        assert engine.asked[-1]["default-graph-uri"] == [UNION_GRAPH]
        ask(store, "SELECT ?c { GRAPH ?g { ?c ?p ?x } }")
        text = f"{{ GRAPH ?g {{ ?c ?p ?x }} FILTER (?g NOT IN (<{UNION_GRAPH}>, <urn:van:de:engine>)) }}"
        assert text in engine.asked[-1]["query"][0]
        ask(store, "SELECT ?d { GRAPH ?g { ?d ?p ?x } }", default_graphs=(PLAN,))
        assert engine.asked[-1]["default-graph-uri"] == [PLAN]
        assert engine.asked[-1]["named-graph-uri"] == [NO_GRAPH]
        ask(store, f"SELECT ?e FROM <{PLAN}> {{ GRAPH ?g {{ ?e ?p ?x }} }}")
        assert f"FROM NAMED <{NO_GRAPH}>" in engine.asked[-1]["query"][0]
    finally:
        engine.graphs = []
        store.engines.doubt(store.engines.choose(), "wie weet")


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        (Access(user="jan", password="geheim"), "Basic amFuOmdlaGVpbQ=="),
        (Access(token="geheim"), "Bearer geheim"),
    ],
)
def test_who_asks_is_told_to_the_engine_and_nobody_else(
    access: Access, expected: str, engine: FaultyEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.takes_name = expected
    with caplog.at_level("DEBUG"):
        watch = Watch([engine.address], access, MARK)
        watch.look()
        engine.takes_name = "Basic anders"
        watch.look()
    assert "aanmelding" in watch.reason
    assert "geheim" not in repr(access) + caplog.text + watch.reason + repr(watch.__dict__)


def test_nobody_there_is_told_so() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        watch = Watch([f"http://127.0.0.1:{probe.getsockname()[1]}/sparql"], Access(), MARK)
        watch.look()
    assert watch.reason == "de engine is niet te bereiken; controleer of de engine draait"


def test_certificate_that_does_not_fit_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=engine.example",
         "-keyout", key, "-out", certificate], check=True, capture_output=True,
    )  # fmt: skip
    with faulty_engine(MARK) as engine:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        engine._server.socket = context.wrap_socket(engine._server.socket, server_side=True)
        address = engine.address.replace("http:", "https:")
        watch = Watch([address], Access(), MARK)
        watch.look()
        assert "het certificaat van de engine past niet (self-signed certificate)" in watch.reason
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        for_another_name = Watch([address.replace("127.0.0.1", "localhost")], Access(), MARK)
        for_another_name.look()
        assert "past niet (Hostname mismatch" in for_another_name.reason


def test_https_where_http_is_spoken_is_told_so(engine: FaultyEngine) -> None:
    watch = Watch([engine.address.replace("http:", "https:")], Access(), MARK)
    watch.look()
    assert "spreekt op dit adres geen TLS" in watch.reason


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("engine.example/sparql", "is geen adres"),
        ("ftp://engine.example/", "is geen adres"),
        ("http://[::1", "is geen adres"),
        ("http://engine.example:99999/", "is geen adres"),
        ("https://jan:geheim@engine.example/sparql", "VEILIGHEIDSGRAAF_STORE_USER"),
        ("https://engine.example/sparql?sleutel=geheim", "staat meer dan een plaats"),
    ],
)
def test_address_that_is_none_is_refused_without_telling_what_could_be_secret(value: str, words: str) -> None:
    with pytest.raises(InvalidRequest, match=words) as caught:
        read_settings({"VEILIGHEIDSGRAAF_STORE": value})
    assert "geheim" not in str(caught.value)


def test_settings_name_the_engines(example_release: Release) -> None:
    settings = read_settings(
        {
            "VEILIGHEIDSGRAAF_STORE": "https://a.example/sparql, http://[::1]:8890/sparql",
            "VEILIGHEIDSGRAAF_STORE_TOKEN": "geheim",
        }
    )
    assert settings.engines == ("https://a.example/sparql", "http://[::1]:8890/sparql")
    assert "geheim" not in repr(settings)
    assert make_watch(example_release, Settings()) is None
    assert make_watch(example_release, settings) is not None
    with pytest.raises(InvalidRequest, match="allebei"):
        read_settings({"VEILIGHEIDSGRAAF_STORE_TOKEN": "geheim", "VEILIGHEIDSGRAAF_STORE_USER": "jan"})


def test_looking_goes_on_until_it_is_stopped(engine: FaultyEngine) -> None:
    watch = Watch([engine.address], Access(), MARK)
    watch.start()
    thread = watch._thread
    assert isinstance(thread, Thread)
    watch.stop()
    thread.join(60)
    assert not thread.is_alive()
