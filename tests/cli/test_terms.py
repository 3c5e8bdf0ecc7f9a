"""`terms`: what a curator can choose from, with its meaning, in any repository."""

from .test_cli import run

PROJECT = ("--project", "tests/data/voorbeeld")


def test_every_kind_is_counted() -> None:
    found = run("terms", *PROJECT)
    counts = dict(line.split() for line in found.stdout.splitlines() if line)
    assert {"rol", "thema", "partnersoort", "eenheid", "status", "partner"} <= set(counts)
    assert counts["status"] == "5"


def test_a_kind_tells_what_to_write_the_names_and_the_meaning() -> None:
    found = run("terms", "rol", *PROJECT)
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in found.stdout.splitlines()}
    assert rows["regie"][0].startswith("Regie; ")
    assert rows["regie"][1].startswith("Stuurt de samenwerking")


def test_a_search_narrows_and_what_the_project_adds_is_there() -> None:
    found = run("terms", "partner", "--search", "politie", *PROJECT)
    assert [line.split("\t")[0] for line in found.stdout.splitlines()] == ["politie"]


def test_an_unknown_kind_is_told_with_the_nearest() -> None:
    found = run("terms", "rollen", *PROJECT)
    assert found.returncode == 2
    assert "rol" in found.stderr.split(";", 1)[1]


def test_what_is_retired_is_no_choice() -> None:
    retired = "jor"
    found = run("terms", "instrument", "--project", ".")
    assert found.returncode == 0
    assert retired not in {line.split("\t")[0] for line in found.stdout.splitlines()}
