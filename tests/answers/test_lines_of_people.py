"""Lines as people type them, judged by what stands on the page of the question box: the sentence, the first
rows, what was read and what was not.

`tests/data/questions/gevraagd.csv`: `moet` what must stand there (`a|b`: either), `niet` what must not stand in the
answer, `oordeel`: `heel` when that is the whole answer, `half` when it is a part of it or a choice between readings,
`bron` where the plans say it. `eigen.csv` holds lines of the makers in the same form.
"""

import csv
import html
import re

import pytest
from starlette.testclient import TestClient

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.box.asking import Asker
from veiligheidsgraaf.answers.box.search import Search
from veiligheidsgraaf.answers.said import read_out
from veiligheidsgraaf.names.stored import StoredLexicon
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

from ..conftest import DATA

# As many of the lines must be answered in full.
FULL = 39
_BESIDE = re.compile(r"Of bedoelt u|Genoemd in|Wel te beantwoorden|Lees het anders|Vragen hierover")
# What is claimed stands before the first (the sentence) and after the second: a grid has places with nothing.
_READ, _ROWS = "Uw regel is gelezen", "Rijen met hun regels"
_TAG = re.compile(r"<(script|style|head|header|footer|nav|form|datalist)\b.*?</\1>|<[^>]+>", re.DOTALL)


def read_lines(name: str) -> list[dict[str, str]]:
    with (DATA / "questions" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LINES = read_lines("gevraagd.csv")
OWN = read_lines("eigen.csv")


@pytest.fixture(scope="module")
def client(release: Release) -> TestClient:
    return TestClient(create_app(release, Settings()), base_url="http://127.0.0.1:8000")


def text_of(client: TestClient, line: str) -> str:
    """What stands on the page of a line, less what stands on every page."""
    response = client.get("/zoeken", params={"q": line})
    assert response.status_code == 200
    body = response.text[response.text.index("<main") :]
    return " ".join(html.unescape(_TAG.sub(" ", body)).split())


def check(client: TestClient, line: dict[str, str]) -> None:
    page = text_of(client, line["zin"])
    answer = _BESIDE.split(page)[0]
    within = answer if line["oordeel"] == "heel" else page
    missing = [
        fact
        for fact in line["moet"].split(";")
        if fact and not any(one.lower() in within.lower() for one in fact.split("|"))
    ]
    claimed = answer.split(_READ)[0] + (answer.rpartition(_ROWS)[2] if _ROWS in answer else "")
    wrong = [
        fact for fact in line["niet"].split(";") if fact and re.search(rf"\b{re.escape(fact)}\b", claimed)
    ]
    assert not missing, answer[:1500]
    assert not wrong, claimed


@pytest.mark.parametrize("line", LINES, ids=[line["zin"] for line in LINES])
def test_line_of_somebody_is_answered(line: dict[str, str], client: TestClient) -> None:
    check(client, line)


@pytest.mark.parametrize("line", OWN, ids=[line["zin"] for line in OWN])
def test_own_line_is_answered(line: dict[str, str], client: TestClient) -> None:
    check(client, line)


def test_most_lines_are_answered_in_full() -> None:
    assert len(LINES) == 41
    assert sum(line["oordeel"] == "heel" for line in LINES) >= FULL


_USED = (
    "SELECT DISTINCT l.label FROM labels l JOIN things t ON t.id = l.thing "
    "WHERE t.statements > 0 AND t.kind IN ('thema', 'fenomeen', 'instrument', 'partner', 'doelgroep') "
    "AND NOT l.is_hidden ORDER BY l.id"
)


def names_in_use(lexicon: StoredLexicon) -> list[str]:
    return [name for (name,) in lexicon.rows(_USED)]


# Names of what no question has: the page says of the graph, not of the plans, that no use in a theme is known,
# and shows the thing. A question that takes them takes them off this list.
WITHOUT_ANSWER = {
    "App met informatie over noodsituaties", "Bewonersbrief", "brief van de gemeente", "Folder van de gemeente",
    "Lokale krant", "Mediation", "Waarschuwing", "Centraal Bureau voor de Statistiek", "CBS",
}  # fmt: skip


@pytest.mark.proof
def test_name_typed_bare_is_never_met_with_a_silence_that_is_not_there(answers: Answers) -> None:
    """Each name of what some statement is about finds rows, or is offered to choose from with its count."""
    asker = Asker(answers)
    silent = []
    for name in names_in_use(answers.names):
        reading = asker.read(name)
        if (reading.intent is None or not asker.count(reading.intent)) and not reading.doubt:
            silent.append(name)
    assert set(silent) == WITHOUT_ANSWER
    for name in silent:
        told = asker.ask(name)
        assert told.named, name
        assert told.answer is None or read_out(told.answer.sentence).startswith("In de graaf staat niet"), (
            name
        )


def test_statements_in_words_lead_to_their_pages_and_lines(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "keurmerk veilig buitengebied"}).text
    start = page.index("In woorden</h3>")
    told = page[start : page.index("</ul>", start)]
    assert "Lopend regionaal project tegen ondermijning." in told
    assert "/passages/dalfsen-2023/329" in told
    assert "/passages/oude-ijsselstreek-2023/114" in told
    assert 'href=""' not in page


def test_years_are_no_thousands_and_no_statement_goes_by_its_number(client: TestClient) -> None:
    series = client.get("/vragen/cijferreeksen").text
    assert "Aantal 2022 waarneming" in series
    assert not re.search(r"\b2\.0\d\d\b", series)
    opposed = client.get("/vragen/tegenstrijdigheden", params={"gemeente": "dalfsen"}).text
    assert "wel eens voorkomt, 2013: 17</a></td>" in opposed
    assert "waarneming t4-1-2013" not in opposed


def test_short_word_is_found_as_a_whole_word_only(answers: Answers) -> None:
    found = {thing.name for thing in Search(answers.names).find("act", 40)}
    assert "Act: verbeterpunten formuleren of successen borgen" in found
    assert not [name for name in found if "contact" in name.lower()]
