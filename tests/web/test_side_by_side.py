"""Plans side by side: what is done in the cells, moved is not gone, any number of plans, nothing unbounded."""

import csv
import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.compare import KINDS, compare
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.beside_choice import Choice, choose_plans, read_choice
from veiligheidsgraaf.web.pages.comparison import SideBySidePage, compare_plans, list_compared
from veiligheidsgraaf.web.pages.library import Library
from veiligheidsgraaf.words.errors import InvalidRequest, UnknownName
from veiligheidsgraaf.words.release import Release

STAD, LATER, DORP = "voorbeeldstad-2020", "voorbeeldstad-2024", "voorbeelddorp-2022"
FIVE = ("dalfsen-2019", "dalfsen-2023", "hardenberg-2025", "hellendoorn-2024", "oude-ijsselstreek-2023")


@pytest.fixture(scope="module")
def library(example_answers: Answers) -> Library:
    return Library(example_answers)


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(release, Settings(workers=1)), raise_server_exceptions=False) as opened:
        yield opened


def rows_of(page: SideBySidePage) -> dict[str, tuple[str, list[str]]]:
    """Name of a thing -> its group, and what stands in each cell."""
    return {
        row.thing.text: (
            group.title.text,
            ["; ".join(one.link.text for one in cell.told) for cell in row.cells],
        )
        for block in page.blocks
        for group in block.groups
        for row in group.rows
        if row.thing
    }


def test_two_plans_of_one_municipality_stand_in_their_order(library: Library) -> None:
    page = compare_plans(library, Choice((LATER, STAD)))
    assert [plan.text for plan in page.plans] == ["Voorbeeldstad 2020-2023", "Voorbeeldstad 2024-2027"]
    found = rows_of(page)
    assert found["Ondermijning"][0] == "Gegaan"
    assert found["Drugscriminaliteit"][0] == "Gekomen"


def test_cells_say_what_is_done(library: Library) -> None:
    found = rows_of(compare_plans(library, Choice((STAD, DORP, LATER), kinds=("partner",))))
    assert found["Politie"] == (
        "In 2 van de 3 plannen",
        ["Door de haven lopen; Politie denkt mee", "Door het dorp lopen", ""],
    )


def test_themes_tell_their_place_and_how_much_is_done(library: Library) -> None:
    page = compare_plans(library, Choice((STAD, DORP, LATER)))
    (row,) = (row for row in page.blocks[0].rows if row.thing and row.thing.text == "Ondermijning")
    first = row.cells[0]
    assert (first.place, [count.text for count in first.counts]) == ("prioriteit", ["1 doel", "1 maatregel"])
    assert first.counts[0].page == f"/vragen/doelen?thema=ondermijning&plan={STAD}"


def test_own_measures_stand_by_theme_in_the_cell_of_their_plan(library: Library) -> None:
    page = compare_plans(library, Choice((STAD, LATER), kinds=("maatregel",)))
    told = {
        one.link.text: (row.status, place)
        for row in page.blocks[0].rows
        for place, cell in enumerate(row.cells)
        for one in cell.told
    }
    assert told["Door de haven lopen"] == ("gegaan", 0)
    assert told["Gesprek van jeugdwerk en school"] == ("gekomen", 1)


def test_only_differences_leaves_out_what_all_have(library: Library) -> None:
    everything = rows_of(compare_plans(library, Choice((STAD, DORP, LATER), kinds=("instrument",))))
    differing = rows_of(
        compare_plans(library, Choice((STAD, DORP, LATER), kinds=("instrument",), only_differences=True))
    )
    shared = {name for name, (group, _) in everything.items() if group == "In alle 3 plannen"}
    assert differing.keys() == everything.keys() - shared


def test_what_cannot_be_compared_is_refused(library: Library) -> None:
    for wrong in (Choice((STAD,)), Choice((STAD,) * 3), Choice((STAD, DORP), kinds=("thema",), course="weg")):
        with pytest.raises(InvalidRequest):
            compare_plans(library, wrong)
    for unknown in (Choice((STAD, "nergens-2020")), Choice((STAD, DORP), theme="nergens")):
        with pytest.raises(UnknownName):
            compare_plans(library, unknown)
    with pytest.raises(InvalidRequest, match="niet te vergelijken"):
        read_choice([("plan", STAD), ("wat", "kleur")])


def test_a_theme_alone_takes_the_plans_that_run(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veiligheidsgraaf.web.pages.beside_choice.today", lambda: "2025-05-05")
    assert choose_plans(library, Choice(theme="ondermijning")) == [DORP, LATER]
    assert choose_plans(library, Choice(municipalities=("voorbeeldstad",))) == [LATER]
    monkeypatch.setattr("veiligheidsgraaf.web.pages.beside_choice.today", lambda: "2021-05-05")
    assert choose_plans(library, Choice(municipalities=("voorbeeldstad",))) == [STAD]


def test_a_theme_of_which_the_later_plan_speaks_within_others_has_not_gone(answers: Answers) -> None:
    found = {e.name: (e.status, e.under) for e in compare(answers, *FIVE[:2]).entries if e.kind == "thema"}
    assert found["Straatroof"] == ("moved", "High impact crimes")
    assert found["Vernieling en verloedering"] == ("moved", "Veilige woon- en leefomgeving")
    # A broader theme of which only a part is left has not moved under that part.
    assert found["Criminaliteit"] == ("only_first", "")
    assert found["Veilig uitgaan"] == ("only_first", "")


def test_five_plans_stand_beside_each_other(client: TestClient) -> None:
    address = "/vergelijk?" + "&".join(f"plan={slug}" for slug in FIVE)
    every = "".join(f"&wat={kind}" for kind in KINDS)
    for more in ("", "&wat=maatregel", "&wat=partner&wat=maatregel&wat=thema", "&thema=ondermijning", every):
        page = client.get(address + more)
        assert page.status_code == 200
        assert len(page.content) < 100_000
        assert all(page.text.count(f'/doc/plan/{slug}"') for slug in FIVE)


def test_plans_come_by_columns(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veiligheidsgraaf.web.pages.comparison.COLUMNS", 2)
    page = compare_plans(library, Choice((DORP, STAD, LATER), columns="2"))
    assert [plan.text for plan in page.plans] == ["Voorbeeldstad 2024-2027"]
    assert page.in_all == 3
    assert page.column_pages[1].endswith(f"plan={LATER}")


def test_no_two_choices_have_the_same_heading(library: Library) -> None:
    choices = [
        Choice((STAD, DORP)), Choice((STAD, LATER)), Choice((STAD, DORP, LATER)),
        Choice((STAD, DORP), kinds=("partner",)), Choice((STAD, DORP), theme="ondermijning"),
        Choice((STAD, DORP), theme="ondermijning", kinds=("maatregel",)),
        Choice((STAD, DORP), only_differences=True), Choice((STAD, DORP), course="beide"),
    ]  # fmt: skip
    assert len({compare_plans(library, choice).title for choice in choices}) == len(choices)


def test_whole_comparison_goes_along(library: Library, client: TestClient) -> None:
    table = list_compared(library, Choice((STAD, LATER), kinds=("maatregel",)))
    assert [*table.columns] == ["soort", "ding", "naam", STAD, LATER, "verloop"]
    assert "Door de haven lopen (regels 5)" in {row[STAD].value for row in table.rows}
    text = client.get("/vergelijk?plan=dalfsen-2019&plan=dalfsen-2023&wat=maatregel&formaat=csv").content
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 150
