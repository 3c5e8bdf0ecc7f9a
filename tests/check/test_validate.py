"""What SHACL cannot say: dangling references, files that describe
another plan, contradictions, wrong shapes.
"""

from veiligheidsgraaf.check.findings import Finding, Severity
from veiligheidsgraaf.check.run import check
from veiligheidsgraaf.words.project import Project

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


def edit(project: Project, old: str, new: str, file: str = PLAN) -> int:
    """Replace text in a file; the line where the new text starts."""
    path = project.root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def violations(project: Project) -> list[Finding]:
    return list(check(project)[2].violations)


def test_made_up_project_conforms(example: Project) -> None:
    assert violations(example) == []


def test_dangling_reference_is_at_its_line(example: Project) -> None:
    line = edit(example, "vg:zetIn instrument:rondgang", "vg:zetIn instrument:bestaat-niet")
    found = {(f.file, f.line, f.rule) for f in violations(example)}
    assert found == {(PLAN, line, "loze-verwijzing"), (PLAN, line, "maatregel-instrument")}


def test_passage_without_digest_says_which_command(example: Project) -> None:
    line = edit(example, "vg:bewijs <#line=5,6>", "vg:bewijs <#line=4,6>")
    (finding,) = violations(example)
    assert (finding.file, finding.line, finding.rule) == (PLAN, line, "passage-zonder-digest")
    assert "evidence --sources DIR --write" in finding.message


def test_unknown_term_of_the_ontology_is_dangling(example: Project) -> None:
    line = edit(example, "vg:betrekt partner:politie", "vg:betrokt partner:politie")
    (finding,) = violations(example)
    assert (finding.line, finding.rule) == (line, "loze-verwijzing")
    assert "def#betrokt" in finding.message


def test_plan_graph_in_the_wrong_file_is_named(example: Project) -> None:
    (example.root / PLAN).rename(example.root / "graphs/plannen/andere-2020.ttl")
    found = violations(example)
    assert {f.file for f in found} == {"graphs/plannen/andere-2020.ttl"}
    assert {"plangraaf-bestand", "plangraaf-ander-plan"} <= {f.rule for f in found}


def test_evidence_from_another_source_is_a_violation(example: Project) -> None:
    other = "<https://w3id.org/veiligheidsgraaf/id/bron/voorbeeldstad-2024#line=2,4>"
    line = edit(example, "vg:bewijs <#line=4,5>", f"vg:bewijs {other}")
    (finding,) = violations(example)
    assert finding.rule == "eigen-bron"
    assert finding.focus.endswith("/maatregel/1-1")
    assert finding.line <= line


def test_two_disjoint_classes_are_a_violation(example: Project) -> None:
    edit(example, "doel:1-0 a vg:Doel", "doel:1-0 a vg:Doel, vg:Instrument")
    assert "tegenspraak" in {f.rule for f in violations(example)}


def test_warning_does_not_stop(example: Project) -> None:
    edit(example, "    vg:gegevensbron gegevensbron:stadspeiling ;\n", "")
    report = check(example)[2]
    assert report.conforms
    assert any(
        f.rule == "waarneming-bron-genoemd" and f.severity is Severity.WARNING for f in report.findings
    )


def test_a_shape_that_cannot_be_read_is_named(example: Project) -> None:
    shapes = example.root / "shapes"
    shapes.mkdir()
    (shapes / "kapot.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .\n"
        "<urn:regel> a sh:NodeShape ; sh:targetClass vg:Veiligheidsplan ; sh:property <urn:naam> .\n"
        "<urn:naam> a sh:PropertyShape ; sh:path vg:gemeente ; sh:minCount 'een' .\n"
    )
    (finding,) = violations(example)
    assert (finding.rule, finding.file, finding.line) == ("shape-onleesbaar", "shapes/kapot.ttl", 3)
    assert "; herstel haar" in finding.message


def test_findings_are_the_same_every_time(example: Project) -> None:
    edit(example, "vg:zetIn instrument:rondgang", "vg:zetIn instrument:bestaat-niet")
    assert check(example)[2] == check(example)[2]
