"""What a name from somebody's list may be a name of: candidates, surest first, and which of them is sure.

A list holds whole names, so all words must be accounted for: a name that stands inside one counts for its
share of the words. Sure is only the one thing that bears the whole name, letter by letter or in another form
of the same words. Two that bear it, a slip that was forgiven, a part of a name, and a name without its place
where the list does not say of which place it is, are for a person to choose.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from . import tokens
from .find import Names
from .matches import SCORES, How, Match
from .named import Thing
from .runs import Line
from .shortening import owner_of
from .stored import StoredLexicon

_BY_LETTER = (How.NAME, How.SHORT)
_SURE = (*_BY_LETTER, How.FORM)
_LEAST = 35.0
_AT_HOME, _AWAY = 0.93, 0.6
_OF_WHOLE = 0.7
_MOST_BEGUN = 20
_TWICE = "verband"  # the same thing again as a partner


@dataclass(frozen=True)
class Tie:
    """A thing that a name may be of: how sure (0 to 100) and in which way. `whole`: the name is all of the
    words; `preferred`: it is what the thing is called first.
    """

    thing: Thing
    score: float
    how: How
    whole: bool
    preferred: bool = False


class Ties:
    """Finds candidates among the names of a release."""

    def __init__(self, lexicon: StoredLexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)

    def rank(self, text: str, kinds: Collection[str] = (), homes: Collection[str] = ()) -> list[Tie]:
        """Candidates of these kinds (none: all), surest first.

        `homes`: slugs of municipalities whose own bodies are named without saying so (`de burgemeester`).
        """
        line = self._names.read(text[: tokens.MOST_CHARACTERS])
        named = (n for n, part in enumerate(line.words) if not part.word.is_stop or part.text in line.shouted)
        words = frozenset(named) or frozenset(range(len(line.words)))
        if not words:
            return []
        matches = (*self._names.find(line, kinds, nested=True), *self._short(line, kinds, homes))
        ties = {tie.thing.iri: tie for tie in _tie_all(line, words, matches)}
        for tie in self._begun(text, kinds, len(words)):
            ties.setdefault(tie.thing.iri, tie)
        placed = (self._place(tie, line, homes) for tie in ties.values())
        kept = (tie for tie in placed if tie.score >= _LEAST)
        return sorted(kept, key=_surest)

    def _short(self, line: Line, kinds: Collection[str], homes: Collection[str]) -> Iterator[Match]:
        """Things whose name less its place is all of a line; whole where the place is one of the homes."""
        start, end = line.words[0].start, line.words[-1].end
        for key in _keys(line):
            anywhere = set(self._lexicon.named_short(key, ""))
            for name in {*anywhere, *(one for home in homes for one in self._lexicon.named_short(key, home))}:
                if not kinds or name.thing.kind in kinds:
                    score = (SCORES[How.SHORT] if name in anywhere else _AT_HOME) * name.weight
                    yield Match(name.thing, start, end, How.SHORT, score, name not in anywhere)

    def _begun(self, text: str, kinds: Collection[str], said: int) -> Iterator[Tie]:
        """Things whose longer name has all these words, where they are too many to look at each."""
        for found in self._lexicon.suggest(text, kinds, _MOST_BEGUN):
            words = sum(not word.is_stop for word in tokens.words(found.label)) or 1
            score = SCORES[How.PART] + (1 - SCORES[How.PART]) * min(1.0, said / words) * _OF_WHOLE
            yield Tie(found.thing, round(100 * score, 1), How.PART, whole=False)

    def _place(self, tie: Tie, line: Line, homes: Collection[str]) -> Tie:
        """A candidate, less sure where the line leaves its place unsaid or says that it is of another."""
        owner = owner_of(tie.thing.slug, self._is_municipality)
        if owner and homes and owner not in homes:
            return replace(tie, score=round(_AWAY * tie.score, 1), whole=False)
        if not tie.whole or tie.preferred or (owner and owner in homes):
            return tie
        placeless = (name.thing for key in _keys(line) for name in self._lexicon.named_short(key, owner))
        if tie.thing.iri not in {thing.iri for thing in placeless}:
            return tie
        return replace(tie, score=min(tie.score, 100 * SCORES[How.SHORT]), how=How.SHORT, whole=False)

    def _is_municipality(self, slug: str) -> bool:
        return self._lexicon.can_choose("gemeente", slug)


def sure_one(ties: Iterable[Tie]) -> Tie | None:
    """The one of these that is sure: it alone bears the whole name, and no other does but for its place."""
    found = list(ties)
    whole = [tie for tie in found if tie.whole and tie.how in _SURE]
    best = [tie for tie in whole if tie.how in _BY_LETTER] or whole
    if len(best) != 1:
        return None
    rivals = any(tie.how is How.SHORT and tie is not best[0] for tie in found)
    return None if rivals and not best[0].preferred and best[0].how is not How.SHORT else best[0]


def _surest(tie: Tie) -> tuple[float, bool, bool, int, str]:
    return -tie.score, not tie.whole, tie.how is How.PART, len(tie.thing.name), tie.thing.iri


def _keys(line: Line) -> frozenset[str]:
    return tokens.keys([part.word for part in line.words])


def _tie_all(line: Line, words: frozenset[int], matches: Iterable[Match]) -> Iterator[Tie]:
    """A candidate per thing that some words of a line name."""
    found: dict[str, list[tuple[Match, frozenset[int]]]] = {}
    for match in matches:
        said = frozenset(n for n in words if match.start <= line.words[n].start < match.end)
        found.setdefault(match.thing.iri, []).append((match, said))
    for named in found.values():
        yield _tie(named, words)


def _tie(named: Sequence[tuple[Match, frozenset[int]]], words: frozenset[int]) -> Tie:
    """One candidate of all that names it: a name and the abbreviation behind it hold together."""
    best, said = max(named, key=lambda one: (one[0].score * len(one[1]), one[0].whole))
    by_names = frozenset[int]().union(*(some for match, some in named if match.whole))
    if by_names >= words > said:
        best = min((match for match, _ in named if match.whole), key=lambda match: match.score)
        said = words
    thing = min((match.thing for match, _ in named), key=lambda thing: thing.kind == _TWICE)
    score = 100 * min(1.0, best.score) * len(said) / len(words)
    return Tie(thing, round(score, 1), best.how, by_names >= words, score == 100)  # noqa: PLR2004 (per cent)
