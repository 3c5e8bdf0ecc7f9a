"""Where a text names persons: their names are never suggested, only what their office is called.

A person is known by a title or initials before the name, by an office right before it, and by standing alone
on a line next to a line of an office (as those do who sign a foreword).
"""

import re
from collections.abc import Collection, Sequence

from ..names import tokens

_CAPITAL = r"[A-ZÉË][\w’'-]+"
_BETWEEN = r"(?:(?:van|de|der|den|ter|ten|te|het|’t|'t|in|op)\s+){0,3}"
_NAME = rf"(?:{_BETWEEN}{_CAPITAL})"
_FULL = rf"{_CAPITAL}\s+{_NAME}(?:\s*-\s*{_NAME})?"
_OFFICE = (
    r"(?:burgemeester|wethouder|raadslid|voorzitter|officier|teamchef|secretaris|griffier"
    r"|directeur|minister|commandant|bgm\.?)"
)
_TITLED = re.compile(
    rf"\b(?:dhr\.?|mevr\.?|mw\.?|de heer|mevrouw|mr\.|drs\.|ir\.|dr\.|ing\."
    rf"|bgm\.?)\s+(?:[A-Z]\.\s?)*(?P<name>{_NAME}(?:\s+{_NAME})?)"
)
_INITIALS = re.compile(rf"(?<![\w.])(?P<name>(?:[A-Z]\.){{2,5}}\s?{_NAME}|(?<=, )[A-Z]\.\s{_NAME})")
_HOLDER = re.compile(
    rf"\b(?i:{_OFFICE}) (?P<name>{_FULL}|V(?:an|on)\s+{_NAME}|D(?:e|en|er)\s+{_CAPITAL}|{_CAPITAL})"
)
_SIGNED = re.compile(rf"\s*(?P<name>(?:[A-Z]\.\s?)*{_FULL}|(?:[A-Z]\.\s?)+{_NAME}),?\s*$")
_SHORTEST = 4  # letters
_SIGNS = re.compile(rf"\s*{_OFFICE}\b.{{0,60}}$", re.IGNORECASE)


def list_persons(lines: Sequence[str], places: Collection[str] = ()) -> frozenset[str]:
    """Names of persons in a text, as they are written. `places`: names that an office may stand before
    (`burgemeester Voorbeeldstad`) and that are no person.
    """
    found: set[str] = set()
    said = [line.strip(" *_\t") for line in lines]
    filled = [line for line in said if line]
    for line, after in zip(filled, [*filled[1:], ""], strict=True):
        if (match := _SIGNED.match(line)) and _SIGNS.match(after):
            found.add(match["name"])
    for line in filled:
        found.update(match["name"] for match in _TITLED.finditer(line))
        found.update(match["name"] for match in _INITIALS.finditer(line))
        found.update(match["name"] for match in _HOLDER.finditer(line))
    known = {tokens.fold(place) for place in places}
    return frozenset(
        name
        for name in map(str.strip, found)
        if len(name) >= _SHORTEST
        and not any(tokens.fold(name) in place or place in tokens.fold(name) for place in known)
    )


def is_person(name: str, persons: frozenset[str]) -> bool:
    """Whether a name is, holds, or is the last name of a person."""
    return any(
        person in name or (len(name) >= _SHORTEST and name in person.split()) or name in person
        for person in persons
    )
