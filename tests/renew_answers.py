"""Write tests/answers/*.csv anew from the real graph: `make answers`,
then read the diff before you commit it.

So are the fixtures of the page parts that list the vocabularies and the ontology,
from the made-up project: they follow those files.
"""

import csv
import tempfile
from pathlib import Path

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.words.parameters import DAY
from veiligheidsgraaf.words.project import Project

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
PARTS = (
    *("feiten-namen", "feiten-kenmerken", "feiten-verwijzingen", "feiten-verwijzingen-gedeeld"),
    *("feiten-gebruik", "pagina-termen", "pagina-ding"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        release = build(Project(ROOT), Path(home))[0]
        with PooledStore(release, 1) as store:
            answers = Answers.of(release, store)
            for question in answers.listed:
                name = question.name
                day = {p.name: p.example or "" for p in question.parameters if p.kind == DAY}
                text = answers.ask(name, day, "csv").decode().replace("\r\n", "\n")
                (DATA / "answers" / f"{name}.csv").write_text(text, encoding="utf-8")
            fixture_of_parts(Path(home) / "voorbeeld")


def fixture_of_parts(home: Path) -> None:
    """Renew the fixtures whose rows come from the ontology and the vocabularies."""
    release = build(Project(DATA / "voorbeeld"), home)[0]
    with PooledStore(release, 1) as store:
        answers = Answers.of(release, store)
        for name in PARTS:
            table = answers.table(name, {})
            with (DATA / "queries" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.columns)
                writer.writerows([term.text for term in row] for row in table.cells)


if __name__ == "__main__":
    main()
