"""Sums that are kept in a file of facts say what its facts say, on the real and the made-up plans."""

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.facts.fact_tables import STANDINGS, STATED, table_of
from veiligheidsgraaf.facts.theme_standing import Standing
from veiligheidsgraaf.words import iris

_PLACED = table_of("vergelijk-plannen")
_WAYS = ("doel", "maatregel", "partner", "instrument")


@pytest.fixture(params=["answers", "example_answers"])
def facts(request: pytest.FixtureRequest) -> FactStore:
    answers: Answers = request.getfixturevalue(request.param)
    assert answers.facts is not None
    return answers.facts


def test_stated_keys_are_those_of_the_statements_of_each_plan(facts: FactStore) -> None:
    kept = facts.select(f"SELECT vraag, sleutel, _p FROM {STATED}")
    assert len(set(kept)) == len(kept) > 0
    said = {
        (question, key, plan)
        for question in facts.grains
        for key, plan in facts.select(
            f"SELECT DISTINCT sleutel, _p FROM {table_of(question)} f JOIN beperking b ON b.uitspraak = f._s"
        )
    }
    assert set(kept) == said


def test_a_theme_stands_in_each_plan_as_its_facts_say(facts: FactStore) -> None:
    counts = ", ".join(f"count(DISTINCT {way})" for way in _WAYS)
    said = facts.select(f"SELECT _p, thema, min(plaats), max(plaats), {counts} FROM {_PLACED} GROUP BY ALL")
    assert len({row[:2] for row in said}) == len(said)  # a theme has one place in a plan
    kept = facts.select(
        "SELECT _p, thema, plaats, plaats, doelen, maatregelen, len(coalesce(partners, [])), "
        f"len(coalesce(instrumenten, [])) FROM {STANDINGS}"
    )
    assert sorted(kept) == sorted(said)


def test_a_theme_is_counted_once_over_all_plans_that_run(facts: FactStore) -> None:
    years = {year for (year,) in facts.select("SELECT DISTINCT begin FROM plan WHERE begin NOTNULL")}
    themes = [text[1:] for (text,) in facts.select(f"SELECT DISTINCT thema FROM {STANDINGS}")]
    counts = ", ".join(f"count(DISTINCT {way})" for way in _WAYS)
    for year in years:
        runs = "_p IN (SELECT nummer FROM plan WHERE begin <= $1 AND einde >= $1)"
        for theme in [*themes[:5], iris.thing("thema", "bestaat-niet")]:
            found = Standing(facts).of_theme(theme, year, 3)
            sql = f"SELECT count(DISTINCT _p), {counts} FROM {_PLACED} WHERE thema = $2 AND {runs}"
            assert [(found.treating, *found.counts)] == facts.select(sql, (year, f"<{theme}"))
            sql = f"SELECT count(DISTINCT _p) FROM {_PLACED} WHERE thema = ?"
            assert [(found.total,)] == facts.select(sql, (f"<{theme}",))
