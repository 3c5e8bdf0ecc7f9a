"""The review in a real Chromium: one plan from suggestions to a graph that conforms, by keyboard alone.

Needs what tests/web/test_browser.py needs.
"""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from veiligheidsgraaf.review.pages.application import create_app
from veiligheidsgraaf.review.pages.desk import Desk
from veiligheidsgraaf.review.pages.loopback import listening
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE
from ..web.test_browser import AXE, BUNDLE, CHROMIUM, RULES, check_axe, launched, tab_to
from .at_desk import open_shared
from .invented import SLUG, begin, lines_of

pytestmark = pytest.mark.skipif(
    not CHROMIUM or not AXE.is_file() or not (BUNDLE / "nalezen.js").is_file(),
    reason="no Chromium or no bundle on this machine",
)
SCREENS = ["", "/lijst", "/plan", "/themas", "/over", "/niet-te-zeggen", "/controle", "/klaar"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("nalezen") / "voorbeeld"))
    begin(project)
    return project


@pytest.fixture
def desk(drafted: Project, tmp_path: Path) -> Desk:
    project = Project(shutil.copytree(drafted.root, tmp_path / "voorbeeld"))
    return Desk(project, partial(open_shared, project))


@contextmanager
def serving(desk: Desk, slug: str = SLUG) -> Iterator[str]:
    """The address of a plan at a desk that is served, without the token."""
    with listening() as door:
        port = door.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(create_app(desk, port), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/{slug}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def home(desk: Desk) -> Iterator[str]:
    with serving(desk) as address:
        yield address


@contextmanager
def looking(browser: Browser, home: str, desk: Desk) -> Iterator[Page]:
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


@pytest.fixture
def page(browser: Browser, home: str, desk: Desk) -> Iterator[Page]:
    with looking(browser, home, desk) as found:
        yield found


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


def go_to(page: Page, path: str) -> None:
    """To another screen by its tab."""
    tab_to(page, f"nav [href*='{path}']", 400)
    press(page, "Enter")


def state_plan(page: Page, end: str) -> None:
    """The facts of the plan, and on to the Kernbeleid."""
    go_to(page, "/plan")
    write(page, "#v-einde", end)
    choose(page, "#v-cijfers", "ja")
    choose(page, "#v-kernbeleid", "Kernbeleid")
    save(page)
    go_to(page, "/themas")


def read_themes_and_write(page: Page) -> None:
    """All of the Kernbeleid, and the graph."""
    tab_to(page, "#gelezen", 400)
    page.keyboard.press("Space")
    save(page)
    expect(page.get_by_text("besloten.")).to_be_visible()
    go_to(page, "/klaar")
    save(page)
    assert page.get_by_text("Geschreven.", exact=True).count(), page.locator("main").inner_text()


def save(page: Page) -> None:
    """Press the button of a form by keyboard."""
    tab_to(page, "main button[type=submit]", 400)
    press(page, "Enter")


def say_what_is_new(page: Page) -> None:
    """A new name: what it is, and what belongs to that."""
    press(page, "w")
    choose(page, "#v-wat", "Samenwerkingsverband")
    save(page)
    write(page, "#v-omschrijving", "Waar buurt en stad samen iets proberen.")
    tab_to(page, "input[name='v-soort'][value='samenwerkingsverband']")
    page.keyboard.press("Space")
    save(page)
    expect(page.locator(".gebeurd")).to_contain_text("overgenomen")


def accept_what_is_open(page: Page, home: str, review: Review) -> None:
    """Everything that is suggested as it stands, but for what is new."""
    for _ in review.state().open:  # parts go along with what they stand in
        if not review.state().open:
            break
        page.goto(home)
        if page.get_by_role("link", name="Zeg wat het is", exact=True).count():
            say_what_is_new(page)
        else:
            press(page, "a")


def add_by_marking(page: Page, line: int) -> None:
    """What nobody suggested: words marked in the text, what they are, and what they say."""
    page.keyboard.press("t")
    while page.evaluate("document.activeElement.dataset.regel") != str(line):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
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
    save(page)
    expect(page.locator(".gebeurd")).to_contain_text("zelf toegevoegd")


@pytest.mark.proof
def test_from_suggestions_to_a_graph_that_conforms_by_keyboard_alone(
    page: Page, desk: Desk, home: str
) -> None:
    review = desk.seat(SLUG).review
    accept_what_is_open(page, home, review)
    assert not review.state().open
    page.goto(f"{home}?staat=alle&regel={lines_of('Het jeugdwerk')}")
    add_by_marking(page, lines_of("Het Buurtlab"))
    state_plan(page, "2031")
    assert page.locator("#gelezen").is_disabled()
    read_themes_and_write(page)
    assert (review.draft.project.root / "graphs" / "plannen" / f"{SLUG}.ttl").is_file()


def test_screens_are_accessible_and_fit_a_tablet(page: Page, home: str) -> None:
    source = AXE.read_text(encoding="utf-8")
    faults = []
    for path in (*SCREENS, f"/wijzig?als=maatregel&van={lines_of('Wij lopen')}", "/lijst?staat=weg"):
        page.goto(home + path)
        page.emulate_media(color_scheme="light")
        page.evaluate(source)
        found = check_axe(page, "tag", RULES)
        page.emulate_media(color_scheme="dark")
        found += check_axe(page, "rule", ["color-contrast", "link-in-text-block"])
        page.set_viewport_size({"width": 820, "height": 1180})
        found += check_axe(page, "rule", ["target-size", "scrollable-region-focusable"])
        if page.evaluate("document.documentElement.scrollWidth") > 820:
            found.append("sideways scrolling")
        page.set_viewport_size({"width": 1280, "height": 800})
        faults += [f"{path}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def test_words_out_of_sight_are_shown_before_they_are_accepted(page: Page, home: str, desk: Desk) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    review = desk.seat(SLUG).review
    last = review.state().open[-1]
    page.goto(f"{home}?stuk={last.key}")
    page.evaluate("document.querySelector('#plan').scrollTop = 0")
    page.keyboard.press("a")
    expect(page.locator("#gebeurd")).to_contain_text("niet in beeld")
    assert review.state().by_key[last.key].verdict == ""
    press(page, "a")
    assert review.state().by_key[last.key].verdict == "accepteer"


def test_keys_can_be_turned_off_and_are_silent_while_one_types(page: Page, home: str, desk: Desk) -> None:
    review = desk.seat(SLUG).review
    page.locator("#naam").focus()
    page.keyboard.type(" axl")
    assert not any(item.verdict for item in review.state().items)
    page.locator(".toetsen summary").click()
    page.locator("#toetsen-aan").uncheck()
    page.goto(home)
    page.keyboard.press("x")
    page.wait_for_timeout(200)
    assert not any(item.verdict for item in review.state().items)


def test_list_is_offered_whole_only_after_it_was_in_sight(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 820, "height": 500})
    page.goto(home + "/lijst")
    button = page.get_by_role("button", name="Neem alle")
    expect(button).to_be_disabled()
    rows = page.locator("[data-rij]")
    for number in range(rows.count()):
        rows.nth(number).scroll_into_view_if_needed()
    expect(page.locator("#nog-te-lezen")).to_have_text("Alles is in beeld geweest.")
    expect(button).to_be_enabled()


def test_search_as_one_types_chooses_with_the_arrows(page: Page, home: str) -> None:
    page.goto(f"{home}/wijzig?als=maatregel&van={lines_of('Wij lopen')}")
    page.locator("#n-partner").focus()
    page.keyboard.type("poli")
    expect(page.locator("[role=option]").first).to_contain_text("Politie")
    page.keyboard.press("ArrowDown")
    assert page.locator("#n-partner").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    chosen = page.locator("input[name='v-partner']")
    assert chosen.evaluate("box => box.value").endswith("/partner/politie")
    assert chosen.is_checked()


def test_words_marked_with_the_mouse_go_into_the_form(page: Page, home: str) -> None:
    line = page.locator(f"#r{lines_of('Wij lopen')} .tekst")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box
    page.mouse.move(box["x"] + 1, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 8, steps=4)
    page.mouse.up()
    expect(page.locator("#gemerkt")).to_contain_text("Gemerkt: Wij lopen")
    assert (
        page.locator("#van").input_value() == page.locator("#tot").input_value() == str(lines_of("Wij lopen"))
    )


def test_works_without_scripts(browser: Browser, home: str, desk: Desk) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}?sleutel={desk.token}")
    page.wait_for_url(home)
    review = desk.seat(SLUG).review
    page.get_by_role("button", name="Neem over").click()
    assert len(review.state().accepted) >= 1
    page.get_by_role("button", name="Ongedaan maken").click()
    assert not review.state().accepted
    page.get_by_role("link", name="Lijst", exact=True).click()
    page.get_by_label("Ik heb alle").check()
    shown = page.locator("[data-rij]").count()
    page.get_by_role("button", name="Wijs alle").click()
    assert len(review.state().rejected) == shown > 1
    context.close()


def test_another_site_can_do_nothing_here(browser: Browser, page: Page, home: str, desk: Desk) -> None:
    """A page of elsewhere in the same browser, that knows the port."""
    review = desk.seat(SLUG).review
    item = review.state().open[0].key
    stranger = page.context.new_page()
    form = f'<form method=post action="{home}/besluit"><input name=stuk value="{item}"><input name=besluit value=verwerp><input name=versie value="-"></form>'
    stranger.set_content(form)
    with stranger.expect_navigation():
        stranger.evaluate("document.forms[0].submit()")
    assert "Open het adres" in stranger.inner_text("body")
    assert review.state().by_key[item].verdict == ""
