"""Names as a text of one place says them: `de burgemeester` in a plan
of Dalfsen is the burgemeester van Dalfsen.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from . import tokens, vocabulary
from .named import Name, Short

# Kinds of things whose names are places.
PLACED = ("locatie", "gemeente")
_LOCAL = ("partner", "instrument", "locatie", "document", "gegevensbron")
_DATED = ("document", "gegevensbron")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_WORDS_OF_PLACE = 4


@dataclass(frozen=True)
class Places:
    """Slugs of municipalities, and the words of the names of places."""

    municipalities: frozenset[str]
    names: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, names: Sequence[Name]) -> "Places":
        """Those among some names."""
        slugs = frozenset(name.thing.slug for name in names if name.thing.kind == "gemeente")
        return cls(slugs, frozenset(_places(names)))


def shorten_names(names: Sequence[Name], known: Places | None = None) -> Iterator[Short]:
    """Names of local things without their place, and of documents without their years; each for the texts
    of the municipality that the thing or the place belongs to, or for all when it belongs to none. `known`:
    the places to go by, by default those among the names.
    """
    known = known or Places.of(names)
    municipalities, places = known.municipalities, known.names
    for name in names:
        if name.thing.kind not in _LOCAL:
            continue
        owner = owner_of(name.thing.slug, municipalities.__contains__)
        texts = [part.text for part in name.words]
        short, place = _without_place(_without_years(texts) if name.thing.kind in _DATED else texts, places)
        homes = {home for home in (owner, place) if home in municipalities}
        if len(homes) > 1 or short == texts or not any(_says_something(text) for text in short):
            continue
        words = tuple(tokens.word(text) for text in short)
        yield Short(Name(name.thing, words, name.weight, name.is_shouted), next(iter(homes), ""))


def owner_of(slug: str, is_municipality: Callable[[str], bool]) -> str:
    """The municipality that a slug begins with, or ""."""
    parts = slug.split("-")
    starts = ("-".join(parts[:size]) for size in range(len(parts) - 1, 0, -1))
    return next((start for start in starts if is_municipality(start)), "")


def _says_something(text: str) -> bool:
    return text not in tokens.STOP and text not in vocabulary.own_municipality()


def _places(names: Sequence[Name]) -> set[tuple[str, ...]]:
    found = {tuple(part.text for part in name.words) for name in names if name.thing.kind in PLACED}
    return {
        words[1:] if words[0] in ("gemeente", "regio", "kern") and len(words) > 1 else words
        for words in found
    }


def _without_years(texts: list[str]) -> list[str]:
    return [text for text in texts if not _YEAR.fullmatch(text)]


def _without_place(texts: list[str], places: Collection[tuple[str, ...]]) -> tuple[list[str], str]:
    """(the words before a place at the end, the slug of that place or "")."""
    for size in range(min(_MOST_WORDS_OF_PLACE, len(texts) - 1), 0, -1):
        if tuple(texts[-size:]) in places:
            rest = texts[:-size]
            while rest and rest[-1] in vocabulary.connectives():
                rest = rest[:-1]
            return rest, "-".join(texts[-size:])
    return texts, ""
