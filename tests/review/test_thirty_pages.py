"""Thirty pages as a municipality publishes them: from the PDF to a graph that conforms, by keyboard alone."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from veiligheidsgraaf.cli.draft import draft
from veiligheidsgraaf.reading.document import Document, Role
from veiligheidsgraaf.review.pages.desk import Desk
from veiligheidsgraaf.review.pages.filters import Wish, choose_items
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.state import Item
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from ..reading.rendering import print_pdf
from ..web.test_browser import tab_to
from .test_review_browser import browser as browser  # noqa: PLC0414 (a fixture)
from .test_review_browser import (
    choose,
    looking,
    press,
    read_themes_and_write,
    save,
    serving,
    state_plan,
    write,
)
from .test_review_browser import pytestmark as needs_browser
from .thirty_pages import THEMES, TITLE, list_measures, plan_html

pytestmark = [needs_browser, pytest.mark.proof]
SLUG = "voorbeeldstad-2029"


def show(page: Page, kind: str, sure: str) -> None:
    """Go through one kind, as sure as is said."""
    choose(page, "#f-soort", kind)
    choose(page, "#f-zeker", sure)
    tab_to(page, ".filter button")
    press(page, "Enter")


def item_before(page: Page, review: Review) -> Item:
    """The item that the page shows."""
    return review.state().by_key[page.locator("#besluit input[name=stuk]").input_value()]


def accept(page: Page, **chosen: str) -> None:
    """Accept what is shown: its name cut short where it is the plan's own, and what it lacks."""
    page.keyboard.press("s")  # past the headings and the text
    if page.locator("#naam").count():
        words = page.locator("#naam").input_value().split()
        write(page, "#naam", " ".join(words[:6]))
    for name, text in chosen.items():
        if page.locator(f"#v-{name}").count():
            choose(page, f"#v-{name}", text)
    page.keyboard.press("Escape")
    press(page, "a")


def accept_all(page: Page, review: Review, queue: Sequence[Item], **chosen: str) -> None:
    for _ in queue:
        accept(page, **chosen)
    verdicts = [review.state().by_key[item.key].verdict for item in queue]
    assert set(verdicts) <= {"accepteer", "verander"}, page.locator("main").inner_text()


def find(page: Page, field: str, name: str) -> None:
    """Search as one types, and take the first."""
    tab_to(page, f"#n-{field}")
    page.keyboard.type(name)
    expect(page.locator("[role=option]").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def name_the_mayor(page: Page) -> None:
    """What a new name names; all that bear it are that from then on."""
    press(page, "w")
    choose(page, "#v-wat", "Functie")
    save(page)
    write(page, "#v-omschrijving", "Wie de stad bestuurt en over haar veiligheid gaat.")
    tab_to(page, "input[name='v-soort'][value='bestuurder']", 200)
    page.keyboard.press("Space")
    tab_to(page, "#wijzig details summary")
    page.keyboard.press("Enter")
    find(page, "deel-van", "Voorbeeldstad")
    save(page)
    assert "overgenomen" in page.locator(".gebeurd").inner_text(), page.locator("main").inner_text()


def name_figures(page: Page, count: int) -> None:
    """A figure needs to be told what it counts."""
    for _ in range(count):
        press(page, "w")
        write(page, "#v-naam", "Inwoners met hinder")
        save(page)
        expect(page.locator(".gebeurd")).to_contain_text("overgenomen")


def add_priorities(page: Page, document: Document) -> None:
    """No heading says that its theme is a priority: the adviser does."""
    for theme in THEMES:
        line = next(one.first for one in document.all_headings if one.text.endswith(f" {theme.name}"))
        page.keyboard.press("s")
        write(page, "#van", str(line))
        write(page, "#tot", str(line))
        choose(page, "#als", "Prioriteit")
        tab_to(page, "#toevoegen button")
        press(page, "Enter")
        write(page, "#v-naam", theme.name)
        find(page, "thema", theme.name)
        save(page)
        expect(page.locator(".gebeurd")).to_contain_text("zelf toegevoegd")


def look_through(document: Document) -> None:
    """Whether the PDF was read as what it is."""
    roles = [line.role for line in document.lines]
    pages = document.metadata.pages
    assert 28 <= pages <= 36
    assert roles.count(Role.PAGE_HEAD) == roles.count(Role.PAGE_FOOT) == pages
    assert [table.header[0] for table in document.tables] == ["Maatregel"] * len(THEMES)
    assert [len(table.rows) for table in document.tables] == [len(theme.rows) for theme in THEMES]
    assert len(document.frames) == len(THEMES)
    assert any(one.role == Role.FOOTNOTE for one in document.paragraphs)
    assert Role.CONTENTS in roles


def test_thirty_pages_become_a_graph_by_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    project = Project(shutil.copytree(EXAMPLE, tmp_path / "voorbeeld"))
    file = tmp_path / "plan.pdf"
    file.write_bytes(print_pdf(browser, plan_html(), TITLE))
    draft(file, ["Voorbeeldstad"], 2029, project.root)
    desk = Desk(project)
    review = desk.seat(SLUG).review
    look_through(review.document)
    with serving(desk, SLUG) as home, looking(browser, home, desk) as page:
        show(page, "Nieuwe naam", "mogelijk")
        while item_before(page, review).values["naam"] != ("Burgemeester",):
            press(page, "x")
        name_the_mayor(page)
        for kind, sure in (("maatregel", "zeker"), ("doel", "waarschijnlijk")):
            show(page, kind.capitalize(), "vrij" if sure == "zeker" else sure)
            queue = choose_items(review.state(), Wish(kind=kind, sure=sure))
            accept_all(page, review, queue, status="Voorgenomen", soort="Doelstelling")
        show(page, "Cijfer", "vrij")
        name_figures(page, len(choose_items(review.state(), Wish(kind="cijfer", sure="zeker"))))
        add_priorities(page, review.document)
        state_plan(page, "2032")
        read_themes_and_write(page)
    assert (project.root / "graphs" / "plannen" / f"{SLUG}.ttl").is_file()
    found = [
        " ".join(review.document.lines[n - 1].text for n in range(one.first, one.last + 1))
        for one in review.state().accepted
        if one.kind == "maatregel"
    ]
    missed = [one for one in list_measures() if not any(fold(one) in fold(text) for text in found)]
    assert not missed
    assert len(found) == len(list(list_measures()))


def fold(text: str) -> str:
    return re.sub(r"\W+", "", text)
