"""Which known things a new name may be another name of: the same name, one spelt nearly so, one that shares
its words.
"""

from collections.abc import Collection
from enum import StrEnum

from rapidfuzz import fuzz, process

from . import tokens
from .lexicon import Thing
from .matching import Matcher

_NEARLY, _SHARED = 80, 0.5


class Likeness(StrEnum):
    """In which way a new name is like a known one, in words."""

    SAME = "heet precies zo"
    SPELT = "wordt bijna zo geschreven"
    WORDS = "heeft dezelfde woorden"


def find_nearest(
    matcher: Matcher, name: str, kinds: Collection[str], most: int = 3
) -> list[tuple[Thing, Likeness]]:
    """The nearest things of these kinds, likest first."""
    found: dict[Thing, Likeness] = {}
    lexicon, line = matcher.lexicon, matcher.read(name)
    folded = " ".join(tokens.split(name))
    spelt: dict[str, Thing] = {}
    for thing, names in lexicon.by_thing.items():
        if thing.kind in kinds:
            spelt |= {" ".join(part.text for part in one.words): thing for one in names}
    if folded in spelt:
        found[spelt[folded]] = Likeness.SAME
    for candidate in matcher.whole_name(line.words):
        if candidate.thing.kind in kinds:
            found.setdefault(candidate.thing, Likeness.SAME)
    near = process.extract(
        folded, list(spelt), scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY, limit=most
    )
    for spelling, _, _ in near:
        found.setdefault(spelt[spelling], Likeness.SPELT)
    for run in matcher.find(line):
        for candidate in run.candidates:
            if candidate.thing.kind in kinds and candidate.quality >= _SHARED:
                found.setdefault(candidate.thing, Likeness.WORDS)
    return list(found.items())[:most]
