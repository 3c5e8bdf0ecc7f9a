"""A compound that a name writes apart (`opslag- en garageboxen`) is found by either of its words, in any form."""

import pytest

from veiligheidsgraaf.names import tokens
from veiligheidsgraaf.names.find import Names
from veiligheidsgraaf.names.lexicon import Lexicon
from veiligheidsgraaf.words import iris

KNOWN = {
    "instrument/controle-opslag-en-garageboxen": "Controle van opslag- en garageboxen",
    "instrument/integrale-controles": "Integrale controles",
    "fenomeen/alcohol-en-drugsoverlast": "Alcohol- en drugsoverlast",
    "partner/opslag": "Opslag en vervoer",
}


@pytest.fixture(scope="module")
def names() -> Names:
    made = Lexicon()
    made.add_all((f"{iris.BASE}id/{path}", "prefLabel", name) for path, name in KNOWN.items())
    return Names(made)


def named(names: Names, line: str) -> set[tuple[str, bool]]:
    """Things that a line names with two words or more, each with whether by its whole name."""
    matches = names.find(names.read(line), nested=True)
    longest = max((m.end - m.start for m in matches), default=0)
    return {(iris.slug(m.thing.iri), m.whole) for m in matches if m.end - m.start == longest}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("controle van opslagboxen", ("controle-opslag-en-garageboxen", True)),
        ("opslagbox", ("controle-opslag-en-garageboxen", False)),
        ("garageboxen", ("controle-opslag-en-garageboxen", False)),
        ("alcoholoverlast", ("alcohol-en-drugsoverlast", True)),
    ],
)
def test_compound_is_found_by_either_of_its_words(names: Names, line: str, meant: tuple[str, bool]) -> None:
    assert meant in named(names, line)


@pytest.mark.parametrize("line", ["opslagruimte", "opslagvervoer", "kelderboxen"])
def test_word_that_no_name_shares_is_none(names: Names, line: str) -> None:
    read = names.read(line)
    assert [word.text for word in read.words] in ([line], ["opslag", "vervoer"])


def test_what_is_to_come_is_no_form_of_what_is_done() -> None:
    assert not tokens.is_inflected("uitvoering", "uitgevoerd")
    assert tokens.is_inflected("melding", "meldingen")
    assert tokens.is_inflected("maatregel", "maatregelen")
