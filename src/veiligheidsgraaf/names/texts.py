"""A running text as words with their places: words broken over lines are joined, sentences part them."""

import re
from dataclasses import dataclass

from . import tokens
from .tokens import Word

_WORD = re.compile(r"\d+:\d+[a-z]*|[^\W_]+(?:['’][^\W_]+)*|(?<=\s)['’]t(?=\s)")
_BROKEN = re.compile(r"(?:[-‐\u00ad][ \t]*\r?\n[ \t]*|\u00ad)")
_PARTS = re.compile(r"[.!?;:|•\t]|\n\s*\n|\n\s*[-•*]\s")
_SHORT = frozenset(("art", "nr", "o", "bijv", "incl", "dhr", "mw"))
_JOINS = frozenset(("en", "of", "als"))
_MOST_LETTERS = 60


@dataclass(frozen=True)
class Placed:
    """A word of a text at [start, end). `raw` as written; `broken`: it ran over a line end; `ends`: a
    sentence or cell ends after it.

    `hangs`: -1 when a hyphen stands before it (`-overlast`), 1 when one hangs after it (`drugs- en`), else 0.
    """

    word: Word
    raw: str
    start: int
    end: int
    broken: bool = False
    ends: bool = False
    hangs: int = 0

    @property
    def text(self) -> str:
        """The word in small letters, without marks."""
        return self.word.text

    @property
    def is_stop(self) -> bool:
        """Whether it names nothing."""
        return self.word.is_stop


def place_words(text: str) -> list[Placed]:
    """All words of a text, in order."""
    found: list[Placed] = []
    spans = [match.span() for match in _WORD.finditer(text)]
    at = 0
    while at < len(spans):
        start, end = spans[at]
        raw, broken = text[start:end], False
        while at + 1 < len(spans) and _continues(text, end, spans[at + 1]):
            at += 1
            raw, end, broken = raw + text[slice(*spans[at])], spans[at][1], True
        following = spans[at + 1][0] if at + 1 < len(spans) else len(text)
        between = text[end:following]
        folded = tokens.usual(tokens.fold(raw.replace("'", "").replace("’", "")))
        ends = bool(_PARTS.search(between)) and not (between.startswith(".") and raw.lower() in _SHORT)
        if len(folded) <= _MOST_LETTERS:
            found.append(
                Placed(tokens.word(folded), raw, start, end, broken, ends, _hangs(text, start, end, between))
            )
        at += 1
    return found


def _continues(text: str, end: int, following: tuple[int, int]) -> bool:
    """Whether the next word is the rest of this one."""
    rest = text[slice(*following)]
    return bool(_BROKEN.fullmatch(text, end, following[0])) and rest[0].islower() and rest not in _JOINS


def _hangs(text: str, start: int, end: int, between: str) -> int:
    if between[:1] == "-" and between[1:2].isspace():
        return 1
    if start and text[start - 1] == "-" and text[start - 2 : start - 1].isspace():
        return -1
    return 0
