"""SPARQL 1.1 Protocol, section 2 (https://www.w3.org/TR/sparql11-protocol/):
each MUST, and what it leaves to the service.

Each test names the sentence it holds the endpoint to.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.negotiate import GRAPHS, ROWS
from veiligheidsgraaf.words.release import Release

from .test_web import problem

GRAPH = "https://w3id.org/veiligheidsgraaf/graph/"
PLAN_2020, PLAN_2024 = f"{GRAPH}plan/voorbeeldstad-2020", f"{GRAPH}plan/voorbeeldstad-2024"
PLANS = "SELECT ?s { ?s a vg:Veiligheidsplan } ORDER BY ?s"
ASK = "ASK { ?s a vg:Veiligheidsplan }"
CONSTRUCT = "CONSTRUCT { ?s a vg:Veiligheidsplan } WHERE { ?s a vg:Veiligheidsplan }"
DESCRIBE = "DESCRIBE <https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024>"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(
        create_app(example_release, Settings(timeout=20)), raise_server_exceptions=False
    ) as opened:
        yield opened


def count(response) -> int:
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


class TestOperation:
    """2.1: invoked by GET or POST; exactly one query string; zero or more graph URIs."""

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERYISH"])
    def test_other_methods_are_refused_with_allow(self, client: TestClient, method: str) -> None:
        response = client.request(method, "/sparql", params={"query": ASK})
        problem(response, 405)
        assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"

    @pytest.mark.parametrize("times", [0, 2])
    def test_exactly_one_query(self, client: TestClient, times: int) -> None:
        pairs = [("query", ASK)] * times + [("timeout", "5")]
        for response in (
            client.get("/sparql", params=pairs),
            client.post("/sparql", content=encode(pairs), headers=FORM),
        ):
            assert f"{times} keer" in problem(response, 400)["detail"]

    def test_a_query_in_the_body_and_in_the_address_is_two(self, client: TestClient) -> None:
        problem(client.post("/sparql", params={"query": ASK}, content=ASK, headers=DIRECT), 400)
        problem(client.post("/sparql", params={"query": ASK}, data={"query": ASK}), 400)

    def test_an_empty_query_is_one_and_no_legal_one(self, client: TestClient) -> None:
        problem(client.get("/sparql", params={"query": ""}), 400)
        problem(client.post("/sparql", content="", headers=DIRECT), 400)

    def test_update_operation_is_not_offered(self, client: TestClient) -> None:
        for response in (
            client.post("/sparql", data={"update": "CLEAR ALL"}),
            client.get("/sparql", params={"update": "CLEAR ALL"}),
            client.get("/sparql", params={"query": "CLEAR ALL"}),
        ):
            assert "wijzig" in problem(response, 400)["detail"]
        problem(
            client.post(
                "/sparql", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update"}
            ),
            415,
        )


class TestGet:
    """2.1.1: parameters percent-encoded, separated by an ampersand, in any order."""

    def test_parameters_in_any_order(self, client: TestClient) -> None:
        text = "SELECT (COUNT(*) AS ?n) { ?s a vg:Veiligheidsplan }"
        for pairs in (
            [("query", text), ("default-graph-uri", PLAN_2020)],
            [("default-graph-uri", PLAN_2020), ("query", text)],
        ):
            assert count(client.get("/sparql", params=pairs)) == 1

    def test_percent_encoding_is_undone_once(self, client: TestClient) -> None:
        response = client.get("/sparql?query=SELECT+(%22%2541%2B%26%3B%C3%A9%22%20AS+?x)%7B%7D")
        assert response.json()["results"]["bindings"][0]["x"]["value"] == "%41+&;é"

    def test_only_an_ampersand_separates(self, client: TestClient) -> None:
        response = client.get("/sparql?query=ASK{};default-graph-uri=x")
        problem(response, 400)  # one parameter, whose value is no query

    def test_bytes_that_are_no_utf8_are_refused(self, client: TestClient) -> None:
        assert "UTF-8" in problem(client.get("/sparql?query=ASK{}%ff"), 400)["detail"]

    def test_head_is_get_without_a_body(self, client: TestClient) -> None:
        get, head = (client.request(method, "/sparql", params={"query": PLANS}) for method in ("GET", "HEAD"))
        assert head.status_code == 200
        assert {k: v for k, v in head.headers.items() if k != "x-request-id"} == {
            k: v for k, v in get.headers.items() if k != "x-request-id"
        }


class TestForm:
    """2.1.2: parameters percent-encoded in a body of application/x-www-form-urlencoded."""

    @pytest.mark.parametrize(
        "media", ["application/x-www-form-urlencoded", "Application/X-WWW-Form-URLencoded ; charset=UTF-8"]
    )
    def test_form_is_read(self, client: TestClient, media: str) -> None:
        pairs = [
            ("default-graph-uri", PLAN_2020),
            ("query", "SELECT ?s { ?s a vg:Veiligheidsplan }"),
            ("default-graph-uri", PLAN_2024),
        ]
        response = client.post("/sparql", content=encode(pairs), headers={"Content-Type": media})
        assert len(response.json()["results"]["bindings"]) == 2

    def test_query_of_a_form_stands_in_its_body(self, client: TestClient) -> None:
        response = client.post("/sparql", params={"query": ASK}, data={"query": ASK})
        assert "adres" in problem(response, 400)["detail"]

    def test_dataset_of_a_form_may_stand_in_the_address(self, client: TestClient) -> None:
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        placed = [
            client.post("/sparql", params={"default-graph-uri": PLAN_2020}, data={"query": count}),
            client.post("/sparql", data={"query": count, "default-graph-uri": PLAN_2020}),
            client.post("/sparql", data={"query": count}),
        ]
        found = [int(response.json()["results"]["bindings"][0]["n"]["value"]) for response in placed]
        assert found[0] == found[1] < found[2]

    @pytest.mark.parametrize(
        "media", ["", "text/plain", "application/json", "multipart/form-data; boundary=x"]
    )
    def test_other_media_types_are_refused(self, client: TestClient, media: str) -> None:
        problem(
            client.post("/sparql", content=encode([("query", ASK)]), headers={"Content-Type": media}), 415
        )


class TestDirect:
    """2.1.3: the query unencoded as the body,
    application/sparql-query, UTF-8; graph URIs in the request URI.
    """

    def test_query_is_the_body(self, client: TestClient) -> None:
        text = 'SELECT ("%41+é" AS ?x) {}'
        response = client.post("/sparql", content=text.encode(), headers=DIRECT)
        assert response.json()["results"]["bindings"][0]["x"]["value"] == "%41+é"

    def test_graphs_stand_in_the_request_uri(self, client: TestClient) -> None:
        text = "SELECT (COUNT(DISTINCT ?s) AS ?n) { { ?s a vg:Veiligheidsplan } UNION { GRAPH ?g { ?s a vg:Veiligheidsplan } } }"
        where = [("default-graph-uri", PLAN_2020), ("named-graph-uri", PLAN_2024)]
        assert count(client.post("/sparql", params=where, content=text, headers=DIRECT)) == 2

    def test_only_utf8(self, client: TestClient) -> None:
        problem(
            client.post(
                "/sparql",
                content=ASK.encode("utf-16"),
                headers={"Content-Type": "application/sparql-query; charset=utf-16"},
            ),
            415,
        )
        problem(client.post("/sparql", content=b"ASK { ?s ?p '\xe9' }", headers=DIRECT), 400)
        assert (
            client.post(
                "/sparql", content=ASK, headers={"Content-Type": 'application/sparql-query; charset="utf-8"'}
            ).status_code
            == 200
        )

    def test_compressed_body_is_refused(self, client: TestClient) -> None:
        problem(client.post("/sparql", content=b"x", headers={**DIRECT, "Content-Encoding": "gzip"}), 415)


class TestDataset:
    """2.1.4: the dataset of the protocol goes before that of the query; without any, the service chooses."""

    COUNT = "SELECT (COUNT(*) AS ?n) {dataset} {{ {pattern} }}"
    DEFAULT, NAMED = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"

    def ask(self, client: TestClient, pattern: str, dataset: str = "", **graphs: list[str]) -> int:
        text = self.COUNT.format(dataset=dataset, pattern=pattern)
        return count(
            client.get(
                "/sparql", params={"query": text, **{k.replace("_", "-"): v for k, v in graphs.items()}}
            )
        )

    def sizes(self, release: Release) -> dict[str, int]:
        return release.manifest["graphs"]

    def test_default_dataset_is_the_union_and_every_named_graph(
        self, client: TestClient, example_release: Release
    ) -> None:
        quads = list(ox.parse(example_release.open_dataset(), format=ox.RdfFormat.N_QUADS))
        assert self.ask(client, self.DEFAULT) == len({quad.triple for quad in quads})
        assert self.ask(client, self.NAMED) == len(quads)

    def test_default_graph_uri_alone_leaves_no_named_graph(
        self, client: TestClient, example_release: Release
    ) -> None:
        assert (
            self.ask(client, self.DEFAULT, default_graph_uri=[PLAN_2020])
            == self.sizes(example_release)[PLAN_2020]
        )
        assert self.ask(client, self.NAMED, default_graph_uri=[PLAN_2020]) == 0

    def test_named_graph_uri_alone_leaves_the_default_graph_empty(
        self, client: TestClient, example_release: Release
    ) -> None:
        assert self.ask(client, self.DEFAULT, named_graph_uri=[PLAN_2020]) == 0
        assert (
            self.ask(client, self.NAMED, named_graph_uri=[PLAN_2020])
            == self.sizes(example_release)[PLAN_2020]
        )

    def test_both_may_be_repeated(self, client: TestClient, example_release: Release) -> None:
        both = sum(self.sizes(example_release)[graph] for graph in (PLAN_2020, PLAN_2024))
        assert self.ask(client, self.NAMED, named_graph_uri=[PLAN_2020, PLAN_2024]) == both

    def test_from_in_the_query_is_the_dataset(self, client: TestClient, example_release: Release) -> None:
        size = self.sizes(example_release)[PLAN_2020]
        assert self.ask(client, self.DEFAULT, f"FROM <{PLAN_2020}>") == size
        assert self.ask(client, self.NAMED, f"FROM NAMED <{PLAN_2020}>") == size
        assert self.ask(client, self.NAMED, f"FROM <{PLAN_2020}>") == 0

    def test_protocol_goes_before_the_query(self, client: TestClient, example_release: Release) -> None:
        size = self.sizes(example_release)[PLAN_2024]
        assert self.ask(client, self.DEFAULT, f"FROM <{PLAN_2020}>", default_graph_uri=[PLAN_2024]) == size
        assert self.ask(client, self.NAMED, f"FROM NAMED <{PLAN_2020}>", default_graph_uri=[PLAN_2024]) == 0

    def test_graph_that_is_not_there_is_empty(self, client: TestClient) -> None:
        assert self.ask(client, self.DEFAULT, default_graph_uri=["urn:x:nothing"]) == 0

    @pytest.mark.parametrize("value", ["", "relatief", "http://met spatie/"])
    def test_graph_uri_that_is_none_is_refused(self, client: TestClient, value: str) -> None:
        assert (
            "volledige IRI"
            in problem(client.get("/sparql", params={"query": ASK, "default-graph-uri": value}), 400)[
                "detail"
            ]
        )


class TestResponses:
    """2.1.5 and 2.1.6: negotiated; the Content-Type is the media type of the format of the body."""

    @pytest.mark.parametrize("text", [PLANS, ASK])
    @pytest.mark.parametrize("media", ROWS)
    def test_rows_and_booleans_in_every_format(self, client: TestClient, media: str, text: str) -> None:
        response = client.get("/sparql", params={"query": text}, headers={"Accept": media})
        kind = {"csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}.get(ROWS[media])
        assert ROWS[response.headers["content-type"].partition(";")[0]] == ROWS[media]
        if ROWS[media] == "csv":  # has no types, so read as text
            assert response.text == "true" if text == ASK else response.text.startswith("s\r\nhttps://")
        else:
            kind = kind or (
                ox.QueryResultsFormat.JSON if ROWS[media] == "json" else ox.QueryResultsFormat.XML
            )
            parsed = ox.parse_query_results(response.content, format=kind)
            assert bool(parsed) if text == ASK else len(list(parsed)) == 3

    @pytest.mark.parametrize("text", [CONSTRUCT, DESCRIBE])
    @pytest.mark.parametrize("media", GRAPHS)
    def test_triples_in_every_format(self, client: TestClient, media: str, text: str) -> None:
        response = client.get("/sparql", params={"query": text}, headers={"Accept": media})
        assert response.headers["content-type"].partition(";")[0] == media
        parsed = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(media)))
        assert len(parsed) == 3 if text == CONSTRUCT else len(parsed) > 10

    @pytest.mark.parametrize(
        ("accept", "expected"),
        [
            ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
            ("text/csv;q=0.1, */*;q=0.9", "application/sparql-results+json"),
            (
                "*/*, application/sparql-results+json;q=0, application/json;q=0",
                "application/sparql-results+xml",
            ),
            ("text/*", "text/csv"),
            ("text/turtle, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
            (
                "application/sparql-results+json, application/sparql-results+xml",
                "application/sparql-results+json",
            ),
            (None, "application/sparql-results+json"),
        ],
    )
    def test_accept_is_weighed(self, client: TestClient, accept: str | None, expected: str) -> None:
        response = client.get(
            "/sparql", params={"query": PLANS}, headers={"Accept": accept} if accept else {}
        )
        assert response.headers["content-type"].partition(";")[0] == expected
        assert response.headers["vary"] == "Accept, Accept-Encoding"

    @pytest.mark.parametrize(
        ("text", "accept"), [(PLANS, "text/turtle"), (CONSTRUCT, "text/csv"), (PLANS, "image/png")]
    )
    def test_nothing_that_fits_is_406(self, client: TestClient, text: str, accept: str) -> None:
        problem(client.get("/sparql", params={"query": text}, headers={"Accept": accept}), 406)


class TestFailures:
    """2.1.7: 400 when the query is no legal sequence of characters of the grammar."""

    @pytest.mark.parametrize(
        "text",
        [
            "SELECT",
            "SELECT * { ?s ?p }",
            "ASK {} ASK {}",
            "ASK { ?s nope:x ?o }",
            "ASK { <rel atief> ?p ?o }",
        ],
    )
    def test_illegal_query_is_400_and_says_where(self, client: TestClient, text: str) -> None:
        detail = problem(client.get("/sparql", params={"query": text}), 400)["detail"]
        assert "regel 1, kolom" in detail
        assert "expected" not in detail

    def test_base_of_the_query_is_used(self, client: TestClient) -> None:
        """2.3: relative IRIs are resolved against BASE of the query."""
        text = "BASE <https://w3id.org/veiligheidsgraaf/id/> ASK { <plan/voorbeeldstad-2024> a vg:Veiligheidsplan }"
        assert client.get("/sparql", params={"query": text}).json()["boolean"] is True

    @pytest.mark.parametrize("value", ["0", "-1", "x", "nan", "inf", ""])
    def test_timeout_is_a_number_of_seconds(self, client: TestClient, value: str) -> None:
        problem(client.get("/sparql", params={"query": ASK, "timeout": value}), 400)


class TestDescription:
    """SPARQL 1.1 Service Description: RDF at the endpoint; a page for a browser."""

    @pytest.mark.parametrize("media", GRAPHS)
    def test_bare_get_describes_the_service(
        self, client: TestClient, media: str, example_release: Release
    ) -> None:
        response = client.get("/sparql", headers={"Accept": media})
        triples = {
            quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.from_media_type(media))
        }
        service = ox.NamedNode("http://testserver/sparql")

        def objects(name: str) -> set[str]:
            return {t.object.value for t in triples if t.predicate.value == SD + name}

        assert ox.Triple(service, ox.NamedNode(SD + "endpoint"), service) in triples
        assert objects("name") == set(example_release.manifest["graphs"])
        assert SD + "UnionDefaultGraph" in objects("feature")
        assert objects("supportedLanguage") == {SD + "SPARQL11Query"}
        assert len(objects("resultFormat")) == 10

    def test_without_a_wish_it_is_turtle_and_a_browser_gets_the_page(self, client: TestClient) -> None:
        assert client.get("/sparql").headers["content-type"] == "text/turtle; charset=utf-8"
        page = client.get(
            "/sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        )
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert 'name="query"' in page.text

    def test_host_that_makes_no_iri_is_refused(self, client: TestClient) -> None:
        response = client.get("/sparql", headers={"Host": 'x"> <y', "Accept": "text/turtle"})
        assert response.status_code in (200, 400)
        assert b'x">' not in response.content


class TestCaching:
    """The tag of an answer is known before the query runs."""

    def test_known_answer_is_304_without_running(self, client: TestClient, monkeypatch) -> None:
        response = client.get("/sparql", params={"query": PLANS})
        etag = response.headers["etag"]
        assert response.headers["cache-control"].startswith("public, max-age=")

        def broken(*_: object, **__: object) -> None:
            raise AssertionError("ran")

        for name in ("run", "recall"):
            monkeypatch.setattr(f"veiligheidsgraaf.store.pool.PooledStore.{name}", broken)
        for value in (etag, f'"x", W/{etag}'):
            known = client.get("/sparql", params={"query": PLANS}, headers={"If-None-Match": value})
            assert known.status_code == 304
            assert known.content == b""
            assert known.headers["etag"] == etag

    def test_whatever_shapes_the_answer_shapes_the_tag(self, client: TestClient) -> None:
        def tag(headers: dict[str, str], **parameters: str) -> str:
            return client.get("/sparql", params={"query": PLANS, **parameters}, headers=headers).headers[
                "etag"
            ]

        tags = [
            tag({"Accept-Encoding": "identity"}),
            tag({"Accept-Encoding": "gzip"}),
            tag({"Accept": "text/csv", "Accept-Encoding": "identity"}),
            tag({"Accept-Encoding": "identity"}, **{"default-graph-uri": PLAN_2020}),
        ]
        assert len(set(tags)) == len(tags)
        assert tag({"Accept-Encoding": "identity"}) == tags[0]

    def test_gzip_is_given_to_who_takes_it(self, client: TestClient) -> None:
        text = "SELECT * { ?s ?p ?o } LIMIT 200"
        plain = client.get("/sparql", params={"query": text}, headers={"Accept-Encoding": "gzip;q=0"})
        packed = client.get("/sparql", params={"query": text}, headers={"Accept-Encoding": "br, gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
        assert packed.json() == plain.json()

    def test_answer_of_the_moment_is_not_kept(self, client: TestClient) -> None:
        text = "SELECT (struuid() AS ?x) {}"
        first, second = (client.get("/sparql", params={"query": text}) for _ in range(2))
        assert first.headers["cache-control"] == "no-store"
        assert "etag" not in first.headers
        assert first.json() != second.json()

    def test_fault_is_not_kept(self, client: TestClient) -> None:
        assert client.get("/sparql", params={"query": "nonsense"}).headers["cache-control"] == "no-store"


class TestOtherOrigins:
    """CORS: every page of the web may ask."""

    def test_every_answer_may_be_read(self, client: TestClient) -> None:
        for response in (
            client.get("/sparql", params={"query": ASK}),
            client.get("/sparql", params={"query": "x"}),
            client.get("/x"),
        ):
            assert response.headers["access-control-allow-origin"] == "*"
            assert "etag" in response.headers["access-control-expose-headers"].lower()

    def test_preflight_allows_a_direct_query(self, client: TestClient) -> None:
        headers = {
            "Origin": "https://x.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        }
        response = client.options("/sparql", headers=headers)
        assert response.status_code == 204
        assert "POST" in response.headers["access-control-allow-methods"]
        assert "content-type" in response.headers["access-control-allow-headers"].lower()

    def test_options_says_what_may_be_done(self, client: TestClient) -> None:
        response = client.options("/sparql")
        assert response.status_code == 204
        assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


class TestTracing:
    """Every request has an id, which a client may give."""

    def test_id_is_echoed_or_made(self, client: TestClient) -> None:
        assert (
            client.get("/healthz", headers={"X-Request-Id": "Mijn-1.a"}).headers["x-request-id"] == "Mijn-1.a"
        )
        for bad in ("a b", "x" * 65, "<script>", ""):
            assert client.get("/healthz", headers={"X-Request-Id": bad}).headers["x-request-id"] != bad

    def test_log_has_the_id_and_no_query(self, client: TestClient, caplog) -> None:
        with caplog.at_level("INFO", "veiligheidsgraaf"):
            client.get(
                "/sparql", params={"query": "ASK { 'geheim' ?p ?o }"}, headers={"X-Request-Id": "volg-mij"}
            )
        lines = [record for record in caplog.records if record.name == "veiligheidsgraaf.request"]
        assert lines[0].fields["status"] in (200, 400)
        assert "geheim" not in json.dumps(
            [[record.getMessage(), record.__dict__.get("fields")] for record in caplog.records]
        )

    def test_metrics_count_requests_and_queries(self, client: TestClient) -> None:
        client.get("/sparql", params={"query": "ASK { ?geteld ?p ?o }"})
        text = client.get("/metrics").text
        assert 'veiligheidsgraaf_requests_total{method="GET",route="/sparql",status="200"}' in text
        assert 'veiligheidsgraaf_queries_total{lane="sparql",outcome="answered"}' in text
        assert "veiligheidsgraaf_release_info{" in text
        client.get("/nergens/" + "x" * 50)
        assert "xxxx" not in client.get("/metrics").text


def encode(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs)
