"""Things that a text names, unit by unit: those that the graph knows by `names`, the own municipality where
a plan says `wij`, and new names by their heads. A living person is no name.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..names import tokens, vocabulary
from ..names.find import How, Match, Names
from ..names.lexicon import NAMED
from ..names.texts import place_words
from ..reading.document import Block, Mark
from ..words import iris
from .segments import Unit

_LEAST = 0.3  # an ordinary word may name a body too; who ranks sees how sure the name is
_OWN = "eigen gemeente"
_LOCAL = ("partner", "gemeente")
_ELSEWHERE = re.compile(r"(?: in)? [A-Z][a-zë]{3,}")
_INNER = ("partner", "instrument")  # kinds whose names are told within a longer name too


@dataclass(frozen=True)
class Named:
    """A thing that a unit names. `iri`: "" for a new name; `how`: in which way it was found."""

    unit: int
    kind: str
    iri: str
    name: str
    words: tuple[Mark, ...]
    how: str
    score: float
    block: int = 0
    start: int = 0
    end: int = 0
    header: tuple[str, ...] = ()
    is_inner: bool = False  # it stands within a longer name


class Stream:
    """All blocks as one text, and where each unit stands in it."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.blocks: list[Block] = []
        self._of: list[list[tuple[int, int, int]]] = []
        places: dict[int, int] = {}
        for number, unit in enumerate(units):
            parts = unit.cells or (unit.block,)
            for part in parts:
                if id(part) not in places:
                    places[id(part)] = len(self.blocks)
                    self.blocks.append(part)
                    self._of.append([])
                whole = (0, len(part.text)) if unit.cells else (unit.start, unit.end)
                self._of[places[id(part)]].append((*whole, number))
        self._numbers = places
        self._begins: list[int] = []
        at = 0
        for block in self.blocks:
            self._begins.append(at)
            at += len(block.text) + 2
        self.text = "\n\n".join(block.text for block in self.blocks)

    def find(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """(unit, block, first, last character in it) of characters of the stream."""
        which = bisect_right(self._begins, start) - 1
        first, last = start - self._begins[which], end - self._begins[which]
        for begin, stop, unit in self._of[which]:
            if begin <= first < stop:
                return unit, which, first, min(last, len(self.blocks[which].text))
        return None

    def begin_of(self, block: Block) -> int:
        """Where a block begins in the stream."""
        return self._begins[self._numbers[id(block)]]

    def place_of(self, which: int, at: int) -> int:
        """The unit of a character of a block."""
        return next(
            (unit for begin, stop, unit in self._of[which] if begin <= at < stop), self._of[which][0][2]
        )


def list_named(stream: Stream, names: Names, home: str) -> list[Named]:
    """Every thing that the graph knows and a unit names, and the own municipality where it says `wij`."""
    found = [*_known(stream, names), *_own(stream, home)]
    known = {(one.block, at) for one in found for at in range(one.start, one.end)}
    found += (one for one in _called(stream, home) if (one.block, one.end - 1) not in known)
    return sorted(found, key=lambda one: (one.unit, one.block, one.start, -one.end, one.iri))


def _known(stream: Stream, names: Names) -> Iterator[Named]:
    since, reach = 0, 0
    said = Counter(tokens.split(stream.text, 10**6))
    for match in _meant(names.find(stream.text, NAMED, nested=True, least=_LEAST), said):
        is_inner = match.end <= reach and (match.start, match.end) != (since, reach)
        if match.end > reach:
            since, reach = match.start, match.end
        if match.how is How.SLIP or (is_inner and match.thing.kind not in _INNER):
            continue
        if match.how is How.SHORT and not _is_near(match, stream.text, said):
            continue
        if match.how is How.SHORT and _ELSEWHERE.match(stream.text, match.end):
            continue  # `Veiligheidshuis Aaland` is not that of another region
        if place := stream.find(match.start, match.end):
            thing = match.thing
            one = _at(stream, place, thing.kind, thing.iri, thing.name, match.how, match.score)
            yield replace(one, is_inner=is_inner)


def _is_near(match: Match, text: str, said: Counter[str]) -> bool:
    """Whether a text that names a body without its place has the words of that place somewhere."""
    here = set(tokens.split(text[match.start : match.end]))
    left = [word for word in tokens.split(match.thing.name) if word not in here | tokens.STOP]
    return not left or any(said[word] for word in left)


def _meant(matches: Sequence[Match], said: Counter[str]) -> Iterator[Match]:
    """Of several bodies of one name at a place the one whose own words the text has most: its region."""
    for _, group in groupby(matches, key=lambda match: (match.start, match.end)):
        found = list(group)
        bodies = [match for match in found if match.thing.kind in _LOCAL]
        best = max(bodies, key=lambda match: _fits(match, said), default=None)
        yield from (match for match in found if match is best or match.thing.kind not in _LOCAL)


def _fits(match: Match, said: Counter[str]) -> tuple[bool, float, int, str]:
    words = match.thing.slug.split("-")
    return all(said[word] for word in words), match.score, min(said[word] for word in words), match.thing.iri


def _own(stream: Stream, home: str) -> Iterator[Named]:
    iri = iris.thing("gemeente", home)
    for word in place_words(stream.text):
        if word.text in vocabulary.own_municipality():
            place = stream.find(word.start, word.end)
            if place:
                yield _at(stream, place, "gemeente", iri, word.text, _OWN, 0.5)


def _called(stream: Stream, home: str) -> Iterator[Named]:
    """The own municipality by its name: no graph needs to know it yet."""
    name = ["gemeente", *home.split("-")]
    words = place_words(stream.text)
    for at in range(len(words) - len(name) + 1):
        run = words[at : at + len(name)]
        if [word.text for word in run] != name or not run[-1].raw[:1].isupper():
            continue
        if place := stream.find(run[0].start, run[-1].end):
            said = " ".join(stream.text[run[0].start : run[-1].end].split())
            yield _at(stream, place, "gemeente", iris.thing("gemeente", home), said, How.NAME, 1.0)


def _at(
    stream: Stream, place: tuple[int, int, int, int], kind: str, iri: str, name: str, how: str, score: float
) -> Named:
    unit, which, start, end = place
    block = stream.blocks[which]
    header = getattr(block, "header", ())
    return Named(unit, kind, iri, name, block.marks(start, end), how, score, which, start, end, header)
