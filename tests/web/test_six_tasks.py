"""The six tasks that people came with, done as they would do them: from the front page, by what is on the screen
(roles, names and labels; no address typed, no selector), and what each must have in the end.

What is expected stands in the plans; the line numbers say where. Each task has a bound on clicks (a line that is
asked or a file that is taken is one) and on screens (the front page is the first).
"""

import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page

from veiligheidsgraaf.answers.box import asking
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.words import parameters
from veiligheidsgraaf.words.release import Release

from . import test_browser
from .test_browser import SETTINGS, launched, opened, serving

pytestmark = test_browser.pytestmark
DAY = "2026-11-29"
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def site(release: Release) -> Iterator[str]:
    """The real graph, on one day."""
    own = parameters.today
    with pytest.MonkeyPatch.context() as patch:
        for module in list(sys.modules.values()):
            if getattr(module, "today", None) is own and module.__name__.startswith("veiligheidsgraaf"):
                patch.setattr(module, "today", lambda: DAY)
        patch.setattr(asking, "_today", lambda: date.fromisoformat(DAY))
        with serving(create_app(release, SETTINGS)) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@dataclass
class Person:
    """Somebody with a mouse and a keyboard, whose clicks and screens are counted."""

    page: Page
    clicks: int = 0
    screens: int = 1

    def click(self, role: str, name: str, within: Locator | None = None, exact: bool = True) -> None:
        """Click the first thing on the screen that has this role and name."""
        self.clicks += 1
        before = self.page.url.partition("#")[0]
        found = (within or self.page).get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]
        found.first.click()
        if role == "link":
            self.page.wait_for_load_state()
        self.screens += self.page.url.partition("#")[0] != before

    def ask(self, line: str) -> None:
        """Type a line in the one box and press Enter."""
        self.clicks += 1
        self.page.get_by_label("Uw vraag of zoekwoord").fill(line)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.screens += 1

    def unfold(self, name: str) -> None:
        """Open what is folded under a heading or line."""
        self.clicks += 1
        self.page.locator("summary").filter(has_text=name).first.click()

    def take(self, name: str) -> bytes:
        """Take a file home."""
        self.clicks += 1
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=name, exact=True).first.click()
        return Path(download.value.path()).read_bytes()

    @property
    def said(self) -> str:
        """What the page says, in one line."""
        return re.sub(r"\s+", " ", self.page.get_by_role("main").inner_text())


@contextmanager
def at_the_front_page(browser: Browser, site: str, **options: object) -> Iterator[Person]:
    with opened(browser, site + "/", **options) as page:
        yield Person(page)


def rows_of(workbook: bytes) -> list[dict[str, object]]:
    """The rows of the first sheet of a workbook, by heading."""
    book = load_workbook(io.BytesIO(workbook), read_only=True)
    first, *rest = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=False)) for row in rest]


def test_adviser_goes_home_with_who_works_on_jeugdoverlast_and_what_is_due(
    browser: Browser, site: str
) -> None:
    partners = {
        "Gemeente Hardenberg",  # RE-ACT!, lines 1348-1360
        "Cluster Openbare Orde en Veiligheid Hardenberg",  # lines 230-244 and 1325-1329
        "Procescoördinator Zorg en Veiligheid van Hardenberg",  # lines 1325-1329
        "Veiligheidspartners",  # lines 1348-1360
    }
    with at_the_front_page(browser, site) as adviser:
        adviser.ask("wie werkt aan jeugdoverlast in Hardenberg")
        assert partners <= {name for name in partners if name in adviser.said.partition("Uw regel")[0]}
        assert {row["Partner"] for row in rows_of(adviser.take("Excel"))} == partners
        adviser.click("link", "Hardenberg")
        told = adviser.said
        assert "Voor dit kwartaal (oktober tot en met december 2026) kent de graaf" in told
        assert "Raad over de voortgang informeren regels 246-253" in told, "due each year"
        assert "Portefeuillehouder jeugd van Hardenberg: Aanpak van jeugdoverlast over teams heen" in told
        assert "regels 230-244" in told
        held = [
            row["Maatregel"]
            for row in rows_of(adviser.take("Alle maatregelen in Excel"))
            if row["Portefeuillehouder"] == "Portefeuillehouder jeugd van Hardenberg"
        ]
        assert set(held) == {"Aanpak van jeugdoverlast over teams heen afstemmen"}
        assert (adviser.clicks, adviser.screens) <= (4, 3)


def test_council_member_sees_what_came_of_the_goals_of_2019_and_what_is_lacking(
    browser: Browser, site: str
) -> None:
    with at_the_front_page(browser, site) as member:
        member.click("link", "Dalfsen 2019-2022")
        told = member.said
        assert "10 streefwaarden 0 gehaald, 1 niet, 9 onbekend" in told
        assert "Doelen: 10 gebleven, 22 gegaan, 42 gekomen" in told
        member.click("link", "22 gegaan")
        gone = member.page.get_by_role("link", name="Slachtoffers doen aangifte", exact=True)
        assert gone.is_visible(), "lines 1199-1200"
        assert member.page.get_by_role("cell", name="gegaan", exact=True).count() == 22, (
            "all of them stand open"
        )
        member.click("link", "Dalfsen 2023-2026")
        assert "52 doelen 48 zonder cijfer 98 maatregelen 14 zonder partner" in member.said
        member.click("link", "48 zonder cijfer")
        assert "Er zijn 48 doelen zonder cijfer in Dalfsen 2023-2026." in member.said
        member.page.go_back()
        member.click("link", "14 zonder partner")
        assert "14 maatregelen" in member.said
        assert (member.clicks, member.screens) <= (5, 6)


def test_adviser_sees_bibob_everywhere_and_what_others_do(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site) as adviser:
        adviser.ask("bibob")
        assert re.search(r"Bibob wordt ingezet[^.]* in Dalfsen, Hardenberg en Hellendoorn", adviser.said)
        bibob = adviser.page.get_by_role("row").filter(
            has=adviser.page.get_by_role("rowheader", name="Bibob")
        )
        for lines in ("345", "1967-1976", "331-333"):  # of Dalfsen, Hardenberg and Hellendoorn
            assert bibob.get_by_role("link", name=lines, exact=True).first.is_visible()
        assert bibob.get_by_label("niet gevonden").is_visible(), "Oude IJsselstreek"
        adviser.click("link", "Hellendoorn")
        adviser.click("link", "Instrumenten van andere gemeenten")
        assert re.search(
            r"\d+ instrumenten worden genoemd of ingezet in andere gemeenten, en niet", adviser.said
        )
        assert "Vroegsignalering" in adviser.said
        assert (adviser.clicks, adviser.screens) <= (3, 4)


def test_newcomer_gathers_what_plans_do_on_a_theme_and_the_kernbeleid(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site) as newcomer:
        newcomer.ask("digitale weerbaarheid")
        assert "13 maatregelen gaan over digitale weerbaarheid" in newcomer.said
        newcomer.click("link", "Digitale weerbaarheid")
        assert "11 doelen, 13 maatregelen, 15 partners en 9 instrumenten" in newcomer.said
        assert newcomer.page.get_by_role(
            "link", name="CISO-overleg over digitale weerbaarheid"
        ).first.is_visible()
        for folded in ("Doelen", "Partners"):
            newcomer.unfold(f"{folded} ")
            table = newcomer.page.get_by_role("table", name=f"{folded}: Digitale weerbaarheid")
            assert table.get_by_role("columnheader").count() >= 4
        newcomer.click("link", "Veiligheidsgraaf")
        newcomer.click("link", "Kernbeleid en witte vlekken")
        told = newcomer.said
        assert "25 thema's in 6 velden" in told
        assert "kwetsbaarheid van systemen; online aangejaagde ordeverstoringen" in told
        assert "Hellendoorn 2024-2026 noemt niet: Veilig winkelgebied, Externe veiligheid" in told
        assert (newcomer.clicks, newcomer.screens) <= (6, 5)


def test_analyst_takes_one_tidy_file_and_a_citation(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site) as analyst:
        analyst.click("link", "Vragen")
        analyst.click("link", "Wat wordt er gedaan, door wie en wanneer?")
        taken = analyst.take("een rij per passage (CSV)").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(taken)))
        of = [row for row in rows if row["naam"] == "RE-ACT! voortzetten voor jeugdgroepen"]
        assert {row["partner"] for row in of} == {"Gemeente Hardenberg", "Veiligheidspartners"}
        assert {"1348-1360", "1374", "1390"} <= {row["regel"] for row in of}
        assert len({row["maatregel"] for row in rows}) == 98 + 111 + 107 + 43 + 107, "of all five plans"
        analyst.unfold("Verwijzen")
        release = analyst.page.get_by_text(re.compile(r"Uitgave [0-9a-f]{12}, geraadpleegd op 29-11-2026\."))
        assert "wanneer? Uitgave" in release.first.inner_text()
        assert b"@misc{veiligheidsgraaf-wat-wordt" in analyst.take("BibTeX")
        assert (analyst.clicks, analyst.screens) <= (5, 3)


def test_developer_has_endpoint_ontology_dump_query_and_a_thing(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site) as developer:
        developer.click("link", "Data", developer.page.get_by_role("contentinfo"))
        assert f"SPARQL-endpoint {site}/sparql" in developer.said
        assert len(gzip.decompress(developer.take("nq")).splitlines()) > 80_000
        with developer.page.expect_response("**/doc/thema/*.jsonld") as answered:
            developer.click("link", "JSON-LD")
        thing = json.loads(answered.value.body())
        assert thing["@context"]["Thema"] == {"@id": "vg:Thema"}
        assert developer.page.url.replace("/doc/", "/id/").removesuffix(".jsonld").partition("/id/")[2] in (
            json.dumps(thing["@graph"])
        )
        developer.page.go_back()
        developer.click("link", "de ontologie")
        assert developer.page.get_by_role("link", name="Turtle", exact=True).is_visible()
        assert developer.page.get_by_role("link", name="Maatregel", exact=True).is_visible()
        developer.click("link", "SPARQL-editor")
        developer.page.get_by_role("region", name="Query").wait_for()  # the editor took the place of the form
        developer.click("button", "Voer uit")
        rows = developer.page.get_by_role("table").get_by_role("row")
        rows.nth(1).wait_for()
        assert rows.count() == 1 + 5, "the plans"
        assert (developer.clicks, developer.screens) <= (6, 6)


def test_newcomer_compares_a_theme_on_a_phone_without_scrolling_sideways(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site, viewport=TELEPHONE) as newcomer:
        newcomer.click("link", "Plannen vergelijken")
        newcomer.page.get_by_label("Thema", exact=True).select_option(label="Digitale weerbaarheid")
        newcomer.clicks += 1
        newcomer.click("button", "Vergelijk")
        newcomer.page.wait_for_load_state()
        page = newcomer.page
        for plan in ("Dalfsen 2023-2026", "Hardenberg 2025-2028", "Hellendoorn 2024-2026"):
            assert page.get_by_role("link", name=plan, exact=True).first.is_visible()
        # one measure of each: lines 298, 1609-1620, 391 and 244
        for measure in (
            "CISO-overleg over digitale weerbaarheid",
            "Workshops, voorlichting en trainingen over digitale weerbaarheid",
            "Meedoen aan HackShield",
            "Specifieke doelgroepen op de gevaren van cybercrime wijzen",
        ):
            assert page.get_by_role("link", name=measure, exact=True).first.is_visible()
        wide = "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&"
        wide += (
            " ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)).map(e => e.outerHTML.slice(0, 80))"
        )
        assert page.evaluate(wide) == [], "nothing scrolls within the page either"
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
        assert newcomer.clicks <= 3


def read_print(page: Page, path: str) -> list[str]:
    """The text of each page of what comes out of the printer, in one line each."""
    page.goto(path)
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready.then(() => 0)")
    document = pdfium.PdfDocument(page.pdf(format="A4"))
    return [re.sub(r"\s+", " ", sheet.get_textpage().get_text_bounded()) for sheet in document]


@pytest.mark.parametrize(
    "plan", ["dalfsen-2019", "dalfsen-2023", "hardenberg-2025", "oude-ijsselstreek-2023"]
)
def test_every_plan_is_a_note_of_two_sheets(plan: str, browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/doc/plan/{plan}") as page:
        sheets = read_print(page, page.url)
        assert len(sheets) <= 2
        assert "Herkomst" in sheets[-1]


def test_council_member_prints_a_note_with_sources(browser: Browser, site: str) -> None:
    with at_the_front_page(browser, site) as member:
        member.click("link", "Hellendoorn 2024-2026")
        sheets = read_print(member.page, member.page.url)
        note = " ".join(sheets)
        assert len(sheets) <= 2
        for said in (
            "77 doelen", "Dit jaar, zonder kwartaal: 8 maatregelen",  # told, though folded
            "Meedoen aan de Ondermijningsweken Twente regels 336, 339",
            "Heling voorkomen regel 406",  # the last goal of the last priority: panels that are closed are read
            "Hellendoorn 2024-2026, regels 5-7",
            "geraadpleegd op 29-11-2026",
        ):  # fmt: skip
            assert said in note, said
        for steering in ("Op deze pagina", "agenda", "Meenemen", "Klopt", "Excel", "Turtle"):
            assert steering not in note, steering
    with at_the_front_page(browser, site) as member:
        member.ask("digitale weerbaarheid")
        member.click("link", "Digitale weerbaarheid")
        sheets = read_print(member.page, member.page.url)
        note = " ".join(sheets)
        assert len(sheets) <= 2
        assert "Doelen 11 doelen" in note, "told, though folded"
        assert "Voorlichting en campagnes over digitale criminaliteit lopend, regels 252, 255" in note, (
            "the last column is on the paper"
        )
        assert "Oude IJsselstreek 2023-2026, regel" in note
