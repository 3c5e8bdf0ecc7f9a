"""`check` as a repository uses it: formats, exit codes, settings,
suppressions, a baseline, and only what changed.
"""

import contextlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from veiligheidsgraaf.check.configuration import read_configuration
from veiligheidsgraaf.check.findings import Finding, Report, Severity
from veiligheidsgraaf.check.memory import Memory
from veiligheidsgraaf.check.policy import Policy, Suppression, apply_baseline, write_baseline
from veiligheidsgraaf.check.scope import find_scope
from veiligheidsgraaf.check.units import split_units
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.errors import CannotRead, UnknownName
from veiligheidsgraaf.words.project import Project

from .test_cli import run

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
FINDING = Finding(
    PLAN,
    81,
    Severity.VIOLATION,
    "https://w3id.org/veiligheidsgraaf/id/plan/x/maatregel/1",
    "maatregel-status",
    "a; b",
)
WARNING = Finding(PLAN, 90, Severity.WARNING, "urn:a", "plan-vastgesteld", "c; d")
REPORT = Report((FINDING, WARNING))
TODAY = date(2026, 5, 1)
SUPPRESS = '[[{}suppress]]\nrule = "maatregel-status"\nreason = "komt"\nuntil = 2026-06-01\n'

ENDLESS = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .\n"
    "<urn:traag> a sh:NodeShape ; sh:targetClass vg:Doel ; sh:sparql [ sh:select "
    "'SELECT $this WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c + ?f + ?i + ?l < 0) }' ] .\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("home"))


def break_plan(project: Project) -> None:
    path = project.root / PLAN
    path.write_text(path.read_text().replace("    vg:status status:lopend ;\n", ""))


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


def test_check_tells_writes_and_ends_as_it_should(example: Project, home: str, tmp_path: Path) -> None:
    break_plan(example)
    options = ["--project", str(example.root), "--home", home, "--ignore", "themadekking-*"]
    found = run("check", *options)
    assert found.returncode == 1
    assert f"{PLAN}\n     81:1  overtreding  status ontbreekt  [maatregel-status]\n" in found.stdout
    assert found.stdout.splitlines()[-1] == "1 overtreding, 2 waarschuwingen"
    assert found.stderr == ""
    out = tmp_path / "uit" / "verslag.sarif"
    found = run("check", *options, "--format", "sarif", "--output", str(out), "--select", "plan-*")
    assert found.returncode == 0
    assert found.stdout == ""
    assert {result["ruleId"] for result in json.loads(out.read_text())["runs"][0]["results"]} == {
        "plan-vastgesteld"
    }
    assert run("check", *options, "--select", "plan-*", "--fail-on", "warning").returncode == 1


def test_shape_that_never_ends_is_stopped(example: Project, home: str) -> None:
    (example.root / "shapes").mkdir()
    (example.root / "shapes" / "traag.ttl").write_text(ENDLESS)
    found = run("check", "--project", str(example.root), "--home", home, "--time-limit", "10")
    assert found.returncode == 2
    assert "fout: de controle is gestopt na 10 seconden; kijk of een shape te veel vraagt" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_check_that_is_told_to_end_leaves_no_process(example: Project, home: str) -> None:
    (example.root / "shapes").mkdir()
    (example.root / "shapes" / "traag.ttl").write_text(ENDLESS)
    words = ["check", "--project", str(example.root), "--home", home, "--fresh"]
    process = subprocess.Popen(
        [sys.executable, "-m", "veiligheidsgraaf", *words],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (workers := children(process.pid)) and process.poll() is None:
        pass
    process.terminate()
    assert "fout: de controle is afgebroken" in process.communicate()[1]
    assert process.returncode == 2
    assert workers
    while any(map(is_running, workers)):  # ends when the kernel has told them
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_check_that_is_killed_leaves_no_process(example: Project, home: str) -> None:
    (example.root / "shapes").mkdir()
    (example.root / "shapes" / "traag.ttl").write_text(ENDLESS)
    words = ["check", "--project", str(example.root), "--home", home, "--fresh"]
    with subprocess.Popen(
        [sys.executable, "-m", "veiligheidsgraaf", *words], start_new_session=True
    ) as process:
        while not (workers := children(process.pid)) and process.poll() is None:
            pass
        process.kill()
        process.wait()
        while any(map(is_running, workers)):  # ends when the kernel has told them
            pass


def children(pid: int) -> list[int]:
    """Processes that a process started and that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if path.read_text().rpartition(")")[2].split()[1] == str(pid):
                found.append(int(path.parent.name))
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and no corpse."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_baseline_holds_back_what_was_known(example: Project, home: str, tmp_path: Path) -> None:
    break_plan(example)
    options = ["--project", str(example.root), "--home", home]
    baseline = tmp_path / "bekend.json"
    assert run("check", *options, "--write-baseline", str(baseline)).returncode == 0
    found = run("check", *options, "--baseline", str(baseline), "--fail-on", "info")
    assert found.returncode == 0, found.stdout
    assert found.stdout.splitlines()[-1] == "0 overtredingen, 0 waarschuwingen"


def test_mistakes_are_told_in_dutch_with_2(example: Project, home: str) -> None:
    options = ["--project", str(example.root), "--home", home]
    for words, expected in (
        (["--format", "sariff"], "formaat 'sariff' bestaat niet; bedoelt u sarif"),
        (["--fail-on", "eror"], "niveau 'eror' bestaat niet"),
        (
            ["--select", "maatregel-statsu"],
            "regel 'maatregel-statsu' bestaat niet; bedoelt u maatregel-status",
        ),
        (["--changed", "main"], "is geen git-repository"),
        (["--changed", "--output=x"], "is geen naam van een revisie"),
    ):
        found = run("check", *options, *words)
        assert found.returncode == 2, words
        assert found.stderr.startswith("fout: "), words
        assert expected in found.stderr, words
        assert "Traceback" not in found.stderr


def test_only_what_changed_is_checked(example: Project, home: str) -> None:
    git(example.root, "init")
    git(example.root, "add", ".")
    git(example.root, "commit", "-m", "begin")
    break_plan(example)
    dorp = example.root / "graphs/plannen/voorbeelddorp-2022.ttl"
    git(example.root, "commit", "-am", "kapot")
    found = run("check", "--project", str(example.root), "--home", home, "--changed", "HEAD")
    assert found.returncode == 0
    assert "overgeslagen, want niet veranderd sinds HEAD: gedeeld, " in found.stdout
    dorp.write_text(dorp.read_text().replace("instrument:rondgang", "instrument:nergens"))
    found = run("check", "--project", str(example.root), "--home", home, "--changed", "HEAD")
    assert found.returncode == 1
    assert "voorbeelddorp-2022.ttl" in found.stdout
    assert PLAN not in found.stdout
    assert "plan/voorbeeldstad-2020" in found.stdout.splitlines()[-2]
    found = run("check", "--project", str(example.root), "--home", home, "--changed", "HEAD~1")
    assert PLAN in found.stdout


def test_change_reaches_plans_that_refer_to_what_changed(example: Project) -> None:
    git(example.root, "init")
    git(example.root, "add", ".")
    git(example.root, "commit", "-m", "begin")
    (example.root / PLAN).write_text((example.root / PLAN).read_text() + "\n# meer\n")
    (example.root / "graphs/plannen/nieuw-2030.ttl").write_text("")
    scope = find_scope(example.root, "HEAD")
    assert scope.changed == {PLAN, "graphs/plannen/nieuw-2030.ttl"}
    wanted, _ = scope.units(split_units(read_project(example)))
    assert "plan/voorbeeldstad-2024" in wanted  # volgt op 2020
    assert "plan/voorbeelddorp-2022" not in wanted


@pytest.mark.parametrize(
    ("name", "head"), [("veiligheidsgraaf.toml", ""), ("pyproject.toml", "tool.veiligheidsgraaf")]
)
def test_settings_come_from_the_project(tmp_path: Path, name: str, head: str) -> None:
    text = (
        f"[{head}]\n" if head else ""
    ) + 'fail-on = "warning"\nignore = ["plan-*"]\nanswers = "antwoorden"\nlimit = 5\n'
    (tmp_path / name).write_text(text + "\n" + SUPPRESS.format(f"{head}." if head else ""))
    found = read_configuration(tmp_path)
    assert found.fail_on is Severity.WARNING
    assert found.policy.ignore == ("plan-*",)
    assert found.answers == tmp_path / "antwoorden"
    assert found.limit == 5
    (suppression,) = found.policy.suppressions
    assert (suppression.until, suppression.declared_in) == (date(2026, 6, 1), name)
    assert "suppress]]" in (tmp_path / name).read_text().splitlines()[suppression.line - 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fail-on = 3", "'fail-on' is niet een tekst"),
        ("fail_on = 'info'", "bedoelt u fail-on"),
        ("a = [", "geen geldige TOML"),
        ("[[suppress]]\nrule = 'x'\nuntil = 2026-01-01", "zonder 'rule' of 'reason'"),
        ("[[suppress]]\nrule = 'x'\nreason = 'y'", "zonder einddatum"),
        ("[[suppress]]\nrule = 'x'\nreason = 'y'\nuntil = '2026-01-01'", "zonder einddatum"),
        ("[[suppress]]\nrule = 'x'\nreason = 'y'\nuntil = 2026-01-01\nfiles = 'z'", "bedoelt u file"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "veiligheidsgraaf.toml").write_text(text)
    with pytest.raises((CannotRead, UnknownName), match=expected):
        read_configuration(tmp_path)


def suppression(until: date = date(2026, 6, 1), **fields: str) -> Policy:
    row = {"rule": "maatregel-status", "reason": "komt", **fields}
    return Policy(
        suppressions=(Suppression(**row, until=until, declared_in="veiligheidsgraaf.toml", line=7),)
    )


def test_suppression_excuses_until_its_date() -> None:
    found = suppression().apply(REPORT, TODAY)
    assert found.findings == (WARNING,)
    assert found.hushed == (FINDING,)
    overdue = suppression(date(2026, 4, 30)).apply(REPORT, TODAY)
    assert FINDING in overdue.findings
    assert {(f.rule, f.file, f.line) for f in overdue.findings if f not in REPORT.findings} == {
        ("onderdrukking-verlopen", "veiligheidsgraaf.toml", 7)
    }


@pytest.mark.parametrize(
    "fields", [{"file": "graphs/plannen/ander-*.ttl"}, {"focus": "x/maatregel/2"}, {"rule": "naam"}]
)
def test_suppression_that_suppresses_nothing_is_reported(fields: dict[str, str]) -> None:
    found = suppression(**fields).apply(REPORT, TODAY)
    assert FINDING in found.findings
    assert "onderdrukking-ongebruikt" in {f.rule for f in found.findings}
    assert "onderdrukking-ongebruikt" not in {
        f.rule for f in suppression(**fields).apply(REPORT, TODAY, whole=False).findings
    }


def test_suppression_takes_a_slug_or_a_pattern() -> None:
    for focus in ("x/maatregel/1", "x/*", FINDING.focus):
        assert suppression(focus=focus).apply(REPORT, TODAY).hushed == (FINDING,)


def test_baseline_survives_moved_lines_and_tells_what_is_solved(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert write_baseline(REPORT, path) == 2
    moved = Finding(**{**vars(FINDING), "line": 7})
    other = Finding(**{**vars(FINDING), "focus": "urn:new"})
    found = apply_baseline(Report((moved, other)), path)
    assert found.findings == (other,)
    assert found.hushed == (moved,)
    assert found.notes == (
        "1 bevindingen van de baseline zijn opgelost: schrijf haar opnieuw met --write-baseline",
    )
    path.write_text("[" * 100_000)
    with pytest.raises(CannotRead, match="geen leesbare baseline"):
        apply_baseline(REPORT, path)


def test_memory_is_unused_when_damaged(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"inferred": {}, "findings": [{"file": 1}]}')
    assert Memory(tmp_path).recall("x") is None
