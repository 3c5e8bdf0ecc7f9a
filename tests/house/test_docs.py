"""The documentation says what is so: settings, commands, questions, folders."""

import re
import subprocess
from pathlib import Path

import pytest

from veiligheidsgraaf.server.settings import SETTINGS, WORDS, Setting
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions

from ..cli.test_cli import run
from ..conftest import ROOT, SOURCES

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^veiligheidsgraaf (.+)$", README, re.MULTILINE)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_setting_is_in_the_readme(setting: Setting) -> None:
    values = f"{setting.least:g} to {setting.most:g}" + (", or 0" if setting.off else "")
    row = f"| `VEILIGHEIDSGRAAF_{setting.name}` | {setting.default:g} | {values} | {setting.sentence} |"
    assert row in README


@pytest.mark.parametrize(("name", "default", "sentence"), WORDS)
def test_setting_in_words_is_in_the_readme(name: str, default: str, sentence: str) -> None:
    assert f"| `VEILIGHEIDSGRAAF_{name}` | {default} | | {sentence} |" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme_runs(command: str, tmp_path) -> None:
    words = command.split()
    if "evidence" in words:
        if not SOURCES.is_dir():
            pytest.skip("the texts of the plans are not part of this repository")
        words[words.index("--sources") + 1] = str(SOURCES)
    if "--to" in words:
        words[words.index("--to") + 1] = str(tmp_path)
    found = run(*words)
    assert found.returncode == 0, found.stderr
    assert found.stdout


@pytest.mark.parametrize(
    ("heading", "folder"), [("| folder |", ROOT), ("| room |", ROOT / "src" / "veiligheidsgraaf")]
)
def test_readme_lists_the_folders_that_are_there(heading: str, folder: Path) -> None:
    table = README.partition(heading)[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `([a-z]+)/", table, re.MULTILINE))
    inside = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=folder, check=True)
    folders = {line.split("/")[0] for line in inside.stdout.splitlines() if "/" in line}
    assert named == {name for name in folders if not name.startswith(".")}


def test_changelog_has_its_three_heads() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^### (.+)$", changelog, re.MULTILINE)[:3] == ["Ontology", "Data", "Code"]


def test_readme_counts_the_questions() -> None:
    words = {34: "Thirty-four", 35: "Thirty-five", 36: "Thirty-six"}
    listed = [q for q in load_questions(Project(ROOT)).values() if q.listed]
    assert f"{words[len(listed)]} named queries" in README


def test_nothing_names_a_machine_or_a_registry() -> None:
    pattern = re.compile(r"/(?:work|root|home)/\w|index-url|pythonhosted|pypi\.org/simple|registry\.npmjs")
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    assert listed
    for name in listed:
        if name != "tests/house/test_docs.py":
            assert not pattern.search((ROOT / name).read_text(encoding="utf-8", errors="ignore")), name
