"""Search engines find every page, in files of a bounded size, and are told what is not for them."""

import re
from collections.abc import Iterator
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages import sitemap
from veiligheidsgraaf.words.release import Release

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings()), headers=HTML) as opened:
        yield opened


def addresses_in(client: TestClient, path: str) -> list[str]:
    found = client.get(path)
    assert found.headers["content-type"] == "application/xml"
    return [one.text or "" for one in ElementTree.fromstring(found.content).iter(LOC)]


def test_site_map_has_every_thing_once_in_files_that_are_bounded(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [one for file in addresses_in(client, "/sitemap.xml") for one in addresses_in(client, file)]
    assert len(whole) == len(set(whole)) > 100
    assert "http://testserver/doc/plan/voorbeeldstad-2020/doel/1-0" in whole
    assert "http://testserver/vragen/maatregelen" in whole
    monkeypatch.setattr(sitemap, "MOST_IN_FILE", 40)
    monkeypatch.setattr(sitemap, "_AT_ONCE", 20)
    files = addresses_in(client, "/sitemap.xml?klein=1")
    parts = [addresses_in(client, f"{file}?klein=1") for file in files]
    assert max(map(len, parts[1:])) == 40
    assert sorted(one for part in parts for one in part) == sorted(whole)
    assert client.get("/sitemap/99.xml").status_code == 404
    assert client.get("/sitemap/onzin.xml").status_code == 404


def test_pages_of_the_site_map_are_there(client: TestClient) -> None:
    fixed = addresses_in(client, "/sitemap/1.xml")
    assert {client.get(one).status_code for one in fixed if "/vragen/" not in one} == {200}


def test_robots_are_told_what_is_not_for_them(client: TestClient) -> None:
    read = RobotFileParser()
    text = client.get("/robots.txt").text
    read.parse(text.splitlines())
    assert read.site_maps() == ["http://testserver/sitemap.xml"]
    assert read.can_fetch("*", "http://testserver/doc/plan/voorbeeldstad-2020")
    assert read.can_fetch("*", "http://testserver/sparql-editor")
    assert not read.can_fetch("*", "http://testserver/sparql?query=x")
    assert not read.can_fetch("*", "http://testserver/api/v1/vragen/doelen")
    assert "Disallow: /*uitgave=" in text


def test_addresses_have_the_prefix_and_host_that_the_client_sees(example_release: Release) -> None:
    client = TestClient(
        create_app(example_release, Settings(root_path="/veiligheid")), base_url="https://x.example"
    )
    (first, *_) = addresses_in(client, "/veiligheid/sitemap.xml")
    assert first == "https://x.example/veiligheid/sitemap/1.xml"
    assert "Disallow: /veiligheid/api/" in client.get("/veiligheid/robots.txt").text


def test_page_names_its_other_forms(client: TestClient) -> None:
    page = client.get("/vragen/doelen?plan=voorbeeldstad-2020").text
    found = dict(re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', page))
    assert found["application/atom+xml"] == "/veranderingen.atom"
    assert found["text/csv"] == "/vragen/doelen?plan=voorbeeldstad-2020&amp;formaat=csv"
    assert found["application/x-bibtex"].endswith("formaat=bib")
