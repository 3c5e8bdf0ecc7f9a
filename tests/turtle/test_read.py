"""Bad input is named with file and line, and says how to mend it."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.turtle.places import Positions
from veiligheidsgraaf.turtle.read import read_file, read_project
from veiligheidsgraaf.words.errors import BrokenFile, CannotRead
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
        assert fault.line <= content.count(b"\n") + 1
        assert len(fault.message) < 600
    found = Positions(content.decode(errors="replace"))
    for triple in () if faults else triples:
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.BlankNode):
            assert found.find(triple.subject.value, triple.predicate.value, triple.object.value)[0] == 3


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    triples = []
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <urn:b> <urn:c> .\n")
        triples.append(read_file(name, tmp_path / name, "urn:graph").triples[0])
    assert triples[0].subject != triples[1].subject


@pytest.mark.parametrize("folder", ["graphs", "ontology", "shapes", "queries"])
def test_empty_folder_is_named(example: Project, folder: str) -> None:
    target = example.root / folder
    for path in sorted(target.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    target.mkdir(exist_ok=True)
    with pytest.raises(CannotRead, match=rf"{folder}: geen enkel \.(ttl|rq)-bestand"):
        example.files(folder, ".rq" if folder == "queries" else ".ttl")


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
