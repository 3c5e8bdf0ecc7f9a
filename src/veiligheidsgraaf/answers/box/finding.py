"""What a line names: things at their words, the municipalities among them, and figures about them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from ...names import tokens, vocabulary
from ...names.find import Match, Names
from ...names.matches import SCORES, How
from ...names.named import HEAD, Name, Plan, Thing
from ...names.runs import Line, Run, cover
from ...names.stored import StoredLexicon
from ...names.tokens import Word
from ...names.typed import numbers_holding
from . import turns_of_phrase as phrases
from .hearing import Heard, Places

_OWN_MUNICIPALITY = 0.3
_LONGEST = 8  # words of a name without its place
_ALIKE = 0.1
_CORE, _FIGURE = "kernthema", "indicator"
_LOCAL = ("partner", "verband", "locatie", "document")
_MEASURED = ("thema", "fenomeen", "doelgroep")


@dataclass(frozen=True)
class Found:
    """The runs of words that name things, those that name a municipality, and the plans that are named by
    their title.
    """

    runs: tuple[Run, ...]
    municipalities: tuple[Match, ...]
    plans: tuple[Plan, ...]


class Finder:
    """Finds what lines name in the lexicon of one release."""

    def __init__(self, lexicon: StoredLexicon, names: Names) -> None:
        self._lexicon = lexicon
        self._names = names
        self._figures_of = lru_cache(maxsize=1024)(self._read_figures)

    def find(self, heard: Heard, taken: Places) -> Found:
        """What a line names, by words that are not taken (those of a time)."""
        line = heard.line
        matches = [m for m in self._names.find(line, nested=True) if not _touches(heard, m, taken)]
        matches = list(_without_joined(heard, matches))
        matches += self._called_there(line, matches, taken)
        if not heard.first(phrases.turn("cijfers")):
            matches = [m for m in matches if m.thing.kind != _FIGURE or not _holds_name(m, matches)]
        runs = cover(line, matches)
        places: dict[str, Match] = {}
        for run in runs:
            for place in self._places_in(run, matches):
                places.setdefault(place.thing.iri, place)
        runs = [_only_place(line, run, places.values()) for run in runs]
        runs = [self._prefer_own(run, tuple(places.values()), self._lexicon.planned()) for run in runs]
        runs = [run for run in runs if run.candidates]
        return Found(tuple(runs), tuple(places.values()), tuple(self._named_plans(runs)))

    def _called_there(self, line: Line, matches: Sequence[Match], taken: Places) -> Iterator[Match]:
        """Bodies and positions by their name without its municipality, of the ones that a line names; when it
        names none, by several words or a word that one municipality alone has: `wethouder zorg`.
        """
        homes = {m.thing.slug for m in matches if m.thing.kind == "gemeente" and m.whole}
        whole = {(m.start, m.end) for m in matches if m.whole}
        words = line.words
        for first, last in combinations(range(len(words) + 1), 2):
            run = words[first:last]
            edges = (run[0], run[-1])
            if len(run) > _LONGEST or any(word.word.is_stop for word in edges) or first in taken:
                continue
            if (run[0].start, run[-1].end) in whole:
                continue
            found = self._short_names([word.word for word in run], homes)
            if homes or len(run) > 1 or len(found) == 1:
                for thing in found:
                    yield Match(thing, run[0].start, run[-1].end, How.SHORT, SCORES[How.SHORT])

    def _short_names(self, words: Sequence[Word], homes: Collection[str]) -> frozenset[Thing]:
        """What municipalities call so of their own; of those that have a plan when none is given."""
        keys = [key for key in tokens.keys(words) if self._lexicon.begins(key[:HEAD])]
        anywhere = (name for key in keys if not homes for name in self._lexicon.short_at_home(key))
        there = (
            name
            for key in keys
            for home in homes
            for name in self._lexicon.named_short(key, home)
            if name.thing.slug.startswith(f"{home}-")
        )
        return frozenset(
            name.thing
            for name in (*anywhere, *there)
            if name.thing.kind == "partner" and len(name.words) == len(words)
        )

    def figures_about(self, run: Run, counts: bool = False) -> frozenset[str]:
        """IRIs of indicators whose name holds a name of what a run means: figures about jeugdoverlast for the
        theme of that name. `counts`: those that are nothing but that name, when there are any.
        """
        near = (c.thing for c in run.candidates if c.whole == run.whole and c.score > run.score - _ALIKE)
        held, named = self._figures_of(tuple(thing for thing in near if thing.kind in _MEASURED))
        return named if counts and named else held

    def figures_alike(self, run: Run) -> frozenset[str]:
        """IRIs of indicators whose name holds what a run means, or the name of one that is called so."""
        best = (c.thing for c in run.candidates if c.whole == run.whole)
        return self._figures_of(tuple(thing for thing in best if thing.kind in (*_MEASURED, _FIGURE)))[0]

    def _read_figures(self, meant: tuple[Thing, ...]) -> tuple[frozenset[str], frozenset[str]]:
        """The indicators that hold a name, and those that are called by it."""
        names = [name for thing in meant for name in self._lexicon.names_of(thing)]
        held = (
            numbers_holding(self._lexicon, [word for word in name.words if not word.is_stop])
            for name in names
        )
        found = self._lexicon.numbered(frozenset().union(*held))
        figures = [name for name in found if name.thing.kind == _FIGURE]
        called = {_content(name) for thing in meant for name in self._lexicon.names_of(thing)}
        named = (figure.thing.iri for figure in figures if _content(figure) in called)
        return frozenset(figure.thing.iri for figure in figures), frozenset(named)

    @staticmethod
    def _places_in(run: Run, matches: Sequence[Match]) -> list[Match]:
        """The municipality that a run names, alone or inside a longer name (`burgemeester van Dalfsen`)."""
        alone = [c for c in run.candidates if c.thing.kind == "gemeente" and c.whole]
        if alone:
            return alone[:1]
        start, end = run.candidates[0].start, run.candidates[0].end
        inside = (
            m for m in matches if m.whole and m.thing.kind == "gemeente" and start <= m.start and m.end <= end
        )
        return sorted(inside, key=lambda m: (m.end - m.start, m.start, m.thing.iri))[:1]

    @staticmethod
    def _prefer_own(run: Run, places: Sequence[Match], planned: Sequence[str]) -> Run:
        """A run with what belongs to a named municipality first and without what belongs to another: `de
        burgemeester` is that of Dalfsen when Dalfsen is named. `planned`: municipalities with a plan.
        """
        slugs = tuple(place.thing.slug + "-" for place in places)
        others = tuple(slug + "-" for slug in planned if slug + "-" not in slugs)
        if not slugs or run.candidates[0].thing.kind == "gemeente":
            return run
        raised = [
            replace(c, score=c.score + _OWN_MUNICIPALITY)
            if c.thing.slug.startswith(slugs) and c.thing.kind in _LOCAL
            else c
            for c in run.candidates
            if c.thing.kind not in _LOCAL or not c.thing.slug.startswith(others)
        ]
        return replace(run, candidates=tuple(sorted(raised, key=lambda c: -c.score)))

    def _named_plans(self, runs: Sequence[Run]) -> list[Plan]:
        """Plans that runs name by their whole title, in order of slug."""
        best = (run.candidates[0] for run in runs if run.whole)
        slugs = sorted({c.thing.slug for c in best if c.thing.kind == "plan"})
        return [plan for slug in slugs if (plan := self._lexicon.plan(slug))]


def _only_place(line: Line, run: Run, places: Iterable[Match]) -> Run:
    """A run of a municipality and ordinary words as that municipality: `veiligheid Hellendoorn` is no part of
    the name of one of its teams.
    """
    inside = [m for m in places if run.candidates[0].start <= m.start and m.end <= run.candidates[0].end]
    if run.whole or not inside:
        return run
    words = [word for word in line.words if run.candidates[0].start <= word.start < run.candidates[0].end]
    others = [w for w in words if not any(m.start <= w.start < m.end for m in inside)]
    if not others or not all(w.is_stop or w.text in vocabulary.ordinary() for w in others):
        return run
    first = next(at for at, word in enumerate(line.words) if word.start == inside[0].start)
    last = next(at for at, word in enumerate(line.words, 1) if word.end == inside[0].end)
    return Run(first, last, tuple(inside[:1]))


def _content(name: Name) -> tuple[str, ...]:
    """The words of a name that mean something."""
    return tuple(word.text for word in name.words if not word.is_stop)


def _holds_name(match: Match, matches: Sequence[Match]) -> bool:
    """Whether the whole name of something else stands inside a match."""
    return any(
        m.whole and m.thing.kind != _FIGURE and match.start <= m.start and m.end <= match.end for m in matches
    )


def _without_joined(heard: Heard, matches: Sequence[Match]) -> Iterator[Match]:
    """Matches less those that are whole names of two other things with only `en` between, unless the thing is
    called just so: `polarisatie en radicalisering` names two, `agressie en geweld tegen hulpverleners` one.
    """
    words = heard.line.words
    joints = [
        (one.end, two.start)
        for one, en, two in zip(words, words[1:], words[2:], strict=False)
        if en.text == "en"
    ]
    whole = {(m.start, m.end) for m in matches if m.whole and m.thing.kind != _CORE}
    for match in matches:
        are_two = any((match.start, end) in whole and (start, match.end) in whole for end, start in joints)
        if not are_two or (match.thing.kind != _CORE and _is_called_so(heard, match)):
            yield match


def _is_called_so(heard: Heard, match: Match) -> bool:
    """Whether the words of a match are the name that a thing is called by, not another name of it."""
    said = [w for w in heard.line.words if match.start <= w.start and w.end <= match.end]
    name = tokens.words(match.thing.name)
    return len(said) == len(name) and all(
        not tokens.word(typed.text).forms.isdisjoint(word.forms)
        for typed, word in zip(said, name, strict=True)
    )


def _touches(heard: Heard, match: Match, taken: Places) -> bool:
    """Whether a match has no words but those that are taken."""
    places = {
        at for at, word in enumerate(heard.line.words) if word.start < match.end and match.start < word.end
    }
    return places <= taken
