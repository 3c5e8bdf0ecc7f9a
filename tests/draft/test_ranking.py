"""What a ranker learns, how units beside each other share, and what a graph is without one of its plans."""

import pytest

from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.draft.quantities import list_figures
from veiligheidsgraaf.draft.ranker import Example, lean, learn, spread
from veiligheidsgraaf.draft.segments import list_units
from veiligheidsgraaf.draft.setting_aside import set_aside
from veiligheidsgraaf.draft.suggest import plain_ranker, suggest
from veiligheidsgraaf.draft.suggestion import Kind
from veiligheidsgraaf.draft.teaching import find_period
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from ..reading.made_pdf import Words, make_pdf
from .plans import read_plan

DONE, SEEN = {"werkwoord:doen": 1.0}, {"werkwoord:zien": 1.0}


def test_ranker_learns_what_reviewers_decided_and_the_same_each_time() -> None:
    pytest.importorskip("sklearn")
    example = Example(Kind.MAATREGEL, [DONE, SEEN] * 10, [1, 0] * 10, [1.0] * 20)
    ranker = learn([example])
    assert ranker.score(Kind.MAATREGEL, DONE) > ranker.score(Kind.MAATREGEL, SEEN) + 0.1
    assert learn([example]) == ranker
    assert ranker.tell(Kind.MAATREGEL, DONE) == ["werkwoord:doen"]


def test_what_the_plans_have_nowhere_keeps_its_weight_by_hand() -> None:
    pytest.importorskip("sklearn")
    learned = learn([Example(Kind.MAATREGEL, [DONE, SEEN] * 5, [1, 0] * 5, [1.0] * 10)], plain_ranker())
    column = plain_ranker().weights[Kind.MAATREGEL]["kolom:maatregel"]
    assert learned.weights[Kind.MAATREGEL]["kolom:maatregel"] == column


def test_surest_of_a_paragraph_comes_first_and_takes_from_its_neighbour() -> None:
    beside = [[(1, 0.5)], [(0, 0.5), (2, 0.5)], [(1, 0.5)]]
    assert spread([0.6, 0.9, 0.1], beside) == [0.3, 0.9, 0.05]
    assert spread([0.6, 0.9, 0.1], [[], [], []]) == [0.6, 0.9, 0.1]


def test_what_stands_in_a_chapter_of_measures_is_one_sooner() -> None:
    first, second, third, fourth = lean([1.0, 3.0, 0.0, -4.0], ["doen", "doen", "beeld", "beeld"], 0.3)
    assert (first, second) == (pytest.approx(1.3), pytest.approx(3.1))
    assert (third, fourth) == (pytest.approx(-0.4), pytest.approx(-4.0))
    assert lean([2.0, 0.0], ["alleen", "ook alleen"], 0.3) == [2.0, 0.0]


def test_body_in_the_next_row_of_a_table_is_not_named_again() -> None:
    rows = "".join(
        f"<tr><td>{what}</td><td>politie</td></tr>" for what in ("Lampen plaatsen", "Borden zetten")
    )
    page = f"<html><body><h1>Plan</h1><table><tr><th>Maatregel</th><th>Partijen</th></tr>{rows}</table></body></html>"
    lexicon = read_statements(read_project(Project(EXAMPLE))).lexicon
    found = suggest(read_document(page.encode()), lexicon, "voorbeeldstad", (2026, 2029))
    scores = [one.score for one in found if one.kind is Kind.PARTNER]
    assert len(scores) == 2
    assert scores[0] == pytest.approx(scores[1], abs=0.15)


def test_item_whose_next_lost_its_sign_is_two() -> None:
    document = read_plan(
        "Acties:\n- plaatsen van lampen in het park. houden van schouwen, o.a. met bewoners.\n"
    )
    units = [unit.text for unit in list_units(document)][1:]
    assert units == ["plaatsen van lampen in het park.", "houden van schouwen, o.a. met bewoners."]


def test_graph_without_a_plan_lacks_what_only_that_plan_brought() -> None:
    dataset = read_project(Project(EXAMPLE))
    whole = read_statements(dataset)
    slug = whole.plans[0].slug
    left = read_statements(set_aside(dataset, slug, {}))
    assert slug not in [plan.slug for plan in left.plans]
    used = {thing for plan in whole.plans[1:] for one in plan.statements for _, thing in one.ties}
    known = {thing.iri for thing in left.lexicon.by_thing}
    assert used & {thing.iri for thing in whole.lexicon.by_thing} <= known
    brought = {thing for one in whole.plans[0].statements for _, thing in one.ties} - used
    assert {thing for thing in brought & known if "/gemeente/" not in thing} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Indicator bron 2022 2023 2024\nMeldingen Politie 120 110 95\n",
        "De tabel hieronder geeft de cijfers van de politie in de gemeente. Indicator bron 2022 2023 2024\nMeldingen Politie 120 110 95\n",
    ],
    ids=["head of its own", "head joined to the text before it"],
)
def test_row_of_numbers_has_the_years_above_it(text: str) -> None:
    document = read_plan(text)
    found = {(one.year, one.value) for one in list_figures(document, list_units(document), (2025, 2028))}
    assert {("2022", 120.0), ("2023", 110.0), ("2024", 95.0)} <= found


def test_rows_that_a_narrow_column_of_a_page_breaks_have_the_years_above_them() -> None:
    lines = [
        *("In de regio is het aantal", "voorvallen bijgehouden door", "alle gemeenten samen.", ""),
        *("Indicator bron soort 2021 2022", "2023", "", "Meldingen van overlast Politie"),
        *("120 110 95 Inbraken Politie 40", "38 41", ""),
        *("Daarna volgt een alinea over", "wat de gemeente gaat doen."),
    ]
    words = [Words(60, 80 + 14 * at, line) for at, line in enumerate(lines) if line]
    document = read_document(make_pdf([words]))
    assert [line.text for line in document.lines if "Inbraken" in line.text] == [
        "120 110 95 Inbraken Politie 40"
    ]
    figures = list_figures(document, list_units(document), (2025, 2028))
    found = {(one.year, one.value) for one in figures}
    assert {("2021", 120.0), ("2023", 95.0), ("2021", 40.0), ("2022", 38.0), ("2023", 41.0)} <= found
    assert {one.words[0].line for one in figures if one.value in (38.0, 41.0)} != {
        one.words[0].line for one in figures if one.value == 40.0
    }


def test_years_in_cells_of_planning_are_no_figures() -> None:
    page = (
        "<html><body><h1>Plan</h1><p>Dit doen we.</p><table><tr><th>Maatregel</th><th>Planning</th></tr>"
        "<tr><td>Lampen plaatsen</td><td>2026 2027</td></tr><tr><td>Camera's</td><td>Q3 en Q4 2026 2027</td></tr>"
        "<tr><td>Borden</td><td>Q2 2027</td></tr></table></body></html>"
    )
    document = read_document(page.encode())
    assert document.tables
    assert list_figures(document, list_units(document), (2026, 2029)) == []


def test_period_is_what_the_text_says_most() -> None:
    assert find_period(
        read_plan("Plan 2026-2029\n\nHet plan 2026 - 2029 volgt op dat van 2022-2025.\n"), 2026
    ) == (2026, 2029)
    assert find_period(read_plan("Een plan zonder jaren\n"), 2026) == (2026, 2029)
