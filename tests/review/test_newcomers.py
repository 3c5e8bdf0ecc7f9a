"""New things get an address from their usual name, and stand in the file of their kind at their place."""

import difflib
import shutil
from pathlib import Path

import pytest

from veiligheidsgraaf.review.items import Item
from veiligheidsgraaf.review.newcomers import ADDRESS, make_address, spell_files
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import InvalidRequest

from ..conftest import ROOT


def make(what: str, name: str, **more: str) -> dict[str, tuple[str, ...]]:
    found = {"wat": what, "naam": name, **more}
    values = {key.replace("_", "-"): (given,) for key, given in found.items()}
    return {**values, ADDRESS: (make_address(values),)}


@pytest.mark.parametrize(
    ("what", "name", "whole", "address"),
    [
        ("organisatie", "Stichting Buurtlab (SBL)", "", "partner/stichting-buurtlab"),
        ("functie", "Wethouder ruimte", "gemeente/dalfsen", "partner/dalfsen-wethouder-ruimte"),
        ("functie", "Wethouder ruimte van Dalfsen", "gemeente/dalfsen", "partner/dalfsen-wethouder-ruimte"),
        ("organisatieonderdeel", "Team Water Dalfsen", "gemeente/dalfsen", "partner/dalfsen-team-water"),
        ("organisatieonderdeel", "Dalfsen Team Water", "gemeente/dalfsen", "partner/dalfsen-team-water"),
        ("samenwerkingsverband", "Café-overleg ’t Hoekje", "", "partner/cafe-overleg-t-hoekje"),
        ("gemeente", "Gemeente Ommen", "", "gemeente/ommen"),
    ],
)
def test_address_is_made_of_the_usual_name(what: str, name: str, whole: str, address: str) -> None:
    values = {"wat": (what,), "naam": (name,), "deel-van": (f"{iris.THINGS}{whole}",) if whole else ()}
    assert make_address(values) == iris.THINGS + address


@pytest.mark.parametrize(("what", "name"), [("organisatie", "(-)"), ("iets", "Politie"), ("", "Politie")])
def test_what_has_no_name_or_kind_is_refused(what: str, name: str) -> None:
    with pytest.raises(InvalidRequest):
        make_address({"wat": (what,), "naam": (name,)})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "graphs" / "referentie", tmp_path / "graphs" / "referentie")
    return tmp_path


def test_new_thing_comes_at_its_place_by_the_alphabet_and_changes_nothing_else(root: Path) -> None:
    values = make(
        "organisatie", "Aikidoschool Vecht", soort="maatschappelijke-organisatie", andere_namen="AV"
    )
    files = spell_files(root, "dalfsen", [Item("x", "nieuw", 1, 1, values)])
    name = "graphs/referentie/partners.ttl"
    assert list(files) == [name]
    lines = [text.splitlines() for text in ((root / name).read_text(), files[name])]
    came = [line for line in difflib.ndiff(*lines) if line[0] in "+-"]
    assert came == [
        "+ partner:aikidoschool-vecht a vg:Organisatie ;",
        '+     skos:prefLabel "Aikidoschool Vecht"@nl ;',
        '+     skos:altLabel "AV"@nl ;',
        "+     vg:partnersoort partnersoort:maatschappelijke-organisatie .",
        "+ ",
    ]
    assert files[name].index("partner:aikidoschool-vecht a") < files[name].index("partner:aivd a")


def test_thing_that_stands_there_is_changed_no_more_than_was_decided(root: Path) -> None:
    values = make("organisatie", "Aikidoschool Vecht", soort="maatschappelijke-organisatie")
    (root / "graphs/referentie/partners.ttl").write_text(
        spell_files(root, "dalfsen", [Item("x", "nieuw", 1, 1, values)])["graphs/referentie/partners.ttl"]
    )
    assert spell_files(root, "dalfsen", [Item("x", "nieuw", 1, 1, values)]) == {}
    renamed = {**values, "naam": ("Aikido Vechtdal",)}
    before = (root / "graphs/referentie/partners.ttl").read_text()
    after = spell_files(root, "dalfsen", [Item("x", "nieuw", 1, 1, renamed)])[
        "graphs/referentie/partners.ttl"
    ]
    assert after == before.replace('"Aikidoschool Vecht"@nl', '"Aikido Vechtdal"@nl')


def test_project_without_that_file_gets_one_of_its_municipality(tmp_path: Path) -> None:
    values = make("locatie", "Marktplein", soort="weg", deel_van=f"{iris.THINGS}gemeente/ommen")
    files = spell_files(tmp_path, "ommen", [Item("x", "nieuw", 1, 1, values)])
    (text,) = files.values()
    assert list(files) == ["graphs/referentie/ommen.ttl"]
    assert text.startswith("# Wat bij plannen van deze gemeente hoort.\n@prefix ")
    assert "locatie:ommen-marktplein a vg:Locatie ;" in text
    assert "vg:ligtIn gemeente:ommen" in text
