"""Which plans are validated together: those that are tied always, others a handful at a time.

Plans of one municipality are taken to be tied; what they say shows the rest. The handfuls stay the same when
a plan is added, but for the one it comes in, which may be parted.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

_HANDFUL = 5  # as many as one municipality has in twenty years
_BITS = 64


def group_plans(slugs: Iterable[str], ties: Mapping[str, Iterable[str]], as_one: bool) -> list[list[str]]:
    """Groups of plans; `ties`: slugs of other plans, or addresses that two may both describe."""
    slugs = sorted(slugs)
    if as_one:
        return [slugs] if slugs else []
    joined = Joined()
    known = set(slugs)
    for slug in slugs:
        joined.join(slug, f"{slug.rpartition('-')[0] or slug}-")
        for tie in ties.get(slug, ()):
            if tie in known or "/" in tie:
                joined.join(slug, tie)
    tied: dict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        tied[joined.root(slug)].append(slug)
    numbered = [(_number(together[0].rpartition("-")[0]), together) for together in tied.values()]
    return sorted(sorted(handful) for handful in _part(numbered))


def _part(tied: Sequence[tuple[int, list[str]]], depth: int = 0) -> Iterator[list[str]]:
    """Tied plans, by a number of `_BITS` bits, as handfuls: halved by one bit after the other until few are
    left.
    """
    plans = [plan for _, together in tied for plan in together]
    if len(plans) <= _HANDFUL or len(tied) == 1 or depth == _BITS:
        yield from [plans] if plans else []
        return
    for half in (0, 1):
        yield from _part([each for each in tied if each[0] >> depth & 1 == half], depth + 1)


def _number(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])


class Joined:
    """Words that belong together, each set by one of them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, word: str) -> str:
        """The one of its set that stands for all."""
        while (above := self._above.get(word, word)) != word:
            word = above
        return word

    def join(self, one: str, other: str) -> None:
        """Let two words, and all that belongs with them, belong together."""
        roots = sorted((self.root(one), self.root(other)))
        self._above[roots[1]] = roots[0]
