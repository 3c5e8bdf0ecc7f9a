"""The front page proposes what the graph at hand speaks of."""

import pytest
from starlette.testclient import TestClient

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.web.pages.figures import say_amount
from veiligheidsgraaf.web.pages.front import propose
from veiligheidsgraaf.web.pages.library import Library
from veiligheidsgraaf.words.release import Release


def test_proposal_is_of_this_graph(example_answers: Answers) -> None:
    found = propose(Library(example_answers))
    assert found.place == "Voorbeeldstad"
    assert found.line.startswith("welke partners werken aan ")
    assert found.line.endswith(" in Voorbeeldstad")
    assert example_answers.table("partners-per-thema", {"thema": found.theme}).rows


def test_front_page_names_no_other_municipality(example_release: Release) -> None:
    with TestClient(create_app(example_release, Settings())) as client:
        text = client.get("/", headers={"Accept": "text/html"}).text
    assert "in Voorbeeldstad" in text
    assert not [name for name in ("Hardenberg", "Hellendoorn", "Dalfsen") if name in text]


@pytest.mark.parametrize(
    ("unit", "said"),
    [("Aantal", "212"), ("Procent", "212%"), ("Rapportcijfer", "een 212"), ("Meldingen", "212 meldingen")],
)
def test_an_amount_is_said_as_people_say_it(unit: str, said: str) -> None:
    assert say_amount("212", unit) == said
