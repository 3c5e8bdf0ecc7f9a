"""A page of rows that is found by what they are sorted by first is the page of all rows sorted."""

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.facts import fact_store
from veiligheidsgraaf.facts.answer_rows import sorted_by
from veiligheidsgraaf.facts.constraints import make_constraints
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.facts.grain import SortedBy
from veiligheidsgraaf.facts.row_window import is_plain
from veiligheidsgraaf.words.errors import InvalidRequest
from veiligheidsgraaf.words.values import Row

SORTED = ("naam", "-naam", "-planning", "partners")
BY_SIZE = ("waarde", "-waarde")
SIZE = 7
DAYS = ("", "2021-06-01", "2050-01-01")


def pages(
    store: FactStore, question: str, values: dict[str, str], day: str, sorted_by: SortedBy | None, size: int
) -> list[Row]:
    """All rows of an answer, a page at a time."""
    found: list[Row] = []
    while True:
        page = store.page(question, make_constraints(values), size, len(found), sorted_by, current_on=day)
        found += page.rows
        if not page.rows:
            assert len(found) == page.total
            return found


@pytest.mark.parametrize("day", DAYS)
def test_pages_one_after_the_other_are_all_rows_sorted(
    example_answers: Answers, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    store = example_answers.facts
    assert store is not None
    monkeypatch.setattr(store, "few_facts", 0)  # as of a release with many facts
    cases: list[tuple[str, dict[str, str], SortedBy | None]] = [(name, {}, None) for name in store.grains]
    if not day:
        cases += [
            ("maatregelen", {}, sorted_by(store.grains["maatregelen"].question, text)) for text in SORTED
        ]
        cases += [
            ("indicatoren", {}, sorted_by(store.grains["indicatoren"].question, text)) for text in BY_SIZE
        ]
    assert any(store.page(name, make_constraints({}), 1).total > 3 * SIZE for name in store.grains)
    for name, values, order in cases:
        windowed = pages(store, name, values, day, order, SIZE)
        with monkeypatch.context() as patched:
            patched.setattr(fact_store, "first_value", lambda *_: None)  # so that all are sorted
            whole = store.page(name, make_constraints(values), 100_000, 0, order, current_on=day).rows
        assert windowed == list(whole), (name, values, order)


@pytest.mark.parametrize("order", ["", "-naam"])
def test_rows_of_a_plan_that_is_named_are_those_found_among_all(
    answers: Answers, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    store = answers.facts
    assert store is not None
    named, day = {"plan": "dalfsen-2019"}, "2026-06-01"
    read_at_once = {name for name, grain in store.grains.items() if is_plain(grain)}
    assert {"maatregelen", "inhoud", "vergelijk-plannen"} <= read_at_once
    for name in sorted(read_at_once):
        question = store.grains[name].question
        if order and order.removeprefix("-") not in question.columns:
            continue
        by = sorted_by(question, order) if order else None
        few = pages(store, name, named, day, by, 50)
        with monkeypatch.context() as patched:
            patched.setattr(fact_store, "names_plans", lambda *_: False)
            patched.setattr(store, "few_facts", 0)
            assert few == pages(store, name, named, day, by, 50), name


@pytest.mark.parametrize("name", ["plannen", "partners-over-gemeenten"])
def test_rows_are_sorted_by_any_column_or_the_column_is_refused_by_name(answers: Answers, name: str) -> None:
    store = answers.facts
    assert store is not None
    refused = set()
    for column in store.grains[name].question.columns:
        try:
            order = sorted_by(store.grains[name].question, column)
        except InvalidRequest as fault:
            refused.add(column)
            assert column in str(fault)  # noqa: PT017 (only of some)
        else:
            assert store.page(name, make_constraints({}), 5, 0, order).rows
    assert refused == ({"stand", "dag"} if name == "plannen" else {"ontbreekt"})


@pytest.mark.parametrize("few", [0, 10**6])
@pytest.mark.parametrize("order", BY_SIZE)
def test_numbers_stand_by_their_size(
    answers: Answers, monkeypatch: pytest.MonkeyPatch, order: str, few: int
) -> None:
    store = answers.facts
    assert store is not None
    monkeypatch.setattr(store, "few_facts", few)
    by = sorted_by(store.grains["indicatoren"].question, order)
    found = [float(row["waarde"].value) for row in pages(store, "indicatoren", {}, "", by, 50)]
    assert found == sorted(found, reverse=order.startswith("-"))
    assert {len(str(int(abs(value)))) for value in found} >= {1, 2, 3}, "numbers of as many digits"
