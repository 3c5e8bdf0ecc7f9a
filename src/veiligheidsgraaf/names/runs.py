"""A typed line as words, and which of the names found in it are taken: those that do not overlap and together
score best.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import tokens
from .matches import How, Match
from .texts import Placed

_MOST_CANDIDATES = 12
_LENGTH_POWER = 1.3

# Of two things with the same name, the one that people mean more often.
_RANK = (
    "gemeente", "instrument", "thema", "partner", "rechtsgrond", "plan", "fenomeen", "doelgroep",
    "locatie", "indicator", "kernthema", "document", "gegevensbron", "verband",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line as it is read: its words at their places, for each what was typed, and those in capitals (`OM`
    is no `om`). `meant`: places of words that stand for what was typed by way of a vocabulary.
    """

    words: tuple[Placed, ...]
    typed: tuple[str, ...]
    shouted: frozenset[str] = frozenset()
    meant: frozenset[int] = frozenset()

    def said(self, first: int, last: int) -> str:
        """What was typed for words [first, last)."""
        return " ".join(dict.fromkeys(self.typed[first:last]))

    def is_all(self, match: Match) -> bool:
        """Whether a match is of the whole line, as it was typed."""
        whole = (self.words[0].start, self.words[-1].end)
        mended = any(map(self.is_corrected, range(len(self.words))))
        return (match.start, match.end) == whole and not mended

    def is_corrected(self, position: int) -> bool:
        """Whether a word was taken for another because of how it is spelt."""
        if position in self.meant:
            return False
        return self.words[position].text != tokens.usual(self.typed[position])

    def is_told(self, first: int, last: int) -> bool:
        """Whether words [first, last) are all that was typed but for words that name nothing."""
        return all(first <= place < last or word.is_stop for place, word in enumerate(self.words))


@dataclass(frozen=True)
class Run:
    """Words [first, last) of a line and what they may name, surest first."""

    first: int
    last: int
    candidates: tuple[Match, ...]

    @property
    def score(self) -> float:
        """How sure the best match is."""
        return self.candidates[0].score

    @property
    def whole(self) -> bool:
        """Whether the best match is a whole name."""
        return self.candidates[0].whole


def runs_of(line: Line, matches: Iterable[Match]) -> list[Run]:
    """Matches by the words that they are of, the likeliest first; of one thing the surest."""
    first = {word.start: number for number, word in enumerate(line.words)}
    last = {word.end: number + 1 for number, word in enumerate(line.words)}
    found: dict[tuple[int, int], dict[str, Match]] = {}
    for match in matches:
        best = found.setdefault((first[match.start], last[match.end]), {})
        key = match.thing.kind + match.thing.iri
        if key not in best or best[key].score < match.score:
            best[key] = match
    ranked = {place: tuple(sorted(best.values(), key=_likeliest)) for place, best in found.items()}
    return [Run(*place, candidates) for place, candidates in sorted(ranked.items())]


def cover(line: Line, matches: Iterable[Match]) -> list[Run]:
    """The runs that do not overlap and together score best, in order."""
    ending: dict[int, list[Run]] = {}
    for run in runs_of(line, matches):
        ending.setdefault(run.last, []).append(run)
    best: list[tuple[float, list[Run]]] = [(0.0, [])]
    for end in range(1, len(line.words) + 1):
        options = [best[end - 1]]
        for run in ending.get(end, ()):
            score, runs = best[run.first]
            kept = replace(run, candidates=run.candidates[:_MOST_CANDIDATES])
            options.append((score + _worth(line, run), [*runs, kept]))
        best.append(max(options, key=lambda option: option[0]))
    return best[-1][1]


def _worth(line: Line, run: Run) -> float:
    words = line.words[run.first : run.last]
    ends = words[-1].word.is_stop and run.candidates[0].how is How.NAME  # as in `Veiligheidshuis NOG`
    named = sum(not part.word.is_stop for part in words) + ends or 1
    return float(named**_LENGTH_POWER * run.score)


def _likeliest(match: Match) -> tuple[float, int, int, str]:
    kind = match.thing.kind
    rank = _RANK.index(kind) if kind in _RANK else len(_RANK)
    return -round(match.score, 2), rank, len(match.thing.name), match.thing.iri
