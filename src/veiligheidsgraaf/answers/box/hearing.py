"""A line as it is heard: cut to size, its words mended, its language told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ...names import tokens
from ...names.find import Names
from ...names.runs import Line
from . import turns_of_phrase as phrases

Places = frozenset[int]
NOWHERE: Places = frozenset()
_FEWEST_ENGLISH, _LEAST_ENGLISH = 2, 0.3


@dataclass(frozen=True)
class Heard:
    """`text` as it was typed, cut; `line`: its words; `said`: each as typed in small letters, or as mended;
    `is_english`.
    """

    text: str
    line: Line
    said: tuple[str, ...]
    is_english: bool = False
    _starts: tuple[int, ...] = field(default=(), compare=False)

    @cached_property
    def joined(self) -> str:
        """The words with one space between."""
        return " ".join(self.said)

    def places(self, start: int, end: int) -> Places:
        """Which words stand at [start, end) of `joined`."""
        return frozenset(
            at for at, begin in enumerate(self._starts) if start < begin + len(self.said[at]) and begin < end
        )

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Places]]:
        """Where a pattern stands, and which words it takes."""
        for match in pattern.finditer(self.joined):
            yield match, self.places(*match.span())

    def first(self, pattern: re.Pattern[str]) -> tuple[re.Match[str], Places] | None:
        """The first place of a pattern."""
        return next(self.find(pattern), None)

    def before(self, place: int) -> str:
        """What stands before a word, with a space behind it."""
        return "".join(f"{word} " for word in self.said[:place])

    def after(self, place: int) -> str:
        """What stands from a word on."""
        return " ".join(self.said[place:])


def hear(names: Names, text: str) -> Heard:
    """A line of any length and content, heard."""
    cut = " ".join(text[: tokens.MOST_CHARACTERS].split())
    is_english = _is_english(cut)
    line = names.read(cut, phrases.english(), mends=False) if is_english else names.read(cut)
    said = tuple(
        typed if tokens.usual(typed) == word.text else word.text
        for word, typed in zip(line.words, line.typed, strict=True)
    )
    starts, at = [], 0
    for word in said:
        starts.append(at)
        at += len(word) + 1
    return Heard(cut, line, said, is_english, tuple(starts))


def _is_english(text: str) -> bool:
    words = tokens.split(text)
    english = sum(word in phrases.only_english() for word in words)
    pairs = pairwise(words)
    english += sum(pair in phrases.english() and not set(pair) & phrases.only_english() for pair in pairs) * 2
    return english >= _FEWEST_ENGLISH and english >= _LEAST_ENGLISH * len(words)
