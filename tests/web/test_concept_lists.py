"""Every kind of concept that a plan chooses from has a list with what each means."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.kinds import KINDS
from veiligheidsgraaf.words.release import Release

CONCEPTS = [kind.name for kind in KINDS.values() if kind.concept]


@pytest.fixture(scope="module")
def client(release: Release):
    with TestClient(create_app(release, Settings())) as client:
        yield client


@pytest.mark.parametrize("kind", CONCEPTS)
def test_list_of_a_kind_of_concept_says_what_each_means(kind: str, client: TestClient) -> None:
    page = client.get(f"/lijsten/{kind}", headers={"Accept": "text/html"})
    assert page.status_code == 200
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/lijsten/{kind}?formaat=csv").text.lstrip("\ufeff")), delimiter=";"
        )
    )
    assert rows
    assert all(row["betekenis"] for row in rows), [row["naam"] for row in rows if not row["betekenis"]]


def test_learn_page_leads_to_every_list(client: TestClient) -> None:
    text = client.get("/leer", headers={"Accept": "text/html"}).text
    assert all(f"/lijsten/{kind}" in text for kind in CONCEPTS)
