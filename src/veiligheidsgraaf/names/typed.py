"""The ways in which a typed line names things: spelling forgiven, compounds joined, names whole or in part.

Method, in order: a word that no name or question holds is parted into two that are held, or taken for the
nearest held word within a few letters (optimal string alignment: insert, drop, change or swap). Then every
run of up to eight words is looked up as a whole name (joined, stemmed), as two words the other way round
(`overlast van buren` is `burenoverlast`), and as a part of a name. The set of runs that do not overlap with
the highest score wins: longer names and surer matches first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from rapidfuzz.distance import OSA, JaroWinkler

from . import tokens
from .matches import SCORES, How, Match
from .named import Lookup, Name
from .running import shared_names
from .slips import SHORTEST, most_slips, nearest_words
from .texts import Placed, place_words
from .tokens import Word

_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_LONGEST_RUN, _PAIR, _SHARED_RUN = 8, 2, 3
_MOST_WORDS, _MOST_LETTERS = 32, 40
_MOST_CANDIDATES = 12
_MOST_NAMES_OF_A_PART = 80
_LEAST_SHARE = 0.25
_SHORTEST_PART, _SHORTEST_CORRECTED_PART = 4, 7
_TURNED, _WHOLE_OF_PART = 0.92, 0.4
_LENGTH_POWER = 1.3

# Of two things with the same name, the one that people mean more often.
_RANK = (
    "gemeente", "instrument", "thema", "partner", "rechtsgrond", "plan", "fenomeen", "doelgroep",
    "locatie", "indicator", "kernthema", "document", "gegevensbron", "verband",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line as it is read: its words at their places, for each what was typed, and those in capitals (`OM`
    is no `om`).
    """

    words: tuple[Placed, ...]
    typed: tuple[str, ...]
    shouted: frozenset[str] = frozenset()

    def said(self, first: int, last: int) -> str:
        """What was typed for words [first, last)."""
        return " ".join(dict.fromkeys(self.typed[first:last]))

    def is_all(self, match: Match) -> bool:
        """Whether a match is of the whole line, as it was typed."""
        whole = (self.words[0].start, self.words[-1].end)
        mended = any(map(self.is_corrected, range(len(self.words))))
        return (match.start, match.end) == whole and not mended

    def is_corrected(self, position: int) -> bool:
        """Whether a word was taken for another."""
        return self.words[position].text != tokens.usual(self.typed[position])


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
    named = sum(not part.word.is_stop for part in line.words[run.first : run.last]) or 1
    return float(named**_LENGTH_POWER * run.score)


def _likeliest(match: Match) -> tuple[float, int, int, str]:
    kind = match.thing.kind
    rank = _RANK.index(kind) if kind in _RANK else len(_RANK)
    return -round(match.score, 2), rank, len(match.thing.name), match.thing.iri


class TypedLine:
    """Matches in typed lines. `asking`: words of the questions, known but no names."""

    def __init__(self, lexicon: Lookup, asking: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._asking_plain = frozenset(tokens.plain(text) for text in asking)
        self._known = asking | tokens.STOP | tokens.LIGHT
        self._known_forms = frozenset(form for text in self._known for form in tokens.word(text).forms)
        self._choices = sorted(text for text in self._known if len(text) >= SHORTEST and not text.isdigit())
        self._mend = lru_cache(maxsize=4096)(self._mend_word)

    def read(self, text: str) -> Line:
        """The words of a line, parted and corrected where no name or question holds them."""
        words = [word for word in place_words(text)[:_MOST_WORDS] if len(word.text) <= _MOST_LETTERS]
        pairs = [(part, word.raw) for word in words for part in self._mended(word)]
        shouted = (
            _CAPITALS.findall(text) if len(pairs) > 1 and not text.isupper() else [w.raw for w in words[:1]]
        )
        return Line(
            tuple(part for part, _ in pairs),
            tuple("".join(tokens.split(typed)) for _, typed in pairs),
            frozenset(map(tokens.fold, shouted)),
        )

    def find(self, line: Line, kinds: frozenset[str] = frozenset()) -> list[Match]:
        """All matches of these kinds (none: all), also inside others."""
        return [
            match
            for start in range(len(line.words))
            for end in range(start + 1, min(start + _LONGEST_RUN, len(line.words)) + 1)
            for match in self._of_run(line, start, end)
            if not kinds or match.thing.kind in kinds
        ]

    def _of_run(self, line: Line, start: int, end: int) -> Iterator[Match]:
        run = line.words[start:end]
        parts = [part.word for part in run]
        named = [part for part in parts if not part.is_stop]
        if len(parts) == 1 and (parts[0].text in tokens.LIGHT or parts[0].text in (tokens.DENIAL, "artikel")):
            return
        if parts[0].is_stop or parts[-1].is_stop:
            joined = "".join(part.text for part in parts)
            if len(parts) > 1 or joined in line.shouted:
                yield from self._whole(run, [tokens.word(joined)])
            return
        how = self._mending(line, start, end)
        yield from self._whole(run, parts, how)
        if len(named) == _PAIR:
            turned = self._whole(run, named[::-1], how)
            yield from (replace(m, score=m.score * _TURNED, how=How.TURNED) for m in turned)
        if len(parts) == _SHARED_RUN:
            yield from shared_names(self._lexicon, line.words, start)
        if self._may_be_part(named, how is not None):
            yield from self._partly(run, named, how)

    @staticmethod
    def _mending(line: Line, start: int, end: int) -> How | None:
        """In which way words of a run were mended, if they were."""
        mended = [i for i in range(start, end) if line.is_corrected(i)]
        if not mended:
            return None
        parted = all(line.words[i].text in line.typed[i] for i in mended)
        return How.PARTED if parted else How.TYPO

    def _may_be_part(self, named: Sequence[Word], corrected: bool) -> bool:
        """Whether words may stand for a longer name: not words of asking, and no short or guessed scrap."""
        if not named or any(part.text in tokens.LIGHT or part.text.isdigit() for part in named):
            return False
        shortest = _SHORTEST_CORRECTED_PART if corrected else _SHORTEST_PART
        if len(named) == 1 and len(named[0].text) < shortest and named[0].text.isalpha():
            return False
        return not any(tokens.plain(part.text) in self._asking_plain for part in named)

    def _whole(
        self, run: Sequence[Placed], parts: Sequence[Word], mended: How | None = None
    ) -> Iterator[Match]:
        """Names that these words make, surest where the letters are the same (`RIEC` is not `RIEC's`)."""
        joined = "".join(part.text for part in parts)
        for name in (name for key in tokens.keys(parts) for name in self._lexicon.named(key)):
            how = How.NAME if joined == "".join(part.text for part in name.words) else How.FORM
            yield _match(name, run, how, SCORES[how], mended)

    def _partly(self, run: Sequence[Placed], named: Sequence[Word], mended: How | None) -> Iterator[Match]:
        """Longer names that these words are a part of, when they are not many."""
        numbers = numbers_holding(self._lexicon, named)
        if len(numbers) > _MOST_NAMES_OF_A_PART:
            return
        for name in self._lexicon.numbered(numbers):
            share = len(named) / max(len(named), sum(not part.is_stop for part in name.words))
            if share >= _LEAST_SHARE:
                yield _match(name, run, How.PART, SCORES[How.PART] + _WHOLE_OF_PART * share, mended)

    def _mended(self, word: Placed) -> Iterator[Placed]:
        """A word at its place, or the two that it is parted into."""
        texts = self._mend(word.text)
        at = word.start
        for number, text in enumerate(texts):
            is_last = number == len(texts) - 1
            end = word.end if is_last else min(at + len(text), word.end - 1)
            yield replace(word, word=tokens.word(text), start=at, end=end)
            at = end

    def _mend_word(self, text: str) -> tuple[str, ...]:
        """The word itself when it is known, its two parts when those are, else the nearest known word."""
        word = tokens.word(text)
        if len(text) < SHORTEST or text.isdigit() or not self._known_forms.isdisjoint(word.forms):
            return (text,)
        if self._lexicon.knows(word):
            return (text,)
        parts = {part for cut in range(4, len(text) - 3) for part in _parts(text, cut)}
        known = self._lexicon.held(parts) | self._known
        for cut in range(4, len(text) - 3):
            left, *rights = _parts(text, cut)
            for rest in rights:
                if left in known and rest in known and len(rest) >= SHORTEST:
                    return (left, rest)
        most = most_slips(text)
        near = {*nearest_words(text, self._choices, most), *self._lexicon.near(text, most)}
        return (min(near, key=partial(_farness, text)),) if near else (text,)


def numbers_holding(lexicon: Lookup, words: Iterable[Word]) -> frozenset[int]:
    """Numbers of the names that hold all of these words."""
    sets = sorted((lexicon.holding(word) for word in words), key=len)
    return frozenset(sets[0]).intersection(*sets[1:]) if sets else frozenset()


def _match(name: Name, run: Sequence[Placed], how: How, score: float, mended: How | None) -> Match:
    score *= name.weight * (SCORES[mended] if mended else 1)
    return Match(name.thing, run[0].start, run[-1].end, mended or how, score, how is not How.PART)


def _parts(text: str, cut: int) -> tuple[str, ...]:
    """A word cut in two, and the second without the letter that may join them."""
    return text[:cut], text[cut:], text[cut:].removeprefix("s")


def _farness(text: str, word: str) -> tuple[int, bool, float, str]:
    return OSA.distance(text, word), word[0] != text[0], -JaroWinkler.similarity(text, word), word
