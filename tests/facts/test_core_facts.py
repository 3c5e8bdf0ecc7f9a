"""The core of facts says what the facts say: by value, for every question, on the real and the made-up plans."""

from collections import defaultdict

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts.conditions import condition_for, core_of
from veiligheidsgraaf.facts.constraints import Constraints, make_constraints
from veiligheidsgraaf.facts.core_facts import NO_THEME, core_columns, first_column
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.facts.fact_tables import core_table_of, quote, table_of
from veiligheidsgraaf.facts.grain import THEME
from veiligheidsgraaf.facts.spread import Spreads

NARROWED: list[dict[str, str]] = [
    {},
    {"thema": "ondermijning"},
    {"niet-thema": "ondermijning"},
    {"partner": "politie"},
    {"gemeente": "dalfsen"},
    {"plan": "dalfsen-2019", "status": "uitgevoerd"},
    {"fenomeen": "overlast", "van": "2019", "tot": "2024"},
    {"q": "jeugd"},
]


@pytest.fixture(params=["answers", "example_answers"])
def facts(request: pytest.FixtureRequest) -> FactStore:
    answers: Answers = request.getfixturevalue(request.param)
    assert answers.facts is not None
    return answers.facts


def made_of_facts(store: FactStore, name: str) -> str:
    """The columns of a core, in SQL over facts."""
    grain = store.grains[name]
    made = [f"if({quote(c)} IS NULL, NULL, hash({quote(c)}))" for c in core_columns(grain)]
    first = first_column(grain)
    return ", ".join(["_plan", "_s", "_g", *made, *([quote(first)] if first else [])])


def test_a_core_has_each_combination_of_its_facts_once(facts: FactStore) -> None:
    for name in facts.grains:
        of_facts = facts.select(f"SELECT DISTINCT {made_of_facts(facts, name)} FROM {table_of(name)}")
        plans = "JOIN (SELECT DISTINCT nummer, plan AS iri FROM plan) ON nummer = _p"
        of_core = facts.select(f"SELECT iri, * EXCLUDE (_p, nummer, iri) FROM {core_table_of(name)} {plans}")
        assert sorted(of_core, key=str) == sorted(of_facts, key=str), name


def test_each_number_of_a_core_has_its_text(facts: FactStore) -> None:
    for name, grain in facts.grains.items():
        for column in map(quote, core_columns(grain)):
            texts = f"SELECT DISTINCT {column} FROM {table_of(name)} WHERE {column} IS NOT NULL"
            named = f"SELECT tekst FROM term WHERE nummer IN (SELECT {column} FROM {core_table_of(name)})"
            assert sorted(facts.select(texts)) == sorted(facts.select(named)), (name, column)


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_what_is_narrowed_counts_the_same_in_core_and_facts(
    facts: FactStore, narrowed: dict[str, str]
) -> None:
    constraints = make_constraints(narrowed)
    for name, grain in facts.grains.items():
        core = core_of(grain, constraints, facts.asked)
        of_facts = condition_for(grain, constraints, facts.asked)
        counted = ("_s", "_g", "_p", quote(grain.thing))
        counts = ", ".join(f"count(DISTINCT {column})" for column in counted)
        source = f"{table_of(name)} WHERE {of_facts.sql}"
        assert facts.select(f"SELECT {counts} FROM {core.sql}", core.values) == facts.select(
            f"SELECT {counts} FROM {source}", of_facts.values
        ), name


@pytest.mark.parametrize("sort", ["", "naam", "-naam"])
@pytest.mark.parametrize("question", ["maatregelen", "partners-per-thema", "fenomenen", "vergelijk-plannen"])
def test_things_are_ranked_as_their_facts_group(facts: FactStore, question: str, sort: str) -> None:
    """Grouped here in Python: municipalities that have a thing now, statements, and then its text."""
    day = "2020-06-01"
    constraints = Constraints(day=day)
    now = {
        plan: place
        for plan, place, begin, end in facts.select("SELECT plan, gemeente, begin, einde FROM plan")
        if begin <= day[:4] <= end
    }
    thing = facts.grains[question].thing
    places: dict[str, set[str]] = defaultdict(set)
    statements: dict[str, set[tuple[str, int]]] = defaultdict(set)
    names: dict[str, str] = {}
    sql = f"SELECT {quote(thing)}, _plan, _s, naam FROM {table_of(question)} WHERE {quote(thing)} NOTNULL"
    for text, plan, statement, name in facts.select(sql):
        names[text] = name.lower()
        if plan in now:
            places[text].add(now[plan])
            statements[text].add((plan, statement))
        else:
            places[text], statements[text]
    own = {text for text in places if thing == "partner" and "/gemeente/" in text}
    ranked = sorted(
        places,
        key=lambda t: (len(places[t]) == 0, t in own, -len(places[t]), -len(statements[t]), t),
    )
    if sort:
        ranked = sorted(sorted(places), key=names.__getitem__, reverse=sort.startswith("-"))
    start = 3 if len(ranked) > 3 else 0
    found = Spreads(facts).rank(question, constraints, thing, 12, start, sort)
    assert found.total == len(places)
    assert found.now == sum(1 for text in places if places[text])
    told = [(one.text, one.municipalities, one.statements) for one in found.first]
    if not sort:
        assert told == [(t, len(places[t]), len(statements[t])) for t in ranked[start : start + 12]]
    else:
        assert [names[text] for text, _, _ in told] == [names[t] for t in ranked[start : start + 12]]


def test_what_has_no_theme_is_a_row_of_its_own(facts: FactStore) -> None:
    without = facts.select(
        f"SELECT count(DISTINCT maatregel) FROM {table_of('maatregelen')} WHERE {THEME} IS NULL"
    )
    ranking = Spreads(facts).rank("maatregelen", Constraints(), THEME, 1000)
    assert any(one.value == NO_THEME for one in ranking.first) == bool(without[0][0])
