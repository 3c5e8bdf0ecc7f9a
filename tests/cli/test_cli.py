"""The command as a user runs it: results on standard output, progress
on standard error, one message per fault.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from veiligheidsgraaf.words.project import Project

from ..conftest import ROOT


def run(
    *words: str, stdin: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "veiligheidsgraaf", *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        input=stdin or "",
        timeout=600,
        env=env,
        cwd=ROOT,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that point at the made-up project and a home of its own."""
    return ["--project", "tests/data/voorbeeld", "--home", str(tmp_path_factory.mktemp("home"))]


def test_check_ends_with_0_and_counts() -> None:
    found = run("check", "--project", "tests/data/voorbeeld")
    assert found.returncode == 0
    assert found.stdout.splitlines()[-1].startswith("0 overtredingen")
    assert found.stderr == ""


def test_check_ends_with_1_on_a_violation_and_2_when_it_cannot_run(example: Project) -> None:
    plan = example.root / "graphs" / "plannen" / "voorbeeldstad-2020.ttl"
    plan.write_text(plan.read_text().replace("vg:status status:lopend ;\n", ""))
    found = run("check", "--project", str(example.root))
    assert found.returncode == 1
    assert "graphs/plannen/voorbeeldstad-2020.ttl\n" in found.stdout
    assert "     81:1  overtreding  status ontbreekt" in found.stdout
    plan.write_text("@prefix")
    found = run("check", "--project", str(example.root))
    assert found.returncode == 1
    assert "     1:1  overtreding  geen geldige Turtle" in found.stdout
    (example.root / "graphs").rename(example.root / "grafen")
    found = run("check", "--project", str(example.root))
    assert found.returncode == 2
    assert found.stderr.startswith("fout: ")
    assert "map graphs/ ontbreekt" in found.stderr


def test_build_prints_the_release_and_query_uses_it(home: list[str]) -> None:
    built = run("build", *home)
    assert built.returncode == 0
    assert (Path(built.stdout.strip()) / "manifest.json").is_file()
    found = run("query", "partners-per-thema", "--thema", "ondermijning", "--format", "csv", *home)
    assert found.returncode == 0
    lines = found.stdout.splitlines()
    assert lines[0].startswith("plan,thema,partner,naam,via")
    assert "https://w3id.org/veiligheidsgraaf/id/partner/politie,Politie,maatregel,hoofdstuk,5" in lines[3]


@pytest.mark.parametrize(
    ("kind", "start"),
    [("csv", "soort,"), ("tsv", "?soort\t"), ("json", '{"head"'), ("xml", "<?xml"), ("table", "┏")],
)
def test_query_in_every_format(kind: str, start: str, home: list[str]) -> None:
    found = run("query", "keuzes", "--format", kind, *home)
    assert found.returncode == 0
    assert found.stdout.startswith(start)


def test_query_without_name_lists_the_questions(home: list[str]) -> None:
    found = run("query", *home)
    assert "partners-per-thema" in found.stdout
    assert "Welke partners werken aan een thema?" in found.stdout


def test_sparql_from_a_file_and_from_standard_input(tmp_path: Path, home: list[str]) -> None:
    text = "SELECT (COUNT(?p) AS ?n) { ?p a vg:Veiligheidsplan }"
    (tmp_path / "x.rq").write_text(text)
    assert run("query", "--file", str(tmp_path / "x.rq"), *home).stdout.split() == ["n", "3"]
    found = run("query", "--format", "json", *home, stdin=text)
    assert json.loads(found.stdout)["results"]["bindings"][0]["n"]["value"] == "3"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["query", "doelenn"], "vraag 'doelenn' bestaat niet; bedoelt u doelen"),
        (["query", "doelen", "--thema", "ondermijming"], "bedoelt u ondermijning"),
        (["query", "doelen", "--tema", "x"], "parameter van doelen 'tema' bestaat niet; bedoelt u thema?"),
        (["query", "doelen", "--thema"], "parameter --thema heeft geen waarde"),
        (["query", "doelen", "thema"], "'thema' is geen parameter"),
        (["query", "doelen", "--format", "cvs"], "formaat 'cvs' bestaat niet; bedoelt u csv"),
        (["query", "--file", "nergens.rq"], "nergens.rq: "),
        (["evidence", "--sources", "nergens", "--write"], "nergens"),
    ],
)
def test_mistake_gives_one_dutch_message_and_2(words: list[str], expected: str, home: list[str]) -> None:
    options = home if words[0] == "query" else home[:2]
    found = run(*words, *options)
    assert found.returncode == 2
    assert found.stderr.startswith("fout: ")
    assert expected in found.stderr
    assert "Traceback" not in found.stderr


def test_setting_that_is_no_number_is_named(home: list[str]) -> None:
    found = run("query", "keuzes", *home, env={**os.environ, "VEILIGHEIDSGRAAF_TIMEOUT": "kort"})
    assert found.returncode == 2
    assert "VEILIGHEIDSGRAAF_TIMEOUT=kort is geen getal" in found.stderr


def test_export_writes_every_graph_format_and_question(tmp_path: Path, home: list[str]) -> None:
    found = run("export", "--to", str(tmp_path), *home)
    assert found.returncode == 0
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    names = set(manifest["files"])
    assert {f"veiligheidsgraaf.{kind}" for kind in ("trig", "nq", "jsonld", "ttl", "nt", "rdf")} <= names
    assert {f"grafen/plan/voorbeeldstad-2020.{kind}" for kind in ("ttl", "nt", "jsonld", "rdf")} <= names
    assert "vragen/partners-per-thema.csv" in names
    assert names == {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} - {
        "manifest.json"
    }


def test_evidence_quotes_the_lines_under_a_statement() -> None:
    options = ["--project", "tests/data/voorbeeld", "--sources", "tests/data/voorbeeld/bronnen"]
    found = run("evidence", *options, "--quote", "voorbeeldstad-2020/maatregel/1-1")
    assert (
        found.stdout.strip()
        == "eerste.txt, regels 5-5\nDe politie en de gemeente lopen samen door het havengebied."
    )
    assert "31 passages onder 37 uitspraken" in run("evidence", *options).stdout
