"""A value that does not exist is called so, without a traceback."""

import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD

from veiligheidsgraaf.check.lexical import explain_lexical
from veiligheidsgraaf.words.project import Project

from ..cli.test_cli import run
from .broken import apply_edit


@pytest.mark.parametrize(
    ("text", "datatype", "reason"),
    [
        ("2024-02-30", XSD.date, "30 februari bestaat niet"),
        ("2023-02-29", XSD.date, "29 februari 2023 bestaat niet"),
        ("2024-02-29", XSD.date, ""),
        ("2024-13-01", XSD.date, "maand 13 bestaat niet"),
        ("2024-04-00", XSD.date, "0 april bestaat niet"),
        ("2024-06-31Z", XSD.date, "31 juni bestaat niet"),
        ("30-02-2024", XSD.date, "'30-02-2024' is geen datum (schrijf JJJJ-MM-DD)"),
        ("2024-02-30T10:00:00", XSD.dateTime, "30 februari bestaat niet"),
        ("2024-00", XSD.gYearMonth, "maand 0 bestaat niet"),
        ("24", XSD.gYear, "'24' is geen jaar (schrijf JJJJ)"),
        ("2024", XSD.gYear, ""),
        ("3,5", XSD.decimal, "'3,5' is geen getal (schrijf cijfers met hoogstens een punt, geen komma)"),
        ("7.0", XSD.integer, "'7.0' is geen geheel getal (schrijf cijfers zonder punt of komma)"),
        ("ja", XSD.boolean, "'ja' is niet ja of nee (schrijf true of false)"),
        ("2024-02-30", XSD.string, ""),
        ("99999999-02-30", XSD.date, "30 februari bestaat niet"),
        ("٢٠٢٤", XSD.gYear, "'٢٠٢٤' is geen jaar (schrijf JJJJ)"),
    ],
)
def test_reason_is_the_true_one(text: str, datatype: rdflib.URIRef, reason: str) -> None:
    assert explain_lexical(rdflib.Literal(text, datatype=datatype, normalize=False)) == reason


@given(st.dates())
def test_every_day_that_exists_exists(day: object) -> None:
    assert explain_lexical(rdflib.Literal(str(day), datatype=XSD.date)) == ""


def test_check_says_that_a_day_does_not_exist_at_its_line(example: Project) -> None:
    name = "graphs/plannen/voorbeeldstad-2020.ttl"
    right, wrong = 'dct:issued "2024-01-01"^^xsd:date', 'dct:issued "2024-02-30"^^xsd:date'
    apply_edit(example.root / name, {"old": right, "new": wrong})
    lines = (example.root / name).read_text(encoding="utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if wrong in text)
    found = run("check", "--project", str(example.root), "--fresh", "--format", "json", "--limit", "0")
    told = [one for one in json.loads(found.stdout)["findings"] if "2024-02-30" in one["value"]]
    assert [(one["file"], one["line"]) for one in told] == [(name, line)]
    assert told[0]["message"] == "30 februari bestaat niet"
    assert "Traceback" not in found.stderr
