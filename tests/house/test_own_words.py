"""Labels and descriptions are in our own words: no eight words in a row of a plan stand in what we publish.

Names and titles of documents, laws and organisations are the exception:
they are facts. `eigen-namen.txt` lists them.
"""

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.words.project import Project

from ..conftest import DATA, ROOT, SOURCES

RUN = 8
NAMES = (DATA / "eigen-namen.txt").read_text(encoding="utf-8").splitlines()


def words_of(text: str) -> list[str]:
    """Words in lower case, without marks; a word broken over two lines of a source is one."""
    return re.findall(r"\w+", re.sub(r"(\w)-\s*\n\s*(\w)", r"\1\2", text).lower())


def runs_of(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def published_texts() -> Iterator[tuple[str, str]]:
    """(file, text) of every literal in ontology/, graphs/ and shapes/, and of every query."""
    project = Project(ROOT)
    for folder in ("ontology", "graphs", "shapes"):
        for name, path in project.files(folder, ".ttl"):
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                if isinstance(quad.object, ox.Literal):
                    yield name, quad.object.value
    for name, path in project.files("queries", ".rq"):
        yield name, path.read_text(encoding="utf-8")


def without_names(text: str) -> str:
    for name in NAMES:
        if name:
            text = re.sub(re.escape(name), " | ", text, flags=re.IGNORECASE)
    return text


def copied_runs(text: str, sources: set[tuple[str, ...]]) -> set[str]:
    """Runs of words in a text that stand in a source, with names cut out of the text first."""
    return {" ".join(run) for part in without_names(text).split("|") for run in runs_of(part) & sources}


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the plans are not part of this repository")
def test_no_eight_words_in_a_row_come_from_a_plan() -> None:
    sources: set[tuple[str, ...]] = set()
    for path in SOURCES.glob("*.txt"):
        sources |= runs_of(path.read_text(encoding="utf-8"))
    assert len(sources) > 30_000
    found = sorted({(name, run) for name, text in published_texts() for run in copied_runs(text, sources)})
    assert not found, "\n".join(f"{name}: {run}" for name, run in found)


def test_a_copied_sentence_is_found_and_a_name_is_not() -> None:
    source = runs_of(
        "De burgemeester kan een woning sluiten als daar drugs-\nhandel is gevonden. Zie de Nota Integraal Veiligheidsbeleid."
    )
    assert copied_runs(
        "Zo staat het er: de burgemeester kan een woning sluiten als daar drugshandel is.", source
    )
    assert not copied_runs("De burgemeester mag een woning sluiten wanneer er in drugs gehandeld is.", source)
