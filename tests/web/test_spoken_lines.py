"""Lines of the plans on the page of the question box: only where the server has the very texts that were read."""

from pathlib import Path

from starlette.testclient import TestClient

from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.release import Release

from ..conftest import EXAMPLE

PASSAGE = "/passages/voorbeeldstad-2020/"
HEADING, NONE = (
    "Regels in de plannen",
    "Ook in de teksten van de plannen is geen regel met deze woorden samen gevonden",
)


def ask(release: Release, line: str, sources: Path | None) -> str:
    client = TestClient(create_app(release, Settings(), sources), base_url="http://127.0.0.1:8000")
    return client.get("/zoeken", params={"q": line}, headers={"Accept": "text/html"}).text


def test_line_that_is_not_read_shows_lines_of_plans_first(example_release: Release) -> None:
    page = ask(example_release, "woord ondernemers haven zelf", EXAMPLE / "bronnen")
    assert HEADING in page
    assert "nl-mark" in page
    assert PASSAGE in page
    assert NONE in ask(example_release, "xylofoon kwartet", EXAMPLE / "bronnen")


def test_without_texts_nothing_is_said_of_them(example_release: Release) -> None:
    page = ask(example_release, "xylofoon kwartet", None)
    assert HEADING not in page
    assert NONE not in page


def test_a_changed_text_is_not_searched(example_release: Release, tmp_path: Path) -> None:
    for path in (EXAMPLE / "bronnen").iterdir():
        (tmp_path / path.name).write_text("Een heel ander stuk over ondernemers.\n", encoding="utf-8")
    assert HEADING not in ask(example_release, "woord ondernemers haven zelf", tmp_path)
