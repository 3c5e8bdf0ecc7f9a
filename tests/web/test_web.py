"""The real application: the endpoint, the pages, and every fault as a problem."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.negotiate import GRAPHS, ROWS
from veiligheidsgraaf.words.release import Release

SELECT = "SELECT ?s { ?s a vg:Veiligheidsplan } ORDER BY ?s"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CONSTRUCT = "CONSTRUCT { ?s a vg:Veiligheidsplan } WHERE { ?s a vg:Veiligheidsplan }"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PLANS = [
    f"https://w3id.org/veiligheidsgraaf/id/plan/voorbeeld{name}"
    for name in ("dorp-2022", "stad-2020", "stad-2024")
]


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    app = create_app(example_release, Settings(timeout=2, patience=2, result=1))
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


class Page(HTMLParser):
    """Links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def problem(response, status: int) -> dict:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    found = response.json()
    assert set(found) == {"status", "title", "detail"}
    assert found["status"] == status
    return found


def test_query_in_all_three_ways(client: TestClient) -> None:
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post(
            "/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert [b["s"]["value"] for b in answer.json()["results"]["bindings"]] == PLANS


def test_form_is_decoded_once(client: TestClient) -> None:
    query = 'SELECT ("%41+b" AS ?x) {}'
    answer = client.post("/sparql", data={"query": query})
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "%41+b"


@pytest.mark.parametrize("media", ROWS)
def test_rows_come_in_the_format_asked_for(media: str, client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": media})
    assert answer.status_code == 200
    assert ROWS[media] == ROWS[answer.headers["content-type"].split(";")[0]]
    assert PLANS[0] in answer.text
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("media", GRAPHS)
def test_triples_come_in_the_format_asked_for(media: str, client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media
    assert PLANS[1] in answer.text


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
        ("nonsense", "application/sparql-results+json"),
        (None, "application/sparql-results+json"),
    ],
)
def test_accept_header_is_weighed(accept: str | None, expected: str, client: TestClient) -> None:
    headers = {"Accept": accept} if accept else {}
    assert (
        client.get("/sparql", params={"query": SELECT}, headers=headers).headers["content-type"] == expected
    )


def test_every_fault_is_a_problem_in_dutch(client: TestClient) -> None:
    assert (
        "0 keer de parameter query" in problem(client.get("/sparql", params={"timeout": "1"}), 400)["detail"]
    )
    assert "2 keer" in problem(client.get("/sparql", params=[("query", SELECT)] * 2), 400)["detail"]
    assert "wijzigen kan niet" in problem(client.post("/sparql", data={"update": "CLEAR ALL"}), 400)["detail"]
    assert (
        "SERVICE"
        in problem(client.get("/sparql", params={"query": "SELECT * { SERVICE <x:a> {} }"}), 403)["detail"]
    )
    assert "leesvraag" in problem(client.get("/sparql", params={"query": "nonsense"}), 400)["detail"]
    assert "gestopt" in problem(client.get("/sparql", params={"query": ENDLESS}), 503)["detail"]
    assert (
        "groter dan"
        in problem(client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o . ?a a ?b }"}), 422)["detail"]
    )
    assert (
        "groter dan 256 kB" in problem(client.post("/sparql", data={"query": "x" * 300_000}), 413)["detail"]
    )
    problem(client.post("/sparql", content="x", headers={"Content-Type": "text/plain"}), 415)
    problem(client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"}), 406)
    problem(client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/csv"}), 406)
    problem(client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/turtle"}), 406)
    problem(client.put("/sparql"), 405)
    problem(client.get("/nergens"), 404)
    problem(
        client.post("/sparql", content=b"\xff", headers={"Content-Type": "application/sparql-query"}), 400
    )


def test_unexpected_fault_shows_a_number_and_nothing_internal(client: TestClient, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("veiligheidsgraaf.store.pool.PooledStore.run", broken)
    response = client.get("/sparql", params={"query": f"{SELECT} LIMIT 9"})
    detail = problem(response, 500)["detail"]
    assert f"nummer {response.headers['x-request-id']}" in detail
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in detail


def test_health_names_the_release(client: TestClient, example_release: Release) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "release": example_release.digest}


def test_start_page_answers_the_example_with_lines_of_the_plan(client: TestClient) -> None:
    examples = [link for link in Page(client.get("/").text).links if link.startswith("/zoeken?q=")]
    assert len(examples) > 1
    asked = Page(client.get(examples[-1]).text)
    assert "in Voorbeeldstad" in asked.text
    assert any("/passages/voorbeeld" in link for link in asked.links)


def test_question_page_shows_the_choice_and_the_answer(client: TestClient) -> None:
    response = client.get("/vragen/partners-per-thema", params={"thema": "ondermijning", "plan": ""})
    assert response.status_code == 200
    assert '<option value="ondermijning" selected>' in response.text
    assert "Jeugdwerk" not in response.text.split("<tbody")[1].split("</table>")[0]


def test_download_is_the_answer_itself(client: TestClient) -> None:
    answer = client.get("/vragen/doelen", params={"formaat": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="doelen.csv"'
    assert "Een waakzame stad" in answer.text
    assert json.loads(client.get("/vragen/doelen", params={"formaat": "json"}).content)["results"]["bindings"]


def test_unknown_question_or_slug_is_told_on_a_page(client: TestClient) -> None:
    response = client.get("/vragen/doelenn", headers=BROWSER)
    assert response.status_code == 404
    assert "edoelt u doelen" in response.text
    response = client.get("/vragen/doelen", params={"thema": "<script>alert(1)</script>"}, headers=BROWSER)
    assert response.status_code == 400
    assert "<script>" not in response.text


def test_security_headers_are_on_every_answer(client: TestClient) -> None:
    for path in ("/", "/sparql", "/nergens", "/healthz", "/static/icoon.svg"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_line_is_answered_with_its_reading(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "wie werkt aan ondermijnng in voorbeeldstad"})
    assert page.status_code == 200
    read = Page(page.text)
    assert "u schreef: ondermijnng" in read.text
    assert "Havenberaad" in read.text
    without = next(
        link
        for link in read.links
        if link.startswith("/zoeken") and "vraag=partners-per-thema" in link and "gemeente=" not in link
    )
    assert "voorbeelddorp-2022" not in page.text.split("<table")[1]
    assert "Welke partners werken aan een thema?" in client.get(without).text


def test_every_link_that_changes_a_reading_works(client: TestClient) -> None:
    for line in (
        "partners ondermijning voorbeeldstad",
        "hennepteelt",
        "asdf",
        "politie",
        "vergelijk voorbeeldstad en voorbeelddorp",
    ):
        links = [
            link
            for link in Page(client.get("/zoeken", params={"q": line}).text).links
            if link.startswith(("/zoeken", "/vragen"))
        ]
        assert links
        assert dict.fromkeys(links, 200) == {link: client.get(link).status_code for link in links}


def test_compared_plans_lead_to_the_comparison(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "vergelijk voorbeeldstad en voorbeelddorp"})
    assert "/vergelijk?plan=voorbeeldstad-2024&plan=voorbeelddorp-2022" in Page(page.text).links


@pytest.mark.parametrize(
    "line", ["<script>alert(1)</script>", '"><img src=x>', "'; --", "x" * 4000, "", "%00", "\u202e"]
)
def test_hostile_line_is_shown_as_text(line: str, client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": line})
    assert page.status_code == 200
    own = re.sub(r'<script type="module" src="/static/gebouwd/\w+\.js"></script>', "", page.text)
    assert "<script" not in own
    assert "<img" not in own
    assert len(page.text) < 20_000


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=x&vraag=doeln", 404),
        ("q=x&vraag=doelen&thema=nee", 404),
        ("q=x&vraag=doelen&rij=../x", 400),
        ("vraag=doelen", 200),
    ],
)
def test_impossible_choice_in_the_address_is_named(query: str, status: int, client: TestClient) -> None:
    page = client.get(f"/zoeken?{query}", headers=BROWSER)
    assert page.status_code == status
    assert ('role="alert"' in page.text) == (status != 200)
