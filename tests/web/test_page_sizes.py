"""A plan with twice as much in it, and as many plans again, keeps every page light: no page grows with what it
tells of.

The facts are those of the repository with all that stands within one plan twice, under other keys.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from fastapi.testclient import TestClient

from veiligheidsgraaf.facts.term_texts import number_of
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import Settings
from veiligheidsgraaf.words.questions import load_release_questions
from veiligheidsgraaf.words.release import Release

from ..facts.renewing import renew_sums

BROWSER = {"Accept": "text/html"}
MOST = 100_000
RICH = "hellendoorn-2024"
WITHIN = f"plan/{RICH}/"
# What an IRI within the plan becomes.
AGAIN = rf"regexp_replace({{}}, '({WITHIN}[a-z-]+/)', '\1nog-', 'g')"
PAGES = [
    "/",
    "/vragen",
    "/leer/ontologie",
    f"/doc/plan/{RICH}",
    f"/doc/plan/{RICH}?dag=2024-05-01",
    f"/doc/plan/{RICH}/prioriteit/2",
    "/doc/gemeente/hellendoorn",
    "/doc/thema/ondermijning",
    "/doc/partner/politie",
    "/doc/partner/hellendoorn-burgemeester",
    "/doc/instrument/cameratoezicht",
    "/doc/rechtsgrond/opiumwet-13b",
    f"/vragen/maatregelen?plan={RICH}",
    f"/vragen/doelen?plan={RICH}",
    "/vragen/maatregelen",
    "/lijsten/maatregel",
    "/lijsten/doel",
    "/cijfers",
    "/overzicht",
    "/dekking",
    "/netwerk",
    f"/netwerk?plan={RICH}",
    "/vergelijk?thema=ondermijning",
    f"/vergelijk?plan={RICH}&plan=hardenberg-2025",
    f"/melden?ding=plan/{RICH}",
    f"/passages/{RICH}/318",
    "/zoeken?q=wat doet hellendoorn",
]


@dataclass(frozen=True)
class Rich(Release):
    """A release whose facts are others."""

    own: Path = Path()

    @property
    def facts(self) -> Path:
        """The other facts."""
        return self.own


def enrich(path: Path, release: Release) -> None:
    """Add all that stands within the plan once more to a file of facts."""
    with duckdb.connect(str(path)) as base:
        tables = [name for (name,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for table in tables:
            described = base.execute(f'DESCRIBE "{table}"').fetchall()
            texts = [name for name, kind, *_ in described if kind == "VARCHAR"]
            numbers = [name for name, kind, *_ in described if kind != "VARCHAR" and name in ("_s", "_g")]
            changed = [f'{AGAIN.format(f"{name!r}".replace(chr(39), chr(34)))} AS "{name}"' for name in texts]
            changed += [f'xor("{name}", 1) AS "{name}"' for name in numbers]
            meant = " OR ".join(f'''contains("{name}", '{WITHIN}')''' for name in texts)
            if table != "ding" and meant:
                base.execute(
                    f'INSERT INTO "{table}" SELECT * REPLACE ({", ".join(changed)}) FROM "{table}" WHERE {meant}'
                )
        own = base.execute("SELECT * FROM ding WHERE contains(iri, ?)", [WITHIN]).fetchall()
        for _, iri, *rest in own:
            kind, _, key = iri.partition(WITHIN)[2].partition("/")
            again = f"{iri.partition(WITHIN)[0]}{WITHIN}{kind}/nog-{key}"
            marks = ", ".join("?" * (len(rest) + 2))
            base.execute(f"INSERT INTO ding VALUES ({marks})", [number_of(again), again, *rest])
        renew_sums(base, load_release_questions(release))


@pytest.fixture(scope="module")
def rich(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("rijk") / "facts.duckdb"
    shutil.copyfile(release.facts, path)
    enrich(path, release)
    app = create_app(Rich(release.path, path), Settings(workers=1))
    with TestClient(app, headers=BROWSER) as client:
        yield client


@pytest.mark.parametrize("page", PAGES)
def test_page_stays_light_with_a_plan_of_twice_the_size(page: str, rich: TestClient) -> None:
    answer = rich.get(page)
    assert answer.status_code == 200
    assert len(answer.content) < MOST


def test_plan_has_twice_as_much_and_tells_where_the_rest_is(rich: TestClient) -> None:
    """So that the test above can fail."""
    text = rich.get(f"/doc/plan/{RICH}").text
    assert "154 doelen" in text
    assert "214 maatregelen" in text
    assert "op <a href=" in text
    assert text.count('<details class="hoofdstuk') > 20
