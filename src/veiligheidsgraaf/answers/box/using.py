"""What a question can do with a thing that a line names: the key that it is a constraint of."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ...facts.constraints import HELD, THINGS, read_constraints
from ...facts.facets import find_facets
from ...facts.fact_store import FactStore
from ...names.matches import Match
from ...names.named import Thing
from ...names.runs import Run
from ...names.stored import StoredLexicon
from ...words import iris
from ...words.parameters import THINGS as CHOSEN
from ...words.questions import Question
from ..found.lawful import is_article_of
from ..intent import Pairs
from .finding import Finder

FAR, ALIKE, GUESSED = 0.6, 0.05, 0.7
# A word is as much a part of a long name as of a short one.
_ALIKE_PARTS = 0.1
MOST_ALIKE = 12
PLACE = "gemeente"
FIGURE = "indicator"
LAW, HOLDER = "rechtsgrond", "portefeuillehouder"
_MEASURES, _MOST_HOLDERS = "maatregelen", 40
# Of bodies of several places that bear one name, each is meant (`zorg- en veiligheidshuis`).
_SAME_NAME = ("partner", "verband")
_EQUAL = 0.001
# Kinds of thing -> the key that they are a value of; other kinds are held by a row or by none.
_KEYS: Mapping[str, str] = {
    **{kind: kind for kind in THINGS if kind != "portefeuillehouder"},
    "verband": "partner",
}

# What a question asks for, while the same word may name something that narrows it: `jongeren`.
_SUBJECTS = frozenset(("partner", "doelgroep"))


@dataclass(frozen=True)
class Use:
    """A key, the match that it takes, and its values. `native`: the question is about things of this kind."""

    key: str
    match: Match
    values: tuple[str, ...]
    native: bool = True


class Uses:
    """What questions can do with things, by the facts of one release."""

    def __init__(self, lexicon: StoredLexicon, finder: Finder, facts: FactStore | None) -> None:
        self._lexicon = lexicon
        self._finder = finder
        self._facts = facts
        self.narrows = lru_cache(maxsize=2048)(self._narrows)
        self._knows = lru_cache(maxsize=4096)(self._is_known)
        self._is_holder = lru_cache(maxsize=4096)(self._read_holder)

    def of(
        self,
        question: Question,
        run: Run,
        kinds: frozenset[str] = frozenset(),
        asked: bool = False,
        place: str = "",
        counts: bool = False,
        by_name: bool = True,
    ) -> Use | None:
        """What a question does with a run; None when it can do nothing. `kinds`: only things of these.
        `asked`: it was asked in so many words, so that what it is about hardly is what narrows it. `place`:
        the one municipality (slug) that an English line names, whose council stands for all of it. `counts`:
        the line asks for a number. `by_name`: figures are meant by what their name holds, else by what they
        are about.
        """
        only_whole = run.whole and run.candidates[0].thing.kind == PLACE
        said = [
            c
            for c in run.candidates
            if c.score > run.score - FAR
            and (not kinds or (c.thing.kind in kinds and c.whole == run.whole))
            and (c.whole or not only_whole)
        ]
        whole, parts = [c for c in said if c.whole], [c for c in said if not c.whole]
        figures = (
            by_name and FIGURE in question.narrows and not kinds and self._finder.figures_about(run, counts)
        )
        own = {*question.narrows, *(p.kind for p in question.parameters)}
        subjects = _SUBJECTS.intersection(question.shows) if asked else frozenset[str]()
        if not kinds and subjects.intersection(c.thing.kind for c in whole):
            found = self.of(question, run, frozenset(_KEYS) - subjects - {"verband"})
            if found and found.match.whole:
                return found
        found = self._first(question, [c for c in whole if c.thing.kind in own], native=True)
        if not found and figures:
            found = _held(run, figures)
        found = (
            found
            or self._first(question, whole, native=False)
            or self._first(question, [c for c in parts if c.thing.kind in own], native=True)
            or self._first(question, parts, native=False)
        )
        if found and not found.native and place and found.values == (f"{place}-gemeenteraad",):
            return Use(PLACE, found.match, (place,))
        return self._with_articles(found, parts) if found and found.key == LAW else found

    def _with_articles(self, found: Use, parts: list[Match]) -> Use:
        """A law with those of its articles that some statement has."""
        law = found.match.thing
        called = (law.name, *self._lexicon.describe(law)[0])
        articles = (c.thing for c in parts if c.thing.kind == LAW and is_article_of(c.thing.name, called))
        known = [thing.slug for thing in articles if self._knows(LAW, thing.slug, thing.iri)]
        return replace(found, values=tuple(dict.fromkeys((*found.values, *known)))) if known else found

    def _first(self, question: Question, candidates: list[Match], native: bool) -> Use | None:
        """The first of these that the question can take, with those that are as likely."""
        ordered = (
            sorted(candidates, key=lambda c: c.thing.kind not in question.narrows) if native else candidates
        )
        for candidate in ordered:
            kind = candidate.thing.kind
            alike = self._alike(candidate, candidates)
            if kind not in _KEYS or (kind == "verband" and kind in question.narrows):
                if kind in question.narrows:
                    held = [iris.path_of(thing.iri) for thing in alike]
                    return Use(HELD, candidate, tuple(dict.fromkeys(held)))
                continue
            key = _KEYS[kind]
            if kind == "partner" and self._holds(question, candidate):
                return Use(HOLDER, candidate, (candidate.thing.slug,), native)
            slugs = [t.slug for t in alike if self._knows(key, t.slug, t.iri)]
            if slugs and (native or self.narrows(question.name, key)):
                return Use(key, candidate, tuple(dict.fromkeys(slugs)), native)
        return None

    @staticmethod
    def _alike(candidate: Match, candidates: list[Match]) -> list[Thing]:
        """What the words of a match mean as likely: of a whole name that one, or those of the very same."""
        kind, most = candidate.thing.kind, MOST_ALIKE
        margin = _ALIKE_PARTS if candidate.end - candidate.start <= len(candidate.thing.name) // 2 else ALIKE
        if candidate.whole and kind != FIGURE:
            margin, most = _EQUAL, MOST_ALIKE if kind in _SAME_NAME else 1
        return [c.thing for c in candidates if c.thing.kind == kind and c.score > candidate.score - margin][
            :most
        ]

    def _holds(self, question: Question, candidate: Match) -> bool:
        """Whether somebody holds a portfolio in statements of a question that is not about partners."""
        return (
            HOLDER in question.columns
            and all(parameter.kind != "partner" for parameter in question.parameters)
            and candidate.whole
            and self._is_holder(candidate.thing.iri)
        )

    def figures_of(self, run: Run) -> Pairs:
        """The figures that hold a name of what a run means, and not only the one that is called so."""
        return tuple((HELD, iris.path_of(figure)) for figure in sorted(self._finder.figures_alike(run)))

    def known_in(self, question: str, pairs: Pairs, places: Iterable[str]) -> Pairs:
        """Of some pairs those that have facts of a question in one of these municipalities (slugs)."""
        if self._facts is None:
            return ()
        asked = [(pair, read_constraints(((PLACE, place), pair))[0]) for place in places for pair in pairs]
        counts = self._facts.count_things([(question, constraints) for _, constraints in asked])
        found = {pair for (pair, _), things in zip(asked, counts, strict=True) if things}
        return tuple(pair for pair in pairs if pair in found)

    def holds(self, run: Run) -> bool:
        """Whether a run names somebody who holds a portfolio."""
        best = run.candidates[0]
        return best.thing.kind == "partner" and best.whole and self._is_holder(best.thing.iri)

    def holders_beside(self, held: Collection[str]) -> tuple[str, ...]:
        """The others (slugs) who hold something in the municipalities of these."""
        if self._facts is None:
            return ()
        places = set(map(self._lexicon.home_of, held))
        asked, _ = read_constraints((PLACE, place) for place in sorted(places) if place)
        found = find_facets(self._facts, _MEASURES, asked, (HOLDER,), _MOST_HOLDERS).get(HOLDER, [])
        return tuple(slug for one in found if (slug := iris.slug(one.value)) not in held)

    def _read_holder(self, partner: str) -> bool:
        """Whether somebody holds a portfolio in any statement."""
        return self._facts is not None and self._facts.keys.is_held(HOLDER, partner)

    def municipality_of(self, location: Thing) -> str:
        """The municipality (slug) that a location lies in, "" when that is not known."""
        found = self._facts.municipality_of(location.iri) if self._facts else ""
        return iris.slug(found) if found else ""

    def _is_known(self, key: str, slug: str, iri: str) -> bool:
        if key in CHOSEN and self._lexicon.can_choose(key, slug):
            return True
        if self._facts is None:
            return False
        return key not in CHOSEN and self._facts.keys.knows(key, iri)

    def _narrows(self, question: str, key: str) -> bool:
        """Whether any statement of a question has something of a key."""
        if key in (PLACE, "plan"):
            return True
        return self._facts is not None and question in self._facts and self._facts.keys.of(question, key)


def _held(run: Run, things: Iterable[str]) -> Use:
    """Rows that hold one of these things (IRIs), which a run names less surely than its own."""
    paths = tuple(sorted(map(iris.path_of, things)))
    return Use(HELD, replace(run.candidates[0], score=run.score * GUESSED), paths)
