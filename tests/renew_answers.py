"""Write tests/answers/*.csv anew from the real graph: `make answers`, then read the diff before you commit it."""

import tempfile
from pathlib import Path

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.build.pipeline import build
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_release_questions

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        release = build(Project(ROOT), Path(home))[0]
        with PooledStore(release, 1) as store:
            answers = Answers(store, load_release_questions(release))
            for name in (question.name for question in answers.listed):
                text = answers.ask(name, {}, "csv").decode().replace("\r\n", "\n")
                (ROOT / "tests" / "answers" / f"{name}.csv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
