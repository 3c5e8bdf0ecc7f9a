"""Rows are sorted by the head of a column, and the head says how they are."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

MEASURES = "/vragen/maatregelen"
PARTNERS = "/api/v1/vragen/partners-per-thema"
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, Settings()), headers={"Accept": "text/html"}) as opened:
        yield opened


@pytest.fixture(scope="module")
def real(release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(release, Settings()), headers={"Accept": "text/html"}) as opened:
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


def grid_of(client: TestClient, address: str) -> html.HtmlElement:
    """The grid of an answer: a row per thing, a column per municipality."""
    return html.fromstring(client.get(address).text).get_element_by_id("raster").find("table")


def row_names(grid: html.HtmlElement) -> list[str]:
    return [head.text_content().strip().lower() for head in grid.iterfind("tbody/tr/th")]


@pytest.mark.parametrize("question", ["maatregelen", "partners-per-thema", "planning", "doelen"])
def test_rows_of_a_grid_are_by_their_own_name_and_back(real: TestClient, question: str) -> None:
    """Also where rows are themes and what is asked for are measures, which have names of their own."""
    first = grid_of(real, f"/vragen/{question}")
    head = first.find("thead/tr/th")
    assert head.get("aria-sort") is None
    up = grid_of(real, head.find("a").get("href"))
    assert row_names(up) == sorted(row_names(up))
    assert up.find("thead/tr/th").get("aria-sort") == "ascending"
    down = grid_of(real, up.find("thead/tr/th/a").get("href"))
    assert row_names(down) == sorted(row_names(down), reverse=True)
    assert down.find("thead/tr/th").get("aria-sort") == "descending"


def test_what_a_municipality_has_most_of_comes_first(real: TestClient) -> None:
    heads = grid_of(real, "/vragen/partners-per-thema").findall("thead/tr/th")[1:]
    for place, head in enumerate(heads):
        address = head.findall("a")[-1].get("href")
        slug = address.partition("voorop=")[2].partition("#")[0]
        led = grid_of(real, address)
        assert [h.get("aria-sort") for h in led.findall("thead/tr/th")[1:]].index("descending") == place
        said = [
            real.get(f"{PARTNERS}?gemeente={slug}&partner={partner}&limit=1", headers=JSON).json()["totaal"]
            for partner in (a.get("href").rpartition("/partner/")[2] for a in led.iterfind("tbody/tr/th/a"))
            if partner.count("/") == 0 and partner
        ]
        assert all(said), "each row has something of the municipality that leads"


def test_a_column_that_is_none_is_refused_by_name(client: TestClient) -> None:
    answer = client.get("/vragen/maatregelen?voorop=nergens")
    assert answer.status_code == 404
    assert "nergens" in answer.text
