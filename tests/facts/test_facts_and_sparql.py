"""Facts and SPARQL say the same: every question, on the real graph and on made-up plans, whole and narrowed."""

import json
from collections.abc import Iterator

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts.constraints import make_constraints
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.store.query import Query
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import Question, load_questions, load_release_questions
from veiligheidsgraaf.words.release import Release
from veiligheidsgraaf.words.values import NOTHING, Row, read_term

from ..conftest import ROOT

LISTED = [question for question in load_questions(Project(ROOT)).values() if question.statement]
Both = tuple[PooledStore, FactStore]


@pytest.fixture(scope="module")
def both(release: Release) -> Iterator[Both]:
    with PooledStore(release, 1) as store:
        yield store, FactStore(release.facts, load_release_questions(release))


@pytest.fixture(scope="module")
def example_both(example_release: Release) -> Iterator[Both]:
    with PooledStore(example_release, 1) as store:
        yield store, FactStore(example_release.facts, load_release_questions(example_release))


def ask_sparql(store: PooledStore, question: Question, values: dict[str, str]) -> list[dict[str, object]]:
    query = Query(question.sparql, trusted=True, rows_format="json", bindings=question.bind(values))
    found = json.loads(store.run(query).body)["results"]["bindings"]
    return [shown(question, Row((name, read_term(cell)) for name, cell in row.items())) for row in found]


def shown(question: Question, row: Row) -> dict[str, object]:
    return {column: row[column] for column in question.columns if row[column] is not NOTHING}


def ways_to_ask(question: Question) -> list[dict[str, str]]:
    return [{}, *({p.name: p.example} for p in question.parameters if p.example)]


@pytest.mark.parametrize("question", LISTED, ids=lambda question: question.name)
def test_a_question_has_the_same_rows_in_the_same_order_from_facts(question: Question, both: Both) -> None:
    store, facts = both
    for values in ways_to_ask(question):
        expected = ask_sparql(store, question, values)
        constraints = make_constraints(values)
        assert [shown(question, row) for row in facts.rows(question.name, constraints)] == expected
        page = facts.page(question.name, constraints, 7, 3)
        assert page.total == len(expected)
        assert [shown(question, row) for row in page.rows] == expected[3:10]


@pytest.mark.parametrize("question", LISTED, ids=lambda question: question.name)
def test_so_it_has_on_the_made_up_plans(question: Question, example_both: Both) -> None:
    store, facts = example_both
    kinds = {p.name for p in question.parameters}
    for values in (
        {},
        {"thema": "ondermijning"},
        {"gemeente": "voorbeeldstad"},
        {"plan": "voorbeelddorp-2022"},
    ):
        if kinds >= set(values):
            expected = ask_sparql(store, question, values)
            rows = facts.rows(question.name, make_constraints(values))
            assert [shown(question, row) for row in rows] == expected


def test_every_question_has_facts(answers: Answers) -> None:
    assert answers.facts is not None
    assert {question.name for question in LISTED} == set(answers.facts.grains)
