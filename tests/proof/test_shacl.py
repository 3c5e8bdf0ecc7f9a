"""`check` beside plain pySHACL, result by result: the W3C suite, and generated shapes on generated data.

The suite is read from the source package of pySHACL, which carries it; without a package
registry its tests are skipped. Where the two differ pySHACL is wrong by the
recommendation, and the difference is listed with the reason.
"""

import logging
import random
import subprocess
import sys
import tarfile
import warnings
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlparse

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SH

from veiligheidsgraaf.check.conversion import make_graph, to_rdflib_triple
from veiligheidsgraaf.check.engine import Engine
from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.check.shapes import Shapes
from veiligheidsgraaf.turtle.read import Stated, read_file
from veiligheidsgraaf.words.project import Project

from .shacl_cases import make_data, make_shapes

pytestmark = pytest.mark.proof

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
MOST_TESTS = 121
# Tests of the suite in which plain pySHACL is wrong or fails, and what is right there by the suite itself.
PYSHACL_FAILS = {
    "sparql/node/prefixes-001",  # prefixes along owl:imports: it finds none without those of the Turtle
    "sparql/pre-binding/shapesGraph-001",  # $shapesGraph, which need not be supported
}


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the suite."""
    folder = tmp_path_factory.mktemp("pyshacl")
    words = [
        "download",
        f"pyshacl=={version('pyshacl')}",
        "--no-binary",
        ":all:",
        "--no-deps",
        "--dest",
        str(folder),
    ]
    found = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip("the source package of pyshacl is not to be had: no package registry here")
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(folder, filter="data")
    return next(folder.glob("pyshacl-*/test/resources/sht_tests"))


def key(term: rdflib.term.Node | None) -> object:
    """A term to compare by: a text is the same with and without xsd:string, a blank node is one."""
    if isinstance(term, rdflib.Literal):
        kind = None if term.datatype == rdflib.XSD.string else term.datatype
        return str(term), (term.language or "").lower(), kind
    return "[]" if isinstance(term, rdflib.BNode) else term


def run_pyshacl(data: list[Stated], shapes: list[Stated]) -> Counter | None:
    """Results of plain pySHACL; None when it fails."""
    logging.disable(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, report, _ = pyshacl.validate(
                make_graph(map(to_rdflib_triple, data)),
                shacl_graph=make_graph(map(to_rdflib_triple, shapes)),
                inference="none",
            )
    except Exception:
        return None
    finally:
        logging.disable(logging.NOTSET)
        rdflib.NORMALIZE_LITERALS = True
    if not isinstance(report, rdflib.Graph):
        return None
    parts = (
        SH.focusNode,
        SH.resultPath,
        SH.value,
        SH.sourceConstraintComponent,
        SH.sourceShape,
        SH.resultSeverity,
    )
    found = report.subjects(RDF.type, SH.ValidationResult)
    top = set(report.objects(None, SH.result))
    return Counter(
        tuple(key(report.value(result, part)) for part in parts) for result in found if result in top
    )


def run_engine(data: list[Stated], shapes: list[Stated]) -> tuple[Counter, int]:
    """Results of our engine, and how many parts of the shapes it could not run."""
    text = (ox.serialize([ox.Triple(*t) for t in data], format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    results, unrun = Engine(text, Shapes(map(to_rdflib_triple, shapes))).run()
    rows = ((r.focus, r.path, r.value, r.component, r.shape, r.severity) for r in results)
    return Counter(tuple(key(part) for part in row) for row in rows), len(unrun)


def read(path: Path) -> list[Stated]:
    return list(read_file(path.name, path, "urn:graph", base=path.as_uri()).triples)


def list_tests(suite: Path) -> list[tuple[str, Path, Path]]:
    found = []
    for path in sorted(suite.rglob("*.ttl")):
        graph = rdflib.Graph().parse(path, publicID=path.as_uri())
        for entry in graph.subjects(RDF.type, rdflib.URIRef(SHT + "Validate")):
            action = graph.value(entry, rdflib.URIRef(MF + "action"))
            data, shapes = (
                Path(unquote(urlparse(str(graph.value(action, rdflib.URIRef(SHT + part)))).path))
                for part in ("dataGraph", "shapesGraph")
            )
            found.append((path.relative_to(suite).with_suffix("").as_posix(), data, shapes))
    return found


def test_the_w3c_suite_gives_what_plain_pyshacl_gives(suite: Path) -> None:
    tests = list_tests(suite)
    assert len(tests) == MOST_TESTS
    differ = []
    for name, data, shapes in tests:
        expected = run_pyshacl(read(data), read(shapes))
        found, unrun = run_engine(read(data), read(shapes))
        if expected is None and name not in PYSHACL_FAILS:
            same = unrun > 0  # what pySHACL cannot run, is told here
        else:
            same = expected is None or found == expected
        if not same:
            differ.append(name)
    assert differ == []


def test_the_w3c_suite_as_projects_through_check(suite: Path, tmp_path: Path) -> None:
    differ = []
    for number, (name, data, shapes) in enumerate(list_tests(suite)):
        root = tmp_path / f"test{number:03}"
        for folder, source in (("graphs/referentie", data), ("shapes", shapes)):
            (root / folder).mkdir(parents=True)
            head = f"@base <{source.as_uri()}> .\n"
            (root / folder / "suite.ttl").write_text(
                head + source.read_text(encoding="utf-8"), encoding="utf-8"
            )
        (root / "veiligheidsgraaf.toml").write_text('basis = "geen"\n')
        project = Project(root)
        report = check_for_people(project)
        expected = run_pyshacl(
            *(
                read_file("s", root / f, "urn:g").triples
                for f in ("graphs/referentie/suite.ttl", "shapes/suite.ttl")
            )
        )
        found = Counter(f.constraint for f in report.findings if f.constraint)
        told = any(f.rule == "shape-onleesbaar" for f in report.findings)
        if expected is None:
            same = told or name in PYSHACL_FAILS
        else:
            names = Counter(
                str(row[3]).rpartition("#")[2].removesuffix("ConstraintComponent")
                for row in expected.elements()
            )
            same = sum(found.values()) == sum(names.values())
        if not same:
            differ.append(name)
    assert differ == []


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_generated_shapes_on_generated_data(seed: int) -> None:
    source = random.Random(seed)
    shapes, data = make_shapes(source), make_data(source)
    expected = run_pyshacl(data, shapes)
    if expected is None:
        return  # pySHACL fails at shapes that are ill-formed, or at what it does not know
    found, unrun = run_engine(data, shapes)
    assert (found, unrun) == (expected, 0)
