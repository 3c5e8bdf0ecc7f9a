"""HTTP as clients meet it: conditional requests, negotiation,
proxies and prefixes, files for spreadsheets.
"""

import asyncio
import csv
import io
import json
import xml.dom.minidom
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from veiligheidsgraaf.answers.answers import Table
from veiligheidsgraaf.names.alphabet import alphabetical, fold
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.asker import Asker, read_networks
from veiligheidsgraaf.web.pages.sheets import make_csv
from veiligheidsgraaf.web.problems import problem, read_fault
from veiligheidsgraaf.web.rendering import Counter, Rendered
from veiligheidsgraaf.words.errors import StoreBusy
from veiligheidsgraaf.words.release import Release
from veiligheidsgraaf.words.values import Term

THEME = "/doc/thema/ondermijning"
ASK = "/sparql?query=ASK%7B%7D"
QUESTION = "/api/v1/vragen/plannen"
BASE = "https://w3id.org/veiligheidsgraaf/id/"


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings()), follow_redirects=False) as opened:
        yield opened


def trusting(release: Release, **settings: Any) -> TestClient:
    app = create_app(release, Settings(proxies="10.0.0.0/8", **settings))
    return TestClient(app, client=("10.1.2.3", 1), follow_redirects=False)


class TestNegotiation:
    @pytest.mark.parametrize(
        ("path", "accept", "media"),
        [
            (ASK, "TEXT/CSV", "text/csv"),
            (QUESTION, "APPLICATION/JSON", "application/json"),
            (QUESTION, "Text/CSV", "text/csv"),
            (THEME, "text/html;q=0.5, TEXT/Turtle", "text/turtle"),
        ],
    )
    def test_media_types_have_no_case(self, client: TestClient, path: str, accept: str, media: str) -> None:
        found = client.get(path, headers={"Accept": accept})
        assert (found.status_code, found.headers["content-type"].split(";")[0]) == (200, media)

    @pytest.mark.parametrize(
        "path", [THEME + ".ttl", THEME + ".html", ASK, QUESTION, "/def", "/dumps/veiligheidsgraaf.nt.gz", "/"]
    )
    def test_who_has_any_answer_gets_304(self, client: TestClient, path: str) -> None:
        found = client.get(path, headers={"If-None-Match": "*"})
        assert (found.status_code, found.content) == (304, b"")
        assert found.headers["etag"]
        assert client.get(path).status_code == 200

    @pytest.mark.parametrize(
        ("path", "status"),
        [("/doc/thema/nergens", 404), ("/id/thema/ondermijning", 303), ("/sparql?query=x", 400)],
    )
    def test_any_answer_is_not_one_that_is_not_there(
        self, client: TestClient, path: str, status: int
    ) -> None:
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == status

    def test_answer_that_differs_each_time_is_given(self, client: TestClient) -> None:
        path = f"/sparql?query={quote('SELECT (RAND() AS ?x) {}')}"
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == 200


class TestEndpoint:
    def test_slash_behind_it_is_no_other_place(self, client: TestClient) -> None:
        assert client.get("/sparql/", params={"query": "ASK {}"}).json()["boolean"] is True
        assert client.post("/sparql/", data={"query": "ASK {}"}).json()["boolean"] is True
        assert (
            client.get("/sparql/", headers={"Accept": "text/turtle"}).text
            == client.get("/sparql", headers={"Accept": "text/turtle"}).text
        )

    def test_its_address_is_the_base_of_a_query(self, client: TestClient) -> None:
        query = "CONSTRUCT { <s> <#p> 1 } WHERE {}"
        found = client.get("/sparql", params={"query": query}, headers={"Accept": "application/n-triples"})
        assert found.text.startswith("<http://testserver/s> <http://testserver/sparql#p> ")
        own = "BASE <http://example.org/> " + query
        found = client.get("/sparql", params={"query": own}, headers={"Accept": "application/n-triples"})
        assert found.text.startswith("<http://example.org/s> <http://example.org/#p> ")

    @pytest.mark.parametrize(
        ("query", "accept"),
        [
            ('CONSTRUCT { <http://ex/s> <http://ex/1> "a" } WHERE {}', "application/rdf+xml"),
            ('CONSTRUCT { <http://ex/s> <http://ex/p> "a\\u0008b" } WHERE {}', "application/rdf+xml"),
            ('SELECT ("a\\u0008b" AS ?x) {}', "application/sparql-results+xml"),
            ('SELECT ("a\\uFFFE" AS ?x) {}', "application/sparql-results+xml"),
        ],
    )
    def test_what_xml_cannot_say_is_refused(self, client: TestClient, query: str, accept: str) -> None:
        found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert found.status_code == 406
        assert "XML" in found.json()["detail"]
        other = "text/turtle" if query.startswith("CONSTRUCT") else "application/sparql-results+json"
        assert client.get("/sparql", params={"query": query}, headers={"Accept": other}).status_code == 200

    @given(text=st.text(max_size=20))
    def test_xml_is_always_well_formed(self, client: TestClient, text: str) -> None:
        literal = json.dumps(text).replace("\\/", "/")
        if any(0xD800 <= ord(c) < 0xE000 or ord(c) > 0xFFFF for c in text):
            literal = json.dumps(
                text.encode("utf-16-be", "ignore").decode("utf-16-be", "ignore"), ensure_ascii=False
            )
        query = f"SELECT ({literal} AS ?x) {{}}"
        found = client.post(
            "/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+xml"}
        )
        if found.status_code == 200:
            xml.dom.minidom.parseString(found.content)
        else:
            assert found.status_code in (400, 406)


class TestRest:
    def test_takes_the_iri_that_its_answers_contain(self, client: TestClient) -> None:
        rows = client.get("/api/v1/vragen/partners-per-thema").json()["rijen"]
        iri, slug = rows[0]["plan"]["iri"], rows[0]["plan"]["iri"].rsplit("/", 1)[1]
        found = client.get("/api/v1/vragen/partners-per-thema", params={"plan": iri}).json()
        assert found["parameters"] == {"plan": slug}
        assert found == client.get("/api/v1/vragen/partners-per-thema", params={"plan": slug}).json()
        other = rows[0]["thema"]["iri"]
        assert client.get("/api/v1/vragen/partners-per-thema", params={"plan": other}).status_code == 400

    def test_thousands_of_unknown_parameters_are_told_about_twenty(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compared = []
        monkeypatch.setattr(
            "veiligheidsgraaf.web.rest.request.get_close_matches",
            lambda *found, **_: compared.append(found) or [],
        )
        address = QUESTION + "?" + "&".join(f"x{n}={n}" for n in range(6000))
        found = client.get(address)
        assert found.status_code == 400
        assert len(found.json()["errors"]) == len(compared) == 20


class TestPlace:
    """Where the service stands for its clients, and who they are."""

    def test_prefix_of_a_trusted_proxy_is_before_every_address(self, example_release: Release) -> None:
        headers = {
            "X-Forwarded-Prefix": "/veilig",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "data.example",
        }
        with trusting(example_release) as client:
            self.check_prefix(client, headers, "https://data.example/veilig")

    def test_root_path_is_before_every_address(self, example_release: Release) -> None:
        with trusting(example_release, root_path="/veilig") as client:
            self.check_prefix(client, {}, "http://testserver/veilig")
            assert client.get("/veilig/healthz").json()["status"] == "ok", "a proxy need not take it off"
            assert client.get("/veilig").headers["content-type"].startswith("text/html")

    def check_prefix(self, client: TestClient, headers: dict[str, str], outside: str) -> None:
        moved = client.get("/id/thema/ondermijning", headers=headers)
        assert moved.headers["location"] == "/veilig/doc/thema/ondermijning"
        page = client.get(THEME, headers={**headers, "Accept": "text/html"})
        links = [part.split('"', 1)[0] for part in page.text.split('href="')[1:]]
        assert len(links) > 20
        assert [link for link in links if link.startswith("/") and not link.startswith("/veilig/")] == []
        assert 'src="/static' not in page.text
        assert 'action="/zoeken' not in page.text
        turtle = client.get(THEME, headers=headers)
        assert "</veilig/doc/thema/ondermijning.html>" in turtle.headers["link"]
        service = client.get("/sparql", headers={**headers, "Accept": "text/turtle"}).text
        assert f"<{outside}/sparql>" in service
        openapi = client.get("/api/v1/openapi.json", headers=headers).json()
        assert openapi["servers"] == [{"url": "/veilig/api/v1"}]
        assert client.get("/api/v1", headers=headers).json()["links"]["vragen"] == "/veilig/api/v1/vragen"
        rows = client.get("/api/v1/vragen/doelen?limit=1", headers=headers)
        assert rows.headers["link"].startswith("</veilig/api/v1/vragen/doelen?")
        query = {"query": "CONSTRUCT { <s> <p> 1 } WHERE {}"}
        assert f"<{outside}/s>" in client.get("/sparql", params=query, headers=headers).text

    def test_stranger_is_not_believed(self, client: TestClient) -> None:
        found = client.get("/id/thema/ondermijning", headers={"X-Forwarded-Prefix": "/veilig"})
        assert found.headers["location"] == "/doc/thema/ondermijning"

    @pytest.mark.parametrize("prefix", ["//example.org", "/a b", '/"><script>', "/a//b", "a", "/..%2f"])
    def test_prefix_that_is_no_path_is_no_prefix(self, example_release: Release, prefix: str) -> None:
        with trusting(example_release) as client:
            found = client.get("/id/thema/ondermijning", headers={"X-Forwarded-Prefix": prefix})
            assert found.headers["location"] == "/doc/thema/ondermijning"

    @pytest.mark.parametrize(
        ("client", "forwarded", "asker"),
        [
            ("192.0.2.1", "198.51.100.7", "192.0.2.1"),
            ("10.1.1.1", "198.51.100.7", "198.51.100.7"),
            ("10.1.1.1", "203.0.113.9, 198.51.100.7, 10.9.9.9", "198.51.100.7"),
            ("10.1.1.1", "", "10.1.1.1"),
            ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.1", "", "192.0.2.1"),
        ],
    )
    def test_who_asks(self, client: str, forwarded: str, asker: str) -> None:
        seen = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            seen.append(scope["asker"])
            await PlainTextResponse("")(scope, receive, send)

        wrapped = Asker(app, read_networks("10.0.0.0/8"))
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        TestClient(wrapped, client=(client, 1)).get("/", headers=headers)
        assert seen == [asker]


class TestRendering:
    """What is made in the server itself: few at a time, in turn, once."""

    def test_same_page_is_made_once(self) -> None:
        made: list[str] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            made.append(scope["path"])
            await PlainTextResponse("x" * 2000, headers={"ETag": '"a"'})(scope, receive, send)

        client = TestClient(
            Rendered(app, Counter(1, 5), cache_mb=1, on_busy=lambda error: problem(read_fault(error)))
        )
        answers = [client.get("/a"), client.get("/a"), client.get("/a", headers={"If-None-Match": 'W/"a"'})]
        assert [answer.status_code for answer in answers] == [200, 200, 304]
        assert answers[0].text == answers[1].text == "x" * 2000
        assert made == ["/a"]
        assert client.get("/a", headers={"Accept-Encoding": "identity"}).text == "x" * 2000
        assert client.head("/a").headers["content-type"].startswith("text/plain")
        assert client.get("/healthz").text
        assert made == ["/a", "/a", "/a", "/healthz"]

    def test_page_of_another_goes_before_the_second_of_one(self) -> None:
        order: list[str] = []

        async def take(counter: Counter, asker: str, go_on: asyncio.Event) -> None:
            async with counter.place(asker):
                order.append(asker)
                await go_on.wait()

        async def play() -> None:
            counter, go_on = Counter(places=1, patience=60), asyncio.Event()
            tasks = []
            for asker in [*["many"] * 40, "one"]:
                tasks.append(asyncio.ensure_future(take(counter, asker, go_on)))
                await asyncio.sleep(0)
            assert counter.waiting == 40
            go_on.set()
            await asyncio.gather(*tasks)

        asyncio.run(play())
        assert len(order) == 41
        assert order.index("one") == 1

    def test_line_is_bounded_and_the_one_with_most_is_turned_away(self) -> None:
        async def play() -> list[str]:
            counter, turned_away = Counter(places=1, patience=60), []
            go_on = asyncio.Event()

            async def take(asker: str) -> None:
                try:
                    async with counter.place(asker):
                        await go_on.wait()
                except StoreBusy:
                    turned_away.append(asker)

            tasks = [asyncio.ensure_future(take("many")) for _ in range(70)]
            await asyncio.sleep(0)
            tasks.append(asyncio.ensure_future(take("one")))
            for _ in range(5):
                await asyncio.sleep(0)
            go_on.set()
            await asyncio.gather(*tasks)
            return turned_away

        assert asyncio.run(play()) == ["many"] * 6

    def test_who_leaves_gives_the_place_back(self) -> None:
        async def play() -> bool:
            counter = Counter(places=1, patience=60)

            async def take(go_on: asyncio.Event) -> None:
                async with counter.place("a"):
                    await go_on.wait()

            tasks = [asyncio.ensure_future(take(asyncio.Event())) for _ in range(3)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            free = asyncio.Event()
            free.set()
            await asyncio.wait_for(take(free), 60)
            return counter.waiting == 0

        assert asyncio.run(play())


class TestNames:
    @pytest.mark.parametrize("query", ["boa’s", "boa's", "BOA‘s", "boaʼs"])
    def test_apostrophes_are_alike(self, query: str) -> None:
        assert fold(query) == "boa's"

    def test_list_finds_with_either_apostrophe(self, client: TestClient) -> None:
        curly, straight = (
            client.get("/lijsten/thema", params={"q": f"thema{mark}s", "formaat": "csv"}).text
            for mark in "’'"
        )
        assert curly == straight

    def test_punctuation_does_not_sort(self) -> None:
        names = ["’t Veld", "Uden", "'s-Hertogenbosch", "Soest", "Étten", "Zeist", "Tiel", "أمن"]
        assert sorted(names, key=alphabetical) == [
            "Étten", "'s-Hertogenbosch", "Soest", "’t Veld", "Tiel", "Uden", "Zeist", "أمن"
        ]  # fmt: skip


def test_csv_of_pages_is_for_excel_in_dutch() -> None:
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    texts = [
        ("Étoile; Zorg", "6.8"),
        ('=HYPERLINK("https://example.org";"Klik")', "-5"),
        ("@iemand", "-2.50"),
        ("+31", "7.0"),
        ("-x", "7"),
        ("2.1", "1"),
    ]
    rows = [[Term("literal", text, "nl"), Term("literal", value, "", decimal)] for text, value in texts]
    table = Table.of({"naam": "Naam", "waarde": "Waarde"}, rows)
    made = make_csv(table)
    assert made.startswith(b"\xef\xbb\xbfnaam;waarde\r\n")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))[1:] == [
        ["Étoile; Zorg", "6,8"],
        ['\'=HYPERLINK("https://example.org";"Klik")', "-5"],
        ["'@iemand", "-2,50"],
        ["'+31", "7,0"],
        ["'-x", "7"],
        ["2.1", "1"],
    ]


def test_csv_of_rest_is_exact(client: TestClient) -> None:
    found = client.get(QUESTION, headers={"Accept": "text/csv"})
    assert found.text.startswith("plan,")
