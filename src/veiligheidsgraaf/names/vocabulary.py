"""The curated words of `woorden.toml` (ordinary words, names that need capitals, words for one's own
municipality) and of `domein.toml` (what people type for a name of the graph).
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from . import tokens

_FILE = Path(__file__).with_name("woorden.toml")
_TRADE = Path(__file__).with_name("domein.toml")

# Words of a phrase -> words of the name that is meant by it.
Phrases = Mapping[tuple[str, ...], tuple[str, ...]]


@cache
def ordinary() -> frozenset[str]:
    """Words that name nothing alone."""
    return _words("gewoon")


@cache
def capitalised() -> frozenset[str]:
    """Words that are a name only when they are written with capitals."""
    return _words("hoofdletters")


@cache
def own_municipality() -> frozenset[str]:
    """Words by which a plan speaks of its own municipality."""
    return _words("eigen_gemeente")


@cache
def connectives() -> frozenset[str]:
    """Words that fall away with the place in a name that is shortened."""
    return _words("verbindingen")


@cache
def names_nothing_alone() -> frozenset[str]:
    """Ordinary words of a question."""
    return _words("in_vragen")


@cache
def phrases() -> Phrases:
    """What people type for a name."""
    tables = tomllib.loads(_TRADE.read_text(encoding="utf-8"))
    pairs = (pair for table in tables.values() for pair in table.items())
    return {tuple(tokens.split(said)): tuple(tokens.split(meant)) for said, meant in pairs}


@cache
def _table() -> dict[str, str | list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _words(key: str) -> frozenset[str]:
    """A list of names, or words with spaces between."""
    found = _table()[key]
    return frozenset(tokens.fold(word) for word in (found.split() if isinstance(found, str) else found))
