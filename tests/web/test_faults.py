"""One way for a fault: every route tells every kind of fault, to a
program as a problem and to a browser as a page.
"""

import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.store.cache import AnswerCache
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.web.problems import STATUS, read_fault
from veiligheidsgraaf.web.rendering import Counter
from veiligheidsgraaf.words.errors import StoreBusy, UnknownName, VeiligheidsgraafError
from veiligheidsgraaf.words.release import Release

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PROGRAM = "application/json"
# Where a fault is a problem whoever asks.
FOR_PROGRAMS = re.compile(r"/(healthz|metrics)$|/api/|/reconcile")
# What stands in the place of a parameter of a path.
SAMPLES = {
    "kind": "thema",
    "name": "doelen",
    "source": "voorbeeldstad-2024",
    "lines": "4-5",
    "path": "thema/ondermijning",
    "suffix": "ttl",
    "plan": "voorbeeldstad-2024",
    "number": "1",
    "what": "entity",
}
# What some addresses ask, so that they have something to look up.
QUERIES = {
    "/vergelijk": "?plan=voorbeeldstad-2020&plan=voorbeeldstad-2024",
    "/waarom": "?ding=partner/politie&thema=ondermijning",
    "/zoeken": "?q=politie",
    "/reconcile": "?queries=" + quote('{"q0": {"query": "politie"}}'),
    "/reconcile/suggest/entity": "?prefix=pol",
    "/reconcile/1.0/suggest/entity": "?prefix=pol",
    "/reconcile/preview": "?id=partner/politie",
    "/reconcile/1.0/preview": "?id=partner/politie",
    "/sparql": "?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 1"),
}
# Pages that are the same whatever the graph says, what looks in the index of names only, and addresses that
# take a body only.
STILL = {
    *("/robots.txt", "/veranderingen", "/veranderingen.atom"),
    *("/reconcile/1.0", "/reconcile/extend/propose", "/reconcile/1.0/extend/propose"),
    *("/reconcile/1.0/match", "/reconcile/1.0/extend"),
    *("/melden", "/favicon.ico", "/zoeken/suggesties"),
    *("/leer", "/vragen", "/healthz", "/metrics", "/def/context.jsonld"),
    *("/sparql-editor", "/static/bestaat-niet.css", "/api/v1", "/api/v1/vragen", "/dumps/doelen"),
}


# Assistants have a protocol of their own for faults, and a guard before it: tests/web/test_assistant.py.
ASSISTANTS = "/mcp"


def kinds_of_fault() -> list[type[VeiligheidsgraafError]]:
    return list(STATUS)


def make(kind: type[VeiligheidsgraafError]) -> VeiligheidsgraafError:
    return kind("ding", "x", ("y",)) if kind is UnknownName else kind("wat er is", "wat te doen")


def paths_of(router: FastAPI | APIRouter) -> list[str]:
    """The path of every route, from the app itself and the routers in it."""
    paths = set()
    for route in router.routes:
        if isinstance(route, Mount):
            paths.add(route.path + "/bestaat-niet.css")
        elif isinstance(route, Route):
            paths.add(route.path)
        else:
            paths.update(paths_of(route.original_router))  # type: ignore[attr-defined]
    return sorted(paths)


def fill(path: str) -> str:
    """An address of a route; a parameter that this test does not know is a KeyError."""
    return re.sub(r"{(\w+)(?::path)?}", lambda found: SAMPLES[found[1]], path)


def check_form(answer, accept: str, path: str, status: int) -> None:
    """A fault in the form that was asked for, with the headers that any form has."""
    assert answer.status_code == status, (path, accept)
    media = answer.headers["content-type"].partition(";")[0]
    if accept == BROWSER and not FOR_PROGRAMS.match(path):
        assert media == "text/html", path
        assert "<h1" in answer.text
        assert 'role="alert"' in answer.text
    else:
        assert media == "application/problem+json", path
        assert answer.json()["status"] == status
        assert {"title", "detail"} <= answer.json().keys()
    assert answer.headers["cache-control"] == "no-store", path
    assert "etag" not in answer.headers
    assert "Accept" in answer.headers["vary"].split(", "), path


class Broken:
    """An application whose store and facts give the same fault to whoever asks, and counts how often it did."""

    def __init__(self, release: Release, error: Exception, patch: pytest.MonkeyPatch) -> None:
        self.asked = 0

        def fail(*_: object, **__: object) -> None:
            self.asked += 1
            raise error

        patch.setattr(PooledStore, "run", fail)
        patch.setattr(FactStore, "_cursor", fail)
        patch.setattr(AnswerCache, "find", lambda *_, **__: None)
        # Not entered: no worker starts, for none is needed.
        self.app = create_app(release, Settings())
        self.client = TestClient(self.app, raise_server_exceptions=False, follow_redirects=False)


# One of each way to be told in every run; the other kinds differ by status and words only.
_TELLING = (UnknownName, StoreBusy, RuntimeError)
_KINDS = [
    pytest.param(kind, marks=() if kind in _TELLING else pytest.mark.proof, id=kind.__name__)
    for kind in (*kinds_of_fault(), RuntimeError)
]


@pytest.mark.parametrize("kind", _KINDS)
def test_every_route_tells_every_fault_in_both_forms(
    kind: type[Exception], example_release: Release, monkeypatch, caplog
) -> None:
    caplog.set_level(logging.CRITICAL)
    error = make(kind) if issubclass(kind, VeiligheidsgraafError) else kind("/secret/path")
    broken = Broken(example_release, error, monkeypatch)
    still = set()
    for route in paths_of(broken.app):
        if route == ASSISTANTS:
            continue
        path = fill(route)
        for accept in (BROWSER, PROGRAM):
            before = broken.asked
            answer = broken.client.get(path + QUERIES.get(path, ""), headers={"Accept": accept})
            if broken.asked == before:
                still.add(path)
                continue
            fault = read_fault(error) if isinstance(error, VeiligheidsgraafError) else None
            check_form(answer, accept, path, fault.status if fault else 500)
            assert answer.headers.get("retry-after") == (fault.headers.get("Retry-After") if fault else None)
            assert "secret" not in answer.text
            if fault is None:
                assert f"nummer {answer.headers['x-request-id']}" in answer.text
    assert sorted(still ^ STILL) == []


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings()), raise_server_exceptions=False) as opened:
        yield opened


@pytest.mark.parametrize("accept", [BROWSER, PROGRAM])
def test_every_route_refuses_another_method_and_an_address_beyond_it(accept: str, client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    for path in map(fill, paths_of(app)):
        if path == ASSISTANTS:
            continue
        answer = client.delete(path, headers={"Accept": accept})
        check_form(answer, accept, path, 405)
        if not path.startswith("/static/"):
            assert {"GET", "POST"} & set(answer.headers["allow"].split(", ")), path
    for path in ("/nergens", "/static/bestaat-niet.css", "/api/v1/nergens", "/doc/thema/zzz", "/dumps/zzz"):
        check_form(client.get(path, headers={"Accept": accept}), accept, path, 404)


@pytest.mark.parametrize("accept", [BROWSER, PROGRAM])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/vragen/doelen?thema=zzz", 404),
        ("/vragen/doelen?zzz=1", 400),
        ("/vragen/doelen?thema=%3C", 400),
        ("/vragen/doelen?blad=99", 400),
        ("/vragen/doelen?thema=zzz&blad=99", 404),
        ("/vragen/zzz", 404),
        ("/zoeken?q=a&vraag=zzz", 404),
        ("/zoeken?q=a&vraag=doelen&rij=%3C", 400),
        ("/zoeken?q=a&vraag=keuzes", 404),
        ("/lijsten/xyz", 404),
        ("/waarom", 400),
        ("/vergelijk?plan=a&plan=b", 404),
        ("/passages/dalfsen-2023/99999", 404),
        ("/passages/voorbeeldstad-2024/9-4", 400),
        ("/cijfers?plan=zzz", 404),
        ("/netwerk?minstens=9", 400),
        ("/sparql-editor?vraag=zzz", 404),
        ("/sparql?query=zzz", 400),
        ("/doc/thema/zzz", 404),
        ("/doc/thema/ondermijning?pagina=99", 400),
        ("/api/v1/vragen/doelen?zzz=1", 400),
        ("/api/v1/vragen/zzz", 404),
    ],
)
def test_fault_in_the_address_is_told_in_both_forms(
    path: str, status: int, accept: str, client: TestClient
) -> None:
    answer = client.get(path, headers={"Accept": accept})
    check_form(answer, accept, path.partition("?")[0], status)


def test_form_stays_for_people_to_mend(client: TestClient) -> None:
    answer = client.get("/vragen/doelen?thema=zzz", headers={"Accept": BROWSER})
    assert 'action="/vragen/doelen"' in answer.text
    assert "thema &#39;zzz&#39; bestaat niet" in answer.text
    answer = client.get("/zoeken?q=wie+werkt&vraag=zzz", headers={"Accept": BROWSER})
    assert 'value="wie werkt"' in answer.text


def test_editor_at_the_endpoint_tells_a_person_on_a_page(client: TestClient) -> None:
    check_form(client.get("/sparql?vraag=zzz", headers={"Accept": BROWSER}), BROWSER, "/sparql", 404)


def test_busy_store_says_when_to_come_back_and_a_page_is_kept_by_nobody(
    example_release: Release, monkeypatch
) -> None:
    broken = Broken(example_release, StoreBusy("alle werkers zijn bezig", "probeer het zo weer"), monkeypatch)
    for accept in (BROWSER, PROGRAM):
        for path in ("/", "/lijsten/thema", "/vragen/doelen", "/doc/thema/ondermijning"):
            answer = broken.client.get(path, headers={"Accept": accept})
            check_form(answer, accept, path, 503)
            assert answer.headers["retry-after"] == "5"


def test_fault_while_the_page_of_a_fault_is_made_is_a_problem(
    example_release: Release, monkeypatch, caplog
) -> None:
    caplog.set_level(logging.CRITICAL)
    broken = Broken(example_release, RuntimeError("first"), monkeypatch)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("second")

    monkeypatch.setattr("veiligheidsgraaf.web.pages.site.Site.render", fail)
    answer = broken.client.get("/doc/thema/ondermijning", headers={"Accept": BROWSER})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 500


def test_line_before_the_pages_is_full_in_both_forms_below_a_prefix(
    example_release: Release, monkeypatch
) -> None:
    def full(*_: object) -> None:
        raise StoreBusy("het is nu te druk", "probeer het over enkele seconden opnieuw")

    monkeypatch.setattr(Counter, "place", full)
    client = TestClient(create_app(example_release, Settings(root_path="/veiligheid")))
    for accept in (BROWSER, PROGRAM):
        answer = client.get("/lijsten/thema", headers={"Accept": accept})
        check_form(answer, accept, "/lijsten/thema", 503)
        assert answer.headers["retry-after"] == "5"
        if accept == BROWSER:
            assert 'href="/veiligheid/vragen"' in answer.text
            assert 'href="/vragen"' not in answer.text
