"""One sitting: a plan that the graph does not have yet, reviewed in Chromium by keyboard alone.

    .venv/bin/python benchmarks/sitting.py SOURCES SLUG [--kind maatregel --kind prioriteit ...]

The project is this one as it was before the plan (see draft.py), with the texts of the other plans at hand.
Who decides knows the plan: its graph as people made it. A suggestion is right when it lies in the passage of
a statement that nothing was accepted for; then its name is said in own words, what stands in it is ticked as
that statement has it, and it is accepted; else it is rejected. Told: minutes, keys, and how many were shown,
accepted, mended and rejected, and how much of the plan that found. Nothing is added. Needs what
tests/web/test_browser.py needs.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from draft_items import read_reviewed
from tests.review.test_review_browser import looking, serving
from tests.web.test_browser import CHROMIUM, FLAGS

from veiligheidsgraaf.check.evidence import list_sources
from veiligheidsgraaf.check.plans import Plan, Statement
from veiligheidsgraaf.cli.draft import draft
from veiligheidsgraaf.draft.setting_aside import set_aside
from veiligheidsgraaf.review.pages.desk import Desk
from veiligheidsgraaf.review.pages.filters import Wish, choose_items
from veiligheidsgraaf.review.session import Review
from veiligheidsgraaf.review.state import Item
from veiligheidsgraaf.turtle.read import Dataset, read_project
from veiligheidsgraaf.words.project import Project

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("prioriteit", "doel", "maatregel")
OUTLINED = {"prioriteit": ("prioriteit", "planthema")}


class Keys:
    """The keyboard of a page, which counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def leave(self, key: str) -> None:
        with self.page.expect_navigation(timeout=600_000):
            self.press(key)

    def write(self, text: str) -> None:
        self.press("Control+a")
        self.count += len(text)
        self.page.keyboard.insert_text(text)

    def tab_to(self, selector: str) -> None:
        for _ in range(400):
            if self.page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(selector)


def before_plan(dataset: Dataset, slug: str, sources: Path, root: Path) -> Project:
    """The project without a plan, with the texts of the others."""
    texts = {one.plan.slug: one.document.text for one in read_reviewed(dataset, sources)}
    for file in set_aside(dataset, slug, texts).files:
        target = root / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.name.startswith("graphs/"):
            triples = (ox.Triple(*triple) for triple in file.triples)
            target.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE))
    (root / "bronnen").mkdir()
    for iri, source in list_sources(dataset).items():
        if not iri.endswith(f"/{slug}"):
            (root / "bronnen" / source.file_name).write_bytes((sources / source.file_name).read_bytes())
    return Project(root)


class Reviewer:
    """Who decides: knows what the graph of the plan has."""

    def __init__(self, plan: Plan, review: Review, keys: Keys) -> None:
        self.plan, self.review, self.keys = plan, review, keys
        self.found: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    def find(self, item: Item) -> Statement | None:
        """The statement that a suggestion finds, and nothing found before."""
        kinds = OUTLINED.get(item.kind, (item.kind,))
        inside = [
            one
            for one in self.plan.statements
            if one.kind in kinds
            and one.iri not in self.found
            and any(span.first - 1 <= item.first and item.last <= span.last + 1 for span in one.spans)
        ]
        return min(inside, key=lambda one: min(span.length for span in one.spans), default=None)

    def decide(self) -> None:
        """One decision on what is shown."""
        page = self.keys.page
        item = self.review.state().by_key[page.locator("#besluit input[name=stuk]").input_value()]
        statement = self.find(item)
        self.keys.press("s")
        if statement is None:
            self.counts["afgewezen"] += 1
            self.keys.leave("z" if page.locator("button[data-toets=z]").count() else "x")
            return
        self.found[statement.iri] = item.key
        self.put_right(statement)
        self.keys.press("Escape")
        words = page.locator("#plan mark").first  # what is out of sight is shown first, and not accepted
        if words.count():
            words.scroll_into_view_if_needed()
        self.keys.leave("a")
        verdict = self.review.state().by_key[item.key].verdict
        self.counts["gewijzigd" if verdict == "verander" else "overgenomen" if verdict else "bleef open"] += 1
        if not verdict:
            self.keys.leave("x")

    def put_right(self, statement: Statement) -> None:
        """The name in own words, what lacks, and ticks as the statement has it."""
        page, values = self.keys.page, statement.values
        if page.locator("#naam").count():
            self.keys.tab_to("#naam")
            self.keys.write(dict(statement.literals)["prefLabel"])
        for field in ("status", "soort"):
            if page.locator(f"#v-{field}").count():
                self.keys.tab_to(f"#v-{field}")
                slug = next(iter(values.get(field, ("/voorgenomen",)))).rpartition("/")[2]
                page.select_option(f"#v-{field}", slug)
                self.keys.count += 2
        state, said = self.review.state().by_key, {thing for _, thing in statement.ties}
        said |= {value for found in values.values() for value in found}
        for box in page.locator("input[name=deel]").all():
            written = box.get_attribute("value") or ""
            part = state[written.partition(" ")[0]]
            things = [value for given in part.values.values() for value in given]
            slugs = {value.rpartition("/")[2] for value in said}
            is_right = any(one in said or (part.kind == "status" and one in slugs) for one in things)
            is_right = is_right or (part.kind == "planning" and box.is_checked())
            was = box.is_checked()
            if was != is_right:
                self.keys.tab_to(f"input[name=deel][value='{written}']")
                self.keys.press("Space")
            told = "aan" if is_right else "uit"
            self.counts[f"{part.kind} {told}{'' if was == is_right else ' gezet'}"] += 1


def sit(sources: Path, slug: str, kinds: list[str], sure: str) -> None:
    dataset = read_project(Project(ROOT))
    reviewed = next(one for one in read_reviewed(dataset, sources) if one.plan.slug == slug)
    file = list_sources(dataset)[reviewed.plan.source].file_name
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = before_plan(dataset, slug, sources, Path(folder))
        started = time.monotonic()
        draft(sources / file, [reviewed.plan.home], reviewed.year, project.root)
        print(f"draft: {time.monotonic() - started:.0f} s")
        desk = Desk(project)
        review = desk.seat(slug).review
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with serving(desk, slug) as home, looking(browser, home, desk) as page:
            page.set_default_timeout(600_000)
            keys = Keys(page)
            for kind in kinds:
                reviewer = Reviewer(reviewed.plan, review, keys)
                started, before = time.monotonic(), keys.count
                page.goto(f"{home}?soort={kind}&zeker={sure}")
                queue = choose_items(review.state(), Wish(kind=kind, sure=sure))
                for _ in queue:
                    if not page.locator("#besluit").count():
                        break
                    reviewer.decide()
                tell(reviewed.plan, kind, len(queue), reviewer, keys.count - before, started)
        browser.close()


def tell(plan: Plan, kind: str, shown: int, reviewer: Reviewer, keys: int, started: float) -> None:
    wanted = [one for one in plan.statements if one.kind == kind]
    found = sum(one.iri in reviewer.found for one in wanted)
    minutes = (time.monotonic() - started) / 60
    print(f"{kind}: {found} of {len(wanted)} found; {shown} shown, {dict(reviewer.counts)}; "
          f"{keys} keys, {minutes:.1f} minutes", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    parser.add_argument("plan")
    parser.add_argument("--kind", action="append", default=[])
    parser.add_argument("--sure", default="waarschijnlijk", help="how sure a suggestion has to be")
    given = parser.parse_args()
    sit(given.sources, given.plan, given.kind or list(KINDS), given.sure)


if __name__ == "__main__":
    main()
