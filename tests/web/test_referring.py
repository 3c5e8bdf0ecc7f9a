"""Every page can be referred to, taken along as a note and reported on; each says on which release it stands."""

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote

import bibtexparser
import docx
import pytest
import rispy
from fastapi.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings, read_settings
from veiligheidsgraaf.web.pages.citation import Citation
from veiligheidsgraaf.web.pages.report import prepare_report
from veiligheidsgraaf.words.errors import InvalidRequest
from veiligheidsgraaf.words.parameters import today
from veiligheidsgraaf.words.release import Release

SETTINGS = Settings(timeout=20, report="mailto:oov@voorbeeldstad.example")
HTML = {"Accept": "text/html"}
PLAN, ANSWER, GOAL = (
    "/doc/plan/voorbeeldstad-2020",
    "/vragen/doelen?plan=voorbeeldstad-2020",
    "/doc/plan/voorbeeldstad-2020/doel/1-0",
)
CITED = {"/leer/citeren": "Citeren en licentie", PLAN: "Veiligheidsplan Voorbeeldstad 2020-2023", ANSWER: "Welke doelen", GOAL: "Een waakzame stad"}  # fmt: skip


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(example_release, SETTINGS), headers=HTML) as opened:
        yield opened


def add(path: str, more: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{more}"


@pytest.mark.parametrize("path", CITED)
def test_bibtex_and_ris_of_any_page_are_read_by_parsers(
    client: TestClient, example_release: Release, path: str
) -> None:
    entries = bibtexparser.loads(client.get(add(path, "formaat=bib")).text).entries
    records = rispy.loads(client.get(add(path, "formaat=ris")).text)
    (own,) = (entry for entry in entries if entry["ENTRYTYPE"] == "misc")
    record = records[-1]
    assert CITED[path] in own["title"]
    assert CITED[path] in record["title"]
    fixed = "http://testserver" + add(path, f"uitgave={example_release.digest[:12]}")
    assert own["url"] == record["urls"][0] == fixed
    assert own["year"] == record["year"] == today()[:4]
    assert example_release.digest in own["note"]
    assert client.get(fixed).status_code == 200


def test_page_of_a_plan_cites_the_plan_itself_too(client: TestClient) -> None:
    entries = bibtexparser.loads(client.get(add(PLAN, "formaat=bib")).text).entries
    (record, _) = rispy.loads(client.get(add(PLAN, "formaat=ris")).text)
    (plan,) = (entry for entry in entries if entry["ENTRYTYPE"] == "techreport")
    assert plan["institution"] == record["publisher"] == "Gemeente Voorbeeldstad"
    assert plan["year"] == record["year"] == "2020"
    assert len(bibtexparser.loads(client.get(add(GOAL, "formaat=bib")).text).entries) == 1


def test_signs_that_mean_something_in_tex_stay_what_they_are() -> None:
    text = Citation("50% & meer_{nu} #1 \\ ~", "https://x/", "a" * 64, "2026-11-29").as_bibtex()
    (entry,) = bibtexparser.loads(text).entries
    assert r"50\% \& meer\_\{nu\} \#1 \textbackslash{} \textasciitilde{}" in entry["title"]


def test_fixed_link_says_when_another_release_answers(client: TestClient, example_release: Release) -> None:
    told = "Deze link is gemaakt op uitgave"
    page = client.get(ANSWER).text
    (fixed,) = re.findall(r'href="([^"]+)">Vaste link op deze uitgave', page)
    assert told not in client.get(fixed.replace("&amp;", "&")).text
    other = client.get(add(ANSWER, "uitgave=0123456789ab"))
    assert told in other.text
    assert "0123456789ab" in other.text
    assert example_release.digest[:12] in other.text
    assert "Een waakzame stad" in other.text, "the answer itself stays"
    assert client.get(add(ANSWER, "uitgave=onzin")).status_code == 400


def test_an_address_is_canonical_without_the_release(client: TestClient) -> None:
    page = client.get(add(ANSWER, "uitgave=0123456789ab")).text
    assert f'<link rel="canonical" href="http://testserver{ANSWER}">' in page
    assert f'href="http://testserver{GOAL}">' in client.get(GOAL + ".html").text


def test_note_in_word_has_title_table_and_sources_with_links(
    client: TestClient, example_release: Release
) -> None:
    found = client.get(add(ANSWER, "formaat=docx"))
    assert found.headers["content-type"].endswith("wordprocessingml.document")
    note = docx.Document(io.BytesIO(found.content))
    texts = [paragraph.text for paragraph in note.paragraphs]
    assert texts[0].startswith("Welke doelen")
    assert any(example_release.digest[:12] in text for text in texts)
    assert any(
        re.search(r"Voorbeeldstad 2020-2023, regels? .*http://testserver/passages/", text) for text in texts
    )
    (table,) = note.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:2] == ["Plan", "Thema"]
    assert any("Een waakzame stad" in cell for row in rows for cell in row)
    links = {one.target_ref for one in note.part.rels.values() if one.is_external}
    assert f"http://testserver{GOAL}" in links
    assert not [text for text in texts if "SELECT" in text or "Vorige" in text or text == "weg"]


def test_note_is_refused_where_it_would_be_too_large(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veiligheidsgraaf.web.pages.note.MOST_CELLS", 3)
    assert client.get(add(ANSWER, "formaat=docx&blad=1")).status_code == 422
    monkeypatch.setattr("veiligheidsgraaf.web.pages.note.MOST_PARAGRAPHS", 3)
    assert client.get(add("/leer/citeren", "formaat=docx")).status_code == 422
    for path in ("/def", "/.well-known/void", "/graph/vocabulaire", "/catalogus"):
        page = client.get(path).text
        assert "formaat=bib" in page
        assert "formaat=docx" not in page, "a whole graph is no note"


def test_report_has_statement_lines_and_release_and_goes_to_the_address_that_was_set(
    client: TestClient, example_release: Release
) -> None:
    (address,) = re.findall(r'href="(mailto:[^"]+)"', client.get(GOAL).text)
    assert address.startswith(
        "mailto:oov@voorbeeldstad.example?subject=Klopt%20dit%20niet%3F%20Een%20waakzame"
    )
    body = unquote(address.partition("body=")[2])
    assert "Adres: https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2020/doel/1-0\r\n" in body
    assert re.search(
        r"Passage: https://w3id.org/veiligheidsgraaf/id/bron/voorbeeldstad-2020#line=\d+,\d+", body
    )
    assert f"Uitgave: {example_release.digest}" in body


def test_without_an_address_the_report_is_there_to_send_oneself(example_release: Release) -> None:
    page = TestClient(create_app(example_release, Settings()), headers=HTML).get("/leer/citeren").text
    assert "heeft geen adres voor meldingen opgegeven" in page
    assert f"Uitgave: {example_release.digest}</code>" in page
    assert "mailto:" not in page


def test_report_fills_in_what_an_address_asks_for() -> None:
    report = prepare_report("https://x.example/m?a={titel}&b={tekst}", "A&B", "https://p/", "", (), "d")
    assert report.address.startswith("https://x.example/m?a=Klopt%20dit%20niet%3F%20A%26B&b=Wat%20klopt")
    assert prepare_report("https://x.example/?x=1", "A", "", "", (), "").address.startswith(
        "https://x.example/?x=1&title="
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", 'mailto:a@b"onclick', "oov@voorbeeld.nl", "https://"]
)
def test_an_address_for_reports_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(InvalidRequest, match="adres voor meldingen"):
        read_settings({"VEILIGHEIDSGRAAF_REPORT": address})


FILTERED = [
    "/vragen/doelen", ANSWER, "/vragen/doelen?plan=voorbeeldstad-2024", "/vragen/doelen?thema=ondermijning",
    "/vragen/doelen?niet-thema=ondermijning", "/vragen/maatregelen?thema=ondermijning", "/lijsten/partner", "/lijsten/partner?q=politie",
    "/lijsten/thema", "/cijfers", "/cijfers?plan=voorbeeldstad-2020", "/cijfers?wat=reeksen", "/netwerk", "/netwerk?minstens=1",
    "/overzicht", "/dekking", "/vergelijk", "/vergelijk?plan=voorbeeldstad-2020&plan=voorbeeldstad-2024",
    "/vragen/doelen?sorteer=naam", "/vragen/doelen?sorteer=-naam", "/vragen/doelen?verschillen=ja", "/lijsten/partner?op=plannen",
    "/vergelijk?plan=voorbeeldstad-2020", "/vergelijk?plan=voorbeeldstad-2024", "/vergelijk?wat=doel",
    "/doc/bron/voorbeeldstad-2020", "/doc/bron/voorbeeldstad-2024", "/doc/plan/voorbeeldstad-2020?dag=2021-05-01",
    "/sparql-editor?vraag=doelbereik", "/sparql-editor?vraag=doelen",
    "/vergelijk?plan=voorbeeldstad-2020&plan=voorbeeldstad-2024&wat=partner", PLAN, "/doc/plan/voorbeeldstad-2024", "/zoeken", "/zoeken?q=politie",
]  # fmt: skip


def test_no_two_filters_share_a_title_or_heading(client: TestClient) -> None:
    titles: dict[str, str] = {}
    headings: dict[str, str] = {}
    for path in FILTERED:
        page = client.get(path).text
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
        heading = re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1])
        assert title not in titles, (path, titles[title])
        assert heading not in headings, (path, headings[heading])
        titles[title], headings[heading] = path, path


def test_statements_of_one_name_in_two_plans_have_titles_of_their_own(client: TestClient) -> None:
    own = [
        client.get(f"/doc/plan/{plan}/prioriteit/1").text
        for plan in ("voorbeeldstad-2024", "voorbeelddorp-2022")
    ]
    titles = [re.search(r"<title>(.*?)</title>", page)[1] for page in own]
    assert titles[0] == "Jeugd, prioriteit in Voorbeeldstad 2024-2027 - Veiligheidsgraaf"
    assert titles[0] != titles[1]


def test_each_page_has_a_description_of_its_own(client: TestClient) -> None:
    described: dict[str, str] = {}
    for path in FILTERED:
        (told,) = re.findall(r'<meta name="description" content="([^"]+)">', client.get(path).text)
        assert told not in described, (path, described[told])
        described[told] = path
    assert "Welke doelen stelt een plan? Veiligheidsplan Voorbeeldstad 2024-2027. Er zijn" in " ".join(
        described
    )


def test_page_at_the_endpoint_and_a_long_line_refer_to_what_is_there(client: TestClient) -> None:
    (fixed,) = re.findall(r'href="([^"]+)">Vaste link op deze uitgave', client.get("/sparql").text)
    assert fixed.startswith("/sparql-editor?uitgave=")
    assert client.get(fixed).status_code == 200
    assert "Vaste link" not in client.get(f"/zoeken?q={'a' * 3000}").text
