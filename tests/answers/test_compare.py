"""Two plans beside each other: what came, stayed or went, what is shared or lacking."""

import csv
import io
import json
import os

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.compare import Comparison, compare, compare_rows
from veiligheidsgraaf.words.errors import UnknownName
from veiligheidsgraaf.words.values import Row, text

from ..cli.test_cli import run


def names(found: Comparison, kind: str) -> dict[str, str]:
    return {entry.name: found.label(entry.status) for entry in found.entries if entry.kind == kind}


def test_plans_of_one_municipality_say_what_came_stayed_and_went_whatever_the_order(
    example_answers: Answers,
) -> None:
    found = compare(example_answers, "voorbeeldstad-2024", "voorbeeldstad-2020")
    assert (found.first, found.second) == ("voorbeeldstad-2020", "voorbeeldstad-2024")
    assert names(found, "partner") == {
        "Gemeente Voorbeeldstad": "gebleven",
        "Politie": "gegaan",
        "Gemeenteraad van Voorbeeldstad": "gekomen",
        "Jeugdwerk": "gekomen",
        "Ondernemers": "gekomen",
    }


def test_plans_of_two_municipalities_say_what_is_shared(example_answers: Answers) -> None:
    found = compare(example_answers, "voorbeeldstad-2020", "voorbeelddorp-2022")
    assert names(found, "instrument") == {
        "Rondgang": "gedeeld",
        "Sluiting van een drugspand": "alleen voorbeeldstad-2020",
    }
    (shared,) = (entry for entry in found.entries if entry.kind == "instrument" and entry.status == "both")
    assert (shared.first_lines, shared.second_lines) == ("5", "4")


def test_a_theme_under_a_broader_one_says_so(example_answers: Answers) -> None:
    found = compare(example_answers, "voorbeeldstad-2020", "voorbeeldstad-2024")
    under = {entry.name: entry.under for entry in found.entries if entry.kind == "thema"}
    assert under == {
        "Ondermijning": "",
        "Drugscriminaliteit": "Ondermijning",
        "Jeugd en veiligheid": "",
        "Woninginbraak": "",
    }


def test_a_theme_that_the_later_plan_treats_under_another_has_moved_and_not_gone() -> None:
    def row(kind: str, thing: str, broader: str = "") -> Row:
        said = {"soort": kind, "ding": thing, "naam": thing, "bredere": broader}
        return Row({name: text(value) for name, value in said.items()})

    first = [
        row("thema", "woninginbraak", "vermogen"),
        row("thema", "verkeer"),
        row("fenomeen", "x", "vermogen"),
    ]
    found = compare_rows("a-2019", "a-2023", {"a-2019": first, "a-2023": [row("thema", "vermogen")]}, True)
    said = {entry.iri: (found.label(entry.status), entry.under) for entry in found.entries}
    assert said == {
        "woninginbraak": ("nu onder een ander thema", "vermogen"),
        "verkeer": ("gegaan", ""),
        "vermogen": ("gekomen", ""),
        "x": ("gegaan", ""),
    }


def test_a_priority_that_is_now_a_part_of_a_broader_one_has_moved() -> None:
    def row(thing: str, place: str, broader: str = "") -> Row:
        said = {"soort": "thema", "ding": thing, "naam": thing, "bredere": broader, "plaats": place}
        return Row({name: text(value) for name, value in said.items()})

    first = [
        row("inbraak", "prioriteit", "hic vermogen"),
        row("snelheid", "prioriteit"),
        row("jeugd", "planthema"),
    ]
    second = [
        row("inbraak", "planthema", "hic vermogen"),
        *(
            row("hic", "prioriteit"),
            row("vermogen", ""),
            row("snelheid", "planthema"),
            row("jeugd", "prioriteit", "hic"),
        ),
    ]
    found = compare_rows("a-2019", "a-2023", {"a-2019": first, "a-2023": second}, True)
    said = {entry.iri: (found.label(entry.status), entry.under) for entry in found.entries}
    assert said == {
        "inbraak": ("nu onder een ander thema", "hic"),
        **dict.fromkeys(("snelheid", "jeugd"), ("gebleven", "")),
        **dict.fromkeys(("hic", "vermogen"), ("gekomen", "")),
    }


def test_themes_of_dalfsen_that_were_priorities_fall_under_others_now(answers: Answers) -> None:
    found = compare(answers, "dalfsen-2019", "dalfsen-2023")
    under = {entry.name: entry.under for entry in found.entries if entry.status == "moved"}
    assert "High impact crimes" in under["Woninginbraak"]
    assert "Verkeersveiligheid" in under["Te hard rijden"]
    assert "Zorg en veiligheid" in under["Onbegrepen gedrag"]


def test_measures_that_a_curator_tied_stay(answers: Answers) -> None:
    found = compare(answers, "dalfsen-2019", "dalfsen-2023")
    tied = {entry.name: entry.carries_on for entry in found.entries if entry.carries_on}
    assert tied["Jaarlijks uitvoeringsplan per thema"] == "Tweejaarlijks uitvoeringsplan"
    assert all(
        entry.status == "both" and entry.first_lines and entry.second_lines
        for entry in found.entries
        if entry.carries_on
    )


def test_unknown_plan_gets_the_nearest(example_answers: Answers) -> None:
    with pytest.raises(UnknownName, match="bedoelt u voorbeeldstad-2024"):
        compare(example_answers, "voorbeeldstad-2020", "voorbeeldstad-2025")


def test_command_writes_table_csv_and_json_of_the_same(tmp_path) -> None:
    words = (
        "compare",
        "voorbeeldstad-2020",
        "voorbeelddorp-2022",
        "--project",
        "tests/data/voorbeeld",
        "--home",
        str(tmp_path),
    )
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    entries = json.loads(run(*words, "--format", "json").stdout)["entries"]
    assert [row["ding"] for row in rows] == [entry["iri"] for entry in entries]
    assert rows[0]["wat"].startswith("alleen voorbeeld")
    table = run(*words, env=os.environ | {"COLUMNS": "300"}).stdout
    assert f"{len(rows)} rijen" in table
    assert all(row["naam"] in table for row in rows)
    refused = run(*words, "--format", "pdf")
    assert refused.returncode == 2
    assert "formaat 'pdf' bestaat niet" in refused.stderr
