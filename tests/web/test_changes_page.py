"""What changed since the release before: read from both, told on a page, and followed as a feed."""

import os
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.edition_changes import list_editions
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
# (before, after) in the file of a plan.
EDITS = [("Een waakzame stad", 'Een \\"alerte\\" stad'), ("vg:waarde 40.0 ;", "vg:waarde 41.0 ;")]


@pytest.fixture(scope="module")
def changed(example_release: Release, tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """A release of the made-up project, and one after some edits, in one home."""
    folder = tmp_path_factory.mktemp("gewijzigd")
    shutil.copytree(example_release.path, folder / "home" / "releases" / example_release.digest)
    from ..conftest import EXAMPLE  # noqa: PLC0415

    shutil.copytree(EXAMPLE, folder / "project")
    path = folder / "project" / PLAN
    text = path.read_text(encoding="utf-8")
    for before, after in EDITS:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    old = Release(folder / "home" / "releases" / example_release.digest)
    os.utime(old.path, (1_700_000_000, 1_700_000_000))
    new = build(Project(folder / "project"), folder / "home")[0]
    return old, new


@pytest.fixture(scope="module")
def client(changed: tuple[Release, Release]) -> TestClient:
    return TestClient(create_app(changed[1], Settings()), headers={"Accept": "text/html"})


def test_only_what_is_stated_otherwise_is_told(changed: tuple[Release, Release]) -> None:
    old, new = changed
    latest, first = list_editions(new)
    assert (latest.digest, latest.before, first.digest, first.before) == (
        new.digest,
        old.digest,
        old.digest,
        "",
    )
    assert first.moment == "2023-11-14T22:13:20Z"
    (plan,) = latest.changes
    assert plan.plan == "voorbeeldstad-2020"
    told = {one.name: (one.how, {name.rsplit("#")[-1] for name in one.properties}) for one in plan.things}
    assert told['Een "alerte" stad'] == ("gewijzigd", {"prefLabel"})
    assert [how for name, how in told.items() if name != 'Een "alerte" stad'] == [("gewijzigd", {"waarde"})]
    assert plan.total == 2


def test_a_release_without_one_before_it_says_so(example_release: Release) -> None:
    (only,) = list_editions(example_release)
    assert (only.before, only.changes) == ("", ())
    page = TestClient(create_app(example_release, Settings())).get("/veranderingen").text
    assert "Een eerdere uitgave staat hier niet" in page


def test_a_plan_that_came_or_went_is_told_whole(changed: tuple[Release, Release], tmp_path: Path) -> None:
    old, new = changed
    home = tmp_path / "releases"
    for one in (old, new):
        shutil.copytree(one.path, home / one.digest, copy_function=os.link)
    manifest = home / old.digest / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.unlink()
    manifest.write_text(re.sub(r'"plan/voorbeeldstad-2024": "[^"]*",?', "", text).replace(",\n  }", "\n  }"))
    os.utime(home / old.digest, (1_700_000_000, 1_700_000_000))
    latest = list_editions(Release(home / new.digest))[0]
    came = {change.plan: change.how for change in latest.changes}
    assert came["voorbeeldstad-2024"] == "erbij"


def test_page_tells_what_changed_with_links(client: TestClient, changed: tuple[Release, Release]) -> None:
    old, new = changed
    page = client.get("/veranderingen").text
    assert f"Sinds uitgave {old.digest[:12]} veranderden 2 dingen in 1 plan" in page
    assert 'href="/doc/plan/voorbeeldstad-2020/doel/1-0">Een &#34;alerte&#34; stad</a>' in page
    assert f'id="u{new.digest[:12]}"' in page


def test_feed_is_atom(client: TestClient, changed: tuple[Release, Release]) -> None:
    found = client.get("/veranderingen.atom")
    assert found.headers["content-type"] == "application/atom+xml"
    read = feedparser.parse(found.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    root = ElementTree.fromstring(found.content)
    # RFC 4287, 4.1.1 and 4.1.2: each has one id, title and updated; the feed an author and a link to itself.
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (child,) = element.findall(ATOM + name)
            assert child.text
        assert MOMENT.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert element.findall(f"{ATOM}link[@rel='alternate']")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    (itself,) = root.findall(f"{ATOM}link[@rel='self']")
    assert itself.get("href") == "http://testserver/veranderingen.atom"
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == 3
    assert changed[1].digest in ids[0]
    assert 'Een "alerte" stad (gewijzigd' in read.entries[1].summary
    assert read.feed.updated == read.entries[0].updated
