"""With twice the plans, a page asks as many questions and reads as many rows as before.

The facts are those of the made-up project with one of its plans many times, under other slugs.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.together import Together
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.facts.term_texts import number_of
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.web.pages.figures import list_series
from veiligheidsgraaf.web.pages.front import list_findings, list_plans, propose
from veiligheidsgraaf.web.pages.library import Library
from veiligheidsgraaf.web.pages.listing import list_things
from veiligheidsgraaf.web.pages.model import count_things, list_ties
from veiligheidsgraaf.web.pages.network import find_network
from veiligheidsgraaf.web.pages.plan import coverages, theme_matrix
from veiligheidsgraaf.web.pages.plan_page import find_municipality, find_plan_page
from veiligheidsgraaf.web.pages.portrait import find_portrait
from veiligheidsgraaf.web.pages.thing import find_thing
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release

from ..facts.renewing import renew_sums

COPIED = "voorbeelddorp-2022"
PLAN, PLACE, DAY = iris.thing("plan", COPIED), iris.thing("gemeente", "voorbeelddorp"), "2022-05-01"
SIZES = (80, 160)
POLICE = iris.thing("partner", "politie")
# The columns that number a thing, a statement or a row.
NUMBERS = ("nummer", "uitspraak", "_s", "_g")
PAGES: dict[str, Callable[[Library], object]] = {
    "a partner": lambda library: find_thing(library, POLICE),
    "a theme": lambda library: find_thing(library, iris.thing("thema", "ondermijning")),
    "a concept": lambda library: find_thing(library, iris.thing("status", "voorgenomen")),
    "a plan": lambda library: (find_thing(library, PLAN), find_plan_page(library, PLAN, DAY)),
    "a municipality": lambda library: find_municipality(library, PLACE, DAY),
    "a statement": lambda library: find_thing(library, f"{PLAN}/maatregel/1-1"),
    "plans": lambda library: list_things(library, "plan", {}),
    "measures": lambda library: list_things(library, "maatregel", {"status": "voorgenomen", "op": "plan"}),
    "partners": lambda library: list_things(library, "partner", {"q": "pol", "op": "plannen"}),
    "municipalities": lambda library: list_things(library, "gemeente", {}),
    "matrix": theme_matrix,
    "matrix, a later page": lambda library: theme_matrix(library, "5"),
    "coverage": coverages,
    "a theme in plans": lambda library: find_portrait(library, iris.thing("thema", "ondermijning")),
    "network": lambda library: find_network(library, least=1),
    "figures": lambda library: list_series(library, only_targets=True),
    "front": lambda library: (
        propose(library),
        list_plans(library, DAY),
        list_findings(library, DAY),
        count_things(library),
    ),
    "ontology": list_ties,
}


@pytest.fixture(scope="module")
def countries(
    example_release: Release, example_answers: Answers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Answers]]:
    folder = tmp_path_factory.mktemp("landen")
    found = []
    for size in SIZES:
        path = folder / f"{size}.duckdb"
        shutil.copyfile(example_release.facts, path)
        multiply(path, size, example_answers)
        facts = FactStore(path, example_answers.questions)
        assert facts.asked, "read once for all pages of a release, some rows a plan"
        found.append(Answers(example_answers._store, example_answers.questions, example_answers.names, facts))
    yield found
    for answers in found:
        assert answers.facts
        answers.facts.close()


def multiply(path: Path, copies: int, answers: Answers) -> None:
    """Add the facts of one plan so many times to a file of facts, each under a slug of its own."""
    with duckdb.connect(str(path)) as base:
        own = dict(base.execute("SELECT nummer, iri FROM ding WHERE contains(iri, ?)", [COPIED]).fetchall())
        tables = [name for (name,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for table in tables:
            found = base.execute(f'SELECT * FROM "{table}"')
            columns = [column for column, *_ in found.description or ()]
            rows = [row for row in found.fetchall() if any(COPIED in str(value) for value in row)]
            made = [
                [copy_value(own, number, *pair) for pair in zip(columns, row, strict=True)]
                for number in range(copies)
                for row in rows
            ]
            if made:
                marks = ", ".join(["(" + ", ".join("?" * len(columns)) + ")"] * len(made))
                base.execute(
                    f'INSERT INTO "{table}" VALUES {marks}', [value for row in made for value in row]
                )
        renew_sums(base, answers.questions)


def copy_value(own: dict[int, str], number: int, column: str, value: Any) -> Any:
    slug = f"dorp{number:03}-2022"
    if column == "nummer":
        return number_of(own[value].replace(COPIED, slug)) if value in own else value
    if column in NUMBERS:
        return value ^ (number + 1) if isinstance(value, int) and value else copy_text(value, slug)
    return copy_text(value, slug)


def copy_text(value: Any, slug: str) -> Any:
    return value.replace(COPIED, slug) if isinstance(value, str) else value


@pytest.mark.parametrize("page", PAGES)
def test_page_asks_and_reads_no_more_with_twice_the_plans(
    page: str, countries: list[Answers], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    fetch, run = FactStore._fetch, PooledStore.run

    def count(*given: Any) -> Any:
        rows = fetch(*given)
        asked.append(len(rows))
        return rows

    monkeypatch.setattr(FactStore, "_fetch", count)
    monkeypatch.setattr(PooledStore, "run", lambda *given: (asked.append(0), run(*given))[1])
    monkeypatch.setattr(FactStore, "_stream", lambda *_: pytest.fail("a page reads a whole answer"))
    # One after another: at the same time two parts may each look up what the other would have found.
    monkeypatch.setattr(Together, "make", lambda _, parts: [part() for part in parts])
    told = []
    for answers in countries:
        asked.clear()
        PAGES[page](Library(answers))
        told.append((len(asked), sum(asked)))
    assert told[0] == told[1]
    assert told[0][0] <= 80
    assert told[0][1] <= 2500


def test_there_is_twice_as_much_to_read(countries: list[Answers]) -> None:
    """So that the test above can fail."""
    small, large = (Library(answers) for answers in countries)
    assert (small.plan_count, large.plan_count) == (SIZES[0] + 3, SIZES[1] + 3)
    pages = [list_things(library, "maatregel", {}).pages for library in (small, large)]
    assert len(pages[1]) > len(pages[0]) > 1
    assert len(theme_matrix(large).pages) > 20
