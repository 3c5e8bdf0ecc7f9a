"""New names by the company they keep: what stands beside a body in an enumeration, and with whom something
is done.

(gemeente, kerken, politie)               beside bodies: kerken
samen met beheerders van winkelcentra     with whom: beheerders van winkelcentra
"""

import re
from collections.abc import Iterator, Sequence

from ..names import tokens
from .announcements import Cues
from .patterns import ADJECTIVE, Newcomer
from .persons import is_person

_JOINT = r"(?:[,/;]|(?<![\w-]-)\b(?:en/of|en|of|alsmede|evenals)\b|&)"
_DETERMINERS = r"(?:(?:de|het|een|onze|ons|hun|haar|alle|andere|diverse|verschillende|overige|o\.a\.)\s+)*"
_AFTER = re.compile(rf"\s*(?:{_JOINT}\s*){{1,2}}{_DETERMINERS}", re.IGNORECASE)
_BEFORE = re.compile(rf"\s*(?:{_JOINT}\s*){{1,2}}{_DETERMINERS}$", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:samen|samenwerking|samenwerken|overleg|afstemming|contact|gesprek|afspraken|verbinding)\s+met\s+"
    + _DETERMINERS,
    re.IGNORECASE,
)
_CLOSES = re.compile(rf"\s*(?:{_JOINT}|[).:]|$)")
_WORD = re.compile(r"[\w’'&-]+")
_FAR = 80  # letters before a body that may be of its enumeration
_MOST = 3  # words of a name, and as many after `van`
_SHORTEST = 3  # letters
_LONG = 2  # bodies that make it an enumeration of bodies
_LINK = re.compile(r"\s+(?:van|voor)\s+(?:de\s+|het\s+|een\s+)?")


def find_listed(
    text: str, bodies: Sequence[tuple[int, int]], cues: Cues, persons: frozenset[str]
) -> Iterator[Newcomer]:
    """Names in an enumeration with bodies, that stand at [start, end) of a text."""
    known = dict(bodies)
    ending = {end: start for start, end in bodies}
    found: dict[tuple[int, int], int] = {}
    for start, end in bodies:
        right, bodies_right = _walk_right(text, end, known, cues)
        left, bodies_left = _walk_left(text, start, ending, cues)
        for place in (*right, *left):
            found[place] = max(found.get(place, 0), 1 + bodies_right + bodies_left)
    for (start, end), count in sorted(found.items()):
        name = " ".join(text[start:end].split())
        if count >= _LONG and _is_name(name, persons):
            yield Newcomer("partner", start, end, name, "", "opsomming")


def find_with(text: str, cues: Cues, persons: frozenset[str]) -> Iterator[Newcomer]:
    """With whom something is done."""
    for match in _WITH.finditer(text):
        end = _with_what_of(text, match.end(), cues)
        name = " ".join(text[match.end() : end].split())
        if _is_name(name, persons):
            yield Newcomer("partner", match.end(), end, name, "", "met wie")


def _walk_right(text: str, at: int, known: dict[int, int], cues: Cues) -> tuple[list[tuple[int, int]], int]:
    """(names, how many bodies) that follow, each behind a comma or `en`."""
    found, count = [], 0
    while joint := _AFTER.match(text, at):
        start = joint.end()
        if start in known:
            at, count = known[start], count + 1
            continue
        end = _leading(text, start, cues)
        if end <= start:
            break
        found.append((start, end))
        at = end
    return found, count


def _walk_left(text: str, at: int, ending: dict[int, int], cues: Cues) -> tuple[list[tuple[int, int]], int]:
    """(names, how many bodies) before it."""
    found, count = [], 0
    while joint := _BEFORE.search(text, max(0, at - _FAR), at):
        end = joint.start()
        if end in ending:
            at, count = ending[end], count + 1
            continue
        start = _trailing(text, end, cues)
        if start >= end:
            break
        found.append((start, end))
        at = start
    return found, count


def _leading(text: str, start: int, cues: Cues) -> int:
    """Where a name ends that begins at `start`: all that stands before the next joint when that is short,
    else a noun with what is before it, and words with capitals after it.
    """
    end, short, count = start, start, 0
    for match in _WORD.finditer(text, start):
        if text[short : match.start()].strip() or _stops(match[0].lower(), cues):
            break
        if count == _MOST:
            return end
        if short == end and (end == start or match[0][:1].isupper() or _goes_on(text[start:end])):
            end = match.end()
        short, count = match.end(), count + 1
    return short if _CLOSES.match(text, short) else end


def _trailing(text: str, end: int, cues: Cues) -> int:
    """Where a name begins that ends at `end`, by the same."""
    start, short, count = end, end, 0
    for match in reversed(list(_WORD.finditer(text, max(0, end - _FAR), end))):
        if text[match.end() : short].strip() or _stops(match[0].lower(), cues):
            break
        if count == _MOST:
            return start
        if short == start and (start == end or match[0][:1].isupper() or ADJECTIVE.search(match[0])):
            start = match.start()
        short, count = match.start(), count + 1
    return short


def _with_what_of(text: str, start: int, cues: Cues) -> int:
    """The same, with `van ...` behind it."""
    end = _leading(text, start, cues)
    link = _LINK.match(text, end) if end > start else None
    last = _leading(text, link.end(), cues) if link else end
    return last if link and last > link.end() else end


def _goes_on(name: str) -> bool:
    """Whether a name has only words yet that qualify what comes."""
    last = name.rsplit(maxsplit=1)[-1]
    return bool(ADJECTIVE.search(last)) or last.endswith("-")


def _stops(word: str, cues: Cues) -> bool:
    return word in tokens.STOP or word in cues.names["einde"]


def _is_name(name: str, persons: frozenset[str]) -> bool:
    words = tokens.split(name)
    return (
        len(name) >= _SHORTEST
        and bool(words)
        and not re.search(r"\d|-$", name)
        and not is_person(name, persons)
    )
