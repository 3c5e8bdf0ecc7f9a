"""Names from somebody's list tied to things: what is sure, what is for a person to choose, what is nowhere."""

import csv
from dataclasses import dataclass

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.names.tying import Tie, Ties, sure_one

from ..conftest import DATA

# 193 names as the five plans write them (bodies, offices, laws, themes, instruments), each read beside the
# graph: `zeker` is that very thing, `kies` is for a person, `geen` is in no plan's graph by that name.
LIST = DATA / "namen" / "zoals-plannen-ze-schrijven.tsv"


@dataclass(frozen=True)
class Written:
    naam: str
    soort: str
    gemeente: str
    uitkomst: str
    ding: str


with LIST.open(encoding="utf-8", newline="") as file:
    WRITTEN = [Written(**row) for row in csv.DictReader(file, delimiter="\t")]


@pytest.fixture(scope="module")
def ties(answers: Answers) -> Ties:
    return Ties(answers.names)


def slugs(found: list[Tie]) -> list[str]:
    return [tie.thing.slug for tie in found]


def test_every_name_as_plans_write_it_is_tied_as_it_was_read(ties: Ties) -> None:
    assert len(WRITTEN) > 150
    told = []
    for one in WRITTEN:
        found = ties.rank(one.naam, [one.soort], [one.gemeente] if one.gemeente else [])
        sure = sure_one(found)
        outcome = "zeker" if sure else "kies" if found else "geen"
        first = (sure or found[0]).thing.slug if found else ""
        if (outcome, first) != (one.uitkomst, one.ding):
            told.append((one.naam, outcome, first))
    assert not told


def test_a_name_without_its_region_is_never_sure(ties: Ties) -> None:
    found = ties.rank("brandweer", ["partner"])
    assert slugs(found)[:2] == ["brandweer-twente", "brandweer-ijsselland"]
    assert found[0].score == found[1].score
    assert sure_one(found) is None
    for name in ("GGD", "RIEC", "Zorg- en Veiligheidshuis", "veiligheidsregio"):
        assert sure_one(ties.rank(name, ["partner"])) is None, name


def test_an_office_is_sure_where_the_municipality_is_known(ties: Ties) -> None:
    assert sure_one(ties.rank("burgemeester", ["partner"])) is None
    at_home = sure_one(ties.rank("burgemeester", ["partner"], ["dalfsen"]))
    assert at_home
    assert at_home.thing.slug == "dalfsen-burgemeester"


def test_what_is_of_another_municipality_is_less_likely_and_never_sure(ties: Ties) -> None:
    here, there = (
        ties.rank("Burgemeester van Dalfsen", ["partner"], [home]) for home in ("dalfsen", "hellendoorn")
    )
    assert here[0].thing == there[0].thing
    assert here[0].score > there[0].score
    assert sure_one(here)
    assert sure_one(there) is None


def test_two_bodies_in_one_cell_are_not_one(ties: Ties) -> None:
    for name in ("politie en OM", "De Welle en Noaberbouw", "politie, basisteam Vechtdal"):
        assert sure_one(ties.rank(name, ["partner"])) is None, name


def test_a_name_with_its_abbreviation_behind_it_is_one(ties: Ties) -> None:
    for name in ("Openbaar Ministerie (OM)", "Veiligheidsregio IJsselland (VRIJ)"):
        assert sure_one(ties.rank(name, ["partner"])), name


def test_a_slip_is_forgiven_and_not_sure(ties: Ties) -> None:
    found = ties.rank("jeugdoverlat", ["thema"])
    assert found[0].thing.slug == "jeugdoverlast"
    assert sure_one(found) is None


def test_nothing_is_found_for_nothing(ties: Ties) -> None:
    for text in ("", "   ", "-", "xyzzy", "?" * 500):
        assert ties.rank(text) == [], text
