"""Every broken input in tests/data/broken/ gives exactly the
findings it says: rule, file, line and column.
"""

import os
import shutil
from pathlib import Path

import pytest

from veiligheidsgraaf.check.findings import Finding, Report
from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.check.rules import rules_beyond_shacl
from veiligheidsgraaf.cli.expected import check_answers
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from .broken import CASES, break_project, read_case

MOST_SECONDS = 90  # of processor time, all processes together; the worst takes ten


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    """What is checked once need not be checked again for the next case."""
    return Memory(tmp_path_factory.mktemp("checks"))


@pytest.fixture(scope="module")
def known(memory: Memory) -> set:
    """What is found in the sound project: warnings."""
    report = check_for_people(Project(EXAMPLE), memory=memory, sources=EXAMPLE / "bronnen")
    assert report.conforms
    return {identity(finding) for finding in report.findings}


def check_case(case: dict, root: Path, memory: Memory) -> Report:
    project = Project(root)
    report = check_for_people(
        project, memory=memory, sources=root / "bronnen" if case.get("sources") else None
    )
    return check_answers(project, report, root / case["answers"]) if "answers" in case else report


def identity(finding: Finding) -> tuple[str, ...]:
    """The finding wherever it stands."""
    return finding.rule, finding.focus, finding.path, finding.value


def row(finding: Finding) -> str:
    return f"{finding.rule} {finding.file} {finding.line} {finding.column}"


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_broken_input_gives_exactly_its_findings(
    path: Path, tmp_path: Path, memory: Memory, known: set
) -> None:
    case = read_case(path)
    root = Path(shutil.copytree(EXAMPLE, tmp_path / "voorbeeld"))
    break_project(root, case)
    started = sum(os.times()[:4])
    report = check_case(case, root, memory)
    assert sum(os.times()[:4]) - started < MOST_SECONDS
    found = [finding for finding in report.findings if identity(finding) not in known]
    assert [row(finding) for finding in found] == case["expect"], "\n".join(map(str, found))
    assert all(len(finding.message) <= 400 and len(finding.value) <= 400 for finding in found)
    assert all(finding.how for finding in found if finding.rule != "https://example.org/regel/code")


def test_there_are_enough_cases_and_they_touch_every_kind_of_rule() -> None:
    rules = {line.split()[0] for path in CASES for line in read_case(path)["expect"]}
    beyond = {rule.name for rule in rules_beyond_shacl()}
    assert len(CASES) >= 60
    assert beyond - rules <= {"naamloze-shape", "onderdrukking-ongebruikt", "onderdrukking-verlopen"}
    assert len(rules - beyond) > 20
