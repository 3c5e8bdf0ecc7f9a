"""The review in a real Chromium: one plan from suggestions to a graph that conforms, by keyboard alone.

Needs what tests/web/test_browser.py needs.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from veiligheidsgraaf.review.pages.application import create_app
from veiligheidsgraaf.review.pages.desk import Desk
from veiligheidsgraaf.review.pages.loopback import listening
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from ..web.test_browser import AXE, BUNDLE, CHROMIUM, FLAGS, RULES, check_axe, tab_to
from .at_desk import open_shared
from .invented import SLUG, begin, lines_of

pytestmark = pytest.mark.skipif(
    not CHROMIUM or not AXE.is_file() or not (BUNDLE / "nalezen.js").is_file(),
    reason="no Chromium or no bundle on this machine",
)
SCREENS = ["", "/lijst", "/plan", "/themas", "/over", "/niet-te-zeggen", "/controle", "/klaar"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("nalezen") / "voorbeeld"))
    begin(project)
    return project


@pytest.fixture
def desk(drafted: Project, tmp_path: Path) -> Desk:
    project = Project(shutil.copytree(drafted.root, tmp_path / "voorbeeld"))
    return Desk(project, partial(open_shared, project))


@pytest.fixture
def home(desk: Desk) -> Iterator[str]:
    """The address of the plan, without the token."""
    with listening() as door:
        port = door.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(desk, port), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/{SLUG}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def page(browser: Browser, home: str, desk: Desk) -> Iterator[Page]:
    """The plan, opened with the token; fails on an error in the console and a request to elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = context.new_page()
    faults: list[str] = []
    found.on(
        "console", lambda m: faults.append(m.text) if m.type == "error" and "409" not in m.text else None
    )
    found.on("pageerror", lambda e: faults.append(str(e)))
    found.on("request", lambda r: None if r.url.startswith((home[:20], "data:")) else faults.append(r.url))
    found.goto(f"{home}?sleutel={desk.token}")
    found.wait_for_url(home)
    yield found
    assert not faults, faults
    context.close()


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def choose(page: Page, selector: str, text: str, most: int = 120) -> None:
    """Go to a list with the Tab key and type what to choose."""
    tab_to(page, selector, most)
    page.keyboard.type(text)


def write(page: Page, selector: str, text: str, most: int = 120) -> None:
    tab_to(page, selector, most)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def go_to(page: Page, name: str) -> None:
    """To another screen by its tab."""
    page.keyboard.press("Escape")
    tab_to(page, f"nav a:text-is('{name}')" if False else f"nav [href*='{name}']", 200)
    press(page, "Enter")


def test_from_suggestions_to_a_graph_that_conforms_by_keyboard_alone(
    page: Page, desk: Desk, home: str
) -> None:
    review = desk.seat(SLUG).review
    # Everything that is suggested, but for the new name, as it stands.
    expect(page.locator(".stuk")).to_be_focused() if "stuk=" in page.url else page.keyboard.press("s")
    for _ in range(len(review.state().open)):
        page.keyboard.press("s")
        if page.locator("text=Zeg wat het is").count():
            press(page, "w")
            choose(page, "#v-wat", "Samenwerkingsverband")
            tab_to(page, "button[type=submit]")
            press(page, "Enter")
            write(page, "#v-omschrijving", "Waar buurt en stad samen iets proberen.")
            tab_to(page, "input[name='v-soort'][value='samenwerkingsverband']")
            page.keyboard.press("Space")
            tab_to(page, "button[type=submit]")
            press(page, "Enter")
            expect(page.locator(".gebeurd")).to_contain_text("overgenomen")
            if page.locator("a[rel=next]").count():
                press(page, "j")
            continue
        press(page, "a")
    assert not review.state().open
    # What nobody suggested: words marked in the text, and what they are.
    page.goto(f"{home}?staat=alle&regel={lines_of('Het Buurtlab')}")
    page.keyboard.press("t")
    line = lines_of("Het Buurtlab")
    while page.evaluate("document.activeElement.dataset.regel") != str(line):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#gemerkt")).to_have_text("Gemerkt: Buurtlab Zuid")
    page.keyboard.press("Enter")
    expect(page.locator("#als")).to_be_focused()
    page.keyboard.type("Inzet")
    tab_to(page, "#toevoegen button")
    press(page, "Enter")
    assert page.locator("input[name='v-partner']").evaluate("box => box.value").endswith("/buurtlab-zuid")
    write(page, "#v-naam", "Meedenken over jeugd")
    write(page, "#v-toelichting", "Denkt mee over de jeugd.")
    tab_to(page, "input[name='v-rol'][value='advies']")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    press(page, "Enter")
    expect(page.locator(".gebeurd")).to_contain_text("zelf toegevoegd")
    # The facts of the plan, the themes, and the graph.
    go_to(page, "/plan")
    write(page, "#v-einde", "2031")
    choose(page, "#v-kernbeleid", "Kernbeleid")
    choose(page, "#v-cijfers", "ja")
    tab_to(page, "button[type=submit]")
    press(page, "Enter")
    go_to(page, "/themas")
    tab_to(page, "#gelezen, .rol", 200)
    while page.evaluate("document.querySelector('#gelezen').disabled"):
        page.keyboard.press("PageDown")
        page.keyboard.press("Tab")
    tab_to(page, "#gelezen", 200)
    page.keyboard.press("Space")
    tab_to(page, ".aan-het-eind button")
    press(page, "Enter")
    assert page.locator("text=besloten.").count(), page.locator("main").inner_text()
    go_to(page, "/klaar")
    tab_to(page, "main button[type=submit]", 200)
    press(page, "Enter")
    assert page.locator("text=Geschreven.").count(), page.locator("main").inner_text()
    assert (review.draft.project.root / "graphs" / "plannen" / f"{SLUG}.ttl").is_file()
