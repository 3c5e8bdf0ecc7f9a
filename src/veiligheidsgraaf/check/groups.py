"""Which plans are validated together: those that are tied.

Plans of one municipality are taken to be tied; what they say shows the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping


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
    return sorted(tied.values())


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
