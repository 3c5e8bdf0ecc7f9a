"""Bad input is named with file and line, and says how to mend it."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.turtle.places import Positions, positions
from veiligheidsgraaf.turtle.read import read_file, read_project, scan_project
from veiligheidsgraaf.words.errors import BrokenFile, CannotRead
from veiligheidsgraaf.words.lines import Lines
from veiligheidsgraaf.words.project import Project, find_project

from ..conftest import EXAMPLE

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"@prefix a: <urn:a> .\n\na:b a:c\n", "x.ttl:4: geen geldige Turtle"),
        (b"<urn:a> <urn:b> <urn:c> .\n<urn:a> unknown:b <urn:c> .\n", "x.ttl:2: geen geldige Turtle"),
        (b'<urn:a> <urn:b> "caf\xe9" .\n', "x.ttl:1: byte 0xe9 is geen UTF-8"),
        (
            b"<urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> .\n",
            "x.ttl:1: geen geldige Turtle (een triple als",
        ),
        (
            b"# <<\n<urn:a> <urn:b> '<<', \n 1 {| <urn:d> 2 |} .\n",
            "x.ttl:3: geen geldige Turtle (een triple als",
        ),
        (
            '<urn:a> <urn:b> "a",\n "مرحبا"@ar--rtl .\n'.encode(),
            "x.ttl:2: geen geldige Turtle (een schrijfrichting achter een taal kan niet in RDF 1.1)",
        ),
        (b'# 1\nVERSION "1.2"\n', "x.ttl:2: geen geldige Turtle (een versie van RDF"),
        ("\ufeff<urn:a> <urn:b> 1 .".encode(), "x.ttl:1: begint met een byte order mark"),
        ("\ufeff<urn:a> <urn:b> 1 .".encode("utf-16-le"), "x.ttl:1: dit bestand is UTF-16 en geen UTF-8"),
    ],
)
def test_broken_file_is_named_with_its_line(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "x.ttl"
    path.write_bytes(content)
    with pytest.raises(CannotRead) as caught:
        read_file("x.ttl", path, "urn:graph")
    assert str(caught.value).startswith(expected)
    assert caught.value.how


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytes") / "x.ttl"


SOUND = (EXAMPLE / PLAN).read_bytes()[:6000]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.builds(
            lambda at, gone, new: SOUND[:at] + new + SOUND[at + gone :],
            st.integers(0, 6000),
            st.integers(0, 40),
            st.binary(max_size=8),
        ),
    )
)
def test_any_bytes_are_read_or_refused_with_a_place(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    faults = []
    try:
        triples = read_file("x.ttl", place, "urn:graph").triples
    except BrokenFile as fault:
        faults.append(fault)
    for fault in faults:
        assert fault.how
        assert fault.line <= Lines(content.decode(errors="replace")).place(len(content))[0]
        assert len(fault.message) < 600
    found = Positions(content.decode(errors="replace"))
    for triple in () if faults else triples:
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.BlankNode):
            assert found.find(triple.subject.value, triple.predicate.value, triple.object.value)[0] == 3


def test_column_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_bytes('<urn:a> <urn:b> "éé'.encode() + b'\xe9" .')
    with pytest.raises(BrokenFile) as caught:
        read_file("x.ttl", tmp_path / "x.ttl", "urn:graph")
    assert (caught.value.line, caught.value.column) == (1, 20)


RELATIVE = "@prefix : <#> .\n<> a :Bestand .\n:a :b <c> ; :d <../e> .\n"


def test_relative_addresses_are_read_against_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(RELATIVE)
    file = read_file("graphs/referentie/x y.ttl", tmp_path / "x.ttl", "urn:graph")
    here = "https://w3id.org/veiligheidsgraaf/bestand/graphs/referentie/x%20y.ttl"
    kind, value, up = file.triples
    assert kind.subject.value == here
    assert kind.object.value == f"{here}#Bestand"
    assert value.object.value == "https://w3id.org/veiligheidsgraaf/bestand/graphs/referentie/c"
    assert up.object.value == "https://w3id.org/veiligheidsgraaf/bestand/graphs/e"
    for triple, line in ((kind, 2), (value, 3), (up, 3)):
        depth, place = positions(file).find(*(term.value for term in triple))
        assert (depth, place.line) == (3, line)


def test_relative_addresses_of_two_files_are_not_the_same(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text("<#a> <#b> <#c> .")
    first, second = (
        read_file(name, tmp_path / "x.ttl", "urn:graph") for name in ("shapes/a.ttl", "shapes/b.ttl")
    )
    assert first.triples[0].subject != second.triples[0].subject


def test_prefix_whose_declaration_is_wrong_is_not_told_again_where_it_is_used(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "p")
    path = tmp_path / "p" / PLAN
    path.write_text("@prefix e: <http://x/{> .\ne:a e:b e:c .\nf:a e:b e:c .\n")
    faults = scan_project(Project(tmp_path / "p")).faults
    assert [(fault.line, fault.column) for fault in faults] == [(1, 12), (3, 1)]
    assert "het voorvoegsel f: is niet gedeclareerd" in faults[1].message


@pytest.mark.parametrize(
    "name", ["voorbeeldstad-2020.TTL", "voorbeeldstad-2020.turtle", "nieuw.jsonld", "nieuw.Rdf"]
)
def test_file_that_would_vanish_is_told(name: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "p")
    path = tmp_path / "p" / PLAN
    path.rename(path.with_name(name))
    (fault,) = scan_project(Project(tmp_path / "p")).faults
    assert (fault.file, fault.rule) == (f"graphs/plannen/{name}", "bestand-naam")
    assert path.with_name(name).suffix in fault.what


def test_what_is_no_graph_may_stand_beside_one(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "p")
    for name in ("README.md", "x.ttl.orig", "x.ttl~", ".x.ttl.swp", "x.csv"):
        (tmp_path / "p" / "graphs" / "plannen" / name).write_text("?")
    assert scan_project(Project(tmp_path / "p")).faults == ()


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    triples = []
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <urn:b> <urn:c> .\n")
        triples.append(read_file(name, tmp_path / name, "urn:graph").triples[0])
    assert triples[0].subject != triples[1].subject


def test_project_without_a_graph_is_named(example: Project) -> None:
    target = example.root / "graphs"
    for path in sorted(target.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    target.mkdir(exist_ok=True)
    with pytest.raises(CannotRead, match=r"graphs: geen enkel \.ttl-bestand"):
        example.files("graphs", ".ttl")


@pytest.mark.parametrize("folder", ["ontology", "shapes", "queries"])
def test_an_empty_folder_switches_off_nothing_of_ours(example: Project, folder: str) -> None:
    (example.root / folder).mkdir()
    suffix = ".rq" if folder == "queries" else ".ttl"
    assert example.files(folder, suffix) == Project(EXAMPLE).files(folder, suffix)


def test_file_in_a_folder_without_graph_is_named(example: Project) -> None:
    (example.root / "graphs" / "elders").mkdir()
    (example.root / "graphs" / "elders" / "x.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    with pytest.raises(CannotRead, match=r"graphs/elders/x\.ttl: dit bestand hoort bij geen graaf"):
        read_project(example)


def test_missing_project_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="map bestaat niet"):
        find_project(tmp_path / "nergens")
    with pytest.raises(CannotRead, match="graphs/ ontbreekt"):
        find_project(tmp_path)


def test_project_without_own_ontology_uses_ours(example: Project) -> None:
    names = {file.name for file in read_project(example).files}
    assert "ontology/veiligheidsgraaf.ttl" in names
    assert PLAN in names
