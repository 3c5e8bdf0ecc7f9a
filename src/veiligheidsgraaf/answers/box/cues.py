"""Which question a line asks: phrases of the question headers, weighed by how few questions use a word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from ...names import tokens
from ...names.texts import Placed
from ...words.questions import Question

_LIGHT = 0.4
_INFLECTED = 0.95
_LITERAL, _LIKE = 90, 60
_AS_WRITTEN = 3.0
_SECOND_PHRASE = 0.15

# What may stand for each word of a phrase; where each word of a phrase was said and what it weighs there.
Phrase = tuple[tuple[str, ...], ...]
Heard = Mapping[str, Sequence[tuple[int, float]]]


@dataclass(frozen=True)
class Cue:
    """How well a question fits the words of a line, and the positions of the words that say so."""

    score: float
    positions: frozenset[int]


_NOTHING = Cue(0.0, frozenset())


class Cues:
    """The phrases of all questions that people may ask."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._questions = {question.name: question for question in questions}
        self._phrases = {
            name: [_parse(phrase) for phrase in question.phrases]
            for name, question in self._questions.items()
        }
        uses = Counter(
            w
            for phrases in self._phrases.values()
            for w in {w for phrase in phrases for part in phrase for w in part}
        )
        most = log(1 + len(self._questions))
        self._weights = {
            text: log(1 + len(self._questions) / used)
            / most
            * (_LIGHT if text in tokens.LIGHT or text in tokens.STOP else 1)
            for text, used in uses.items()
        }
        self.words = frozenset(text for text in uses if text not in tokens.LIGHT)
        self._by_inflection: dict[str, set[str]] = defaultdict(set)
        for text in uses:
            for form in tokens.inflections(text):
                self._by_inflection[form].add(text)
        self._texts = {name: tokens.fold(question.question) for name, question in self._questions.items()}

    def weigh(self, line: Sequence[Placed], free: Sequence[bool], text: str) -> dict[str, Cue]:
        """For every question its cue.

        `free`: which words may say what is asked (the others are part of a name).
        """
        literal = {
            name
            for _, score, name in process.extract(
                tokens.fold(text), self._texts, scorer=fuzz.ratio, score_cutoff=_LITERAL
            )
        }
        heard = self._hear(line, free)
        found = {}
        for name, phrases in self._phrases.items():
            matched = sorted((_match(phrase, heard) for phrase in phrases), key=lambda cue: -cue.score)
            score = sum(cue.score * (_SECOND_PHRASE if i else 1) for i, cue in enumerate(matched[:2]))
            positions = frozenset().union(*(cue.positions for cue in matched if cue.score))
            if name in literal:
                score, positions = score + _AS_WRITTEN, frozenset(range(len(line)))
            found[name] = Cue(score, positions)
        return found

    def _hear(self, line: Sequence[Placed], free: Sequence[bool]) -> Heard:
        """For every word of a phrase that was said: where, and what it weighs there."""
        heard: dict[str, list[tuple[int, float]]] = {}
        for position, said in enumerate(line):
            if free[position]:
                alike = {
                    text
                    for form in tokens.inflections(said.text)
                    for text in self._by_inflection.get(form, ())
                }
                for text in alike:
                    fits = (
                        1.0
                        if text == said.text
                        else _INFLECTED
                        if tokens.is_inflected(said.text, text)
                        else 0.0
                    )
                    if fits:
                        heard.setdefault(text, []).append((position, fits * self._weights[text]))
        return heard

    def nearest(self, text: str, count: int) -> list[str]:
        """The questions that look most like a line, best first; then those that most begin with."""
        described = {
            name: f"{self._texts[name]} {' '.join(q.phrases).replace('|', ' ')}"
            for name, q in self._questions.items()
        }
        hits = process.extract(
            tokens.fold(text), described, scorer=fuzz.token_set_ratio, score_cutoff=_LIKE, limit=count
        )
        starters = [name for name, question in self._questions.items() if question.shows]
        return list(dict.fromkeys([*(name for _, _, name in hits), *starters]))[:count]


def _match(phrase: Phrase, heard: Heard) -> Cue:
    """The cue of a phrase: every one of its words must have been said, each at a place of its own."""
    score, positions = 0.0, set()
    for choices in phrase:
        said = [
            (weight, place)
            for text in choices
            for place, weight in heard.get(text, ())
            if place not in positions
        ]
        if not said:
            return _NOTHING
        weight, place = max(said, key=lambda found: (found[0], -found[1]))
        score += weight
        positions.add(place)
    return Cue(score, frozenset(positions))


def _parse(phrase: str) -> Phrase:
    """`partner|organisatie werkt` -> what may stand for each of its words."""
    return tuple(tuple(tokens.words(choice)[0].text for choice in part.split("|")) for part in phrase.split())
