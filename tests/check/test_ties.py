"""A tie that no word of its passage bears is told, unless a curator pointed at the line that shows it."""

from pathlib import Path

import pytest

from veiligheidsgraaf.check.evidence import list_sources
from veiligheidsgraaf.check.findings import Finding
from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.check.ties import check_ties
from veiligheidsgraaf.turtle.read import Dataset, read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

from ..conftest import SOURCES
from .test_missed import as_before

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
OLD = "vg:betrekt partner:politie , gemeente:voorbeeldstad ;\n    vg:zetIn instrument:rondgang ;"
NARROW = {
    *(
        "maatregel/4.3-1-2",
        "maatregel/4.3-1-5",
        "maatregel/4.1-1-3",
        "maatregel/4.1-1-4",
        "maatregel/4.1-1-6",
    ),
    *(
        "maatregel/4.1-1-7",
        "maatregel/4.1-2-4",
        "maatregel/4.3-1-11",
        "maatregel/4.3-1-12",
        "maatregel/4.3-1-13",
    ),
    *("maatregel/4.3-3-7", "maatregel/3.3-10", "maatregel/5.1-6", "maatregel/1.4-1", "maatregel/5.4-3"),
}


def lacking(dataset: Dataset, sources: Path, slug: str) -> list[Finding]:
    stated = read_statements(dataset)
    plan = next(plan for plan in stated.plans if plan.slug == slug)
    return list(check_ties(stated, plan, list_sources(dataset)[plan.source], sources))


def things(example: Project) -> set[str]:
    found = lacking(read_project(example), example.root / "bronnen", "voorbeeldstad-2020")
    return {iris.path_of(finding.value) for finding in found if finding.focus.endswith("maatregel/1-1")}


def with_ties(example: Project, ties: str, lines: str = "<#line=4,5>") -> None:
    path = example.root / PLAN
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    text = text.replace(OLD, f"{ties}\n    vg:zetIn instrument:rondgang ;")
    path.write_text(text.replace("vg:bewijs <#line=4,5>", f"vg:bewijs {lines}"), encoding="utf-8")


def test_partner_that_the_line_does_not_name_is_told(example: Project) -> None:
    with_ties(example, "vg:betrekt partner:politie , partner:ondernemers , gemeente:voorbeeldstad ;")
    assert things(example) == {"partner/ondernemers", "instrument/rondgang"}


def test_own_municipality_is_named_by_wij(example: Project) -> None:
    with_ties(example, "vg:betrekt gemeente:voorbeeldstad ;", "<#line=3,4>")
    assert "gemeente/voorbeeldstad" not in things(example)


def test_own_municipality_that_no_word_names_is_told(example: Project) -> None:
    with_ties(example, "vg:betrekt gemeente:voorbeeldstad ;", "<#line=5,6>")
    assert "gemeente/voorbeeldstad" in things(example)


def test_curator_points_at_one_line_that_names_none_of_them(example: Project) -> None:
    with_ties(example, "vg:betrekt partner:politie , partner:ondernemers ;", "<#line=4,6> , <#line=3,4>")
    assert things(example) == set()


def test_one_line_beside_others_that_names_a_partner_points_at_nothing(example: Project) -> None:
    with_ties(example, "vg:betrekt partner:politie , partner:ondernemers ;", "<#line=3,5> , <#line=5,6>")
    assert "partner/ondernemers" in things(example)


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the plans are not part of this repository")
def test_narrow_passages_of_the_plan_as_it_was_are_found(project: Project, tmp_path: Path) -> None:
    found = lacking(as_before(read_project(project), tmp_path), SOURCES, "dalfsen-2019")
    partners = [
        finding for finding in found if "/id/partner/" in finding.value or "/id/gemeente/" in finding.value
    ]
    statements = {iris.slug(finding.focus).split("/", 1)[1] for finding in found}
    assert len({finding.focus for finding in partners}) >= 20
    assert len(statements & NARROW) >= 12
    assert len(found) < 250
