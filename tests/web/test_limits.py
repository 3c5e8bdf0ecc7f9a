"""The table of limits in the README: each request that hits one, and the answer it gets."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.connection import MAX_ADDRESS_BYTES, MAX_HEAD_BYTES
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.request_bodies import MAX_BODY
from veiligheidsgraaf.words.guard import MAX_NESTING, MAX_QUERY_CHARACTERS
from veiligheidsgraaf.words.release import Release

from ..conftest import ROOT
from .test_web import problem

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README.split("### Limits", 1)[1].split("\n## ", 1)[0]
ROWS = re.findall(r"^\| (.+?) \| (.+) \| (\d{3}) `(.+?)`", TABLE, re.MULTILINE)
QUERIES = [row for row in ROWS if row[1].startswith("`")]
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    # As by default, but for time and memory: a machine that also does other work takes long to fill two
    # gigabytes.
    with TestClient(
        create_app(example_release, Settings(timeout=90, memory=700)), raise_server_exceptions=False
    ) as opened:
        yield opened


@pytest.mark.parametrize(("limit", "query", "status", "title"), QUERIES)
def test_query_that_hits_a_limit_gets_its_answer(
    client: TestClient, limit: str, query: str, status: str, title: str
) -> None:
    seconds = {"timeout": "2"} if limit == "time" else {}
    found = problem(client.get("/sparql", params={"query": query.strip("`"), **seconds}), int(status))
    assert found["title"] == title


def test_other_limits_get_their_answers(client: TestClient) -> None:
    long = f"ASK {{}} # {'x' * MAX_QUERY_CHARACTERS}"
    answers = {
        "a query with more than 150 brackets open": client.get(
            "/sparql", params={"query": "ASK " + "{" * 151 + "}" * 151}
        ),
        "more than 20000 characters, by GET": client.get("/sparql", params={"query": long}),
        "more than 20000 characters, by POST": client.post("/sparql", data={"query": long}),
        "more than 256 kB": client.post("/sparql", content="x" * (MAX_BODY + 1), headers=DIRECT),
        "a body that is no form and no `application/sparql-query`, or not UTF-8": client.post(
            "/sparql", json={}
        ),
        "an `Accept` that nothing fits, or XML of what XML cannot say": client.get(
            "/sparql", params={"query": "ASK {}"}, headers={"Accept": "image/png"}
        ),
    }
    elsewhere = {  # tests/server
        "more than 96 kB",
        "one more than may wait, or waiting longer than `VEILIGHEIDSGRAAF_PATIENCE`; the same for pages",
        "more than 63 kB",
        "a body that is not whole after 30 seconds",
    }
    assert {row[1] for row in ROWS} - {row[1] for row in QUERIES} == set(answers) | elsewhere
    for _, request, status, title in ROWS:
        if request in answers:
            assert problem(answers[request], int(status))["title"] == title


def test_table_names_the_limits_that_the_code_has() -> None:
    assert (
        MAX_NESTING,
        MAX_QUERY_CHARACTERS,
        MAX_BODY // 1024,
        MAX_HEAD_BYTES // 1024,
        MAX_ADDRESS_BYTES // 1024,
    ) == (
        150,
        20_000,
        256,
        96,
        63,
    )
    assert len(QUERIES) == 5
