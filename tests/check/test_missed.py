"""`evidence --missed`: what stands in a source and in no statement of those lines, by line.

`voor_herstel/` keeps the plan files as they stood before the rereading of November 2026 was worked in (facts
only, no text of a plan), and in `gemist.csv` what that rereading missed as words: of sections 3, 6 and 7.
"""

import csv
import gzip
import re
from pathlib import Path

import pytest

from veiligheidsgraaf.check.evidence import list_sources
from veiligheidsgraaf.check.missed import Missed, as_read, find_missed
from veiligheidsgraaf.check.not_meant import NotMeant, add_not_meant, read_not_meant
from veiligheidsgraaf.check.plans import read_statements
from veiligheidsgraaf.turtle.read import Dataset, SourceFile, read_file, read_project
from veiligheidsgraaf.words.errors import CannotRead, InvalidRequest
from veiligheidsgraaf.words.project import Project

from ..conftest import DATA, SOURCES

BEFORE = DATA / "voor_herstel"
PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"


def missed_in(dataset: Dataset, sources: Path, slug: str, not_meant: NotMeant | None = None) -> list[Missed]:
    stated = read_statements(dataset)
    plan = next(plan for plan in stated.plans if plan.slug == slug)
    return find_missed(stated, plan, list_sources(dataset)[plan.source], sources, not_meant or NotMeant())


def as_before(dataset: Dataset, folder: Path) -> Dataset:
    """The dataset with the plan files as they stood before they were mended."""

    def old(file: SourceFile) -> SourceFile:
        kept = BEFORE / f"{Path(file.name).name}.gz"
        if not file.name.startswith("graphs/plannen/") or not kept.is_file():
            return file
        path = folder / Path(file.name).name
        path.write_bytes(gzip.decompress(kept.read_bytes()))
        return read_file(file.name, path, file.graph)

    return Dataset(tuple(map(old, dataset.files)), dataset.shapes)


def of(found: list[Missed], text: str) -> list[Missed]:
    return [missed for missed in found if missed.text.casefold() == text.casefold()]


def with_lines(example: Project, *lines: str) -> Dataset:
    source = example.root / "bronnen" / "eerste.txt"
    source.write_text(
        source.read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines), encoding="utf-8"
    )
    return read_project(example)


def test_names_articles_dates_numbers_and_directions_without_statement_are_told_by_line(
    example: Project,
) -> None:
    last = len((example.root / "bronnen" / "eerste.txt").read_bytes().splitlines())
    dataset = with_lines(
        example,
        "De politie houdt toezicht op grond van artikel 172 van de Gemeentewet.",
        "Op 13 juni 2022 nam het aantal meldingen af met 40%; dat gebeurt regionaal, maar ook lokaal.",
    )
    found = {
        (m.kind.value, m.text): m.lines
        for m in missed_in(dataset, example.root / "bronnen", "voorbeeldstad-2020")
    }
    assert found["naam", "politie"] == (last + 1,)
    assert found["artikel", "artikel 172 van de Gemeentewet"] == (last + 1,)
    assert found["datum", "13 juni 2022"] == (last + 2,)
    assert found["getal", "40%"] == (last + 2,)
    assert ("niveau", "regionaal, maar ook lokaal") in found


def test_what_a_statement_of_those_lines_says_is_not_missed(example: Project) -> None:
    last = len((example.root / "bronnen" / "eerste.txt").read_bytes().splitlines())
    path = example.root / PLAN
    text = path.read_text(encoding="utf-8")
    extra = (
        "\n<https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2020/maatregel/9-9> a vg:Maatregel ;\n"
        "    vg:betrekt <https://w3id.org/veiligheidsgraaf/id/partner/politie> ;\n"
        f"    vg:bewijs <#line={last},{last + 1}> .\n"
    )
    path.write_text(text + extra, encoding="utf-8")
    dataset = with_lines(example, "De politie houdt toezicht.", "", "", "", "", "", "De politie doet meer.")
    found = of(missed_in(dataset, example.root / "bronnen", "voorbeeldstad-2020"), "politie")
    assert [missed.lines for missed in found] == [(last + 7,)]


def test_what_is_not_meant_stays_away_also_when_the_source_grows(example: Project) -> None:
    sources = example.root / "bronnen"
    dataset = with_lines(example, "De politie houdt toezicht.")
    (missed,) = of(missed_in(dataset, sources, "voorbeeldstad-2020"), "politie")
    lines = (sources / "eerste.txt").read_bytes().splitlines(keepends=True)
    path = add_not_meant(
        example.root, "voorbeeldstad-2020", lines, missed.lines[0], "politie", "alleen een voorbeeld"
    )
    assert path.read_text(encoding="utf-8").endswith("politie  # alleen een voorbeeld\n")
    known = read_not_meant(example.root, "voorbeeldstad-2020")
    assert of(missed_in(dataset, sources, "voorbeeldstad-2020", known), "politie") == []
    (sources / "eerste.txt").write_bytes(b"Eerst dit.\n" + b"".join(lines))
    found = of(missed_in(dataset, sources, "voorbeeldstad-2020", known), "politie")
    assert len(lines) + 1 not in [line for missed in found for line in missed.lines]


def test_words_that_do_not_stand_there_cannot_be_not_meant(example: Project) -> None:
    with pytest.raises(InvalidRequest):
        add_not_meant(example.root, "voorbeeldstad-2020", [b"De politie.\n"], 1, "brandweer", "")
    folder = example.root / "graphs" / "niet-bedoeld"
    folder.mkdir()
    (folder / "voorbeeldstad-2020.txt").write_text("zomaar iets\n", encoding="utf-8")
    with pytest.raises(CannotRead):
        read_not_meant(example.root, "voorbeeldstad-2020")


def test_broken_words_are_shown_whole() -> None:
    assert as_read("uitvoe-\nringsplan van\n de raad") == "uitvoeringsplan van de raad"


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the texts of the plans are not part of this repository")
def test_two_thirds_of_what_the_rereading_missed_is_found(project: Project, tmp_path: Path) -> None:
    with (BEFORE / "gemist.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    dataset = as_before(read_project(project), tmp_path)
    found = {slug: missed_in(dataset, SOURCES, slug) for slug in {row["plan"] for row in wanted}}
    lacking = [
        row
        for row in wanted
        if not any(
            int(row["eerste"]) <= line <= int(row["laatste"])
            and re.search(row["woorden"], missed.text, re.IGNORECASE)
            for missed in found[row["plan"]]
            for line in missed.lines
        )
    ]
    assert len(lacking) <= len(wanted) / 3, [(row["plan"], row["eerste"], row["woorden"]) for row in lacking]
    for slug, missed in found.items():
        assert len(missed) < 250, slug  # a list that nobody reads finds nothing
