"""A statement of a plan in the graph is mended or added by the smallest change of its file."""

import difflib
from datetime import date
from pathlib import Path

import pytest

from veiligheidsgraaf.review.mending import Mender
from veiligheidsgraaf.turtle.layout import format_file
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import InvalidRequest, UnknownName
from veiligheidsgraaf.words.project import Project

SLUG = "voorbeeldstad-2024"
DAY = date(2025, 1, 1)


def of_plan(address: str) -> str:
    return f"{iris.THINGS}plan/{SLUG}/{address}"


@pytest.fixture
def path(example: Project) -> Path:
    """The file of the plan, in the one layout."""
    name = f"graphs/plannen/{SLUG}.ttl"
    format_file(name, example.root / name).write()
    return example.root / name


def changed(before: str, path: Path) -> list[str]:
    """The lines that went and came, but for the day of the change."""
    after = path.read_text(encoding="utf-8")
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [
        line
        for line in found
        if line[:3] not in ("---", "+++") and line[:2] != "@@" and "modified" not in line
    ]


def test_mended_value_changes_one_line_and_the_day(example: Project, path: Path) -> None:
    before = path.read_text()
    outcome = Mender(example, SLUG).mend(
        of_plan("maatregel/1-1"), {"naam": ("Praten met de school",)}, today=DAY
    )
    assert outcome.written
    assert changed(before, path) == [
        '-    skos:prefLabel "Gesprek van jeugdwerk en school"@nl ;',
        '+    skos:prefLabel "Praten met de school"@nl ;',
    ]
    assert 'dct:modified "2025-01-01"^^xsd:date' in path.read_text()


def test_statement_reads_as_the_form_has_it(example: Project) -> None:
    found = {one.iri: one for one in Mender(example, SLUG).list_statements()}
    measure = found[of_plan("maatregel/1-1")]
    assert (measure.kind, measure.name, measure.spans) == (
        "maatregel",
        "Gesprek van jeugdwerk en school",
        ((3, 4),),
    )
    assert measure.values["status"] == ("voorgenomen",)
    assert measure.values["partner"] == (iris.thing("partner", "jeugdwerk"),)
    assert measure.holders == ((of_plan("prioriteit/1"), "heeftMaatregel"),)


def test_field_given_empty_says_nothing_any_more(example: Project, path: Path) -> None:
    before = path.read_text()
    Mender(example, SLUG).mend(of_plan("maatregel/1-1"), {"planning": ()}, today=DAY)
    assert changed(before, path) == ['-    vg:planning "Q4 2024, daarna elk kwartaal"@nl ;']


def test_measure_that_is_over_moves_to_the_look_backs(example: Project, path: Path) -> None:
    before = path.read_text()
    outcome = Mender(example, SLUG).mend(of_plan("maatregel/2-1"), {"status": ("uitgevoerd",)}, today=DAY)
    assert outcome.written, outcome.findings
    assert changed(before, path) == [
        "-    vg:heeftMaatregel maatregel:1-1 , maatregel:1-3 , maatregel:1-4 , maatregel:2-1 ;",
        "-    vg:bliktTerugOp maatregel:2-2 ;",
        "+    vg:heeftMaatregel maatregel:1-1 , maatregel:1-3 , maatregel:1-4 ;",
        "+    vg:bliktTerugOp maatregel:2-2 , maatregel:2-1 ;",
        "-    vg:status status:voorgenomen ;",
        "+    vg:status status:uitgevoerd ;",
    ]


def test_other_lines_get_a_digest(example: Project, path: Path) -> None:
    outcome = Mender(example, SLUG).mend(of_plan("maatregel/1-1"), {}, [(3, 5)], today=DAY)
    assert outcome.written, outcome.findings
    assert "<#line=2,5>" in path.read_text()
    assert "line=2,5> a vg:Passage" in (example.root / f"graphs/passages/{SLUG}.ttl").read_text()


def test_change_that_breaks_something_is_told_and_not_written(example: Project, path: Path) -> None:
    before = path.read_bytes()
    outcome = Mender(example, SLUG).mend(of_plan("maatregel/1-1"), {"status": ()}, today=DAY)
    assert [one.finding.rule for one in outcome.stops] == ["maatregel-status"]
    assert path.read_bytes() == before


def test_value_that_cannot_be_is_refused(example: Project, path: Path) -> None:
    before = path.read_bytes()
    mender = Mender(example, SLUG)
    for values, told in (
        ({"status": ("klaar",)}, "bestaat niet"),
        ({"partner": (iris.thing("partner", "niemand"),)}, "bestaat niet"),
        ({"kwartaal": ("2024-Q5",)}, "past hier niet"),
        ({"naam": ("Een", "Twee")}, "kies er een"),
    ):
        with pytest.raises(InvalidRequest, match=told):
            mender.mend(of_plan("maatregel/1-1"), values)
    assert path.read_bytes() == before


def test_file_that_changed_while_the_check_ran_is_left_as_it_is(
    example: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_meanwhile(*_: object) -> tuple[()]:
        path.write_text(path.read_text() + "# van een ander\n")
        return ()

    monkeypatch.setattr("veiligheidsgraaf.review.mending.check_files", change_meanwhile)
    with pytest.raises(InvalidRequest, match="intussen veranderd"):
        Mender(example, SLUG).mend(of_plan("maatregel/1-1"), {"naam": ("Praten met de school",)})
    assert path.read_text().endswith("# van een ander\n")


def test_statement_that_is_not_there_is_told(example: Project) -> None:
    with pytest.raises(UnknownName):
        Mender(example, SLUG).mend(of_plan("maatregel/9-9"), {"naam": ("Iets",)})


def test_added_measure_stands_behind_its_kind_and_in_its_chapter(example: Project, path: Path) -> None:
    before = path.read_text()
    values = {
        "naam": ("De haven schoonmaken",),
        "status": ("lopend",),
        "planthema": (of_plan("prioriteit/1"),),
    }
    address, outcome = Mender(example, SLUG).add("maatregel", values, [(8, 8)], today=DAY)
    assert outcome.written, outcome.findings
    came = [line for line in changed(before, path) if line.startswith("+")]
    key = address.rpartition("/")[2]
    assert came[1:] == [
        f"+maatregel:{key} a vg:Maatregel ;",
        '+    skos:prefLabel "De haven schoonmaken"@nl ;',
        "+    vg:status status:lopend ;",
        "+    vg:bewijs <#line=7,8> .",
        "+",
    ]
    assert f"maatregel:{key}" in came[0]


def test_added_figure_is_an_indicator_with_its_observation(example: Project, path: Path) -> None:
    values = {
        "naam": ("Hinder aan de kade",),
        "waarde": ("12.5",),
        "jaar": ("2023",),
        "eenheid": ("procent",),
    }
    address, outcome = Mender(example, SLUG).add("cijfer", values, [(5, 5)], today=DAY)
    assert outcome.written, outcome.findings
    found = {one.iri: one for one in Mender(example, SLUG).list_statements()}
    observation = address.replace("/indicator/", "/waarneming/") + "-2023"
    assert found[observation].values["waarde"] == ("12.5",)
    assert found[address].values["eenheid"] == ("procent",)
