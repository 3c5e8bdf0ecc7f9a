"""A new name is held against what is known: the same name, one spelt nearly so, one of the same words."""

import pytest

from veiligheidsgraaf.names.lexicon import Lexicon
from veiligheidsgraaf.names.nearest import Likeness, find_nearest
from veiligheidsgraaf.words import iris

NAMES = {
    "partner/politie": ("Politie",),
    "partner/ondernemers": ("Ondernemers", "bedrijven"),
    "partner/riec-oost-nederland": ("RIEC Oost-Nederland", "RIEC-ON"),
    "instrument/bibob": ("Bibob",),
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    lexicon = Lexicon()
    rows = [
        (iris.THINGS + slug, "altLabel" if at else "prefLabel", name)
        for slug, names in NAMES.items()
        for at, name in enumerate(names)
    ]
    lexicon.add_all(rows)
    return lexicon


@pytest.mark.parametrize(
    ("name", "slug", "how"),
    [
        ("POLITIE", "politie", Likeness.SAME),
        ("de politie", "politie", Likeness.SAME),
        ("riec on", "riec-oost-nederland", Likeness.SAME),
        ("Bedrijven", "ondernemers", Likeness.SAME),
        ("Bedrijvigheid", "ondernemers", Likeness.SPELT),
        ("RIEC Oost Nederlands", "riec-oost-nederland", Likeness.SPELT),
        ("RIEC Oost", "riec-oost-nederland", Likeness.WORDS),
    ],
)
def test_name_is_like_what_is_known(lexicon: Lexicon, name: str, slug: str, how: Likeness) -> None:
    assert [(one.slug, way) for one, way in find_nearest(lexicon, name, {"partner"})] == [(slug, how)]


@pytest.mark.parametrize("name", ["Bibob", "Kanoclub de Peddel"])
def test_other_kind_and_other_words_are_not_like_it(lexicon: Lexicon, name: str) -> None:
    assert find_nearest(lexicon, name, {"partner"}) == []
