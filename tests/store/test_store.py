"""The store answers what is asked, refuses what it must, and stops what does not end."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from veiligheidsgraaf.store.cache import AnswerCache
from veiligheidsgraaf.store.lane import Ticket
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.query import Query, Result
from veiligheidsgraaf.words.errors import (
    InvalidRequest,
    MemoryExceeded,
    NoRelease,
    QueryCancelled,
    QueryRefused,
    QueryTimeout,
    QueryTooLong,
    ResultTooLarge,
    StoreBusy,
)
from veiligheidsgraaf.words.guard import check_query
from veiligheidsgraaf.words.parameters import Binding
from veiligheidsgraaf.words.release import Release

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# Ten characters, a hundred times as many at each of five steps.
_STEPS = [f"BIND(CONCAT({', '.join([f'?e{n}'] * 100)}) AS ?e{n + 1})" for n in range(5)]
HUNGRY = f"SELECT (STRLEN(?e5) AS ?n) {{ BIND('0123456789' AS ?e0) {' '.join(_STEPS)} }}"
HARMLESS = [
    "SELECT * WHERE { ?s ?p ?o }",
    "PREFIX service: <http://service/> SELECT ?service { ?service service:service 'SERVICE <x> {}' } # SERVICE",
    'SELECT * { ?s <http://example.org/SERVICE/load> """INSERT DATA""" }',
    "PREFIX : <x:> SELECT ?y (GROUP_CONCAT(DISTINCT ?x; SEPARATOR='; ') AS ?n) { ?x :a*|^:b/:c+ ?y } GROUP BY ?y",
    "ASK FROM <x:a> {}",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE <x:a>",
    "SELECT * { ?s vg:thema ?o }",
    'SELECT * { ?s ?p "caf\\u00e9 service", <x:\\u0053ervice> }',
    "SELECT * { _:service ?p 'x'@service }",
    "SELECT * { ?s ?p ?o } # service\rLIMIT 1",
    "SELECT * { ?s ?p ?o LATERAL { ?o ?q ?r } }",  # no grammar of ours, and no word of ours
]
WITH_SERVICE = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "select*{service?x{?s ?p ?o}}",
    "select * { { select * { sErViCe silent <http://x> {} } } }",
    "SELECT * { SERVICE#c\n<http://x> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://x> {} }",
    "SELECT * { FILTER EXISTS { SERVICE <x:a> {} } }",
    "SELECT (EXISTS { SERVICE <x:a> {} } AS ?x) {}",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <x:a> { ?a ?b ?c } } }",
    "SELECT * { # a comment ends here:\r SERVICE <x:a> {} \n}",
    'SELECT * { ?s ?p "\\u0022 # " . SERVICE <x:a> {} \n}',
    "SELECT * { { SELECT * { SERVICE ?endpoint {} } } } # '",
    "SELECT * { SERVICE <x:a> {} } }",
]
UPDATES = [
    "LOAD <http://x>",
    "load silent<http://x>into graph<x:b>",
    "insert data{<x:a><x:b><x:c>}",
    "#LOAD\nPREFIX a: <x:> WITH a:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "SELECT * {} ; LOAD <x:a>",
    "\\u004cOAD <x:a>",
]
NO_QUERY = ["", "x" * 100, "SELECT * { ?s ?p ?o } SELECT * {}"]


@pytest.fixture(scope="module")
def store(example_release: Release) -> Iterator[PooledStore]:
    with PooledStore(example_release, workers=2, timeout=120, patience=120) as opened:
        yield opened


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_query_passes(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize("text", WITH_SERVICE)
def test_service_is_refused_however_it_is_spelled(text: str, store: PooledStore) -> None:
    with pytest.raises(QueryRefused, match="SERVICE wordt niet uitgevoerd"):
        store.run(Query(text))


@pytest.mark.parametrize("text", UPDATES)
def test_update_is_refused_as_one_however_it_is_spelled(text: str, store: PooledStore) -> None:
    with pytest.raises(InvalidRequest, match="wijzigt niets"):
        store.run(Query(text))


def test_word_of_an_update_in_a_faulty_query_is_no_update(store: PooledStore) -> None:
    with pytest.raises(InvalidRequest, match=r"regel 1, kolom 14: deze \{ wordt niet gesloten"):
        store.run(Query("SELECT ?load { ?load ?p "))


def test_what_cannot_be_parsed_and_names_service_is_refused(store: PooledStore) -> None:
    with pytest.raises(QueryRefused, match="niet te ontleden"):
        store.run(Query("SELECT ?service { ?s ?p ?o LATERAL { ?o ?q ?r } }"))


@pytest.mark.parametrize("text", NO_QUERY)
def test_what_is_no_read_query_is_refused(text: str, store: PooledStore) -> None:
    with pytest.raises(InvalidRequest, match="geen geldige SPARQL-leesvraag"):
        store.run(Query(text))


def test_too_long_or_too_deep_is_refused(store: PooledStore) -> None:
    with pytest.raises(QueryTooLong, match="20000 tekens"):
        store.run(Query("SELECT * { ?s ?p ?o }" + " " * 30_000))
    for text in ("ASK " + "{" * 500 + "}" * 500, f"ASK {{ FILTER({'!' * 1000}true) }}"):
        with pytest.raises(QueryRefused, match="dieper genest"):
            store.run(Query(text))


def test_brackets_beside_each_other_are_not_deep(store: PooledStore) -> None:
    assert store.run(Query(f"SELECT * {{ VALUES (?a ?b) {{ {'(1 2) ' * 500} }} }}")).body


def test_default_graph_is_the_union_of_stated_and_inferred(store: PooledStore) -> None:
    ask = "ASK { <https://w3id.org/veiligheidsgraaf/id/partner/politie> vg:werktAan ?thema ; skos:prefLabel ?naam }"
    assert json.loads(store.run(Query(ask)).body)["boolean"] is True


def test_dataset_parameters_narrow_the_graphs(store: PooledStore) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    sizes = []
    for graphs in (
        (),
        ("https://w3id.org/veiligheidsgraaf/graph/plan/voorbeeldstad-2020",),
        ("https://w3id.org/veiligheidsgraaf/graph/niets",),
    ):
        found = json.loads(store.run(Query(count, default_graphs=graphs)).body)
        sizes.append(int(found["results"]["bindings"][0]["n"]["value"]))
    assert sizes[0] > sizes[1] > sizes[2] == 0


@pytest.mark.parametrize(
    ("kind", "start"),
    [("turtle", b"@prefix"), ("ntriples", b"<http"), ("rdfxml", b"<?xml"), ("jsonld", b"[")],
)
def test_construct_comes_in_every_graph_format(kind: str, start: bytes, store: PooledStore) -> None:
    result = store.run(
        Query("CONSTRUCT { ?s skos:prefLabel ?o } { ?s skos:prefLabel ?o } LIMIT 5", graph_format=kind)
    )
    assert result.body.startswith(start)
    assert result.format == kind


def test_query_without_end_is_stopped_and_the_store_answers_on(example_release: Release) -> None:
    with PooledStore(example_release, workers=1, timeout=1) as hasty:
        with pytest.raises(QueryTimeout, match="langer dan 1 seconden"):
            hasty.run(Query(ENDLESS), timeout=60)
        assert hasty.run(Query("ASK {}")).body


def test_client_may_ask_for_less_time(store: PooledStore) -> None:
    with pytest.raises(QueryTimeout, match=r"langer dan 0\.2 seconden"):
        store.run(Query(ENDLESS), timeout=0.2)


def test_large_answer_is_stopped_at_its_limit(store: PooledStore) -> None:
    with pytest.raises(ResultTooLarge, match="groter dan 1 kB"):
        store.run(Query("SELECT * { ?s ?p ?o }", max_bytes=1024))
    with pytest.raises(ResultTooLarge):
        store.run(Query("CONSTRUCT WHERE { ?s ?p ?o }", max_bytes=1024))


def test_full_store_says_so(example_release: Release) -> None:
    with (
        PooledStore(example_release, workers=2, timeout=900, patience=0.3) as full,
        ThreadPoolExecutor(2) as pool,
    ):
        lane, tickets = full.lanes["sparql"], [Ticket("one"), Ticket("two")]
        asked = [pool.submit(full.run, Query(ENDLESS), None, ticket) for ticket in tickets]
        while lane.busy < 2:
            assert not any(asking.done() for asking in asked)
            time.sleep(0.01)
        for _ in range(2):
            with pytest.raises(StoreBusy, match="alle plaatsen zijn bezet"):
                full.run(Query(ENDLESS), ticket=Ticket("three"))
        for ticket, asking in zip(tickets, asked, strict=True):
            ticket.cancel()
            assert isinstance(asking.exception(), QueryCancelled)


def test_worker_that_runs_out_of_memory_is_replaced(example_release: Release) -> None:
    with PooledStore(example_release, workers=1, timeout=900, memory_mb=700) as small:
        with pytest.raises(MemoryExceeded, match="meer geheugen"):
            small.run(Query(HUNGRY))
        assert small.run(Query("ASK {}")).body


def test_worker_that_cannot_start_says_what_to_do(example_release: Release, tmp_path) -> None:
    with (
        PooledStore(example_release, workers=1, memory_mb=20) as small,
        pytest.raises(NoRelease, match="VEILIGHEIDSGRAAF_MEMORY"),
    ):
        small.start()
    (tmp_path / "store").mkdir()
    with (
        PooledStore(Release(tmp_path), workers=1) as empty,
        pytest.raises(NoRelease, match="beschadigd"),
    ):
        empty.start()


def test_cache_stays_within_its_bytes_and_keeps_what_is_asked() -> None:
    cache = AnswerCache(100_000)
    queries = [Query(f"ASK {{}} # {number}") for number in range(50)]
    for query in queries:
        cache.keep(query, Result(b"x" * 5_000, "json"))
        cache.find(queries[0])
    assert cache.bytes <= 100_000
    assert cache.find(queries[0])
    assert sum(cache.find(query) is not None for query in queries) * 5_000 <= 100_000
    cache.keep(Query("large"), Result(b"x" * 50_000, "json"))
    assert not cache.find(Query("large"))


def test_same_text_with_other_bindings_or_graphs_is_another_question(store: PooledStore) -> None:
    cache = AnswerCache(100_000)
    cache.keep(Query("ASK {}"), Result(b"x", "json"))
    for same in ({"max_bytes": 5}, {"graph_format": "ntriples"}, {"graph_format": ""}):
        assert cache.find(Query("ASK {}", **same))
    for other in (
        {"trusted": True},
        {"rows_format": "csv"},
        {"encoding": "gzip"},
        {"default_graphs": ("x:a",)},
        {"named_graphs": ("x:a",)},
    ):
        assert not cache.find(Query("ASK {}", **other))
    assert not cache.find(Query("ASK {}", bindings=(Binding("x", "y", is_iri=False),)))
