"""New names that no head gives away: their capitals do, or the place where they stand alone.

... met Halt, Tactus en de GGD            capitals, in an enumeration
- Forensische zorg (ook poliklinisch)     a short item where bodies are announced
| Risk Factory | lessen op school |       the cell that a row begins with
"""

import re
from collections.abc import Iterator

from ..names import tokens
from .patterns import Newcomer
from .persons import is_person

_CAPITALS = re.compile(r"\b(?:[A-Z]{2,6}|[A-Z][a-z&]+(?:[ -][A-Z&][a-z&]*)*)\b")
_LISTED_BEFORE = re.compile(r"(?:[,(/]|\ben|\bof)\s*$")
_LISTED_AFTER = re.compile(r"\s*(?:[,)/.]|en\b|of\b|$)")
_PROPER = re.compile(r"(?<=[a-zë,(/] )[(\"'‘“]?(?P<name>[A-Z][^\W\d][\w’'-]*(?: (?:[A-Z0-9][\w’'-]*))*)")
_SHORT = re.compile(r"[^(:;,.]+")
_LONGEST = 5  # words
_SHORTEST = 3  # letters


def find_capitals(text: str, is_short: bool, persons: frozenset[str]) -> Iterator[Newcomer]:
    """Names that only their capitals tell: in an enumeration, and of more words in a short item."""
    for match in _CAPITALS.finditer(text):
        name = match[0]
        begins = not text[: match.start()].strip()
        listed = bool(
            _LISTED_BEFORE.search(text[: match.start()]) and _LISTED_AFTER.match(text[match.end() :])
        )
        if is_person(name, persons) or tokens.fold(name) in tokens.STOP or (begins and not is_short):
            continue
        if name.isupper() or is_short or (listed and " " not in name):
            how = "afkorting" if name.isupper() else "hoofdletters"
            yield Newcomer("partner", match.start(), match.end(), name, "", how)


def find_proper(text: str, persons: frozenset[str]) -> Iterator[Newcomer]:
    """Instruments by their capitals within a sentence: `de lessen van Risk Factory`."""
    for match in _PROPER.finditer(text):
        name = match["name"]
        if len(name) >= _SHORTEST and len(name.split()) <= _LONGEST and not is_person(name, persons):
            yield Newcomer("instrument", match.start("name"), match.end("name"), name, "", "eigennaam")


def find_alone(text: str, kind: str, how: str, persons: frozenset[str]) -> Iterator[Newcomer]:
    """A name that is all of a short item or cell, before what stands in brackets."""
    match = _SHORT.match(text)
    name = " ".join(match[0].split()) if match else ""
    if match and len(name) >= _SHORTEST and len(name.split()) <= _LONGEST and not is_person(name, persons):
        yield Newcomer(kind, match.start(), match.start() + len(match[0].rstrip()), name, "", how)
