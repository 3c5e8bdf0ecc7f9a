"""A suggestion: what a plan may state, on which words, and why we think so. It decides nothing.

Suggestion    kind, lines, words, values, reason, score; `key` stays the same for the same text
give_keys     suggestions of the steps -> the same, in order of lines, each with its key and what it stands in
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..reading.document import Mark

_KEY = 16  # hexadecimal digits: enough for a plan of any length


class Kind(StrEnum):
    """What a suggestion says. What stands within a measure or goal has that one's key as `within`."""

    PRIORITEIT = "prioriteit"
    DOEL = "doel"
    MAATREGEL = "maatregel"
    INZET = "inzet"
    PARTNER = "partner"
    INSTRUMENT = "instrument"
    RECHTSGROND = "rechtsgrond"
    CIJFER = "cijfer"
    PLANNING = "planning"
    PORTEFEUILLEHOUDER = "portefeuillehouder"
    STATUS = "status"
    THEMA = "thema"
    FENOMEEN = "fenomeen"
    VERBAND = "verband"
    ONTWIKKELING = "ontwikkeling"
    MIDDEL = "middel"
    NIEUW = "nieuw"


HOLDERS = (Kind.MAATREGEL, Kind.DOEL, Kind.PRIORITEIT)
_HELD = frozenset(Kind) - {*HOLDERS, Kind.INZET, Kind.CIJFER, Kind.VERBAND, Kind.ONTWIKKELING, Kind.MIDDEL}


@dataclass(frozen=True)
class Suggestion:
    """Lines `first` to `last` (from 1) and the `words` that it points at.

    `values`, by kind:
        naam                  the plan's own words, cut to their core: to be put in own words (all but names)
        partner instrument thema fenomeen rechtsgrond      IRIs of things in the graph
        waarde jaar eenheid bron grens streef      a figure; a slug for unit, source and bound
        planning              as the plan writes it; begin einde jaar kwartaal as the graph would
        status richting soort slug of the concept
        als                   which field of a measure a partner fills, when that is not `partner`
    `reason`: in Dutch, for who reviews. `score`: 0 to 1. `within`: key of the measure or goal around it.
    `along`: of a part, how likely it is said of what it stands in, once somebody accepts that
    (None: as its score says).
    """

    kind: Kind
    first: int
    last: int
    words: tuple[Mark, ...]
    values: Mapping[str, tuple[str, ...]] = field(hash=False)
    reason: str
    score: float
    within: str = ""
    key: str = ""
    along: float | None = None


def give_keys(suggestions: Iterable[Suggestion], lines: Sequence[str]) -> list[Suggestion]:
    """Suggestions in order of lines, one for each saying, with their keys and what they stand in.

    A key is made of the kind, the words of the lines, those marked and the values; where all of that comes
    more than once in a text, of its turn too. Not of line numbers: a text that grows above keeps its keys.
    """
    best: dict[tuple[Kind, tuple[Mark, ...], str], Suggestion] = {}
    for one in suggestions:
        place = (one.kind, one.words, _written(one.values))
        if place not in best or best[place].score < one.score:
            best[place] = one
    ordered = sorted(best.values(), key=_order)
    seen: Counter[str] = Counter()
    keyed = []
    for one in ordered:
        base = "\n".join((one.kind, _passage(one, lines), _marked(one, lines), _written(one.values)))
        seen[base] += 1
        key = hashlib.sha256(f"{base}\n{seen[base]}".encode()).hexdigest()[:_KEY]
        keyed.append(replace(one, key=key))
    return _place_within(keyed)


def _order(one: Suggestion) -> tuple[int, int, int, list[tuple[int, int, int]], str]:
    words = [(mark.line, mark.start, mark.end) for mark in one.words]
    return one.first, one.last, list(Kind).index(one.kind), words, _written(one.values)


def _place_within(keyed: Sequence[Suggestion]) -> list[Suggestion]:
    """Each part with the key of the smallest measure or goal whose lines hold it."""
    holders = [one for one in keyed if one.kind in HOLDERS]
    placed = []
    for one in keyed:
        around = (
            holder
            for holder in holders
            if one.kind in _HELD and holder.first <= one.first and one.last <= holder.last
        )
        nearest = min(around, key=lambda h: (h.last - h.first, HOLDERS.index(h.kind), -h.score), default=None)
        placed.append(replace(one, within=nearest.key) if nearest and not one.within else one)
    return placed


def _passage(one: Suggestion, lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines[one.first - 1 : one.last]).split())


def _marked(one: Suggestion, lines: Sequence[str]) -> str:
    return " ".join(lines[mark.line - 1][mark.start : mark.end] for mark in one.words)


def _written(values: Mapping[str, tuple[str, ...]]) -> str:
    return json.dumps({key: list(values[key]) for key in sorted(values)}, ensure_ascii=False)
