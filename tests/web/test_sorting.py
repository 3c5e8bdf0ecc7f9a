"""Rows are sorted by the head of a column, and the head says how they are."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

MEASURES = "/vragen/maatregelen"


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings()), headers={"Accept": "text/html"}) as opened:
        yield opened


def rows_table(client: TestClient, address: str) -> html.HtmlElement:
    """The table of rows with their lines."""
    page = html.fromstring(client.get(address).text)
    return next(t for t in page.iter("table") if "met hun regels" in t.findtext("caption", ""))


def sorts(table: html.HtmlElement) -> dict[str, tuple[str, str]]:
    """Heading -> how the rows are by it, and where they are by it otherwise."""
    return {
        head.text_content(): (head.get("aria-sort", ""), link.get("href"))
        for head in table.iterfind(".//th")
        for link in head.iterfind("a")
    }


def names(table: html.HtmlElement, column: str) -> list[str]:
    at = [head.text_content() for head in table.iterfind("thead/tr/th")].index(column)
    return [row[at].text_content().strip().lower() for row in table.iterfind("tbody/tr")]


def test_heads_lead_to_the_rows_by_their_column_and_back(client: TestClient) -> None:
    first = sorts(rows_table(client, MEASURES))
    assert not any(direction for direction, _ in first.values())
    heading = "Maatregel"
    up = rows_table(client, first[heading][1])
    assert names(up, heading) == sorted(names(up, heading))
    found = sorts(up)
    assert {h for h, (direction, _) in found.items() if direction} == {heading}
    assert found[heading][0] == "ascending"
    down = rows_table(client, found[heading][1])
    assert names(down, heading) == sorted(names(up, heading), reverse=True)
    assert sorts(down)[heading][0] == "descending"


def test_narrowing_is_kept_and_rows_are_in_sight(client: TestClient) -> None:
    address = f"{MEASURES}?gemeente=voorbeeldstad"
    link = sorts(rows_table(client, address))["Maatregel"][1]
    assert "gemeente=voorbeeldstad" in link
    assert link.endswith("#rijen")
    page = html.fromstring(client.get(link).text)
    assert all(d.get("open") is not None for d in page.get_element_by_id("rijen").iterancestors("details"))


def test_rows_of_a_line_lead_to_the_question_by_that_column(client: TestClient) -> None:
    table = rows_table(client, "/zoeken?q=maatregelen+voorbeeldstad")
    link = sorts(table)["Maatregel"][1]
    assert link.startswith(f"{MEASURES}?")
    assert "gemeente=voorbeeldstad" in link
    assert sorts(rows_table(client, link))["Maatregel"][0] == "ascending"


def test_things_without_a_name_beside_them_are_no_order(client: TestClient) -> None:
    assert "Thema" not in sorts(rows_table(client, MEASURES))


def test_what_is_made_when_a_row_is_there_is_no_order(client: TestClient) -> None:
    table = rows_table(client, "/vragen/plannen")
    heads = [head.text_content() for head in table.iterfind("thead/tr/th")]
    assert set(heads) - set(sorts(table)), "every column could be sorted by"
