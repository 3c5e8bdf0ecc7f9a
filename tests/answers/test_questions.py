"""Every named query: its header, its answer on the made-up project, and its answer on the real graph.

`tests/data/queries/{naam}.csv` and `{naam}--{parameter}={slug}.csv` hold what the made-up
project answers, written by hand from its texts. `tests/data/answers/{naam}.csv` holds the whole
answer of the real graph, so that a changed answer is a readable diff with the lines of the plan
in it; renew it with `make answers` and read the diff.
"""

import csv
from pathlib import Path

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import CannotRead, InvalidRequest, UnknownName
from veiligheidsgraaf.words.parameters import ANY_THING, DAY, today
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions, read_question
from veiligheidsgraaf.words.values import Term

from ..conftest import DATA, ROOT

QUESTIONS = load_questions(Project(ROOT))
LISTED = sorted(name for name, question in QUESTIONS.items() if question.listed)
HEADER = "#+ vraag: Wat?\n#+ beschrijving: Dat.\n"
ON_EXAMPLE = sorted((DATA / "queries").glob("*.csv"))

# Names and first columns that other people's scripts rely on.
FIXED = {
    "partners-per-thema": "plan thema partner naam via",
    "instrumenten-per-thema": "plan thema instrument naam rechtsgrond",
    "doelen": "plan thema doel soort naam",
    "maatregelen": "plan thema maatregel naam status portefeuillehouder planning partners",
    "indicatoren": "plan indicator naam bron soort jaar waarde",
    "doelbereik": "indicator naam nulmeting streefjaar streefwaarde gemeten_jaar gemeten bereikt",
    "vergelijk-plannen": "thema naam plan",
    "witte-vlekken": "plan veld thema naam",
    "samenwerkingsverbanden": "verband naam lid lid_naam",
    "rechtsgronden": "artikel naam instrument instrument_naam plan",
}


def parameters_of(path: Path) -> tuple[str, dict[str, str]]:
    """Name and values from the name of a fixture; an IRI of ours stands there as `id+thema+ondermijning`."""
    name, *rest = path.stem.split("--")
    kinds = {parameter.name: parameter.kind for parameter in QUESTIONS[name].parameters}
    values = dict(part.split("=") for part in rest)
    return name, {
        key: iris.BASE + value.replace("+", "/") if kinds[key] == ANY_THING else value
        for key, value in values.items()
    }


@pytest.mark.parametrize("name", FIXED)
def test_fixed_columns_come_first(name: str, answers: Answers) -> None:
    columns = FIXED[name].split()
    assert list(QUESTIONS[name].columns)[: len(columns)] == columns
    assert answers.ask(name, {}, "csv").decode().split("\r\n")[0].split(",")[: len(columns)] == columns


@pytest.mark.parametrize("path", ON_EXAMPLE, ids=lambda p: p.stem)
def test_answer_on_the_made_up_project(path: Path, example_answers: Answers) -> None:
    name, values = parameters_of(path)
    with path.open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    table = example_answers.table(name, values)
    rows = [[term.text for term in row] for row in table.cells]
    if "ORDER BY" not in QUESTIONS[name].sparql:
        rows, expected[1:] = sorted(rows), sorted(expected[1:])
    assert [list(table.columns), *rows] == expected
    assert len(expected) > 1, "a fixture without rows proves nothing"


def test_every_question_has_a_fixture_and_an_answer() -> None:
    assert {parameters_of(path)[0] for path in ON_EXAMPLE} == set(QUESTIONS)
    assert {path.stem for path in (DATA / "answers").glob("*.csv")} == set(LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_answer_on_the_real_graph(name: str, answers: Answers) -> None:
    expected = (DATA / "answers" / f"{name}.csv").read_bytes().decode()
    day = {p.name: p.example or "" for p in QUESTIONS[name].parameters if p.kind == DAY}
    assert answers.ask(name, day, "csv").decode().replace("\r\n", "\n") == expected, (
        "read the diff; then `make answers`"
    )


def rows_of(answers: Answers, name: str, values: dict[str, str]) -> set[tuple[Term, ...]]:
    """The rows but for nabijheid, which says how near a row is to the theme that is asked for."""
    table = answers.table(name, values)
    kept = [place for place, column in enumerate(table.columns) if column != "nabijheid"]
    return {tuple(row[place] for place in kept) for row in table.cells}


@pytest.mark.parametrize("name", LISTED)
def test_parameter_narrows_the_answer(name: str, answers: Answers) -> None:
    whole = rows_of(answers, name, {})
    for parameter in QUESTIONS[name].parameters:
        if parameter.kind == DAY:  # it says on which day is looked, and leaves out nothing
            continue
        choices = answers.choices(parameter.kind)
        assert parameter.example in {choice.slug for choice in choices}
        part = rows_of(answers, name, {parameter.name: parameter.example or ""})
        assert part <= whole


@pytest.mark.parametrize(
    ("day", "stands"),
    [("2021-01-01", ("komend", "lopend", "komend")), ("2024-02-29", ("lopend", "afgelopen", "lopend"))],
)
def test_plan_is_current_past_or_coming_on_the_day_that_is_asked_for(
    day: str, stands: tuple[str, ...], example_answers: Answers
) -> None:
    rows = example_answers.table("plannen", {"dag": day}).rows
    assert tuple(row["stand"].text for row in rows) == stands
    assert {row["dag"].value for row in rows} == {day}
    current = example_answers.rows("plannen", {"dag": day, "periode": "huidig"})
    assert len(current) == stands.count("lopend")
    assert {row["stand"].text for row in current} == {"lopend"}


def test_without_a_day_it_is_the_day_of_asking_and_the_answer_says_so(example_answers: Answers) -> None:
    before = today()
    told = {row["dag"].value for row in example_answers.table("plannen", {}).rows}
    assert told <= {before, today()}


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026", "29-11-2026", "20261129", "morgen", "2026-01-01T00:00"]
)
def test_a_day_that_is_none_is_refused(day: str, example_answers: Answers) -> None:
    with pytest.raises(InvalidRequest, match="is geen dag; schrijf jaar-maand-dag"):
        example_answers.table("plannen", {"dag": day})
    parameter = next(p for p in QUESTIONS["plannen"].parameters if p.kind == DAY)
    with pytest.raises(InvalidRequest, match="is geen dag; schrijf jaar-maand-dag"):
        parameter.bind(day)


def test_theme_takes_narrower_themes_along(example_answers: Answers) -> None:
    rows = example_answers.table("maatregelen", {"thema": "ondermijning"}).rows
    assert {row["thema"].text for row in rows} == {"ondermijning", "drugscriminaliteit"}


def test_a_municipality_is_asked_for_as_a_partner_by_its_kind(example_answers: Answers) -> None:
    assert "gemeente/voorbeeldstad" in {choice.slug for choice in example_answers.choices("partner")}
    rows = example_answers.table("partners-per-thema", {"partner": "gemeente/voorbeeldstad"}).rows
    assert {row["naam"].text for row in rows} == {"Gemeente Voorbeeldstad"}


def test_unknown_names_get_the_nearest(example_answers: Answers) -> None:
    with pytest.raises(UnknownName, match="bedoelt u partners-per-thema"):
        example_answers.ask("partners-per-tema", {}, "csv")
    with pytest.raises(InvalidRequest, match="bedoelt u thema"):
        example_answers.ask("doelen", {"tema": "ondermijning"}, "csv")
    with pytest.raises(UnknownName, match="bedoelt u ondermijning"):
        example_answers.ask("doelen", {"thema": "ondermijnng"}, "csv")


@pytest.mark.parametrize(
    "value", ['x" } UNION { ?s ?p ?o', "../../etc", "Ondermijning", "a" * 5000, "http://x/>"]
)
def test_hostile_value_is_refused_before_it_reaches_a_query(value: str, example_answers: Answers) -> None:
    with pytest.raises((InvalidRequest, UnknownName)) as caught:
        example_answers.ask("doelen", {"thema": value}, "csv")
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?a\nWHERE {}", "x.rq:1: kop ontbreekt"),
        ("#+ vraag: [", "x.rq:1: kop is geen YAML"),
        (HEADER + "SELECT ?a\nWHERE {}", "'kolommen' ontbreekt"),
        (HEADER + "#+ kolommen: {b: B}\nSELECT ?a\nWHERE {}", "niet de eerste van SELECT"),
        (
            HEADER + "#+ kolommen: {a: A}\n#+ parameters:\n#+   plan: {soort: plan}\nSELECT ?a\nWHERE {}",
            "bindt ?plan",
        ),
        (
            HEADER + "#+ kolommen: {a: A}\n#+ parameters:\n#+   plan: {soort: x}\nSELECT ?a\nWHERE {}",
            "geen geldige soort",
        ),
        (HEADER + "#+ kolommen: {a: A}\nSELECT ?a { }", "niet elk aan het begin"),
        (HEADER + "#+ kolommen: {a: A}\n#+ woorden: ['|x']\nSELECT ?a\nWHERE {}", "'woorden' is geen lijst"),
        (
            HEADER + "#+ kolommen: {a: A}\n#+ rijen: [iets]\nSELECT ?a\nWHERE {}",
            "'rijen' noemt een soort die er niet is",
        ),
        (
            HEADER + "#+ kolommen: {a: A}\n#+ toont: thema\nSELECT ?a\nWHERE {}",
            "'toont' noemt een soort die er niet is",
        ),
    ],
)
def test_header_that_disagrees_with_its_text_is_named(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "x.rq"
    path.write_text(text)
    with pytest.raises(CannotRead) as caught:
        read_question("x.rq", path)
    assert expected in str(caught.value)
