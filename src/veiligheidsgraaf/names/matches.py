"""What was found of a name in a text: where, in which way, and how sure that is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import vocabulary
from .named import Name, Thing
from .texts import Placed

_ORDINARY = 0.4
LIKELY = 0.65  # below it a word may name a thing, and may as well not


class How(StrEnum):
    """In which way a name was found. The last three only in what someone typed."""

    NAME = "naam"
    FORM = "vorm"
    TURNED = "omgekeerd"
    SHARED = "samengetrokken"
    BROKEN = "afgebroken"
    SHORT = "zonder plaats"
    ABBREVIATED = "afkorting van de tekst"
    COMPOUND = "in samenstelling"
    VERB = "als werkwoord"
    KIND = "als soort"
    SLIP = "leesfout"
    TYPO = "tikfout"
    PARTED = "uit elkaar"
    PART = "deel van de naam"


SCORES = {
    How.NAME: 1.0,
    How.BROKEN: 0.98,
    How.FORM: 0.95,
    How.SHARED: 0.92,
    How.TURNED: 0.9,
    How.ABBREVIATED: 0.9,
    How.TYPO: 0.9,
    How.PARTED: 0.9,
    How.SHORT: 0.85,
    How.SLIP: 0.8,
    How.COMPOUND: 0.7,
    How.VERB: 0.6,
    How.KIND: 0.5,
    How.PART: 0.45,
}


@dataclass(frozen=True)
class Match:
    """A thing that is named at [start, end) of a text: in which way, and how sure (0 to 1).

    `whole`: the whole name was said.
    """

    thing: Thing
    start: int
    end: int
    how: How
    score: float
    whole: bool = True


def match_of(name: Name, run: Sequence[Placed], how: How) -> Match:
    """A whole name found in a running text, less sure where it is one ordinary word."""
    ordinary = len(run) == 1 and run[0].text in vocabulary.ordinary()
    score = SCORES[how] * name.weight * (_ORDINARY if ordinary else 1)
    return Match(name.thing, run[0].start, run[-1].end, how, round(score, 3))


def outermost(matches: Iterable[Match]) -> list[Match]:
    """Matches that stand in no longer one."""
    ordered = sorted(matches, key=lambda m: (m.start, -m.end))
    kept: list[Match] = []
    reach, since = -1, -1
    for match in ordered:
        if match.end > reach or (match.start, match.end) == (since, reach):
            kept.append(match)
            reach, since = max(reach, match.end), match.start
    return kept
