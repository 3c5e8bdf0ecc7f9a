"""Every rule in shapes/ has twins in tests/data/shapes/{file}/: `valid-*.ttl` that gives
nothing, `invalid-*.ttl` that gives exactly what its
`# verwacht: rule constraint path focus` lines say ("-" for no path).

A fixture adds to `context.ttl`, which holds the things it may refer to.
"""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from veiligheidsgraaf.check.conversion import to_triples
from veiligheidsgraaf.check.judge import Judge
from veiligheidsgraaf.check.products import Asked
from veiligheidsgraaf.check.shapes import Shapes
from veiligheidsgraaf.check.units import Concluded, Concluder, Unit
from veiligheidsgraaf.check.validate import validate
from veiligheidsgraaf.turtle.read import Dataset, read_file
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

from ..conftest import DATA, ROOT

HERE = DATA / "shapes"
FIXTURES = sorted(HERE.glob("*/*.ttl"))
EXPECTED = re.compile(r"^# verwacht: (\S+) (\S+) (\S+) (\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def shapes() -> tuple:
    return tuple(read_file(name, path, "shapes") for name, path in Project(ROOT).files("shapes", ".ttl"))


@pytest.fixture(scope="module")
def context() -> tuple:
    ontology = ROOT / "ontology" / "veiligheidsgraaf.ttl"
    return (
        read_file("ontology/veiligheidsgraaf.ttl", ontology, iris.GRAPH + "ontologie"),
        read_file("context.ttl", HERE / "context.ttl", iris.GRAPH + "referentie"),
    )


@pytest.fixture(scope="module")
def concluder(context: tuple) -> Concluder:
    """The ontology, closed once for all fixtures."""
    return Concluder(Unit("gedeeld", context))


@pytest.fixture(scope="module")
def shared(concluder: Concluder, context: tuple) -> Concluded:
    return concluder.conclude(Unit("gedeeld", context))


@pytest.fixture(scope="module")
def judge(shapes: tuple, context: tuple, shared: Concluded) -> Judge:
    return Judge(Shapes(to_triples(shapes)), context, shared.inferred)


def store_of(dataset: Dataset, concluded: list[Concluded]) -> Asked:
    """All that is said and that follows, in memory."""
    lines = (*(file.lines for file in dataset.files), *(t for c in concluded for t in c.inferred.values()))
    return Asked(list(ox.parse("\n".join(lines), ox.RdfFormat.N_TRIPLES)))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_fixture_gives_exactly_what_it_says(
    fixture: Path, shapes: tuple, context: tuple, concluder: Concluder, shared: Concluded, judge: Judge
) -> None:
    file = read_file(fixture.name, fixture, iris.GRAPH + "plan/voorbeeld-2023")
    own = {triple.subject.value for triple in file.triples}
    unit = Unit(f"{fixture.parent.name}-{fixture.stem}", (file,))
    dataset, concluded = Dataset((*context, file), shapes), [shared, concluder.conclude(unit)]
    validated = validate(dataset, concluded)
    found = {
        (f.rule, f.constraint, f.path or "-", f.focus)
        for f in validated.findings
        if f.constraint and f.focus in own  # findings beyond SHACL have tests of their own
    }
    expected = {tuple(match) for match in EXPECTED.findall(fixture.read_text(encoding="utf-8"))}
    assert found == expected
    assert bool(expected) == fixture.stem.startswith("invalid-")
    judged = judge.judge(dataset.files, concluded, store_of(dataset, concluded).finds_none)
    kinds = {f.constraint for f in validated.findings if f.constraint}
    assert (judged is not None) == (kinds <= {"MinCount"}), "sure of all but what is wrong otherwise"
    if judged is not None:
        assert validate(dataset, concluded, judged=judged) == validated


def test_every_rule_has_an_invalid_twin_and_every_file_a_valid_one(shapes: tuple) -> None:
    graph = rdflib.Graph()
    for file in shapes:
        graph.parse(file.path)
    constrains = set(graph.subjects()) - {s for s, p in graph.subject_predicates() if p == SH.property}
    rules = {
        iris.slug(str(s))
        for kind in (SH.NodeShape, SH.PropertyShape)
        for s in graph.subjects(RDF.type, kind)
        if s in constrains
    }
    tested = {match[0] for path in FIXTURES for match in EXPECTED.findall(path.read_text(encoding="utf-8"))}
    assert tested == rules
    with_rules = {file.path.stem for file in shapes} - {"voorvoegsels", "gedeeld"}
    assert {path.parent.name for path in FIXTURES if path.stem.startswith("valid-")} >= with_rules
