"""Which known things a new name may be another name of: the same name, one spelt nearly so, one that shares
its words.
"""

from collections.abc import Collection
from enum import StrEnum

from rapidfuzz import fuzz, process

from . import tokens
from .find import Names
from .lexicon import Lexicon
from .named import Thing

_NEARLY, _SHARED = 80, 0.5


class Likeness(StrEnum):
    """In which way a new name is like a known one, in words."""

    SAME = "heet precies zo"
    SPELT = "wordt bijna zo geschreven"
    WORDS = "heeft dezelfde woorden"


def find_nearest(
    lexicon: Lexicon, name: str, kinds: Collection[str], most: int = 3
) -> list[tuple[Thing, Likeness]]:
    """The nearest things of these kinds, likest first."""
    found: dict[Thing, Likeness] = {}
    names = Names(lexicon)
    line = names.read(name)
    matches = names.find(line, kinds)
    folded = " ".join(tokens.split(name))
    spelt: dict[str, Thing] = {}
    for thing, known in lexicon.by_thing.items():
        if thing.kind in kinds:
            spelt |= {" ".join(part.text for part in one.words): thing for one in known}
    if folded in spelt:
        found[spelt[folded]] = Likeness.SAME
    for match in matches:
        if match.whole and line.is_all(match):
            found.setdefault(match.thing, Likeness.SAME)
    near = process.extract(
        folded, list(spelt), scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY, limit=most
    )
    for spelling, _, _ in near:
        found.setdefault(spelt[spelling], Likeness.SPELT)
    for match in matches:
        if match.score >= _SHARED:
            found.setdefault(match.thing, Likeness.WORDS)
    return list(found.items())[:most]
