"""A repository to start from, and what checks it: `init`, the GitHub
Action, the hooks and the GitLab template.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from veiligheidsgraaf.cli.starter import (
    REPOSITORY,
    TEMPLATE,
    example_files,
    fill_in,
    template_files,
    write_files,
)

from ..conftest import ROOT
from ..history.test_diff import git
from .test_cli import run

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CI_FILES = {".github/workflows/veiligheidsgraaf.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"}


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("begin") / "graaf"
    list(write_files(root, example_files()))
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "eerste")
    return root


@pytest.fixture
def started(made_once: Path, tmp_path: Path) -> Path:
    """What `init` writes, in a git repository with one commit."""
    return Path(shutil.copytree(made_once, tmp_path / "graaf"))


def filled(name: str) -> str:
    return fill_in(template_files()[name]).decode()


@cache
def shown_help(command: str) -> str:
    return run(command, "--help").stdout


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_started_repository_passes_its_own_checks(started: Path) -> None:
    options = ["--project", str(started)]
    found = run("check", *options)
    assert found.returncode == 0
    assert found.stdout.splitlines()[0].startswith(f"{started}: 4 bestanden gelezen; basis begrippen")
    assert found.stdout.splitlines()[1:] == ["", "0 overtredingen, 0 waarschuwingen"]
    found = run("evidence", *options, "--sources", str(started / "bronnen"))
    assert found.returncode == 0
    assert found.stdout.endswith("0 overtredingen, 0 waarschuwingen\n")
    assert run("fmt", "--check", *options).returncode == 0
    assert run("diff", "main", *options).stdout.startswith("Geen verschillen in de graaf.")
    assert git(started, "status", "--porcelain") == ""
    rows = run("query", "maatregelen", "--format", "csv", *options).stdout.splitlines()
    assert sorted(re.findall(r"maatregel/([0-9]-[0-9]),", "\n".join(rows))) == [
        "2-1",
        "2-2",
        "2-3",
        "3-1",
        "3-2",
    ]


def test_command_says_what_it_wrote(tmp_path: Path) -> None:
    found = run("init", str(tmp_path / "graaf"))
    assert found.returncode == 0
    assert found.stdout.splitlines() == [f"geschreven: {name}" for name in sorted(template_files())]
    assert contents(tmp_path / "graaf").keys() == template_files().keys()


def test_started_repository_has_every_file_of_the_template_and_nothing_else(started: Path) -> None:
    assert contents(started).keys() == template_files().keys()
    assert CI_FILES | {"README.md", ".gitignore", ".gitattributes"} <= contents(started).keys()
    assert not [name for name in contents(started) if name.startswith("dot-")]


def test_version_and_address_are_filled_in(started: Path) -> None:
    texts = {name: content.decode() for name, content in contents(started).items()}
    assert not [name for name, text in texts.items() if re.search(r"@[A-Z]+@", text)]
    assert f"uses: {REPOSITORY}@v0\n" in texts[".github/workflows/veiligheidsgraaf.yml"]
    assert f"veiligheidsgraaf=={version('veiligheidsgraaf')}" in texts[".gitlab-ci.yml"]
    assert f"rev: v{version('veiligheidsgraaf')}" in texts[".pre-commit-config.yaml"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("van mij")
    found = run("init", str(tmp_path))
    assert found.returncode == 0
    assert "bestaat al, niet overschreven: README.md" in found.stderr
    assert (tmp_path / "README.md").read_text() == "van mij"
    before = contents(tmp_path)
    found = run("init", str(tmp_path))
    assert found.returncode == 2
    assert "hier staat al een map graphs/" in found.stderr
    assert contents(tmp_path) == before


def test_only_ci_for_a_repository_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "graphs").mkdir()
    (tmp_path / ".gitlab-ci.yml").write_text("van: mij")
    found = run("init", str(tmp_path), "--ci")
    assert found.returncode == 0
    assert contents(tmp_path).keys() == CI_FILES
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "van: mij"


def test_link_to_outside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "buiten").mkdir()
    (tmp_path / "graaf").mkdir()
    (tmp_path / "graaf" / "bronnen").symlink_to(tmp_path / "buiten")
    found = run("init", str(tmp_path / "graaf"))
    assert found.returncode == 2
    assert "wijst naar buiten" in found.stderr
    assert not list((tmp_path / "buiten").iterdir())


def test_template_is_in_the_package() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'packages = ["src/veiligheidsgraaf"]' in settings
    assert TEMPLATE.is_relative_to(ROOT / "src" / "veiligheidsgraaf")
    ignored = subprocess.run(
        ["git", "check-ignore", *map(str, template_files().values())],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert ignored.stdout == ""


# The action and the templates call commands that exist, with options that exist.


def commands_of(text: str) -> list[list[str]]:
    """(command, words ...) for every call of ours in a text; the array `options` is for `check`."""
    called = [
        match.split()
        for match in re.findall(r"\bveiligheidsgraaf ((?:check|diff|evidence|fmt)\b[^\n|)]*)", text)
    ]
    return called + [["check", *match.split()] for match in re.findall(r"options\+?=\(([^)]*)\)", text)]


def yaml_scripts() -> dict[str, str]:
    gitlab = yaml.safe_load(filled(".gitlab-ci.yml"))["veiligheidsgraaf"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {
        "action.yml": "\n".join(step.get("run", "") for step in ACTION["runs"]["steps"]),
        ".gitlab-ci.yml": "\n".join([*gitlab["before_script"], *gitlab["script"]]),
        ".pre-commit-hooks.yaml": "\n".join(hook["entry"] for hook in hooks),
        "README.md": filled("README.md"),
    }


@pytest.mark.parametrize("name", ["action.yml", ".gitlab-ci.yml", ".pre-commit-hooks.yaml", "README.md"])
def test_commands_and_options_exist(name: str) -> None:
    found = commands_of(yaml_scripts()[name])
    assert found
    for command, *words in found:
        shown = shown_help(command)
        for word in (word.strip("`.,") for word in words):
            if word.startswith("--"):
                assert word in shown, f"{command} {word}"


def test_hooks_are_what_the_template_asks_for() -> None:
    hooks = {
        hook["id"]: hook
        for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    }
    asked = yaml.safe_load(filled(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in asked] == list(hooks)
    for hook in hooks.values():
        assert {"id", "name", "description", "language", "entry", "files"} <= hook.keys()
        re.compile(hook["files"])
    assert re.search(hooks["veiligheidsgraaf-check"]["files"], "graphs/plannen/x.ttl")


def test_workflow_uses_inputs_that_the_action_has() -> None:
    workflow = yaml.safe_load(filled(".github/workflows/veiligheidsgraaf.yml"))
    job = workflow["jobs"]["controle"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write", "security-events": "write"}
    assert workflow["permissions"] == {"contents": "read"}
    assert job["steps"][-1]["with"].keys() <= ACTION["inputs"].keys()


def test_action_pastes_nothing_into_its_scripts() -> None:
    """An expression in a script is text that a pull request can choose: values go by the environment."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", step["uses"])


# The steps of the action, run as a script.


class Runner:
    """Runs the `run` steps of a composite action as a runner does:
    expressions, conditions, output and path files.
    """

    def __init__(self, repository: Path, place: Path, **inputs: str) -> None:
        self.repository = repository
        self.place = place
        self.context: dict[str, str] = {
            f"inputs.{name}": str(spec.get("default", "")) for name, spec in ACTION["inputs"].items()
        }
        self.context |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        self.context |= {
            "github.action_path": str(ROOT),
            "github.repository": "eigenaar/graaf",
            "github.event_name": "push",
        }
        self.log = ""
        self.codes: dict[str, int] = {}
        for name in ("output", "summary"):
            (place / name).touch()

    def value(self, text: str) -> str:
        return re.sub(r"\$\{\{\s*(\S+)\s*\}\}", lambda match: self.context.get(match[1], ""), text)

    def wanted(self, condition: str) -> bool:
        """A condition of the few forms that the action uses: `always() && a == 'b' && c != 'd'`."""
        parts = [part.strip() for part in condition.removeprefix("${{").removesuffix("}}").split("&&")]
        good = True
        for part in parts:
            if part in ("always()", "success()"):
                continue
            name, sign, text = re.fullmatch(r"(\S+) (==|!=) '(.*)'", part).groups()
            good &= (self.context.get(name, "") == text) == (sign == "==")
        return good and ("always()" in parts or not any(self.codes.values()))

    def run(self, path: str) -> int:
        for step in ACTION["runs"]["steps"]:
            # The install step needs a package registry; this environment holds the same package.
            if "run" in step and step["name"] != "Install" and self.wanted(step.get("if", "success()")):
                self.step(step, path)
        return max(self.codes.values(), default=0)

    def step(self, step: dict[str, Any], path: str) -> None:
        environment = {
            **os.environ,
            **{name: self.value(str(text)) for name, text in step.get("env", {}).items()},
            "PATH": path,
            "RUNNER_TEMP": str(self.place),
            "GITHUB_OUTPUT": str(self.place / "output"),
            "GITHUB_STEP_SUMMARY": str(self.place / "summary"),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        found = subprocess.run(
            command,
            cwd=self.repository,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        self.codes[step["name"]] = found.returncode
        self.log += found.stdout + found.stderr
        if "id" in step:
            for line in (self.place / "output").read_text().splitlines():
                key, _, text = line.partition("=")
                self.context[f"steps.{step['id']}.outputs.{key}"] = text


GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "{log}"
case "$*" in
  *--paginate*) {listed} ;;
  *body=@*) for word; do case "$word" in body=@*) cp "${{word#body=@}}" "{body}" ;; esac; done ;;
esac
"""


@pytest.fixture
def pull_request(started: Path, tmp_path: Path) -> tuple[Path, str]:
    """A clone in which a branch breaks a plan, and the commit it comes from."""
    base = git(started, "rev-parse", "main").strip()
    clone = tmp_path / "kloon"
    git(tmp_path, "clone", "-q", str(started), str(clone))
    path = clone / "graphs" / "plannen" / "elzenrade-2026.ttl"
    text = path.read_text(encoding="utf-8")
    text = text.replace("partner:politie , partner:inwoners", "partner:inwoners").replace(
        "    vg:status status:verkenning ;\n", ""
    )
    path.write_text(text, encoding="utf-8")
    git(clone, "commit", "-qam", "stuk")
    return clone, base


def act(pull_request: tuple[Path, str], place: Path, listed: str, **inputs: str) -> tuple[Runner, int]:
    clone, base = pull_request
    place.mkdir()
    (place / "bin").mkdir()
    (place / "bin" / "gh").write_text(
        GH.format(log=place / "gh.log", body=place / "posted.md", listed=listed)
    )
    (place / "bin" / "gh").chmod(0o755)
    (place / "gh.log").touch()
    runner = Runner(clone, place, **inputs)
    runner.context |= {
        "github.event_name": "pull_request",
        "github.event.pull_request.base.sha": base,
        "github.event.pull_request.number": "7",
        "github.token": "geheim",
    }
    return runner, runner.run(f"{place / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}")


def test_action_reports_the_mistake_at_its_line(pull_request: tuple[Path, str], tmp_path: Path) -> None:
    runner, code = act(pull_request, tmp_path / "runner", ":", sources="bronnen")
    assert code == 1
    assert runner.codes == {"Check": 1, "Tell what changes": 0}
    text = (
        (pull_request[0] / "graphs" / "plannen" / "elzenrade-2026.ttl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    line = next(number for number, written in enumerate(text, 1) if written.startswith("maatregel:2-3 a"))
    results = json.loads(Path(runner.context["steps.check.outputs.sarif"]).read_text(encoding="utf-8"))[
        "runs"
    ][0]["results"]
    places = [
        result["locations"][0]["physicalLocation"] for result in results if result.get("level") == "error"
    ]
    assert [(p["artifactLocation"]["uri"], p["region"]["startLine"]) for p in places] == [
        ("graphs/plannen/elzenrade-2026.ttl", line)
    ]
    assert re.search(
        rf"^::error file=graphs/plannen/elzenrade-2026.ttl,line={line}\b", runner.log, re.MULTILINE
    )


def test_action_reports_a_source_that_was_changed(pull_request: tuple[Path, str], tmp_path: Path) -> None:
    source = pull_request[0] / "bronnen" / "elzenrade-2026.txt"
    source.write_text(
        source.read_text(encoding="utf-8").replace("46 aangiften", "64 aangiften"), encoding="utf-8"
    )
    runner, code = act(pull_request, tmp_path / "runner", ":", sources="bronnen")
    assert code == 1
    results = json.loads(Path(runner.context["steps.check.outputs.sarif"]).read_text(encoding="utf-8"))[
        "runs"
    ][0]["results"]
    assert {"bron-veranderd", "passage-veranderd"} <= {result["ruleId"] for result in results}


def test_action_that_cannot_read_the_graph_says_where(pull_request: tuple[Path, str], tmp_path: Path) -> None:
    path = pull_request[0] / "graphs" / "plannen" / "elzenrade-2026.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "plan:x a", encoding="utf-8")
    runner, code = act(pull_request, tmp_path / "runner", ":")
    assert code != 0
    assert "elzenrade-2026.ttl" in runner.log


def test_action_posts_one_comment_and_renews_it(pull_request: tuple[Path, str], tmp_path: Path) -> None:
    runner, _ = act(pull_request, tmp_path / "eerst", ":")
    assert runner.codes["Tell what changes"] == 0, runner.log
    calls = (tmp_path / "eerst" / "gh.log").read_text().splitlines()
    assert [call.split(" --field")[0] for call in calls[1:]] == [
        "api --silent --method POST repos/eigenaar/graaf/issues/7/comments"
    ]
    posted = (tmp_path / "eerst" / "posted.md").read_text(encoding="utf-8")
    assert posted.startswith("<!-- veiligheidsgraaf -->\n")
    assert "- Maatregel `Buurtronde in de donkere maanden`: partner `Politie` vervallen\n" in posted
    assert posted in (tmp_path / "eerst" / "summary").read_text(encoding="utf-8")
    act(pull_request, tmp_path / "later", "printf '41\\n42\\n'")
    calls = (tmp_path / "later" / "gh.log").read_text().splitlines()
    assert [call.split(" --field")[0] for call in calls[1:]] == [
        "api --silent --method PATCH repos/eigenaar/graaf/issues/comments/41"
    ]


def test_action_on_a_fork_keeps_to_the_summary(pull_request: tuple[Path, str], tmp_path: Path) -> None:
    runner, _ = act(pull_request, tmp_path / "runner", "exit 1")
    assert runner.codes["Tell what changes"] == 0
    assert "::notice::Geen commentaar geplaatst" in runner.log
    assert "partner `Politie` vervallen" in (tmp_path / "runner" / "summary").read_text(encoding="utf-8")


def test_action_comments_on_pull_requests_only(started: Path, tmp_path: Path) -> None:
    place = tmp_path / "runner"
    place.mkdir()
    runner = Runner(started, place)
    runner.run(f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert runner.codes.keys() == {"Check"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", ["action.yml", ".gitlab-ci.yml"])
def test_scripts_are_valid_bash(name: str) -> None:
    found = subprocess.run(
        ["bash", "-n"], input=yaml_scripts()[name], capture_output=True, text=True, check=False
    )
    assert found.stderr == ""


def test_gitlab_job_reports_the_mistake_and_tells_what_changes(pull_request: tuple[Path, str]) -> None:
    clone, base = pull_request
    job = yaml.safe_load(filled(".gitlab-ci.yml"))["veiligheidsgraaf"]
    variables = {name: value for name, value in job["variables"].items() if not name.startswith("PIP_")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, **variables, "CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "PATH": path}
    script = "\n".join(["set -eo pipefail", *job["script"]])
    found = subprocess.run(
        ["bash", "-c", script],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert found.returncode == 1
    assert "Maatregel “Buurtronde in de donkere maanden”: partner Politie vervallen" in found.stdout
    assert "elzenrade-2026.ttl" in found.stdout
    report = (clone / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert "<failure" in report
    assert "status ontbreekt" in report


def test_the_gate_takes_nothing_that_a_pull_request_brings_along() -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert "actions/cache" not in action
    assert '--home "$RUNNER_TEMP/' in action
    workflow = (TEMPLATE / "dot-github/workflows/veiligheidsgraaf.yml").read_text(encoding="utf-8")
    others = [
        line for line in (action + workflow).splitlines() if "uses:" in line and "@REPOSITORY@" not in line
    ]
    assert len(others) == 3
    assert all(re.search(r"@[0-9a-f]{40} # v\d", line) for line in others)


def test_files_that_check_changes_in_a_repository_of_others_make_it_one_that_check_accepts(
    tmp_path: Path,
) -> None:
    for name in ("data/a.ttl", "los.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<urn:a> <urn:b> <urn:c> .\n")
    assert run("init", str(tmp_path), "--ci").returncode == 0
    assert 'graphs = ["data", "los.ttl"]' in (tmp_path / "veiligheidsgraaf.toml").read_text()
    found = run("check", "--project", str(tmp_path))
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.startswith(f"{tmp_path}: 2 bestanden gelezen")
