"""One address book: routes are made from it, and so is every link."""

import ast
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import QueryParams

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web import addresses as at
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release

from ..conftest import ROOT
from .test_faults import paths_of

WEB = ROOT / "src" / "veiligheidsgraaf" / "web"
PATHS = {address.path for address in vars(at.BOOK).values()}
# The first part of every address, as it would stand at the start of a text in code or in a link of a template.
OWN = re.compile(
    rf"/({'|'.join(sorted({re.escape(path.split('/')[1]) for path in PATHS if path != '/'}))})\b"
)


def test_every_route_is_in_the_book_and_the_other_way_round(example_release: Release) -> None:
    app = create_app(example_release, Settings())
    assert isinstance(app, FastAPI)
    found = {
        path.removesuffix(".{suffix}").replace("/static/bestaat-niet.css", "/static")
        for path in paths_of(app)
    }
    assert found == PATHS


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_writes_an_address_of_its_own(path: Path) -> None:
    if path.name == "addresses.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            assert not OWN.match(node.value), f"{path.name}:{node.lineno} {node.value}"


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_writes_an_address_of_its_own(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        assert not re.search(rf"[\"'>]{OWN.pattern}", line), f"{path.name}:{number}"


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4))
def test_link_says_again_what_it_was_given(name: str, query: dict[str, str]) -> None:
    path, _, fields = at.QUESTION(name, query=query).partition("?")
    assert path.startswith("/vragen/")
    assert "#" not in path
    assert dict(QueryParams(fields)) == {key: value for key, value in query.items() if value}
    assert dict(QueryParams(at.SEARCH(query=query, keep_empty=True).partition("?")[2])) == query


def test_links_of_iris() -> None:
    assert at.page_of(iris.thing("thema", "ondermijning")) == "/doc/thema/ondermijning"
    assert at.page_of(iris.source("dalfsen-2023") + "#line=338,340") == "/passages/dalfsen-2023/339-340"
    assert at.page_of(iris.source("dalfsen-2023") + "#line=338,339") == "/passages/dalfsen-2023/339"
    assert at.page_of(iris.DEF + "Doel") == "/leer/ontologie#Doel"
    assert at.page_of("https://example.org/") == ""
