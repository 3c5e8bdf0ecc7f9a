"""Names as a text of one place says them: `de burgemeester` in a plan
of Dalfsen is the burgemeester van Dalfsen.
"""

import re
from collections.abc import Iterator

from . import tokens, vocabulary
from .lexicon import Lexicon, Name

_PLACES = ("locatie", "gemeente")
_LOCAL = ("partner", "instrument", "locatie", "document", "gegevensbron")
_DATED = ("document", "gegevensbron")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_WORDS_OF_PLACE = 4


def shorten_names(lexicon: Lexicon, home: str) -> Iterator[Name]:
    """Names of local things without their place, and of documents without their years.

    `home`: slug of a municipality; what belongs to another one is left out,
    and without `home` all that belongs to one.
    """
    municipalities = {thing.slug: thing for thing in lexicon.by_thing if thing.kind == "gemeente"}
    places = _places(lexicon)
    for name in lexicon.names:
        if name.thing.kind not in _LOCAL:
            continue
        owner = next((slug for slug in municipalities if name.thing.slug.startswith(f"{slug}-")), "")
        if owner and owner != home:
            continue
        texts = [part.text for part in name.words]
        short, place = _without_place(_without_years(texts) if name.thing.kind in _DATED else texts, places)
        if place in municipalities and place != home:
            continue
        if short != texts and any(_says_something(text) for text in short):
            yield Name(name.thing, tuple(tokens.word(text) for text in short), name.weight, name.is_shouted)


def _says_something(text: str) -> bool:
    return text not in tokens.STOP and text not in vocabulary.own_municipality()


def _places(lexicon: Lexicon) -> set[tuple[str, ...]]:
    found = {
        tuple(part.text for part in name.words)
        for thing, names in lexicon.by_thing.items()
        if thing.kind in _PLACES
        for name in names
    }
    return {
        words[1:] if words[0] in ("gemeente", "regio", "kern") and len(words) > 1 else words
        for words in found
    }


def _without_years(texts: list[str]) -> list[str]:
    return [text for text in texts if not _YEAR.fullmatch(text)]


def _without_place(texts: list[str], places: set[tuple[str, ...]]) -> tuple[list[str], str]:
    """(the words before a place at the end, the slug of that place or "")."""
    for size in range(min(_MOST_WORDS_OF_PLACE, len(texts) - 1), 0, -1):
        if tuple(texts[-size:]) in places:
            rest = texts[:-size]
            while rest and rest[-1] in vocabulary.connectives():
                rest = rest[:-1]
            return rest, "-".join(texts[-size:])
    return texts, ""
