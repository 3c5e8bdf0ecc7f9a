"""Tables to take away: a row per statement and passage, with addresses, names and where each comes from."""

import csv
import gzip
import io

from fastapi.testclient import TestClient

from veiligheidsgraaf.facts.constraints import Constraints
from veiligheidsgraaf.facts.fact_store import FactStore
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.words.questions import load_release_questions
from veiligheidsgraaf.words.release import Release


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(content).decode())))


def test_every_question_has_a_table_with_all_its_statements(release: Release) -> None:
    facts = FactStore(release.facts, load_release_questions(release))
    assert set(release.tables) == set(facts.grains)
    for question, path in release.tables.items():
        rows = rows_of(path.read_bytes())
        sql = f'SELECT count(DISTINCT _s) FROM "vraag/{question}"'
        assert len({row["uitspraak"] for row in rows}) == facts._fetch(sql, ())[0][0]
        assert bool(rows) == bool(facts.total(question, Constraints()))


def test_a_row_is_one_measure_one_partner_and_one_passage(example_release: Release) -> None:
    rows = rows_of(example_release.tables["maatregelen"].read_bytes())
    walk = [row for row in rows if row["naam"] == "Door de haven lopen"]
    assert {row["partner"] for row in walk} == {"Gemeente Voorbeeldstad", "Politie"}
    assert {(row["plan_naam"], row["thema_naam"], row["regel"]) for row in walk} == {
        ("Veiligheidsplan Voorbeeldstad 2020-2023", "Ondermijning", "5")
    }
    assert walk[0]["passage"].endswith("/id/bron/voorbeeldstad-2020#line=4,5")
    assert walk[0]["pagina"].endswith("/passages/voorbeeldstad-2020/5")
    assert len(rows) == len({tuple(row.items()) for row in rows}), "each once"


def test_the_server_gives_a_table_and_the_catalogue_names_it(example_release: Release) -> None:
    with TestClient(create_app(example_release, read_settings({}))) as client:
        found = client.get("/dumps/maatregelen.csv.gz")
        assert found.status_code == 200
        assert rows_of(found.content) == rows_of(example_release.tables["maatregelen"].read_bytes())
        catalogue = client.get("/catalogus", headers={"Accept": "text/turtle"}).text
        assert "dumps/maatregelen.csv.gz" in catalogue
        refused = client.get("/dumps/onzin.csv.gz")
        assert refused.status_code == 404
