"""What stands in a line before a question is chosen: things, places, plans and times."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...names.lexicon import Lexicon, Plan, Thing
from ...names.matching import Candidate, Line, Matcher, Run
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
    municipalities: tuple[Candidate, ...]


class Finder:
    """Finds what lines name in the lexicon of one release."""

    def __init__(self, lexicon: Lexicon, asking: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._matcher = Matcher(lexicon, asking | COMPARING)
        self._figures_of = lru_cache(maxsize=1024)(self._read_figures)

    def find(self, text: str) -> Found:
        """What a line (of bounded length) names."""
        quarter, rest = periods.take_quarter(text)
        line = self._matcher.read(rest)
        runs = self._matcher.find(line)
        places: dict[str, Candidate] = {}
        for run in runs:
            for place in self._places_in(line, run):
                places.setdefault(place.thing.iri, place)
        runs = [self._prefer_own(run, tuple(places.values())) for run in runs]
        plans = []
        for place in places.values():
            picked = periods.pick_plan(self._lexicon.plans_of(place.thing.slug), rest, periods.years(rest))
            plans += [picked] if picked else []
        plans += [plan for plan in self._lexicon.plans if plan not in plans and self._is_named(plan, runs)]
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
        near = (c.thing for c in run.candidates if c.whole == run.whole and c.quality > run.quality - _ALIKE)
        return self._figures_of(tuple(thing for thing in near if thing.kind in _MEASURED))

    def _read_figures(self, meant: tuple[Thing, ...]) -> frozenset[str]:
        names = (name for thing in meant for name in self._lexicon.by_thing[thing])
        held = (
            thing
            for name in names
            for thing in self._matcher.holding([word for word in name.words if not word.is_stop])
        )
        return frozenset(thing.iri for thing in held if thing.kind == "indicator")

    def _places_in(self, line: Line, run: Run) -> list[Candidate]:
        """The municipality that a run names, alone or inside a longer name (`burgemeester van Dalfsen`)."""
        alone = [c for c in run.candidates if c.thing.kind == "gemeente" and c.whole]
        if alone or not run.whole:
            return alone[:1]
        parts = [line.words[i : i + size] for size in (1, 2) for i in range(run.first, run.last - size + 1)]
        return [c for part in parts for c in self._matcher.whole_name(part) if c.thing.kind == "gemeente"][:1]

    @staticmethod
    def _prefer_own(run: Run, places: Sequence[Candidate]) -> Run:
        """A run with what belongs to a named municipality first:
        `de burgemeester` is that of Dalfsen when Dalfsen is named.
        """
        slugs = tuple(place.thing.slug + "-" for place in places)
        if not slugs or run.candidates[0].thing.kind == "gemeente":
            return run
        raised = [
            replace(c, quality=c.quality + _OWN_MUNICIPALITY)
            if c.thing.slug.startswith(slugs) and c.thing.kind in _LOCAL
            else c
            for c in run.candidates
        ]
        return replace(run, candidates=tuple(sorted(raised, key=lambda c: -c.quality)))

    @staticmethod
    def _is_named(plan: Plan, runs: Sequence[Run]) -> bool:
        return any(
            c.whole and c.thing.kind == "plan" and c.thing.slug == plan.slug
            for run in runs
            for c in run.candidates[:1]
        )
