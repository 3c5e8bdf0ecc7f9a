"""What a file refers to and nobody describes: the nearest that is there, and one finding for one cause."""

from pathlib import Path

from veiligheidsgraaf.check.references import check_references
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.project import Project

PLAN = Path("graphs/plannen/voorbeeldstad-2020.ttl")


def findings(project: Project) -> list[tuple[str, str]]:
    return sorted((f.rule, f.message) for f in check_references(read_project(project).files))


def test_nearest_of_the_same_kind_is_proposed_with_where_to_find_all(example: Project) -> None:
    path = example.root / PLAN
    path.write_text(path.read_text().replace("status:lopend ;", "status:lopendd ;", 1))
    ((rule, message),) = findings(example)
    assert rule == "loze-verwijzing"
    assert "bedoelt u lopend? veiligheidsgraaf terms status toont alle" in message


def test_a_part_of_a_plan_proposes_the_nearest_part_of_that_plan(example: Project) -> None:
    path = example.root / PLAN
    path.write_text(path.read_text().replace("vg:draagtBijAan doel:1-0 ;", "vg:draagtBijAan doel:1-00 ;", 1))
    ((_, message),) = findings(example)
    assert "bedoelt u 1-0? herstel" in message
    assert "terms" not in message


def test_passages_without_a_digest_are_one_finding_for_a_file(example: Project) -> None:
    (example.root / "graphs" / "passages" / PLAN.name).unlink()
    found = findings(example)
    assert [rule for rule, _ in found] == ["passage-zonder-digest"]
    assert found[0][1].split()[1:4] == ["passages", "hebben", "geen"]
    assert int(found[0][1].split()[0]) > 3
