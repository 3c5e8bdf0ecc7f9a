"""Arrows run downward: every module imports only what its layer may."""

import ast
import re
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

PACKAGE = ROOT / "src" / "veiligheidsgraaf"
BUILD_LIBRARIES = {"rdflib", "owlrl", "pyshacl", "pyoxigraph"}
WEB_LIBRARIES = {"fastapi", "starlette", "anyio", "mimeparse", "jinja2", "prometheus_client"}

# Layer -> (own layers it may import, libraries beside the standard one).
LAYERS: dict[str, tuple[set[str], set[str]]] = {
    "words": (set(), {"rdflib", "yaml", "tree_sitter", "tree_sitter_sparql"}),
    "build": ({"words"}, BUILD_LIBRARIES),
    "store": ({"words"}, {"pyoxigraph", "cachetools"}),
    "answers": ({"words", "store"}, {"rapidfuzz", "rich", "Stemmer", "xlsxwriter"}),
    "reports": ({"words"}, {"rdflib", "rich", "jinja2", "junitparser", "sarif_pydantic"}),
    "web": ({"words", "store", "answers"}, WEB_LIBRARIES),
    "top": (
        {"words", "build", "store", "answers", "reports", "web", "top"},
        {"anyio", "fastapi", "starlette", "typer", "rich", "uvicorn", "platformdirs"},
    ),
}
OWN_LAYERS = {"words", "build", "store", "answers", "reports", "web"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in OWN_LAYERS else "top"


def imports_of(path: Path) -> set[tuple[str, str]]:
    """("own", layer) and ("library", name) for every import in a module."""
    found = set()
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            if node.level == depth:
                first = (node.module or node.names[0].name).split(".")[0]
                found.add(("own", first if first in OWN_LAYERS else "top"))
            else:
                found.add(("own", layer_of(path)))
        elif isinstance(node, ast.ImportFrom):
            found.add(("library", (node.module or "").split(".")[0]))
        elif isinstance(node, ast.Import):
            found.update(("library", alias.name.split(".")[0]) for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_imports_only_what_its_layer_may(path: Path) -> None:
    layer = layer_of(path)
    own, libraries = LAYERS[layer]
    for kind, name in imports_of(path):
        if kind == "own":
            assert name in own | {layer}, f"{path.name} imports {name}"
        else:
            assert name in libraries or name in sys.stdlib_module_names, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno <= 45, node.name


def test_sparql_stands_in_queries_and_shapes_only() -> None:
    for path in MODULES:
        assert not re.search(r"(SELECT|CONSTRUCT|DESCRIBE|ASK|WHERE)\s*(DISTINCT\s*)?[?*]", path.read_text(encoding="utf-8")), path
