"""Every kind of page by keyboard alone and as a screen reader is told of it: each thing to press is reached with
Tab in the order it is read, is seen when it has the focus, has a name, and nothing holds the focus.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.words.release import Release

from ..conftest import EXAMPLE
from . import test_browser
from .test_browser import SETTINGS, launched, opened, proving_all_but, serving

pytestmark = test_browser.pytestmark
PAGES = [
    "/",
    "/zoeken?q=wie werkt aan ondermijning",
    "/vragen",
    "/vragen/maatregelen?thema=ondermijning",
    "/lijsten/partner",
    "/doc/plan/voorbeeldstad-2024",
    "/doc/gemeente/voorbeeldstad",
    "/doc/thema/ondermijning",
    "/doc/plan/voorbeeldstad-2024/prioriteit/1",
    "/cijfers",
    "/overzicht",
    "/dekking",
    "/netwerk?minstens=1",
    "/vergelijk?plan=voorbeeldstad-2020&plan=voorbeeldstad-2024",
    "/passages/voorbeeldstad-2024/5",
    "/melden?ding=plan/voorbeeldstad-2024/prioriteit/1",
    "/leer/ontologie",
    "/leer/data",
]
FIRST = ("/", "/zoeken?q=wie werkt aan ondermijning", "/vragen/maatregelen?thema=ondermijning")
# More stops than this are not pressed through: what follows is more of the same.
MOST_STOPS = 80
SCREEN = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
# What takes the focus, in the order in which it stands; and what was told of each when it had it.
STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
    .map(e => (e.id ||= 'halte-' + Math.random().toString(36).slice(2), e.id))"""
# What has the focus, and whether that is seen: asked once the page has scrolled to it.
LOOK = """() => {
    const target = document.activeElement, box = target.getBoundingClientRect(), style = getComputedStyle(target);
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const drawn = target.querySelector('circle, rect') !== null;
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    return {id: target.id, tag: target.outerHTML.slice(0, 120), good: seen && (marked || drawn)};
}"""


@pytest.fixture(scope="module")
def site(example_release: Release) -> Iterator[str]:
    with serving(create_app(example_release, SETTINGS, EXAMPLE / "bronnen")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.mark.parametrize("address", proving_all_but(FIRST, PAGES))
def test_page_is_walked_with_tab_alone(address: str, browser: Browser, site: str) -> None:
    with opened(browser, site + address, **SCREEN) as page:
        page.wait_for_load_state("networkidle")
        stops = page.evaluate(STOPS)
        pressed, told = min(len(stops), MOST_STOPS), []
        for _ in range(pressed):
            page.keyboard.press("Tab")
            told.append(page.evaluate(LOOK))
        assert [one["id"] for one in told] == stops[:pressed], "in the order in which it is read, and no trap"
        assert "Naar de inhoud" in told[0]["tag"]
        assert [one["tag"] for one in told if not one["good"]] == []
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.id") == stops[pressed - 2], "back again"


@pytest.mark.parametrize("address", proving_all_but(FIRST, PAGES))
def test_page_is_told_to_a_screen_reader(address: str, browser: Browser, site: str) -> None:
    with opened(browser, site + address, **SCREEN) as page:
        main = page.get_by_role("main")
        assert page.get_by_role("navigation", name="Hoofdmenu").count() == 1
        assert main.get_by_role("heading", level=1).count() == 1
        told = main.aria_snapshot()
        assert "- link:" not in told.replace("- link: /", ""), "a link without a name"
        assert "- button:" not in told, "a button without a name"
        assert page.locator("html").get_attribute("lang") == "nl"
