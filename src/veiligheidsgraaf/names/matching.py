"""Which parts of a line name things: spelling forgiven, compounds joined, names found whole or in part.

Method, in order: a word that no name or question holds is parted into two that are held, or taken for the
nearest held word within a few letters (optimal string alignment: insert, drop, change or swap). Then every
run of up to eight words is looked up as a whole name (joined, stemmed), as two words the other way round
(`overlast van buren` is `burenoverlast`), and as a part of a name. The set of runs that do not overlap with
the highest score wins: longer names and surer matches first.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from . import tokens
from .lexicon import Lexicon, Thing
from .tokens import Word

_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_LONGEST_RUN, _PAIR = 8, 2
_MOST_CANDIDATES = 12
_MOST_NAMES_OF_A_PART = 80
_LEAST_SHARE = 0.25
_SHORTEST_PART, _SHORTEST_CORRECTED_PART = 4, 7

# Letters of a word -> letters that may be wrong in it.
_FORGIVEN = ((4, 0), (8, 1), (13, 2), (41, 3))

# How sure a match is that is not the whole name as it is written.
_INFLECTED, _TURNED, _PART, _WHOLE_OF_PART, _CORRECTED = 0.95, 0.92, 0.45, 0.4, 0.9
_LENGTH_POWER = 1.3

# Of two things with the same name, the one that people mean more often.
_RANK = (
    "gemeente", "instrument", "thema", "partner", "rechtsgrond", "plan", "fenomeen", "doelgroep",
    "locatie", "indicator", "kernthema", "document", "gegevensbron", "verband",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A thing that a run of words may name, and how sure that is (0 to 1).

    `whole`: its whole name was said.
    """

    thing: Thing
    quality: float
    whole: bool


@dataclass(frozen=True)
class Run:
    """Words [first, last) of a line and the things that they may name, surest first."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]

    @property
    def quality(self) -> float:
        """How sure the best match is."""
        return self.candidates[0].quality

    @property
    def whole(self) -> bool:
        """Whether the best match is a whole name."""
        return self.candidates[0].whole


@dataclass(frozen=True)
class Line:
    """A line as it is read: its words, for each what was typed, and those in capitals (`OM` is no `om`)."""

    words: tuple[Word, ...]
    typed: tuple[str, ...]
    shouted: frozenset[str] = frozenset()

    def said(self, first: int, last: int) -> str:
        """What was typed for words [first, last)."""
        return " ".join(dict.fromkeys(self.typed[first:last]))

    def is_corrected(self, position: int) -> bool:
        """Whether a word was taken for another."""
        return self.words[position].text != tokens.usual(self.typed[position])


class Matcher:
    """Finds things of a lexicon in lines. `asking`: words of the questions, known but no names."""

    def __init__(self, lexicon: Lexicon, asking: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._asking = frozenset(asking)
        self._asking_plain = frozenset(tokens.plain(text) for text in self._asking)
        held = {part.text for name in lexicon.names for part in name.words}
        self._known = held | self._asking | tokens.STOP | tokens.LIGHT
        self._known_forms = frozenset(form for text in self._known for form in tokens.word(text).forms)
        self._choices = sorted(
            text for text in self._known if len(text) >= _FORGIVEN[0][0] and not text.isdigit()
        )
        self._mend = lru_cache(maxsize=4096)(self._mend_word)

    @property
    def lexicon(self) -> Lexicon:
        """The names that it finds."""
        return self._lexicon

    def read(self, text: str) -> Line:
        """The words of a line, parted and corrected where no name or question holds them."""
        pairs = [(part, typed) for typed in tokens.split(text) for part in self._mend(tokens.usual(typed))]
        capitals = (
            _CAPITALS.findall(text) if len(pairs) > 1 and not text.isupper() else tokens.split(text)[:1]
        )
        return Line(
            tuple(tokens.word(part) for part, _ in pairs),
            tuple(typed for _, typed in pairs),
            frozenset(map(tokens.fold, capitals)),
        )

    def find(self, line: Line) -> list[Run]:
        """The runs that name things: those that do not overlap and together score best, in order."""
        size = len(line.words)
        best: list[tuple[float, list[Run]]] = [(0.0, [])]
        for end in range(1, size + 1):
            options = [best[end - 1]]
            for start in range(max(0, end - _LONGEST_RUN), end):
                candidates = self._look_up(line, start, end)
                if candidates:
                    run = Run(start, end, candidates)
                    score, runs = best[start]
                    options.append((score + self._score(line, run), [*runs, run]))
            best.append(max(options, key=lambda option: option[0]))
        return best[size][1]

    def holding(self, parts: Sequence[Word]) -> tuple[Thing, ...]:
        """Things that hold all these words in a name, whichever kind."""
        return tuple(dict.fromkeys(candidate.thing for candidate in self._partly(parts, least=0)))

    def whole_name(self, parts: Sequence[Word]) -> tuple[Candidate, ...]:
        """Things that have exactly these words as a name."""
        return self._rank(self._whole(parts))

    def _score(self, line: Line, run: Run) -> float:
        named = sum(not part.is_stop for part in line.words[run.first : run.last]) or 1
        return float(named**_LENGTH_POWER * run.quality)

    def _look_up(self, line: Line, start: int, end: int) -> tuple[Candidate, ...]:
        parts = line.words[start:end]
        named = [part for part in parts if not part.is_stop]
        if len(parts) == 1 and (parts[0].text in tokens.LIGHT or parts[0].text in (tokens.DENIAL, "artikel")):
            return ()
        if parts[0].is_stop or parts[-1].is_stop:
            joined = "".join(part.text for part in parts)
            return (
                self._rank(self._whole([tokens.word(joined)]))
                if len(parts) > 1 or joined in line.shouted
                else ()
            )
        sure = _CORRECTED if any(line.is_corrected(i) for i in range(start, end)) else 1.0
        found = self._whole(parts, sure)
        if len(named) == _PAIR:
            found += self._whole(named[::-1], sure * _TURNED)
        if self._may_be_part(named, sure < 1):
            found += self._partly(named, sure)
        return self._rank(found)

    def _may_be_part(self, named: Sequence[Word], corrected: bool) -> bool:
        """Whether words may stand for a longer name: not words of asking, and no short or guessed scrap."""
        if not named or any(part.text in tokens.LIGHT or part.text.isdigit() for part in named):
            return False
        shortest = _SHORTEST_CORRECTED_PART if corrected else _SHORTEST_PART
        if len(named) == 1 and len(named[0].text) < shortest and named[0].text.isalpha():
            return False
        return not any(tokens.plain(part.text) in self._asking_plain for part in named)

    def _whole(self, parts: Sequence[Word], sure: float = 1.0) -> list[Candidate]:
        """Names that these words make, surest where the letters are the same (`RIEC` is not `RIEC's`)."""
        joined = "".join(part.text for part in parts)
        found = []
        for key in tokens.keys(parts):
            for name in self._lexicon.by_key.get(key, ()):
                as_written = joined == "".join(part.text for part in name.words)
                found.append(
                    Candidate(name.thing, name.weight * sure * (1.0 if as_written else _INFLECTED), True)
                )
        return found

    def _partly(
        self, named: Sequence[Word], sure: float = 1.0, least: float = _LEAST_SHARE
    ) -> list[Candidate]:
        numbers = set.intersection(*(self._lexicon.holding(part) for part in named)) if named else set()
        if len(numbers) > _MOST_NAMES_OF_A_PART:
            return []
        found = []
        for number in numbers:
            name = self._lexicon.names[number]
            share = len(named) / max(len(named), sum(not part.is_stop for part in name.words))
            if share >= least:
                found.append(
                    Candidate(name.thing, name.weight * sure * (_PART + _WHOLE_OF_PART * share), False)
                )
        return found

    @staticmethod
    def _rank(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
        best: dict[Thing, Candidate] = {}
        for candidate in found:
            if candidate.thing not in best or candidate.quality > best[candidate.thing].quality:
                best[candidate.thing] = candidate
        ordered = sorted(
            best.values(),
            key=lambda c: (-round(c.quality, 2), _RANK.index(c.thing.kind), len(c.thing.name), c.thing.iri),
        )
        return tuple(ordered[:_MOST_CANDIDATES])

    def _mend_word(self, text: str) -> tuple[str, ...]:
        """The word itself when it is known, its two parts when those are, else the nearest known word."""
        if (
            len(text) < _FORGIVEN[0][0]
            or text.isdigit()
            or not self._known_forms.isdisjoint(tokens.word(text).forms)
        ):
            return (text,)
        for cut in range(4, len(text) - 3):
            left, right = text[:cut], text[cut:]
            for rest in {right, right.removeprefix("s")}:
                if left in self._known and rest in self._known and len(rest) >= _FORGIVEN[0][0]:
                    return (left, rest)
        most = next(
            wrong for letters, wrong in _FORGIVEN if len(text) < letters or letters == _FORGIVEN[-1][0]
        )
        near = process.extract(text, self._choices, scorer=OSA.distance, score_cutoff=most, limit=8)
        if not near:
            return (text,)
        return (
            min(near, key=lambda hit: (hit[1], hit[0][0] != text[0], -JaroWinkler.similarity(text, hit[0])))[
                0
            ],
        )
