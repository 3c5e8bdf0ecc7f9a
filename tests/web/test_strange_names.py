"""Names of strangers never become arguments: a question may call its parameters what it likes."""

import inspect
import keyword
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import veiligheidsgraaf.answers
import veiligheidsgraaf.web
from veiligheidsgraaf.answers import answers as answering
from veiligheidsgraaf.server import app as application
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.parameters import Parameter
from veiligheidsgraaf.words.questions import Question
from veiligheidsgraaf.words.release import Release

# What an address itself uses; `check` refuses a parameter of that name.
TAKEN = {"formaat", "blad", "sorteer", "q", "vraag", "rij", "query", "limit", "offset"}
NAME = "eigen"
TEXT = """SELECT ?thema ?naam
WHERE { ?thema <http://www.w3.org/2004/02/skos/core#prefLabel> ?naam }
ORDER BY ?thema ?naam"""


def names_in_the_way() -> set[str]:
    """Every argument of every function, and every attribute of what a page or an answer is made of."""
    found = {*keyword.kwlist, *dir(dict), *dir(str), "cls", "request", "template", "status", "context"}
    for package in (veiligheidsgraaf.web, veiligheidsgraaf.answers):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for _, owner in inspect.getmembers(import_module(module.name), inspect.isclass):
                found.update(dir(owner))
                for _, function in inspect.getmembers(owner, inspect.isfunction):
                    found.update(inspect.signature(function).parameters)
            for _, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
                found.update(inspect.signature(function).parameters)
    return found - TAKEN


NAMES = sorted(names_in_the_way())


@pytest.fixture(scope="module")
def asked(example_release: Release) -> Iterator[tuple[TestClient, dict[str, Question]]]:
    """The application, and its questions, of which one changes with each name."""
    with pytest.MonkeyPatch.context() as patch:
        questions = dict(answering.load_release_questions(example_release))
        questions[NAME] = make_question("thema")
        patch.setattr(answering, "load_release_questions", lambda _: questions)
        app = application.create_app(example_release, Settings())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, questions


def make_question(name: str) -> Question:
    parameter = Parameter(name, "thema", "thema", None, "ondermijning")
    return Question(
        NAME, "Hoe heet een thema?", "Namen.", (parameter,), {"thema": "Thema", "naam": "Naam"}, TEXT
    )


def test_there_are_names_in_the_way() -> None:
    assert {"self", "question", "name", "values", "library", "items", "get", "class"} <= set(NAMES)


@given(st.sampled_from(NAMES) | st.text(min_size=1, max_size=12).filter(lambda name: name not in TAKEN))
@example("question")
@example("self")
@example("values")
@example("items")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parameter_of_any_name_is_a_value_everywhere(
    asked: tuple[TestClient, dict[str, Question]], name: str
) -> None:
    client, questions = asked
    questions[NAME] = make_question(name)
    given = {name: "ondermijning"}
    for accept in ("text/html", "application/json"):
        page = client.get(f"/vragen/{NAME}", params=given, headers={"Accept": accept})
        assert page.status_code == 200, name
        assert "/doc/thema/ondermijning" in page.text
        assert "/doc/thema/jeugdoverlast" not in page.text
    for form in ("csv", "json", "xlsx"):
        assert client.get(f"/vragen/{NAME}", params={**given, "formaat": form}).status_code == 200
    rest = client.get(f"/api/v1/vragen/{NAME}", params=given)
    assert {row["thema"]["iri"].rsplit("/", 1)[1] for row in rest.json()["rijen"]} == {"ondermijning"}
    box = client.get("/zoeken", params={**given, "q": "hoe heet dit", "vraag": NAME})
    assert box.status_code == 200
    editor = client.get("/sparql-editor", params={**given, "vraag": NAME})
    assert "thema/ondermijning" in editor.text
    faulty = client.get(f"/vragen/{NAME}", params={name: "zzz"}, headers={"Accept": "application/json"})
    assert faulty.status_code == 404
