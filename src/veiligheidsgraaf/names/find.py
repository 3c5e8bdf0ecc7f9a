"""Which names stand in a running text, and where: `Names(lexicon, home).find(text, kinds)`.

Every run of up to eight words of a sentence is looked up as a whole name, its words joined: so
hyphens, broken words and compounds written apart are one name, and two stemmers forgive
endings. Then a word that is no name is taken apart (a name with something before or after it)
or read as a slip of character recognition. The forgiving reading of a typed line (misspellings,
parts of names) is that of `matching`, on the same lexicon.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import tokens, vocabulary
from .lexicon import Lexicon, Name, Thing
from .likeness import is_alike, is_short_for, is_verb, joined, means, starts_anew, unslip, without_stops
from .shortening import shorten_names
from .texts import Placed, place_words
from .tokens import Word

_LONGEST_RUN, _TURNED_RUN = 8, 3  # `overlast van buren`
_HEAD = 9  # letters that tell whether any name begins so
_SHORTEST_PART, _SHORTEST_REST, _SHORTEST_SLIP = 5, 3, 7
_SHORTEST_SHARE = 4
_BRACKETS = re.compile(r"\s*\(([A-Z][A-Za-z]{1,9})\)")
_COMPOUNDS = frozenset(("fenomeen", "thema", "kernthema", "instrument", "doelgroep"))
_NOT_WITHIN = frozenset(("of", "maar", "dan", "als"))
_TURNING = frozenset(("van", "door", "met", "bij", "in", "onder", "over", "voor", "tegen"))
_LINKS = ("", "s", "en", "e")


class How(StrEnum):
    """In which way a name was found."""

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


_SCORES = {
    How.NAME: 1.0,
    How.BROKEN: 0.98,
    How.FORM: 0.95,
    How.SHARED: 0.92,
    How.TURNED: 0.9,
    How.ABBREVIATED: 0.9,
    How.SHORT: 0.85,
    How.SLIP: 0.8,
    How.COMPOUND: 0.7,
    How.VERB: 0.6,
    How.KIND: 0.5,
}
_PLAIN = frozenset((How.NAME, How.BROKEN, How.FORM, How.SHORT))
_ORDINARY = 0.4
LIKELY = 0.65  # below it a word may name a thing, and may as well not


@dataclass(frozen=True)
class Match:
    """A thing that is named at [start, end) of a text: in which way, and how sure (0 to 1)."""

    thing: Thing
    start: int
    end: int
    how: How
    score: float


class Names:
    """Finds names in texts. `home`: slug of the municipality that a text is of, whose own bodies it names
    without saying so (`de burgemeester`).
    """

    def __init__(self, lexicon: Lexicon, home: str = "") -> None:
        self._lexicon = lexicon
        self._short: dict[str, list[Name]] = defaultdict(list)
        for name in shorten_names(lexicon, home):
            for key in tokens.keys(name.words):
                self._short[key].append(name)
        self._heads = {
            key[:size]
            for keys in (lexicon.by_key, self._short)
            for key in keys
            for size in range(1, _HEAD + 1)
        }

    def find(
        self, text: str, kinds: Collection[str] = (), nested: bool = False, least: float = LIKELY
    ) -> list[Match]:
        """Names of things of these kinds (none: all) in a text, in order of place.

        Where several things bear the name, each is a match. A name inside a longer one counts only when
        `nested`; one less sure than `least` (an ordinary word, the head of a compound) does not.
        """
        words = place_words(text)
        found: set[Match] = set()
        for start in range(len(words)):
            found.update(self._starting(words, start, frozenset(kinds)))
        found.update(self._abbreviated(text, words, found))
        best: dict[tuple[Thing, int, int], Match] = {}
        for match in found:
            if match.score < least:
                continue
            place = (match.thing, match.start, match.end)
            if place not in best or best[place].score < match.score:
                best[place] = match
        chosen = list(best.values()) if nested else _outermost(best.values())
        return sorted(chosen, key=lambda m: (m.start, -m.end, -m.score, m.thing.iri))

    def _starting(self, words: Sequence[Placed], start: int, kinds: frozenset[str]) -> Iterator[Match]:
        said = ("", "", "")
        begins = True
        for size in range(1, min(_LONGEST_RUN, len(words) - start) + 1):
            run = words[start : start + size]
            if size > 1 and run[-2].ends:
                break
            if begins and not (run[-1].word.is_stop and not run[0].word.is_stop):
                forms = (run[-1].text, *tokens.stems(run[-1].text))
                said = (said[0] + forms[0], said[1] + forms[1], said[2] + forms[2])
                begins = any(text[:_HEAD] in self._heads for text in said)
            if not begins and size > _TURNED_RUN:
                break
            if not begins and size != _TURNED_RUN:
                continue
            for name, how in self._of_run(run):
                if not kinds or name.thing.kind in kinds:
                    yield _match(name, run, how)
        yield from (
            match
            for match in (*self._parts_of(words[start]), *self._shared(words, start))
            if not kinds or match.thing.kind in kinds
        )

    def _abbreviated(self, text: str, words: Sequence[Placed], found: Iterable[Match]) -> list[Match]:
        """Where a text uses an abbreviation that it puts between brackets behind a name and no name has."""
        meant: dict[str, set[Thing]] = defaultdict(set)
        for match in found:
            brackets = _BRACKETS.match(text, match.end) if match.how in _PLAIN else None
            if brackets is None or tokens.fold(brackets[1]) in self._lexicon.by_key:
                continue
            if is_short_for(brackets[1], text[match.start : match.end]):
                meant[brackets[1]].add(match.thing)
        score = _SCORES[How.ABBREVIATED]
        return [
            Match(thing, word.start, word.end, How.ABBREVIATED, score)
            for word in words
            for thing in meant.get(word.raw, ())
        ]

    def _of_run(self, run: Sequence[Placed]) -> Iterator[tuple[Name, How]]:
        """Whole names that a run makes."""
        if run[0].word.is_stop or run[-1].word.is_stop:
            text = "".join(part.text for part in run)
            for name in self._lexicon.by_key.get(text, ()):
                if joined(name) == text and len(name.words) == len(run) and means(run, name):
                    yield name, How.NAME
            return
        if any(part.text in _NOT_WITHIN for part in run) or starts_anew(run):
            return
        parts = [part.word for part in run]
        keys = tokens.keys(parts)
        for name in self._named(self._lexicon.by_key, keys, run):
            how = _way(parts, name)
            yield name, How.BROKEN if how is How.NAME and any(part.broken for part in run) else how
        for name in self._named(self._short, keys, run):
            yield name, How.SHORT
        if len(parts) == _TURNED_RUN and parts[1].text in _TURNING:
            for name in self._turned(parts):
                yield name, How.TURNED

    def _turned(self, parts: Sequence[Word]) -> Iterator[Name]:
        """Compounds that two words make the other way round: `overlast van buren` is burenoverlast."""
        last = tokens.plain(parts[0].text)
        for name in {name for key in tokens.keys(parts[::-2]) for name in self._lexicon.by_key.get(key, ())}:
            if (
                len(name.words) == 1
                and name.words[0].text.startswith(parts[2].text[:4])
                and tokens.plain(joined(name)).endswith(last)
            ):
                yield name

    @staticmethod
    def _named(index: dict[str, list[Name]], keys: Iterable[str], run: Sequence[Placed]) -> Iterator[Name]:
        for name in {name for key in keys for name in index.get(key, ())}:
            if is_alike(run, name) and means(run, name):
                yield name

    def _parts_of(self, word: Placed) -> Iterator[Match]:
        """Names inside one long word, and names that it is a slip of."""
        text = word.text
        if len(text) < _SHORTEST_SLIP or text in self._lexicon.by_key or text.isdigit():
            return
        for cut in range(_SHORTEST_PART, len(text) - _SHORTEST_REST + 1):
            for link in _LINKS:
                if text[:cut].endswith(link) and len(text[: cut - len(link)]) >= _SHORTEST_PART:
                    yield from self._inside(word, text[: cut - len(link)], How.COMPOUND)
        for cut in range(_SHORTEST_REST, len(text) - _SHORTEST_PART + 1):
            yield from self._inside(word, text[cut:], How.KIND)
        for slip in unslip(text):
            for name in self._lexicon.by_key.get(slip, ()):
                if joined(name) == slip:
                    yield _match(name, [word], How.SLIP)

    def _inside(self, word: Placed, part: str, how: How) -> Iterator[Match]:
        if part in vocabulary.ordinary():
            return
        for name in self._lexicon.by_key.get(part, ()):
            if name.thing.kind in _COMPOUNDS and joined(name) == part and not name.is_shouted:
                yield _match(name, [word], how)

    def _shared(self, words: Sequence[Placed], at: int) -> Iterator[Match]:
        """`drugs- en alcoholoverlast` names drugsoverlast,
        `jeugdcriminaliteit en -overlast` jeugdoverlast.
        """
        if at + 2 >= len(words):
            return
        first, last = words[at], words[at + 2]
        if first.hangs == 1 and words[at + 1].text in ("en", "of"):
            choices = [first.text + last.text[cut:] for cut in range(len(last.text) - _SHORTEST_SHARE + 1)]
        elif last.hangs == -1:
            choices = [first.text[:cut] + last.text for cut in range(_SHORTEST_SHARE, len(first.text))]
        else:
            return
        for text in choices:
            for name in self._lexicon.by_key.get(text, ()):
                if abs(len(joined(name)) - len(text)) <= 2:  # noqa: PLR2004 (an ending)
                    yield _match(name, words[at : at + 3], How.SHARED)


def _match(name: Name, run: Sequence[Placed], how: How) -> Match:
    ordinary = len(run) == 1 and run[0].text in vocabulary.ordinary()
    score = _SCORES[how] * name.weight * (_ORDINARY if ordinary else 1)
    return Match(name.thing, run[0].start, run[-1].end, how, round(score, 3))


def _way(parts: Sequence[Word], name: Name) -> How:
    """Whether words are a name as it is written (but for words that name nothing) or a form of it."""
    if "".join(part.text for part in parts) == joined(name) or without_stops(parts) == without_stops(
        name.words
    ):
        return How.NAME
    return How.VERB if is_verb(parts[-1].text, name) else How.FORM


def _outermost(matches: Iterable[Match]) -> list[Match]:
    """Matches that stand in no longer one."""
    ordered = sorted(matches, key=lambda m: (m.start, -m.end))
    kept: list[Match] = []
    reach, since = -1, -1
    for match in ordered:
        if match.end > reach or (match.start, match.end) == (since, reach):
            kept.append(match)
            reach, since = max(reach, match.end), match.start
    return kept
