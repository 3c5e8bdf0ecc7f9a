"""Forms of a Dutch verb as one: `organiseert`, `organiseren` and `georganiseerd` are `organiser`."""

import re
from functools import lru_cache

_PREFIX = r"(?:aan|af|bij|door|in|mee|na|om|op|over|samen|tegen|terug|toe|uit|vast|voor|voort|weg)?"
_PARTICIPLE = re.compile(rf"(?P<prefix>{_PREFIX})ge(?P<stem>\w{{3,}}?)(?:d|t|en)$")
_FINITE = re.compile(r"(?P<stem>\w{3,}?)(?:dt|t)$")
_LONG = re.compile(r"([aeou])\1")
_TWICE = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")
_VOICED = {"v": "f", "z": "s"}


def tidy(stem: str) -> str:
    """A stem with short vowels and one consonant at its end: `invester` for `investeer`, `zet` for `zett`."""
    short = _TWICE.sub(r"\1", _LONG.sub(r"\1", stem))
    return short[:-1] + _VOICED.get(short[-1:], short[-1:])


@lru_cache(maxsize=65536)
def stems_of(word: str) -> tuple[str, ...]:
    """The stems that a word may be a form of, when it may be one that says who does or what is done."""
    found = []
    if match := _PARTICIPLE.match(word):
        found.append(tidy(match["prefix"] + match["stem"]))
    if match := _FINITE.match(word):
        found.append(tidy(match["stem"]))
        found.append(tidy(match["stem"] + "d") if word.endswith("dt") else found[-1])
    return tuple(dict.fromkeys(found))
