"""An answer without rows claims no silence that is not recorded, and offers the wider question."""

import re

import pytest
from starlette.testclient import TestClient

from veiligheidsgraaf.answers.answering import answer
from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.intent import Intent
from veiligheidsgraaf.answers.not_found.emptiness import Emptiness
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(release: Release):
    with TestClient(create_app(release, Settings())) as client:
        yield client


def explain(answers: Answers, question: str, values: dict[str, str]) -> Emptiness:
    """Why an intent that finds nothing does so."""
    found = answer(answers, Intent(question, tuple(values.items()))).emptiness
    assert found is not None
    return found


@pytest.fixture(scope="module")
def empty_pairs(answers: Answers) -> list[dict[str, str]]:
    """Pairs of theme and plan for which the question of measures has no rows: of every fourth theme."""
    with_rows = {
        (row["plan"].value, row["gevraagd_thema"].value if "gevraagd_thema" in row else row["thema"].value)
        for row in answers.rows("maatregelen", {})
    }
    plans, themes = answers.choices("plan"), answers.choices("thema")[::4]
    return [
        {"thema": theme.slug, "plan": plan.slug}
        for plan in plans
        for theme in themes
        if not any(p.endswith(f"/{plan.slug}") and t.endswith(f"/{theme.slug}") for p, t in with_rows)
        and not answers.table("maatregelen", {"thema": theme.slug, "plan": plan.slug}).rows
    ]


def test_silence_is_said_only_where_coverage_records_it(
    answers: Answers, empty_pairs: list[dict[str, str]]
) -> None:
    recorded = {
        (row["plan"].value, row["thema"].value)
        for row in answers.rows("themadekking", {})
        if row["dekking"].value == "niet-genoemd"
    }
    assert empty_pairs
    said = [silence for values in empty_pairs for silence in explain(answers, "maatregelen", values).silent]
    assert said
    assert {(silence.plan, silence.theme) for silence in said} <= recorded


def test_wider_question_has_the_rows_that_are_promised(
    answers: Answers, empty_pairs: list[dict[str, str]]
) -> None:
    values = empty_pairs[0]
    found = explain(answers, "maatregelen", values).wider
    assert found
    for wider in found:
        assert wider.intent.pairs != tuple(values.items()) or wider.intent.question != "maatregelen"
        assert answer(answers, wider.intent).things == wider.things > 0


def test_page_without_rows_offers_what_is_wider_and_claims_no_silence(
    client: TestClient, answers: Answers, empty_pairs: list[dict[str, str]]
) -> None:
    values = next(v for v in empty_pairs if not explain(answers, "maatregelen", v).silent)
    for page in (
        client.get("/vragen/maatregelen", params=values, headers=HTML),
        client.get("/zoeken", params={"q": "x", "vraag": "maatregelen", **values}, headers=HTML),
    ):
        assert page.status_code == 200
        assert "zegt niet dat een plan erover zwijgt" in page.text
        assert re.search(r"zonder keuze van (thema|plan)|als antwoord op|over het bredere", page.text)
        assert "zeggen hier niets over" not in page.text
