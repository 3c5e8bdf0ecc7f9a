"""An answer taken along: by name, with addresses, passages and pages, what it was narrowed by, and its release."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.answers.answers import Table
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.sheets import make_workbook
from veiligheidsgraaf.web.pages.taken_table import Account
from veiligheidsgraaf.words.parameters import today
from veiligheidsgraaf.words.release import Release
from veiligheidsgraaf.words.values import iri, text

BASE = "https://w3id.org/veiligheidsgraaf/id/"
ASKED = "/vragen/maatregelen?plan=voorbeeldstad-2020&thema=ondermijning"
WALK = "Door de haven lopen"
ACCOUNT = Account("Vraag", "", (), "abc", "2026-11-29", "https://x/", "Zo", "https://x")


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(
        create_app(example_release, Settings(timeout=20)), headers={"Accept": "text/html"}
    ) as opened:
        yield opened


def read_book(client: TestClient, path: str) -> openpyxl.Workbook:
    found = client.get(path)
    assert found.status_code == 200, found.text
    return openpyxl.load_workbook(io.BytesIO(found.content))


def rows_of(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_cells_have_their_own_types() -> None:
    values = [
        ("=1+1", "12.5", "339"),
        ("@x", "007", "339-340"),
        ("-", "2023-06-26", "12; 14"),
        ("", "0042-01-01", "1"),
    ]
    rows = [(iri("https://example.org/x"), *map(text, row)) for row in values]
    table = Table.of({"ding": "Ding", "naam": "Naam", "waarde": "Waarde", "regels": "Regels"}, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(make_workbook(table, ACCOUNT)))["Antwoord"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, min_col=2)]
    assert cells == [
        ["=1+1", 12.5, "339"],
        ["@x", "007", "339-340"],
        ["-", datetime(2023, 6, 26), "12; 14"],
        [None, "0042-01-01", "1"],
    ]
    assert sheet["B2"].data_type == "s", "what a plan says is no formula"
    assert sheet["A2"].hyperlink.target == "https://example.org/x"


def test_sheet_has_names_addresses_passages_and_their_pages(client: TestClient) -> None:
    sheet = read_book(client, f"{ASKED}&formaat=xlsx")["Antwoord"]
    (row,) = (row for row in rows_of(sheet) if row["Naam"] == WALK)
    assert row["Plan"] == "Veiligheidsplan Voorbeeldstad 2020-2023"
    assert row["Thema"] == "Ondermijning"
    assert row["Plan (adres)"] == f"{BASE}plan/voorbeeldstad-2020"
    assert row["Regels"] == "5"
    assert row["Passage"] == f"{BASE}bron/voorbeeldstad-2020#line=4,5"
    assert row["Pagina van de passage"] == "http://testserver/passages/voorbeeldstad-2020/5"
    links = {cell.hyperlink.target for line in sheet.iter_rows(min_row=2) for cell in line if cell.hyperlink}
    assert {f"{BASE}thema/ondermijning", "http://testserver/passages/voorbeeldstad-2020/5"} <= links
    assert client.get("/passages/voorbeeldstad-2020/5").status_code == 200


def test_second_sheet_accounts_for_the_answer(client: TestClient, example_release: Release) -> None:
    book = read_book(client, f"{ASKED}&formaat=xlsx")
    assert book.sheetnames == ["Antwoord", "Verantwoording", "Per passage"]
    told = [(name.value, value.value) for name, value in book["Verantwoording"].iter_rows()]
    said = dict(told)
    assert said["Ingeperkt tot"] == "plan: Veiligheidsplan Voorbeeldstad 2020-2023"
    assert ("", "thema: Ondermijning") in [(name or "", value) for name, value in told]
    assert said["Uitgave"] == example_release.digest
    assert said["Datum"] == datetime.fromisoformat(today())
    assert said["Rijen"] == book["Antwoord"].max_row - 1
    again = said["Dit antwoord opnieuw"]
    assert again == f"http://testserver{ASKED}&uitgave={example_release.digest[:12]}"
    assert WALK in client.get(again).text


def test_flat_file_has_a_row_per_measure_partner_and_passage(
    client: TestClient, example_release: Release
) -> None:
    found = client.get("/vragen/maatregelen?formaat=plat")
    assert found.headers["content-disposition"] == 'attachment; filename="maatregelen-plat.csv"'
    rows = list(csv.DictReader(io.StringIO(found.text)))
    keys = [(row["maatregel"], row["houder"], row["partner"], row["passage"]) for row in rows]
    assert len(keys) == len(set(keys)), "a theme more is no row more"
    walk = {row["partner"]: row for row in rows if row["naam"] == WALK}
    assert set(walk) == {"Gemeente Voorbeeldstad", "Politie"}
    assert walk["Politie"]["partner_adres"] == f"{BASE}partner/politie"
    assert walk["Politie"]["thema_naam"] == "Ondermijning"
    assert walk["Politie"]["pagina"] == "http://testserver/passages/voorbeeldstad-2020/5"
    assert {row["uitgave"] for row in rows} == {example_release.digest}
    sheet = read_book(client, "/vragen/maatregelen?formaat=xlsx")["Per passage"]
    assert sheet.max_row - 1 == len(rows)


def test_flat_file_is_narrowed_as_the_answer_is(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{ASKED}&partner=politie&formaat=plat").text)))
    whole = list(csv.DictReader(io.StringIO(client.get("/vragen/maatregelen?formaat=plat").text)))
    assert {row["naam"] for row in rows} == {
        row["naam"]
        for row in whole
        if row["partner"] == "Politie" and "ondermijning" in row["thema"] and row["plan"].endswith("-2020")
    }
    assert rows


def test_csv_has_names_passages_and_its_source_in_each_row(
    client: TestClient, example_release: Release
) -> None:
    found = client.get(f"{ASKED}&formaat=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(found), delimiter=";"))
    (walk,) = (row for row in rows if row["naam"] == WALK)
    assert list(walk)[:4] == ["plan", "thema", "maatregel", "naam"], "its own columns come first"
    assert walk["plan"] == f"{BASE}plan/voorbeeldstad-2020"
    assert walk["plan_naam"] == "Veiligheidsplan Voorbeeldstad 2020-2023"
    assert walk["passage"] == f"{BASE}bron/voorbeeldstad-2020#line=4,5"
    assert walk["pagina"] == "http://testserver/passages/voorbeeldstad-2020/5"
    assert walk["datum"] == today()
    assert walk["herkomst"] == f"http://testserver{ASKED}&uitgave={example_release.digest[:12]}"


@pytest.mark.parametrize(
    "path",
    [
        "/lijsten/partner",
        "/vergelijk?plan=voorbeeldstad-2020&plan=voorbeeldstad-2024",
        "/vragen/witte-vlekken",
    ],
)
def test_every_table_that_can_be_taken_says_where_it_comes_from(client: TestClient, path: str) -> None:
    more = "&" if "?" in path else "?"
    book = read_book(client, f"{path}{more}formaat=xlsx")
    said = dict(book["Verantwoording"].iter_rows(values_only=True))
    assert said["Dit antwoord opnieuw"].startswith(f"http://testserver{path}{more}uitgave=")
    assert book["Antwoord"].max_row > 1
