"""Passages are re-opened in their source, and what no longer stands there is
reported with the statement that rests on it.
"""

import hashlib

import pytest

from veiligheidsgraaf.check.evidence import check_evidence, digest
from veiligheidsgraaf.check.passages import write_passages
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project

from ..conftest import SOURCES

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


def findings(project: Project) -> list[tuple[str, str]]:
    report = check_evidence(read_project(project), project.root / "bronnen")
    return [(f.rule, iris.slug(f.focus)) for f in report.findings]


def test_line_positions_follow_rfc_5147() -> None:
    assert iris.passage_lines(iris.source("dalfsen-2023") + "#line=180,183") == (
        iris.source("dalfsen-2023"),
        181,
        183,
    )
    assert iris.passage_lines(iris.source("dalfsen-2023") + "#line=180") is None


def test_digest_is_over_the_lines_with_their_line_ends() -> None:
    lines = [b"een\n", b"twee\r\n", b"drie"]
    assert digest(lines, 2, 3) == hashlib.sha256(b"twee\r\ndrie").hexdigest()
    assert digest(lines, 3, 4) is None
    assert digest(lines, 0, 1) is None


def test_untouched_sources_give_nothing(example: Project) -> None:
    assert findings(example) == []


def test_changed_line_is_reported_with_every_statement_on_it(example: Project) -> None:
    source = example.root / "bronnen" / "eerste.txt"
    source.write_text(source.read_text().replace("loopt", "rent").replace("hinder", "overlast"))
    assert findings(example) == [
        ("bron-veranderd", "voorbeeldstad-2020"),
        *[
            ("passage-veranderd", f"voorbeeldstad-2020/{name}")
            for name in ("indicator/1-1", "waarneming/1-1-2019", "streefwaarde/1-1-2023", "dekking/2.5")
        ],
    ]


def test_missing_source_and_line_out_of_range_are_reported(example: Project) -> None:
    (example.root / "bronnen" / "tweede.txt").unlink()
    path = example.root / PLAN
    path.write_text(path.read_text().replace("<#line=8,9>", "<#line=8,900>"))
    assert findings(example) == [
        ("passage-buiten-bron", "voorbeeldstad-2020/maatregel/1-2"),
        ("bron-ontbreekt", "voorbeeldstad-2024"),
    ]


def test_writing_digests_is_stable_and_changes_only_what_changed(example: Project) -> None:
    sources = example.root / "bronnen"
    assert write_passages(read_project(example), example.root, sources).files == ()
    path = example.root / PLAN
    path.write_text(path.read_text().replace("<#line=8,9>", "<#line=7,9>"))
    assert findings(example) == [("passage-zonder-digest", "voorbeeldstad-2020/maatregel/1-2")]
    (changed,) = write_passages(read_project(example), example.root, sources).files
    assert changed.name == "voorbeeldstad-2020.ttl"
    assert findings(example) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the plans are not part of this repository")
def test_every_passage_of_the_real_plans_stands_in_its_source(project: Project) -> None:
    assert check_evidence(read_project(project), SOURCES).findings == ()
