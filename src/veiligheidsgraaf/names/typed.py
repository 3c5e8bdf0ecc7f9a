"""The ways in which a typed line names things: spelling forgiven, compounds joined, names whole or in part.

Method, in order: a word that no name or question holds is parted into two that are held, or taken for the
nearest held word within a few letters (optimal string alignment: insert, drop, change or swap). Then every
run of up to ten words is looked up as a whole name (joined, stemmed), as two words the other way round
(`overlast van buren` is `burenoverlast`), and as a part of a name. The set of runs that do not overlap with
the highest score wins: longer names and surer matches first. Before all that, words that people use for a
name (`vocabulary.phrases`, and those of the caller) are taken for it where they are no name themselves.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from types import MappingProxyType

from rapidfuzz.distance import OSA, JaroWinkler

from . import tokens, vocabulary
from .matches import SCORES, How, Match
from .named import Lookup, Name
from .running import shared_compound, shared_names
from .runs import Line
from .slips import SHORTEST, is_another, is_slip, most_slips, nearest_words
from .texts import Placed, place_words
from .tokens import Word

_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
_LONGEST_RUN, _PAIR, _SHARED_RUN = 10, 2, 3
_MOST_WORDS, _MOST_LETTERS = 32, 40
_MOST_NAMES_OF_A_PART = 80
_LEAST_SHARE = 0.25
_SHORTEST_PART, _SHORTEST_CORRECTED_PART = 4, 7
_TURNED, _WHOLE_OF_PART = 0.92, 0.4
_LONGEST_PHRASE = 5
_TWICE, _SHORTEST_UNDOUBLED = re.compile(r"(.)\1"), 5
_EMPTY = tokens.STOP | tokens.LIGHT
NO_PHRASES: vocabulary.Phrases = MappingProxyType({})


class TypedLine:
    """Matches in typed lines. `asking`: words of the questions, known but no names."""

    def __init__(self, lexicon: Lookup, asking: frozenset[str], is_written: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._is_written = is_written
        self._asking_plain = frozenset(tokens.plain(text) for text in asking)
        self._known = asking | tokens.STOP | tokens.LIGHT
        self._by_letters = {_undoubled(text): text for text in sorted(self._known)}
        self._known_forms = frozenset(form for text in self._known for form in tokens.word(text).forms)
        self._choices = sorted(text for text in self._known if len(text) >= SHORTEST and not text.isdigit())
        self._mend = lru_cache(maxsize=4096)(self._mend_word)

    def read(self, text: str, phrases: vocabulary.Phrases = NO_PHRASES, mends: bool = True) -> Line:
        """The words of a line, parted and corrected where no name or question holds them.

        `phrases`: words that stand for others, beside those of the trade; `mends`: whether to correct.
        """
        words = [word for word in place_words(text)[:_MOST_WORDS] if len(word.text) <= _MOST_LETTERS]
        parts, typed, meant = list[Placed](), list[str](), set[int]()
        at = 0
        while at < len(words):
            size, names = self._phrase(words, at, phrases)
            run = words[at : at + size]
            if size:
                meant.update(range(len(parts), len(parts) + len(names)))
                parts += _spread(run, names)
                typed += [" ".join(tokens.split(" ".join(word.raw for word in run)))] * len(names)
            else:
                mended = list(self._mended(words[at])) if mends else [words[at]]
                parts += mended
                typed += ["".join(tokens.split(words[at].raw))] * len(mended)
            at += size or 1
        shouted = (
            _CAPITALS.findall(text) if len(parts) > 1 and not text.isupper() else [w.raw for w in words[:1]]
        )
        return Line(tuple(parts), tuple(typed), frozenset(map(tokens.fold, shouted)), frozenset(meant))

    def _phrase(
        self, words: Sequence[Placed], at: int, phrases: vocabulary.Phrases
    ) -> tuple[int, tuple[str, ...]]:
        """How many words from here stand for a name, and the words of that name."""
        for size in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            said = tuple(part for word in words[at : at + size] for part in tokens.split(word.raw))
            if said in phrases and len("".join(said)) >= len(phrases[said]):
                return size, phrases[said]
            meant = vocabulary.phrases().get(said)
            if meant and self._is_of_names(meant) and not self._is_in_name(words, at, at + size):
                return size, meant
        return 0, ()

    def _is_of_names(self, meant: Sequence[str]) -> bool:
        """Whether words are a name, or several of them what names of several places have in common."""
        if self._lexicon.named("".join(meant)):
            return True
        named = [tokens.word(text) for text in meant if text not in tokens.STOP]
        return len(named) > 1 and bool(numbers_holding(self._lexicon, named))

    def _is_in_name(self, words: Sequence[Placed], start: int, end: int) -> bool:
        """Whether words are a name as they stand, or stand in a longer one: `drugs in het verkeer`."""
        texts = ["".join(tokens.split(word.raw)) for word in words]
        return any(
            self._lexicon.named("".join(texts[first:last]))
            for first in range(max(0, end - _LONGEST_PHRASE), start + 1)
            for last in range(end, min(first + _LONGEST_PHRASE, len(texts)) + 1)
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
        if self._is_ordinary(parts) and self._names_nothing(line, start, end):
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
        if self._may_be_part(named, how is not None) and not (how is How.TYPO and len(named) == 1):
            yield from self._partly(run, named, how)

    @staticmethod
    def _is_ordinary(parts: Sequence[Word]) -> bool:
        """Whether words are ordinary ones of a question: one of them, or a name that needs its capitals."""
        text = " ".join(part.text for part in parts)
        return text in (vocabulary.names_nothing_alone() if len(parts) == 1 else vocabulary.capitalised())

    @staticmethod
    def _names_nothing(line: Line, first: int, last: int) -> bool:
        """Whether ordinary words are just that: not written as a name, and not all that was typed."""
        if first in line.meant or line.is_told(first, last):
            return False
        return line.words[last - 1].raw[:1].islower()

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
            if _ends_otherwise(name, joined):
                continue
            how = How.NAME if joined == "".join(part.text for part in name.words) else How.FORM
            yield _match(name, run, how, SCORES[how], mended)

    def _partly(self, run: Sequence[Placed], named: Sequence[Word], mended: How | None) -> Iterator[Match]:
        """Longer names that these words are a part of, when they are not many."""
        numbers = numbers_holding(self._lexicon, named)
        if len(numbers) > _MOST_NAMES_OF_A_PART:
            return
        for name in self._lexicon.numbered(numbers):
            words = sum(not part.is_stop for part in name.words) + name.words[-1].is_stop
            share = len(named) / max(len(named), words)
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
        meant = self._by_letters.get(_undoubled(text)) if len(text) >= _SHORTEST_UNDOUBLED else None
        if meant and text not in self._known and not self._lexicon.knows(word):
            return (meant,)
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
        if shared := shared_compound(self._lexicon, text):
            return shared
        most = most_slips(text)
        named = () if self._is_written(text) else self._lexicon.near(text, most)
        near = {*nearest_words(text, self._choices, most), *named}
        near = {word for word in near if _may_stand_for(text, word)}
        return (min(near, key=partial(_farness, text)),) if near else (text,)


def _spread(run: Sequence[Placed], names: Sequence[str]) -> list[Placed]:
    """Words that stand for a run, each with a place of its own in it."""
    start, after = run[0].start, run[-1].end - len(names) + 1
    return [
        replace(run[0], word=tokens.word(tokens.usual(name)), start=start + at, end=after + at)
        for at, name in enumerate(names)
    ]


def numbers_holding(lexicon: Lookup, words: Iterable[Word]) -> frozenset[int]:
    """Numbers of the names that hold all of these words."""
    sets = sorted((lexicon.holding(word) for word in words), key=len)
    return frozenset(sets[0]).intersection(*sets[1:]) if sets else frozenset()


def _match(name: Name, run: Sequence[Placed], how: How, score: float, mended: How | None) -> Match:
    score *= name.weight * (SCORES[mended] if mended else 1)
    return Match(name.thing, run[0].start, run[-1].end, mended or how, score, how is not How.PART)


def _undoubled(text: str) -> str:
    """A word with one of each letter that stands twice: `hoevel` is written for `hoeveel`."""
    return _TWICE.sub(r"\1", text)


def _parts(text: str, cut: int) -> tuple[str, ...]:
    """A word cut in two, and the second without the letter that may join them."""
    return text[:cut], text[cut:], text[cut:].removeprefix("s")


def _may_stand_for(text: str, word: str) -> bool:
    """Whether a word may be what was meant: words of asking and short words are soon another word."""
    if is_another(text, word):
        return False
    if word in _EMPTY:
        return is_slip(text, word)
    return len(text) >= _SHORTEST_CORRECTED_PART + 1 or word[:1] == text[:1]


def _farness(text: str, word: str) -> tuple[int, bool, float, str]:
    return OSA.distance(text, word), word[0] != text[0], -JaroWinkler.similarity(text, word), word


def _ends_otherwise(name: Name, said: str) -> bool:
    """Whether a name ends in a word that names nothing elsewhere, and what was said does not: the `NOG` of a
    region is no `nog`.
    """
    last = name.words[-1]
    return last.is_stop and not said.endswith(last.text)
