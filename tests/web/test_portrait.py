"""Themes and partners in plans: how many put a theme first, where a plan speaks of it, which roles a partner has."""

import re

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.library import Library
from veiligheidsgraaf.web.pages.portrait import Portrait, find_portrait
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.release import Release


@pytest.fixture(autouse=True)
def in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veiligheidsgraaf.web.pages.portrait.today", lambda: "2026-11-29")


def portrait_of(answers: Answers, path: str) -> Portrait:
    library = Library(answers)
    return find_portrait(library, iris.THINGS + path)[1]


def test_theme_says_how_many_plans_put_it_first(answers: Answers) -> None:
    found = portrait_of(answers, "thema/ondermijning")
    assert found.sentence == (
        "Vooropgesteld door 3 van de 4 lopende plannen, behandeld in 4: 59 doelen, 70 maatregelen, 50 partners "
        "en 47 instrumenten. Ook in 1 afgelopen plan."
    )
    assert [card.state for card in found.cards] == ["lopend"] * 4 + ["afgelopen"]
    assert [card.place for card in found.cards].count("prioriteit") == 4


def test_plan_that_files_a_theme_under_another_says_which(answers: Answers) -> None:
    found = portrait_of(answers, "thema/digitale-weerbaarheid")
    under = {card.plan.text: [link.text for link in card.under] for card in found.cards}
    assert under == {
        "Hellendoorn 2024-2026": ["Digitale criminaliteit"],
        "Dalfsen 2023-2026": ["Digitale veiligheid"],
        "Hardenberg 2025-2028": [],
        "Oude IJsselstreek 2023-2026": [],
    }
    assert found.sentence.startswith(
        "Behandeld in 4 van de 4 lopende plannen, door geen vooropgesteld: 11 doelen"
    )
    (card,) = (card for card in found.cards if card.plan.text == "Dalfsen 2023-2026")
    assert [count.text for count in card.counts] == ["2 maatregelen", "2 partners"]


def test_counts_of_a_card_are_those_of_the_question_it_leads_to(answers: Answers) -> None:
    library = Library(answers)
    for card in portrait_of(answers, "thema/digitale-weerbaarheid").cards:
        asked = {"thema": "digitale-weerbaarheid", "plan": iris.slug(card.plan.iri)}
        told = {count.text.split()[1]: int(count.text.split()[0]) for count in card.counts}
        measures = {row["maatregel"].value for row in library.rows("maatregelen", asked)}
        assert len(measures) == told["maatregelen"]
        assert len({row["doel"].value for row in library.rows("doelen", asked)}) == told.get("doelen", 0)


def test_theme_that_no_plan_treats_says_so_and_no_more(answers: Answers) -> None:
    found = portrait_of(answers, "thema/kbv-6velden/objectieve-veiligheid")
    assert found.sentence == "Geen plan in de graaf heeft vastgelegde uitspraken over dit thema."
    assert found.cards == ()


def test_roles_of_a_partner_come_together(answers: Answers) -> None:
    found = portrait_of(answers, "partner/politie")
    assert (found.roles[0].name, found.roles[0].times) == ("medewerking", 15)
    assert len({role.name for role in found.roles}) == len(found.roles)
    assert found.roles_page == "/vragen/rollen?partner=politie"


def test_instrument_says_what_each_municipality_does_and_where_nothing_was_found(answers: Answers) -> None:
    found = portrait_of(answers, "instrument/wet-bibob")
    grid = found.spreads[0].grid
    assert grid
    assert {column.thing.text for column in grid.columns} >= {"Dalfsen", "Hardenberg", "Hellendoorn"}
    assert found.missing == (
        "In de lopende plannen van Oude IJsselstreek is voor deze periode geen inzet vastgelegd; "
        "of die er is, weet de graaf niet."
    )
    assert "/vragen/instrumenten-over-gemeenten?anders-dan=hellendoorn" in {one.page for one in found.others}


def test_page_opens_with_the_sentence_the_cards_and_the_grids(release: Release) -> None:
    with TestClient(create_app(release, Settings(workers=1)), headers={"Accept": "text/html"}) as client:
        theme = client.get("/doc/thema/digitale-weerbaarheid").text
        police = client.get("/doc/partner/politie").text
    assert (
        theme.index('class="antwoord"') < theme.index('class="plankaarten"') < theme.index('class="raster"')
    )
    assert theme.count("valt hier onder") == 2
    assert police.index('class="antwoord"') < police.index('class="raster"')
    ids = re.findall(r' id="([^"]+)"', theme)
    assert len(ids) == len(set(ids))
    assert len(theme.encode()) < 100_000
    assert len(police.encode()) < 100_000
