"""The pages in a real Chromium: what people come to do, with the keyboard alone
as well, and what each kind of page must be.

Needs Chromium (`apt-get install chromium`, as .ci/run does) and the bundle
(`make bundle`). Nothing is asked of another machine.
"""

import shutil
import socket
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from _pytest.mark import ParameterSet
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

from ..conftest import EXAMPLE, ROOT
from .test_pages import PAGES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = ROOT / "browser" / "node_modules" / "axe-core" / "axe.min.js"
BUNDLE = ROOT / "src" / "veiligheidsgraaf" / "web" / "static" / "gebouwd"
SETTINGS = Settings(workers=2, timeout=10, patience=20, memory=4096, result=4)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The kinds of page that are looked at each time; the others are among the proofs.
FIRST = (
    "/",
    "/vragen/partners-per-thema",
    "/doc/thema/ondermijning",
    "/doc/gemeente/dalfsen",
    "/doc/plan/hardenberg-2025",
    "/netwerk",
    "/vergelijk?plan=dalfsen-2019&plan=dalfsen-2023",
    "/sparql-editor",
    "/zoeken?q=bibob",
)
EVERY = [
    *PAGES,
    "/leer",
    "/leer/ontologie",
    "/leer/citeren",
    "/leer/grenzen",
    "/leer/toegankelijkheid",
    "/zoeken?q=bibob",
    "/vragen/maatregelen?thema=ondermijning&vorm=aantal",
    "/vragen/instrumenten-per-thema?thema=ondermijning&vorm=vergelijk",
    "/vragen/planning?gemeente=hellendoorn&vorm=wanneer",
    "/vragen/maatregelen?thema=ondermijning&gemeente=hardenberg&vorm=of",
    "/vragen/partners-per-thema?plan=dalfsen-2019&plan=dalfsen-2023&thema=ondermijning&vorm=veranderd",
    "/vragen/maatregelen?thema=woonoverlast&vorm=ontbreekt",
    "/vragen/portefeuilles?gemeente=hardenberg&vorm=wie",
    "/vragen/indicatoren?gemeente=oude-ijsselstreek",
    "/vragen/maatregelen?thema=cybercrime&gemeente=hardenberg",
    "/melden?ding=plan/dalfsen-2023/prioriteit/1",
    "/waarom?ding=partner/politie&thema=ondermijning",
    "/doc/plan/dalfsen-2019/indicator/4.1-1",
    "/doc/fenomeen/heling",
    "/vragen/nergens",
]

pytestmark = pytest.mark.skipif(
    not CHROMIUM or not AXE.is_file() or not BUNDLE.is_dir(),
    reason="no Chromium or no bundle on this machine",
)


def proving_all_but(first: Collection[str], every: Iterable[str]) -> list[ParameterSet]:
    """All addresses as parameters of a test, those that are not looked at each time as proofs."""
    assert set(first) <= {*every}, "an address that is looked at each time is none of all"
    return [pytest.param(address, marks=() if address in first else pytest.mark.proof) for address in every]


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """An application on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def site(example_release: Release) -> Iterator[str]:
    """The made-up project with its sources: what it says never changes."""
    with serving(create_app(example_release, SETTINGS, EXAMPLE / "bronnen")) as address:
        yield address


@pytest.fixture(scope="module")
def real(release: Release) -> Iterator[str]:
    """The real graph, without sources."""
    with serving(create_app(release, SETTINGS)) as address:
        yield address


def launched() -> Iterator[Browser]:
    """Chromium, for as long as a module's tests take."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launched()


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """A page that fails the test on any console error, failed request or request to elsewhere."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(180_000)  # on a busy machine a first page takes its time
    faults: list[str] = []
    expected = "/nergens" in address
    page.on(
        "console",
        lambda m: faults.append(m.text) if m.type == "error" and not (expected and "404" in m.text) else None,
    )
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on(
        "requestfailed",
        lambda r: None if r.failure == "net::ERR_ABORTED" else faults.append(f"failed {r.url} {r.failure}"),
    )
    page.on(
        "request",
        lambda r: (
            None if r.url.startswith((address[:20], "data:", "blob:")) else faults.append(f"foreign {r.url}")
        ),
    )
    page.goto(address)
    yield page
    assert not faults, faults
    assert not context.cookies()
    context.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site + "/") as found:
        yield found


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached with the Tab key")


# What people come to do


def test_ask_in_one_box_with_the_keyboard(page: Page) -> None:
    tab_to(page, "#vraag")
    page.keyboard.type("politie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?q=politie")
    page.get_by_role("link", name="Politie", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Politie"


def test_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Naar de inhoud"
    box = link.bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_focus_is_seen_everywhere(page: Page) -> None:
    for _ in range(15):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(document.activeElement))"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_look_around_with_search_and_facets(page: Page, site: str) -> None:
    page.get_by_role("link", name="Partners", exact=True).first.click()
    page.get_by_label("Plan", exact=True).select_option(label="Veiligheidsplan Voorbeeldstad 2020-2023 (3)")
    page.get_by_role("button", name="Toon").click()
    assert page.url.startswith(site + "/lijsten/partner?")
    assert "plan=voorbeeldstad-2020" in page.url
    assert page.get_by_role("status").inner_text() == "3 partners"
    page.get_by_label("Zoek op naam").fill("ondern")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=ondern**")
    assert page.locator("tbody tr").count() == 1


def test_from_theme_to_measure_to_the_lines(page: Page, site: str) -> None:
    page.goto(site + "/doc/thema/ondermijning")
    page.get_by_role("link", name="Door de haven lopen").first.click()
    page.get_by_role("link", name="Voorbeeldstad 2020-2023, regel 5").click()
    assert page.locator("mark").all_inner_texts() == [
        "De politie en de gemeente lopen samen door het havengebied."
    ]
    assert page.locator(".tekst li").count() == 10


def test_ask_why_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/doc/partner/politie")
    page.locator("summary", has_text="Wat de graaf zegt").press("Enter")
    tab_to(page, "a[aria-label='Waarom staat Ondermijning hier?']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/waarom**")
    assert page.locator("h1").inner_text() == "Politie werkt aan ondermijning"
    assert page.locator(".onderdeel").count() == 2


def test_compare_two_plans_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/vergelijk")
    for slug in ("voorbeeldstad-2020", "voorbeeldstad-2024"):
        tab_to(page, f"input[value='{slug}']")
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**plan=voorbeeldstad-2024**")
    group = page.locator("details", has_text="Gegaan").filter(has=page.locator("tbody"))
    assert "Ondermijning" in group.last.locator("summary").inner_text()


def test_follow_a_target_in_chart_words_and_table(page: Page, site: str) -> None:
    page.goto(site + "/cijfers")
    figure = page.locator(".cijfer")
    assert "Gehaald." in figure.inner_text()
    assert "2023: 28,0" in (figure.locator("svg").get_attribute("aria-label") or "")
    assert figure.locator("tbody tr").count() == figure.locator("[data-punt]").count() == 4
    figure.locator("tbody tr").nth(2).hover()
    assert figure.locator(".gericht[data-punt] title").evaluate_all("e => e.map(t => t.textContent)") == [
        "2023: 28,0"
    ]


def test_see_the_whole_and_click_for_which(page: Page, site: str) -> None:
    page.goto(site + "/overzicht")
    page.locator("tr", has_text="Ondermijning").get_by_role("link", name="1 doel").click()
    assert "thema=ondermijning" in page.url
    assert page.get_by_role("link", name="Een waakzame stad").first.is_visible()
    page.goto(site + "/dekking")
    assert (
        page.get_by_text("noemt niet: ").inner_text() == "Voorbeeldstad 2020-2023 noemt niet: Veilig toerisme"
    )
    page.locator("summary", has_text="veilig toerisme").click()
    assert page.locator("td.niet-genoemd").inner_text() == "niet genoemd"


def test_network_is_drawn_from_its_table_and_filtered(page: Page, site: str) -> None:
    page.goto(site + "/netwerk?minstens=1")
    page.wait_for_selector("svg.netwerk a")
    rows = page.locator("#verbanden tbody tr").count()
    assert page.locator("svg.netwerk line").count() == rows > 2
    page.get_by_label("Thema", exact=True).select_option("ondermijning")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_selector("svg.netwerk a")
    assert page.locator("svg.netwerk line").count() < rows
    tab_to(page, "svg.netwerk a")
    assert page.locator("svg.netwerk a.ver").count() < page.locator("svg.netwerk a").count()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('svg')"), "one Tab passes the drawing"
    page.keyboard.press("Shift+Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + target)


def test_take_a_spreadsheet_along(page: Page, site: str) -> None:
    page.goto(site + "/vragen/doelen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    assert download.value.suggested_filename == "doelen.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_query_behind_a_page_runs_in_the_editor(page: Page, site: str) -> None:
    page.goto(site + "/vragen/doelen?plan=voorbeeldstad-2020")
    page.get_by_role("link", name="query in de editor").click()
    page.wait_for_selector(".CodeMirror")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector("#resultaat tbody tr")
    assert page.locator("#resultaat caption").inner_text() == "1 rij"
    assert (
        page.get_by_role("link", name="plan/voorbeeldstad-2020/doel/1-0").get_attribute("href")
        == "/doc/plan/voorbeeldstad-2020/doel/1-0"
    )


def test_editor_completes_declares_and_draws_with_the_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/sparql-editor")
    page.wait_for_selector(".CodeMirror")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?klasse (COUNT(?x) AS ?n) WHERE { ?x a ?klasse . ?x vg:bewij", delay=5)
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hint, .cm-variable-3")
    if page.locator(".CodeMirror-hint").count():
        page.keyboard.press("Enter")
    page.keyboard.type(" ?b } GROUP BY ?klasse", delay=5)
    assert "PREFIX vg:" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert "vg:bewijs" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#resultaat tbody tr")
    page.get_by_role("button", name="Staven").click()
    assert page.locator("#resultaat meter").count() > 5


def test_editor_tells_a_fault_in_a_sentence_at_its_place(browser: Browser, site: str) -> None:
    broken = "?query=SELECT+*+{%0A++'%F0%9F%99%82'+?p+vg:thema+.+OPTIONAL+?s%0A}"
    context = browser.new_context()  # its console tells of the 400
    page = context.new_page()
    page.goto(site + "/sparql-editor" + broken)
    page.wait_for_selector(".CodeMirror")
    page.locator(".yasqe_queryButton").click()
    told = page.locator("#fout")
    told.wait_for(state="visible")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    line = text.splitlines().index(next(one for one in text.splitlines() if "OPTIONAL" in one)) + 1
    assert f"regel {line}, kolom 30: hier staat de variabele ?s, waar '{{' hoort" in told.inner_text()
    assert "{" not in told.inner_text().replace("'{'", ""), "no JSON at a user"
    assert page.locator(".fout-plek").all_inner_texts() == ["?s"]
    page.get_by_role("button", name=f"Naar regel {line}").press("Enter")
    page.keyboard.type("{")
    assert "OPTIONAL {?s" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert not told.is_visible(), "what was mended is not told any more"
    context.close()


def test_choosing_an_example_fills_the_editor(page: Page, site: str) -> None:
    page.goto(site + "/sparql-editor")
    page.wait_for_selector(".CodeMirror")
    page.get_by_label("Voorbeeld").select_option("maatregelen")
    assert "vg:portefeuillehouder" in page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    )


def test_everything_but_the_drawings_works_without_script(browser: Browser, site: str) -> None:
    with opened(browser, site + "/netwerk?minstens=1", java_script_enabled=False) as page:
        assert page.locator("#verbanden tbody tr").count() > 0
        assert not page.locator("svg.netwerk").is_visible()
        page.goto(site + "/sparql-editor")
        assert page.get_by_label("Query").is_visible()
        page.goto(site + "/vragen/doelen")
        page.locator("summary", has_text="Kies zelf").click()
        page.get_by_label("Plan", exact=True).select_option("voorbeeldstad-2020")
        page.get_by_role("button", name="Toon").click()
        assert page.get_by_role("link", name="Een waakzame stad").first.is_visible()


def test_print_leaves_the_navigation_out(page: Page, site: str) -> None:
    page.goto(site + "/doc/plan/voorbeeldstad-2020")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".kop").is_visible()
    assert not page.locator(".meenemen").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_adviser_sees_on_the_first_screen_what_is_due_and_of_whom(
    width: int, height: int, browser: Browser, real: str
) -> None:
    with opened(browser, real + "/", viewport={"width": width, "height": height}) as page:
        page.get_by_role("link", name="Gemeente Hardenberg").first.click()
        due = page.get_by_role("heading", name="Nu aan de beurt").bounding_box()
        assert due
        assert due["y"] + due["height"] < height
        holder = page.get_by_role("link", name="Portefeuillehouder jeugd van Hardenberg").first.bounding_box()
        assert holder
        assert holder["y"] + holder["height"] < height
        assert page.locator("details.hoofdstuk[open]").count() == 0


def test_plan_is_under_three_screens_and_opens_a_priority_by_keyboard(browser: Browser, real: str) -> None:
    address = real + "/doc/plan/hellendoorn-2024"
    with opened(browser, address, viewport={"width": 1280, "height": 900}) as page:
        page.evaluate("document.fonts.ready.then(() => 0)")
        height = "document.documentElement.scrollHeight"
        assert page.evaluate(height) < 3 * 900
        page.evaluate(
            "document.documentElement.style.setProperty('--vg-font', 'DejaVu Sans, Verdana, sans-serif')"
        )
        assert page.evaluate(height) < 3 * 900, "in a wider font too"
        summary = page.locator("#prioriteiten ~ details summary").first
        summary.focus()
        page.keyboard.press("Enter")
        assert page.get_by_role("link", name="Minder meldingen van jeugdoverlast").first.is_visible()


@pytest.mark.parametrize(
    ("path", "most"), [("/vragen", 1500), ("/vragen/doelen", 5500), ("/vragen/maatregelen", 6000)]
)
def test_questions_end_soon_on_a_phone(path: str, most: int, browser: Browser, real: str) -> None:
    """What is more stands behind a line that opens it."""
    with opened(browser, real + path, viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate("document.documentElement.scrollHeight") < most
        summary = page.locator("details.uitgevouwen > summary").first
        summary.click()
        assert page.locator("details.uitgevouwen[open]").locator("a").first.is_visible()


# What every kind of page must be


def check_axe(page: Page, kind: str, names: list[str]) -> list[str]:
    """Violations of the rules with these tags (kind `tag`) or names (kind `rule`)."""
    run = "([type, values]) => axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']})"
    found = page.evaluate(run, [kind, names])
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])}) {v['nodes'][0]['failureSummary'][:200]}"
        for v in found["violations"]
    ]


def check_light_and_dark(page: Page) -> list[str]:
    """Violations on a page as it stands, and those of its colours in the dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = check_axe(page, "tag", RULES)
    page.emulate_media(color_scheme="dark")
    return faults + [
        f"dark {fault}" for fault in check_axe(page, "rule", ["color-contrast", "link-in-text-block"])
    ]


@pytest.mark.parametrize("address", proving_all_but(FIRST, EVERY))
def test_page_is_accessible_fits_a_phone_and_is_quiet(address: str, browser: Browser, real: str) -> None:
    with opened(
        browser, real + address, color_scheme="light", viewport={"width": 1280, "height": 900}
    ) as page:
        if "editor" in address:
            page.wait_for_selector(".CodeMirror")
        faults = check_light_and_dark(page)
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, "sideways scrolling"
        assert not faults, "\n".join(faults)


def test_suggestions_are_chosen_by_keyboard_and_told_to_screen_readers(browser: Browser, site: str) -> None:
    with opened(browser, site + "/") as page:
        box = page.get_by_role("combobox")
        box.press_sequentially("wie werkt aan onderm")
        option = page.get_by_role("option", name="wie werkt aan Ondermijning")
        option.wait_for()
        assert "sugges" in page.locator(".vraagvak [role=status]").inner_text()
        assert box.get_attribute("aria-expanded") == "true"
        box.press("ArrowDown")
        pointed = box.get_attribute("aria-activedescendant")
        assert page.locator(f"#{pointed}").get_attribute("aria-selected") == "true"
        faults = check_light_and_dark(page)
        assert not faults, "\n".join(faults)
        box.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        assert box.input_value() == "wie werkt aan onderm"
        box.press_sequentially("i")
        option.wait_for()
        box.press("ArrowDown")
        box.press("Enter")
        page.wait_for_url("**/zoeken?q=wie+werkt+aan+Ondermijning")


def test_box_asks_without_script(browser: Browser, site: str) -> None:
    with opened(browser, site + "/", java_script_enabled=False) as page:
        page.get_by_role("searchbox").fill("ondermijning")
        page.get_by_role("button", name="Vraag").click()
        assert page.url.endswith("/zoeken?q=ondermijning")
