"""Arrows run downward: every module imports only what its room may."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ..conftest import ROOT

PACKAGE = ROOT / "src" / "veiligheidsgraaf"
# Room -> (rooms that it may import, libraries beside the standard one). The picture of the house as data: arrows run
# downward only.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "words": (set(), {"isal", "rdflib", "yaml", "tree_sitter", "tree_sitter_sparql"}),
    "turtle": ({"words"}, {"rdflib", "pyoxigraph"}),
    "names": ({"words"}, {"rapidfuzz", "Stemmer"}),
    "history": ({"words", "turtle"}, {"rdflib", "pyoxigraph"}),
    "check": (
        {"words", "turtle", "names", "history"},
        {
            "rdflib",
            "owlrl",
            "pyshacl",
            "pyshacl_turbo",
            "platformdirs",
            "pyoxigraph",
            "rich",
            "jinja2",
            "junitparser",
            "sarif_pydantic",
        },
    ),
    "reading": ({"words"}, {"pypdfium2", "mammoth", "lxml"}),
    "draft": ({"words", "turtle", "names", "check", "reading"}, {"sklearn", "numpy", "pyoxigraph"}),
    "review": (
        {"words", "turtle", "names", "history", "check", "reading", "draft"},
        {"rdflib", "pyoxigraph", "starlette", "uvicorn", "jinja2", "pypdfium2"},
    ),
    "store": ({"words"}, {"pyoxigraph", "cachetools", "httpx2"}),
    "facts": ({"words", "names"}, {"cachetools", "duckdb", "pyoxigraph"}),
    "release": ({"words", "turtle", "names", "check", "store", "facts"}, {"rdflib", "pyoxigraph"}),
    "answers": ({"words", "names", "store", "facts"}, {"rapidfuzz", "rich", "Stemmer", "xlsxwriter"}),
    "web": (
        {"words", "names", "store", "facts", "answers"},
        {
            *("fastapi", "starlette", "anyio", "mimeparse", "jinja2", "cachetools"),
            *("docx", "icalendar", "mcp", "prometheus_client", "pydantic", "pyoxigraph", "rdflib"),
            *("typing_extensions", "xlsxwriter"),
        },
    ),
    "server": (
        {"words", "store", "facts", "answers", "web"},
        {"anyio", "fastapi", "starlette", "uvicorn", "platformdirs"},
    ),
    "cli": (
        {
            *("words", "turtle", "names", "history", "check", "reading", "draft", "review"),
            *("store", "release", "answers", "server"),
        },
        {"typer", "rich", "uvicorn"},
    ),
    "top": ({"cli"}, set()),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def parse(path: Path) -> ast.Module:
    """A module, parsed once for all that is asked of it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in ROOMS else "top"


@cache
def imports_of(path: Path) -> set[tuple[str, str]]:
    """("own", room) and ("library", name) for every import in a module."""
    found = set()
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            if node.level == depth:
                first = (node.module or node.names[0].name).split(".")[0]
                found.add(("own", first if first in ROOMS else "top"))
            else:
                found.add(("own", room_of(path)))
        elif isinstance(node, ast.ImportFrom):
            found.add(("library", (node.module or "").split(".")[0]))
        elif isinstance(node, ast.Import):
            found.update(("library", alias.name.split(".")[0]) for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    own, libraries = ROOMS[room]
    for kind, name in imports_of(path):
        if kind == "own":
            assert name in own | {room}, f"{path.name} imports {name}"
        else:
            assert name in libraries or name in sys.stdlib_module_names, f"{path.name} imports {name}"


@cache
def own_imports_of(path: Path) -> set[Path]:
    """The modules of ours that a module imports."""
    found: set[Path] = set()
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            found |= {base.with_suffix(".py"), *(base / f"{alias.name}.py" for alias in node.names)}
    return {module for module in found if module.is_file()}


def all_behind(path: Path) -> set[Path]:
    """Every module of ours that a module rests on, itself included."""
    todo, found = [path], set()
    while todo:
        module = todo.pop()
        if module not in found:
            found.add(module)
            todo += own_imports_of(module)
    return found


# Names of modules that stand more than once, each with the folders that have one for the same job.
SAME_JOB = {
    "__init__": None,  # Python's own
    "__main__": {"", "server"},  # Python's own
    "routes": {"web/linked_data", "web/reconcile", "web/rest", "web/sparql"},  # what an edge answers
    "project": {"words", "check"},  # the folders of a project, and what is wrong in them
    "tokens": {"turtle", "names"},  # a text cut into its smallest parts
    "questions": {"words", "web/pages/views"},  # the named questions, and their pages
}


def test_name_of_a_module_stands_once_but_for_the_same_job() -> None:
    folders: dict[str, set[str]] = {}
    for path in MODULES:
        folder = path.parent.relative_to(PACKAGE).as_posix()
        folders.setdefault(path.stem, set()).add("" if folder == "." else folder)
    twice = {name: found for name, found in folders.items() if len(found) > 1}
    assert twice == {name: found or folders[name] for name, found in SAME_JOB.items()}


PAGES = PACKAGE / "web" / "pages"


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if p.parent == PAGES and p.stem not in ("__init__", "site")],
    ids=lambda p: p.stem,
)
def test_page_object_is_free_of_the_web_framework(path: Path) -> None:
    behind = {
        (module, name)
        for module in all_behind(path)
        for kind, name in imports_of(module)
        if kind == "library"
    }
    assert not {(module.name, name) for module, name in behind if name in ("fastapi", "starlette", "jinja2")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_module_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno <= 45, node.name


# What the usual .gitignore of a Python project leaves out (github.com/github/gitignore): a folder of such a
# name would be missing from other people's copies, and from a wheel made of them.
LEFT_OUT = {
    *("build", "develop-eggs", "dist", "downloads", "eggs", ".eggs", "lib", "lib64", "parts", "sdist", "var"),
    *("wheels", "python-wheels", "htmlcov", "cover", "instance", "target", "profile_default", "env", "venv"),
    *("ENV", "env.bak", "venv.bak", "site", "cython_debug", "__pypackages__", "_build", "node_modules"),
}
ENDINGS_LEFT_OUT = (".so", ".egg", ".manifest", ".spec", ".log", ".mo", ".pot", ".sage.py", ".cover")


def test_no_folder_or_file_has_a_name_that_others_leave_out() -> None:
    tracked = subprocess.run(["git", "ls-files", "src"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [Path(line) for line in tracked.stdout.splitlines()]
    assert len(files) > 100
    folders = {part.lower() for path in files for part in path.parent.parts}
    assert not folders & {name.lower() for name in LEFT_OUT}
    assert not [path for path in files if path.name.endswith(ENDINGS_LEFT_OUT)]


def test_sparql_stands_in_queries_and_shapes_only() -> None:
    for path in MODULES:
        assert not re.search(
            r"(SELECT|CONSTRUCT|DESCRIBE|ASK|WHERE)\s*(DISTINCT\s*)?[?*]", path.read_text(encoding="utf-8")
        ), path
