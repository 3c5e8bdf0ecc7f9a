"""Every row, statement, passage and part of a plan can be said to be wrong, with a report that stands ready."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.report import MOST_LINES
from veiligheidsgraaf.words.release import Release

HTML = {"Accept": "text/html"}
STAD = "plan/voorbeeldstad-2020"
LINKS = re.compile(r'<a class="[^"]*" href="(/melden\?[^"]*)" aria-label="([^"]*)">')


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    settings = Settings(timeout=20, report="mailto:oov@voorbeeldstad.example")
    with TestClient(create_app(example_release, settings), headers=HTML) as opened:
        yield opened


def links_in(client: TestClient, path: str) -> dict[str, str]:
    """Name -> address of each way to report on a page."""
    found = [(unescape(name), unescape(href)) for href, name in LINKS.findall(client.get(path).text)]
    assert len(dict(found)) == len(found), "each has a name of its own"
    return dict(found)


def message_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    (mail,) = set(re.findall(r'href="(mailto:[^"]+)"', answer.text.partition('<details class="verwijzen')[0]))
    return unquote(unescape(mail).partition("body=")[2])


@pytest.mark.parametrize("question", ["maatregelen", "doelen", "partners-per-thema", "indicatoren"])
def test_each_row_is_reported_by_its_statement_with_its_lines(client: TestClient, question: str) -> None:
    path = f"/vragen/{question}?plan=voorbeeldstad-2020"
    table = client.get(path).text.partition('id="rijen"')[2]
    links = links_in(client, path)
    assert len(links) == table.count("<tr>") - 1 > 0
    for name, address in links.items():
        assert name.startswith("Meld: ")
        message = message_of(client, address)
        assert "Adres: https://w3id.org/veiligheidsgraaf/id/" in message
        assert re.search(
            r"Passage: https://w3id\.org/veiligheidsgraaf/id/bron/voorbeeldstad-2020#line=\d+,\d+", message
        )
        assert re.search(r"Uitgave: [0-9a-f]{64}", message)


def test_statement_passage_and_part_of_a_plan_are_reported(client: TestClient) -> None:
    (goal,) = links_in(client, f"/doc/{STAD}/doel/1-0").values()
    assert f"Adres: https://w3id.org/veiligheidsgraaf/id/{STAD}/doel/1-0" in message_of(client, goal)
    passage = links_in(client, "/passages/voorbeeldstad-2020/5")
    assert "Klopt dit niet? Regel 5" in passage
    assert len(passage) > 1, "and each that rests on it"
    (part,) = (
        address
        for name, address in links_in(client, f"/doc/{STAD}").items()
        if name == "Klopt hier iets niet? Ondermijning"
    )
    asked = client.get(part).text
    assert "Gaat het om één uitspraak hierin?" in asked
    chosen = {text: unescape(href) for href, text in re.findall(r'href="(/melden[^"]+)">([^<]+)', asked)}
    assert "/doel/1-0" in message_of(client, chosen["Een waakzame stad"])


@pytest.mark.parametrize(
    "asked", ["ding=partner/niemand", "ding=../..", "regels=nergens/5", f"ding={STAD}&regels=voorbeeldstad-2020/0",
              "regels=voorbeeldstad-2020/%3Cb%3E"],
)  # fmt: skip
def test_what_the_release_does_not_know_is_not_reported(client: TestClient, asked: str) -> None:
    assert client.get(f"/melden?{asked}").status_code == 404


def test_a_report_stays_short_and_is_there_without_anything(client: TestClient) -> None:
    many = "&".join(f"regels=voorbeeldstad-2020/{line}" for line in range(1, 40))
    assert message_of(client, f"/melden?{many}").count("Passage: ") == MOST_LINES
    assert "Uitgave: " in message_of(client, "/melden")


def test_without_an_address_the_page_says_so(example_release: Release) -> None:
    page = TestClient(create_app(example_release, Settings()), headers=HTML).get(f"/melden?ding={STAD}").text
    assert "heeft geen adres voor meldingen opgegeven" in page
    assert f"Adres: https://w3id.org/veiligheidsgraaf/id/{STAD}" in page
