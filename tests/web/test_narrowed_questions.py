"""The page of a question: any key narrows it, each is shown with a way to take it off, and the form keeps the
others.
"""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.words.release import Release


@pytest.fixture(scope="module")
def client(release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(release, read_settings({}))) as opened:
        yield opened


class Found(HTMLParser):
    """Links of the constraints, and the hidden fields of the form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.taken_off: dict[str, str] = {}
        self.hidden: set[tuple[str, str]] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and found.get("aria-label", "").startswith("haal weg: "):
            self.taken_off[found["aria-label"].removeprefix("haal weg: ")] = found["href"]
        if tag == "input" and found.get("type") == "hidden":
            self.hidden.add((found["name"], found["value"]))


def get(client: TestClient, query: str, status: int = 200) -> str:
    response = client.get(f"/vragen/partners-per-thema?{query}", headers={"Accept": "text/html"})
    assert response.status_code == status, response.text[:400]
    return response.text


def test_query_behind_an_answer_opens_in_the_editor_and_says_what_it_leaves_out(client: TestClient) -> None:
    asked = "/vragen/doelen-zonder-cijfer?periode=alle&plan=dalfsen-2023"
    page = client.get(asked, headers={"Accept": "text/html"}).text
    ((address, words),) = re.findall(r'href="(/sparql-editor[^"]*)">(query in de editor[^<]*)<', page)
    assert address == "/sparql-editor?vraag=doelen-zonder-cijfer&amp;plan=dalfsen-2023"
    assert words == "query in de editor, zonder periode"
    assert client.get(unescape(address)).status_code == 200


def test_each_constraint_is_shown_and_can_be_taken_off(client: TestClient) -> None:
    found = Found(get(client, "thema=jeugd-en-veiligheid&fenomeen=jeugdoverlast&niet-partner=politie"))
    assert found.taken_off == {
        "thema Jeugd en veiligheid": "/vragen/partners-per-thema?fenomeen=jeugdoverlast&niet-partner=politie",
        "fenomeen Jeugdoverlast": "/vragen/partners-per-thema?thema=jeugd-en-veiligheid&niet-partner=politie",
        "niet partner Politie": "/vragen/partners-per-thema?thema=jeugd-en-veiligheid&fenomeen=jeugdoverlast",
    }
    assert found.hidden == {("fenomeen", "jeugdoverlast"), ("niet-partner", "politie")}


def test_a_name_that_is_typed_is_read_as_its_slug(client: TestClient) -> None:
    found = Found(get(client, "partner=RIEC Oost-Nederland"))
    assert list(found.taken_off) == ["partner RIEC Oost-Nederland"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kleur=rood", "parameter van partners-per-thema"),
        ("blad=1000000000", "is er niet"),
        ("blad=99", "kies een blad van 1 tot en met"),
        ("van=gisteren", "geen jaar, kwartaal, maand of dag"),
        ("&".join(f"partner=p{n}" for n in range(60)), "meer dan 50 waarden"),
    ],
)
def test_what_cannot_be_asked_is_told_on_the_page(query: str, said: str, client: TestClient) -> None:
    assert said in get(client, query, 400)
