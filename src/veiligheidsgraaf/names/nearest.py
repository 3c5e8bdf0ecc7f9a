"""Which known things a new name may be another name of: the same name, one spelt nearly so, one that shares
its words.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from rapidfuzz import fuzz, process

from . import tokens
from .find import Names
from .lexicon import Lexicon
from .named import Thing
from .tokens import Word

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
    folded = _spell(tokens.words(name))
    spelt: dict[str, Thing] = {}
    for thing, known in lexicon.by_thing.items():
        if thing.kind in kinds:
            spelt |= {_spell(one.words): thing for one in known}
    if folded in spelt:
        found[spelt[folded]] = Likeness.SAME
    for match in matches:
        if match.whole and line.is_all(match):
            found.setdefault(match.thing, Likeness.SPELT)
    near = process.extract(
        folded, list(spelt), scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY, limit=most
    )
    for spelling, _, _ in near:
        found.setdefault(spelt[spelling], Likeness.SPELT)
    for match in matches:
        if match.score >= _SHARED:
            found.setdefault(match.thing, Likeness.WORDS)
    return list(found.items())[:most]


def _spell(words: Iterable[Word]) -> str:
    """Words of a name less those that name nothing: `de politie` is `politie`."""
    given = list(words)
    return " ".join(part.text for part in given if not part.is_stop) or " ".join(part.text for part in given)
