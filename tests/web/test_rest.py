"""REST under the Dutch API Design Rules: what the OpenAPI document promises, and what the rules ask."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts.constraints import KEYS
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import Release

from ..conftest import ROOT

API = "/api/v1"
QUESTIONS = {name: question for name, question in load_questions(Project(ROOT)).items() if question.listed}


@pytest.fixture(scope="module")
def app(example_release: Release) -> Iterator[tuple[FastAPI, TestClient]]:
    made = create_app(example_release, read_settings({}))
    with TestClient(made, follow_redirects=False, raise_server_exceptions=False) as opened:
        yield made, opened


@pytest.fixture(scope="module")
def client(app: tuple[FastAPI, TestClient]) -> TestClient:
    return app[1]


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict:
    return client.get(f"{API}/openapi.json").json()


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["api-version"] == "1.0.0"
    found = response.json()
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    return found


def test_questions_are_listed_with_their_headers(client: TestClient) -> None:
    found = client.get(f"{API}/vragen").json()
    assert {question["naam"] for question in found["vragen"]} == set(QUESTIONS)
    assert found["totaal"] == len(QUESTIONS)
    assert found["afgekapt"] is False
    for question in found["vragen"]:
        assert question["vraag"] == QUESTIONS[question["naam"]].question
        assert client.head(question["href"]).status_code == 200
    part = client.get(f"{API}/vragen?limit=2&offset=1").json()
    assert part["vragen"] == found["vragen"][1:3]
    assert part["afgekapt"] is True


def test_rows_are_typed_things_have_iri_and_name(client: TestClient) -> None:
    found = client.get(f"{API}/vragen/partners-per-thema?thema=ondermijning").json()
    assert found["parameters"] == {"thema": "ondermijning"}
    row = found["rijen"][0]
    assert list(row) == list(QUESTIONS["partners-per-thema"].columns)
    assert row["plan"]["iri"].startswith("https://w3id.org/veiligheidsgraaf/id/plan/")
    theme = "https://w3id.org/veiligheidsgraaf/id/thema/"
    names = {theme + "ondermijning": "Ondermijning", theme + "drugscriminaliteit": "Drugscriminaliteit"}
    assert row["partner"]["naam"] == row["naam"]
    measures = client.get(f"{API}/vragen/maatregelen?thema=ondermijning").json()["rijen"]
    assert {row["thema"]["iri"]: row["thema"]["naam"] for row in measures} == names
    figures = client.get(f"{API}/vragen/indicatoren").json()["rijen"]
    assert {type(row["waarde"]) for row in figures} <= {int, float, type(None)}
    assert 40 in [row["waarde"] for row in figures]


@pytest.mark.parametrize("name", QUESTIONS)
def test_all_rows_come_in_pages(name: str, client: TestClient, example_answers: Answers) -> None:
    expected = example_answers.ask(name, {}, "csv").decode()
    rows, path, pages = [], f"{API}/vragen/{name}?limit=2", 0
    while path:
        response = client.get(path, headers={"Accept": "text/csv"})
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        found = list(csv.reader(io.StringIO(response.text)))
        rows += found if not rows else found[1:]
        pages += 1
        following = re.search(r'<([^>]+)>; rel="next"', response.headers.get("link", ""))
        path = following[1] if following and pages < 8 else ""
    whole = list(csv.reader(io.StringIO(expected)))
    columns = len(QUESTIONS[name].columns)
    assert [row[:columns] for row in whole[: len(rows)]] == rows
    answer = client.get(f"{API}/vragen/{name}?limit=1").json()
    assert answer["totaal"] == len(whole) - 1
    assert answer["afgekapt"] == (answer["totaal"] > 1)


def test_a_page_beyond_the_last_is_empty_and_points_back(client: TestClient) -> None:
    response = client.get(f"{API}/vragen/doelen?limit=5&offset=1000")
    assert response.json()["rijen"] == []
    assert response.json()["afgekapt"] is True
    assert 'offset=995>; rel="prev"' in response.headers["link"]


def test_all_faults_are_told_together(client: TestClient) -> None:
    query = "thema=ondermijnng&plan=a&plan=b&limit=0&offset=x&tema=1&partner=&van=2024&van=2025"
    found = problem(client.get(f"{API}/vragen/partners-per-thema?{query}"), 400)
    faults = {error["location"]["name"]: error for error in found["errors"]}
    assert set(faults) == {"thema", "plan", "limit", "offset", "tema", "partner", "van"}
    assert {error["in"] for error in found["errors"]} == {"query"}
    assert "bedoelt u ondermijning?" in faults["thema"]["detail"]
    assert faults["plan"]["code"] == "invalid"
    assert faults["van"]["code"] == "repeated"
    assert "bedoelt u thema?" in faults["tema"]["detail"]
    assert problem(client.get(f"{API}/vragen?x=1"), 400)["errors"][0]["code"] == "unknown"


@pytest.mark.parametrize(
    "value", ['x" } UNION { ?s ?p ?o', "../../etc", "Ondermijning", "a" * 5000, "%00", "²", "plan/../thema"]
)
def test_hostile_values_are_refused(value: str, client: TestClient) -> None:
    for name in ("thema", "limit", "offset", value):
        found = problem(client.get(f"{API}/vragen/doelen", params={name: value}), 400)
        assert len(json.dumps(found)) < 2000
    many = "&".join(f"p{i}=1" for i in range(500))
    assert len(problem(client.get(f"{API}/vragen/doelen?{many}"), 400)["errors"]) == 20


def test_paths_and_methods_follow_the_rules(client: TestClient, document: dict) -> None:
    for path in (
        f"{API}/",
        f"{API}/vragen/",
        f"{API}/vragen/doelen/",
        f"{API}/vragen/nergens",
        f"{API}/vragen/keuzes",
        f"{API}/nergens",
    ):
        problem(client.get(path), 404)
    for path in (f"{API}/vragen", f"{API}/vragen/doelen", f"{API}/openapi.json"):
        refused = client.post(path)
        problem(refused, 405)
        assert {"GET", "HEAD", "OPTIONS"} == set(refused.headers["allow"].split(", "))
        options = client.options(path)
        assert options.status_code == 204
        assert set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert options.headers["access-control-allow-origin"] == "*"
        assert client.head(path).content == b""
    problem(client.get(f"{API}/vragen/doelen", headers={"Accept": "image/png"}), 406)
    problem(client.get(f"{API}/vragen", headers={"Accept": "text/csv"}), 406)
    for path, item in document["paths"].items():
        assert re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*)+", path), "kebab-case"
        for parameter in item["get"]["parameters"]:
            assert re.fullmatch(r"(niet-)?[a-z][a-zA-Z0-9]*", parameter["name"]), "camelCase, but for 'not'"
        assert "400" in item["get"]["responses"]


@pytest.mark.parametrize(
    "path",
    [
        API,
        f"{API}/vragen",
        f"{API}/vragen/doelen",
        f"{API}/openapi.json",
        f"{API}/vragen/nergens",
        f"{API}/vragen?x=1",
    ],
)
def test_every_answer_has_version_and_security_headers(path: str, client: TestClient) -> None:
    headers = client.get(API + path).headers
    assert headers["api-version"] == "1.0.0"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"]


def test_answer_is_tagged(client: TestClient) -> None:
    first = client.get(f"{API}/vragen/doelen")
    again = client.get(f"{API}/vragen/doelen", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    tags = {client.get(path, headers=headers).headers["etag"] for path, headers in
            ((f"{API}/vragen/doelen", {"Accept": "text/csv"}), (f"{API}/vragen/doelen?limit=5", {}), (f"{API}/vragen", {}))}  # fmt: skip
    assert len(tags | {first.headers["etag"]}) == 4


def test_openapi_describes_every_question_with_a_real_answer(client: TestClient, document: dict) -> None:
    assert document["openapi"].startswith("3.")
    assert document["info"]["contact"]["name"]
    assert set(document["paths"]) == {"/vragen", *(f"/vragen/{name}" for name in QUESTIONS)}
    for name, question in QUESTIONS.items():
        operation = document["paths"][f"/vragen/{name}"]["get"]
        assert operation["summary"] == question.question
        own = [p.name for p in question.parameters]
        assert [p["name"] for p in operation["parameters"]] == [
            *own,
            *(
                key
                for key in (*KEYS, *(f"niet-{key}" for key in KEYS), "rij", "periode", "dag")
                if key not in own
            ),
            "sorteer",
            "limit",
            "offset",
        ]
        example = operation["responses"]["200"]["content"]["application/json"]["example"]
        real = client.get(f"{API}/vragen/{name}", params={**example["parameters"], "limit": "2"}).json()
        assert real.pop("uitgave")
        assert real == example
        assert example["rijen"]


def test_a_day_is_a_date_and_the_answer_says_which(client: TestClient, document: dict) -> None:
    (day,) = [
        parameter
        for parameter in document["paths"]["/vragen/plannen"]["get"]["parameters"]
        if parameter.get("name") == "dag"
    ]
    assert day["schema"] == {"type": "string", "format": "date"}
    rows = client.get("/api/v1/vragen/plannen", params={"dag": "2021-01-01"}).json()["rijen"]
    assert {row["dag"] for row in rows} == {"2021-01-01"}
    assert {row["stand"] for row in rows} == {"lopend", "komend"}


def test_openapi_lists_the_slugs_of_this_release(document: dict, example_answers: Answers) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["PlanSlug"]["enum"] == sorted(choice.slug for choice in example_answers.choices("plan"))
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert references <= set(schemas)


@pytest.mark.parametrize("requests", [1, pytest.param(6, marks=pytest.mark.proof)])
def test_answers_keep_to_the_openapi_document(example_release: Release, requests: int) -> None:
    """Schemathesis: made-up and hostile requests for every operation; each
    answer has a promised status, type and schema.
    """
    bounded = settings(
        max_examples=requests,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    own = create_app(example_release, read_settings({}))  # Schemathesis starts and stops it at will
    schema = schemathesis.openapi.from_asgi(f"{API}/openapi.json", own)
    statuses: dict[str, set[int]] = {}

    def check(case: schemathesis.Case) -> None:
        response = case.call_and_validate()
        statuses.setdefault(case.operation.path, set()).add(response.status_code)

    for result in schema.get_all_operations():
        for mode in schemathesis.GenerationMode:
            strategy = result.ok().as_strategy(generation_mode=mode)
            bounded(given(case=strategy)(check))()
    assert len(statuses) == len(QUESTIONS) + 1
    assert set().union(*statuses.values()) == {200, 400}


def test_any_constraint_goes_with_any_question(client: TestClient) -> None:
    """Repeated is either, different keys are both, `niet-` excludes; what was asked comes back as it was read."""
    towns = "gemeente=voorbeeldstad&gemeente=voorbeelddorp"
    url = f"{API}/vragen/maatregelen?{towns}&status=lopend&niet-partner=gemeente/voorbeeldstad"
    found = client.get(url).json()
    assert found["parameters"] == {
        "gemeente": ["voorbeeldstad", "voorbeelddorp"], "status": "lopend", "niet-partner": "gemeente/voorbeeldstad",
    }  # fmt: skip
    assert found["totaal"] > 0
    plans = {row["plan"]["iri"].rsplit("/", 1)[1] for row in found["rijen"]}
    assert plans == {"voorbeelddorp-2022"}
    whole = client.get(f"{API}/vragen/maatregelen?status=lopend").json()
    assert found["totaal"] < whole["totaal"]


def test_rows_are_sorted_by_the_column_asked_for_and_the_next_page_goes_on(client: TestClient) -> None:
    url = f"{API}/vragen/maatregelen?sorteer=-naam&limit=3"
    first = client.get(url)
    assert first.status_code == 200, first.text
    assert "sorteer=-naam" in first.headers["link"]
    second = client.get(f"{url}&offset=3").json()
    names = [row["naam"].lower() for found in (first.json(), second) for row in found["rijen"]]
    assert names == sorted(names, reverse=True)
    assert "geen kolom" in problem(client.get(f"{API}/vragen/maatregelen?sorteer=kleur"), 400)["detail"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("doelgroep=jongern", "doelgroep 'jongern' bestaat niet"),
        ("status=lopnd", "bedoelt u lopend"),
        ("niet-partner=politei", "bedoelt u"),
        ("q=" + "x" * 60_000, "q is langer dan 200 tekens"),
        ("&".join(f"partner=politie{n}" for n in range(2_000)), "partner heeft meer dan 50 waarden"),
        ("periode=ooit", "periode is huidig of alle"),
        ("tot=2024-13", "geen jaar, kwartaal, maand of dag"),
        ("dag=2024-13-01", "geen dag; schrijf jaar-maand-dag"),
        ("dag=2024-01-01&dag=2024-01-02", "dag staat er meer dan een keer"),
        ("offset=1000000000", "offset"),
    ],
)
def test_a_constraint_that_cannot_be_is_told(query: str, said: str, client: TestClient) -> None:
    assert said in problem(client.get(f"{API}/vragen/partners-per-thema?{query}"), 400)["detail"]
