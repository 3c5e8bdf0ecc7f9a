"""The data of a release say which they are, and each graph which it is."""

import hashlib
from pathlib import Path

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.data_marks import mark_release
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

GRAPH = "https://w3id.org/veiligheidsgraaf/graph/"


def test_marks_are_the_digests_of_the_lines_of_each_graph(example_release: Release) -> None:
    lines = example_release.open_dataset().read().decode().splitlines()
    marks = example_release.manifest["marks"]
    plan = GRAPH + "plan/voorbeeldstad-2024"
    of_plan = "".join(f"{line}\n" for line in lines if line.endswith(f" <{plan}> ."))
    assert marks[plan] == hashlib.sha256(of_plan.encode()).hexdigest()
    assert marks.keys() == {*example_release.manifest["graphs"], iris.DATASET} - {iris.VOID_GRAPH}
    assert example_release.mark == marks[iris.DATASET]


def test_one_other_statement_is_another_graph_and_another_whole_and_the_rest_is_the_same(
    example: Project, example_release: Release, tmp_path: Path
) -> None:
    plan = example.root / "graphs" / "plannen" / "voorbeeldstad-2024.ttl"
    text = plan.read_text()
    assert "Veiligheidsplan" in text
    plan.write_text(
        text + '\n<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2024> skos:note "anders"@nl .\n'
    )
    changed, same = build(example, tmp_path / "home")[0].manifest["marks"], example_release.manifest["marks"]
    different = {graph for graph in changed if changed[graph] != same.get(graph)}
    assert {GRAPH + "plan/voorbeeldstad-2024", iris.DATASET} <= different
    assert {GRAPH + "referentie", GRAPH + "plan/voorbeeldstad-2020"} & different == set()


def test_mark_of_the_whole_is_over_what_is_said_of_the_release_too() -> None:
    lines = [f"<x:a> <x:b> <x:c> <{GRAPH}plan/x> ."]
    said = [*lines, f'<x:a> <x:b> "1" <{iris.VOID_GRAPH}> .']
    whole = {quad.object.value for given in (lines, said) for quad in mark_release(given)[:1]}
    assert len(whole) == 2
