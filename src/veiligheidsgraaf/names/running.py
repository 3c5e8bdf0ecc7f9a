"""The ways in which a running text names things: strict, so that no ordinary word is a name.

Every run of up to eight words of a sentence is looked up as a whole name, its words joined: so hyphens,
broken words and compounds written apart are one name, and two stemmers forgive endings. Then a word that is
no name is taken apart (a name with something before or after it) or read as a slip of character recognition.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from . import tokens, vocabulary
from .likeness import is_alike, is_short_for, is_verb, joined, means, starts_anew, unslip, without_stops
from .matches import SCORES, How, Match, match_of
from .named import HEAD, Lookup, Name, Thing
from .texts import Placed, place_words
from .tokens import Word

_LONGEST_RUN, _TURNED_RUN = 8, 3  # `overlast van buren`
_SHORTEST_PART, _SHORTEST_REST, _SHORTEST_SLIP = 5, 3, 7
_SHORTEST_SHARE = 4
_SHORTEST_SHARED, _MOST_SHARING, _JOINTS = 3, 400, ("en", "of")
_BRACKETS = re.compile(r"\s*\(([A-Z][A-Za-z]{1,9})\)")
_COMPOUNDS = frozenset(("fenomeen", "thema", "kernthema", "instrument", "doelgroep"))
_NOT_WITHIN = frozenset(("of", "maar", "dan", "als"))
_TURNING = frozenset(("van", "door", "met", "bij", "in", "onder", "over", "voor", "tegen"))
_LINKS = ("", "s", "en", "e")
_PLAIN = frozenset((How.NAME, How.BROKEN, How.FORM, How.SHORT))


class RunningText:
    """Matches in running texts. `home`: slug of the municipality that they are of."""

    def __init__(self, lexicon: Lookup, home: str) -> None:
        self._lexicon = lexicon
        self._home = home

    def find(self, text: str, kinds: frozenset[str]) -> set[Match]:
        """All matches of these kinds (none: all), also inside others and of one place several."""
        words = place_words(text)
        found: set[Match] = set()
        for start in range(len(words)):
            found.update(self._starting(words, start, kinds))
        found.update(self._abbreviated(text, words, found))
        return found

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
                begins = any(self._lexicon.begins(text[:HEAD]) for text in said)
            if not begins and size > _TURNED_RUN:
                break
            if not begins and size != _TURNED_RUN:
                continue
            for name, how in self._of_run(run):
                if not kinds or name.thing.kind in kinds:
                    yield match_of(name, run, how)
        yield from (
            match
            for match in (*self._parts_of(words[start]), *shared_names(self._lexicon, words, start))
            if not kinds or match.thing.kind in kinds
        )

    def _abbreviated(self, text: str, words: Sequence[Placed], found: Iterable[Match]) -> list[Match]:
        """Where a text uses an abbreviation that it puts between brackets behind a name and no name has."""
        meant: dict[str, set[Thing]] = defaultdict(set)
        for match in found:
            brackets = _BRACKETS.match(text, match.end) if match.how in _PLAIN else None
            if brackets is None or self._lexicon.named(tokens.fold(brackets[1])):
                continue
            if is_short_for(brackets[1], text[match.start : match.end]):
                meant[brackets[1]].add(match.thing)
        score = SCORES[How.ABBREVIATED]
        return [
            Match(thing, word.start, word.end, How.ABBREVIATED, score)
            for word in words
            for thing in meant.get(word.raw, ())
        ]

    def _of_run(self, run: Sequence[Placed]) -> Iterator[tuple[Name, How]]:
        """Whole names that a run makes."""
        if run[0].word.is_stop or run[-1].word.is_stop:
            text = "".join(part.text for part in run)
            for name in self._lexicon.named(text):
                if joined(name) == text and len(name.words) == len(run) and means(run, name):
                    yield name, How.NAME
            return
        if any(part.text in _NOT_WITHIN for part in run) or starts_anew(run):
            return
        parts = [part.word for part in run]
        keys = tokens.keys(parts)
        for name in self._alike(chain.from_iterable(map(self._lexicon.named, keys)), run):
            how = _way(parts, name)
            yield name, How.BROKEN if how is How.NAME and any(part.broken for part in run) else how
        short = (self._lexicon.named_short(key, self._home) for key in keys)
        for name in self._alike(chain.from_iterable(short), run):
            yield name, How.SHORT
        if len(parts) == _TURNED_RUN and parts[1].text in _TURNING:
            for name in self._turned(parts):
                yield name, How.TURNED

    def _turned(self, parts: Sequence[Word]) -> Iterator[Name]:
        """Compounds that two words make the other way round: `overlast van buren` is burenoverlast."""
        last = tokens.plain(parts[0].text)
        for name in {name for key in tokens.keys(parts[::-2]) for name in self._lexicon.named(key)}:
            if (
                len(name.words) == 1
                and name.words[0].text.startswith(parts[2].text[:4])
                and tokens.plain(joined(name)).endswith(last)
            ):
                yield name

    @staticmethod
    def _alike(names: Iterable[Name], run: Sequence[Placed]) -> Iterator[Name]:
        for name in set(names):
            if is_alike(run, name) and means(run, name):
                yield name

    def _parts_of(self, word: Placed) -> Iterator[Match]:
        """Names inside one long word, and names that it is a slip of."""
        text = word.text
        if len(text) < _SHORTEST_SLIP or self._lexicon.named(text) or text.isdigit():
            return
        for cut in range(_SHORTEST_PART, len(text) - _SHORTEST_REST + 1):
            for link in _LINKS:
                if text[:cut].endswith(link) and len(text[: cut - len(link)]) >= _SHORTEST_PART:
                    yield from self._inside(word, text[: cut - len(link)], How.COMPOUND)
        for cut in range(_SHORTEST_REST, len(text) - _SHORTEST_PART + 1):
            yield from self._inside(word, text[cut:], How.KIND)
        for slip in unslip(text):
            for name in self._lexicon.named(slip):
                if joined(name) == slip:
                    yield match_of(name, [word], How.SLIP)

    def _inside(self, word: Placed, part: str, how: How) -> Iterator[Match]:
        if part in vocabulary.ordinary():
            return
        for name in self._lexicon.named(part):
            if name.thing.kind in _COMPOUNDS and joined(name) == part and not name.is_shouted:
                yield match_of(name, [word], how)


def shared_names(lexicon: Lookup, words: Sequence[Placed], at: int) -> Iterator[Match]:
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
        for name in lexicon.named(text):
            if abs(len(joined(name)) - len(text)) <= 2:  # noqa: PLR2004 (an ending)
                yield match_of(name, words[at : at + 3], How.SHARED)


def _way(parts: Sequence[Word], name: Name) -> How:
    """Whether words are a name as it is written (but for words that name nothing) or a form of it."""
    if "".join(part.text for part in parts) == joined(name) or without_stops(parts) == without_stops(
        name.words
    ):
        return How.NAME
    return How.VERB if is_verb(parts[-1].text, name) else How.FORM


def shared_compound(lexicon: Lookup, text: str) -> tuple[str, ...]:
    """The two words of a name of which a compound is written apart: of `opslagboxen` these are `opslag` and
    `garageboxen`, for a name has `opslag- en garageboxen`; () when no name does.
    """
    ends = {text[:cut]: text[cut:] for cut in range(_SHORTEST_SHARED, len(text) - _SHORTEST_SHARED + 1)}
    for first in sorted(lexicon.held(ends), key=len, reverse=True):
        numbers = lexicon.holding(tokens.word(first))
        for name in lexicon.numbered(numbers) if len(numbers) <= _MOST_SHARING else ():
            words = [part.text for part in name.words]
            for one, joint, other in zip(words, words[1:], words[2:], strict=False):
                if one == first and joint in _JOINTS and _ends_alike(other, ends[first]):
                    return first, other
    return ()


def _ends_alike(word: str, end: str) -> bool:
    """Whether a compound ends so, in one form or another."""
    return any(
        len(ending) < len(whole) and whole.endswith(ending)
        for whole, ending in ((word, end), (tokens.plain(word), tokens.plain(end)))
    )
