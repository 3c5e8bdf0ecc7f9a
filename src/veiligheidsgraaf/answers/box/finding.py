"""What stands in a line before a question is chosen: things, places, plans and times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...names.find import Match, Names
from ...names.named import Plan, Thing
from ...names.stored import StoredLexicon
from ...names.typed import Line, Run, cover, numbers_holding
from . import periods

COMPARING = frozenset(
    """
    vergelijk vergelijken vergelijking verschil verschillen verschilt naast tegenover versus vs
    veranderd verandert verandering veranderingen gewijzigd anders overeenkomst overeenkomsten
    """.split()  # noqa: SIM905 (as a list it is one word a line)
)
_OWN_MUNICIPALITY = 0.3
_ALIKE = 0.1
_LOCAL = ("partner", "verband", "locatie", "document")
_MEASURED = ("thema", "fenomeen", "doelgroep")


@dataclass(frozen=True)
class Found:
    """The words of a line, the runs that name things, the quarter,
    the plans and the municipalities that it names.
    """

    text: str
    line: Line
    runs: tuple[Run, ...]
    quarter: str
    plans: tuple[Plan, ...]
    municipalities: tuple[Match, ...]


class Finder:
    """Finds what lines name in the lexicon of one release."""

    def __init__(self, lexicon: StoredLexicon, asking: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon, asking=asking | COMPARING)
        self._figures_of = lru_cache(maxsize=1024)(self._read_figures)

    def find(self, text: str) -> Found:
        """What a line (of bounded length) names."""
        quarter, rest = periods.take_quarter(text)
        line = self._names.read(rest)
        matches = self._names.find(line, nested=True)
        runs = cover(line, matches)
        places: dict[str, Match] = {}
        for run in runs:
            for place in self._places_in(run, matches):
                places.setdefault(place.thing.iri, place)
        runs = [self._prefer_own(run, tuple(places.values())) for run in runs]
        plans = []
        for place in places.values():
            picked = periods.pick_plan(self._lexicon.plans_of(place.thing.slug), rest, periods.years(rest))
            plans += [picked] if picked else []
        plans += [plan for plan in self._named_plans(runs) if plan not in plans]
        return Found(text, line, tuple(runs), quarter, tuple(plans), tuple(places.values()))

    def compared(self, found: Found) -> tuple[str, ...]:
        """Slugs of plans to lay side by side:
        several plans or municipalities and a word that compares, or one municipality's last two.

        None when a theme is named as well: then how plans treat that theme is what is asked.
        """
        about = any(run.whole and run.candidates[0].thing.kind == "thema" for run in found.runs)
        if about or not any(word.text in COMPARING for word in found.line.words):
            return ()
        chosen = [plan.slug for plan in found.plans]
        for place in found.municipalities:
            plans = [plan.slug for plan in self._lexicon.plans_of(place.thing.slug)]
            if len(found.municipalities) == 1 and len(chosen) < 2:  # noqa: PLR2004 (a pair)
                chosen = plans[-2:]
            elif plans and not set(plans) & set(chosen):
                chosen.append(plans[-1])
        return tuple(chosen) if len(chosen) > 1 else ()

    def figures_about(self, run: Run) -> frozenset[str]:
        """IRIs of indicators whose name holds a name of what a run means:
        figures about jeugdoverlast for the theme of that name.
        """
        near = (c.thing for c in run.candidates if c.whole == run.whole and c.score > run.score - _ALIKE)
        return self._figures_of(tuple(thing for thing in near if thing.kind in _MEASURED))

    def _read_figures(self, meant: tuple[Thing, ...]) -> frozenset[str]:
        names = [name for thing in meant for name in self._lexicon.names_of(thing)]
        held = (
            numbers_holding(self._lexicon, [word for word in name.words if not word.is_stop])
            for name in names
        )
        found = self._lexicon.numbered(frozenset().union(*held))
        return frozenset(name.thing.iri for name in found if name.thing.kind == "indicator")

    @staticmethod
    def _places_in(run: Run, matches: Sequence[Match]) -> list[Match]:
        """The municipality that a run names, alone or inside a longer name (`burgemeester van Dalfsen`)."""
        alone = [c for c in run.candidates if c.thing.kind == "gemeente" and c.whole]
        if alone or not run.whole:
            return alone[:1]
        start, end = run.candidates[0].start, run.candidates[0].end
        inside = (
            m for m in matches if m.whole and m.thing.kind == "gemeente" and start <= m.start and m.end <= end
        )
        return sorted(inside, key=lambda m: (m.end - m.start, m.start, m.thing.iri))[:1]

    @staticmethod
    def _prefer_own(run: Run, places: Sequence[Match]) -> Run:
        """A run with what belongs to a named municipality first:
        `de burgemeester` is that of Dalfsen when Dalfsen is named.
        """
        slugs = tuple(place.thing.slug + "-" for place in places)
        if not slugs or run.candidates[0].thing.kind == "gemeente":
            return run
        raised = [
            replace(c, score=c.score + _OWN_MUNICIPALITY)
            if c.thing.slug.startswith(slugs) and c.thing.kind in _LOCAL
            else c
            for c in run.candidates
        ]
        return replace(run, candidates=tuple(sorted(raised, key=lambda c: -c.score)))

    def _named_plans(self, runs: Sequence[Run]) -> list[Plan]:
        """Plans that runs name by their whole title, in order of slug."""
        best = (run.candidates[0] for run in runs if run.whole)
        slugs = sorted({c.thing.slug for c in best if c.thing.kind == "plan"})
        return [plan for slug in slugs if (plan := self._lexicon.plan(slug))]
