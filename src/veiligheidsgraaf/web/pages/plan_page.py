"""The page of a plan and that of a municipality, whole."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial

from ...answers.compare import QUESTION as COMPARED_BY
from ...answers.compare import Comparison, compare
from ...answers.intent import OTHERS
from ...facts.dossiers import PlanYears
from ...facts.plan_conditions import RUNNING
from ...words import iris
from ..addresses import COMPARE, QUESTION
from .beside_rows import COURSES
from .dossier import (
    Dossier,
    Holder,
    KeyFigure,
    find_dossier,
    list_figures,
    list_leaders,
    list_more,
    list_white_spots,
)
from .library import Library, Link
from .plan_chapters import Chapter, list_chapters
from .timeline import Timeline, draw_timeline

MOST_PLANS = 12
# Kinds that are told of beside the other plan of a municipality, with what they are called.
_COMPARED = (("thema", "thema's"), ("doel", "doelen"), ("maatregel", "maatregelen"))
_CHANGES = ("moved", "only_first", "only_second")
_MOST_THEMES = 24


@dataclass(frozen=True)
class Tally:
    """How many stayed, moved, went or came, and where they stand."""

    word: str
    number: int
    page: str


@dataclass(frozen=True)
class Course:
    """What became of one kind between two plans: how many of each, and of themes which."""

    kind: str
    tallies: tuple[Tally, ...]
    page: str
    themes: tuple[tuple[str, tuple[Link, ...]], ...] = ()


@dataclass(frozen=True)
class Beside:
    """A plan beside the one before or after it: what stayed, moved, went and came per kind."""

    earlier: Link
    later: Link
    courses: tuple[Course, ...]
    page: str


@dataclass(frozen=True)
class WhiteSpots:
    """Themes of the Kernbeleid that a plan does not name, of how many that were looked for, and where."""

    themes: tuple[Link, ...]
    measured: int
    page: str


@dataclass(frozen=True)
class PlanPage:
    """All that the page of a plan says of it. `before` and `after`: beside the plan of its municipality
    before and after it; `counted`: what else there is to ask of it.
    """

    dossier: Dossier
    chapters: tuple[Chapter, ...]
    timeline: Timeline
    leaders: tuple[Holder, ...]
    spots: WhiteSpots
    before: Beside | None
    after: Beside | None
    counted: tuple[KeyFigure, ...]

    @property
    def priorities(self) -> tuple[Chapter, ...]:
        """The chapters that come first."""
        return tuple(chapter for chapter in self.chapters if chapter.is_priority)

    @property
    def others(self) -> tuple[Chapter, ...]:
        """The other chapters, that of the whole plan last."""
        return tuple(chapter for chapter in self.chapters if not chapter.is_priority)


@dataclass(frozen=True)
class OwnPlan:
    """A plan of a municipality: how it stands, and its key figures."""

    link: Link
    years: PlanYears
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Municipality:
    """The dossier of a municipality: its plans, the current first, what the page says of the one that matters
    on the day (the current one, or else the newest), where that stands beside the one before, or "", and
    what other municipalities do and it does not (none when the release has no other).
    """

    plans: tuple[OwnPlan, ...]
    page: PlanPage
    compare: str
    others: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        """Whether it has a plan that is current on the day."""
        return self.page.dossier.years.stand == RUNNING


def find_plan_page(library: Library, plan: str, day: str, is_whole: bool = True) -> PlanPage | None:
    """The page of a plan (IRI) on a day (YYYY-MM-DD); None when the release has no such plan. Not whole:
    without its chapters and what stands beside it.
    """
    years = library.dossiers.find_plan(plan, day)
    if years is None:
        return None
    find_own = partial(_find_own, library, years, day, is_whole)
    if not is_whole:
        return find_own()
    own, (before, after) = library.together.both(find_own, partial(_find_beside, library, years, day))
    return replace(own, before=before, after=after)


def _find_own(library: Library, years: PlanYears, day: str, is_whole: bool) -> PlanPage:
    """The page of a plan without what stands beside it."""
    dossier = find_dossier(library, years, day)
    return PlanPage(
        dossier,
        list_chapters(library, dossier.facts) if is_whole else (),
        draw_timeline(dossier.planned, years, day),
        list_leaders(library, years.plan),
        WhiteSpots(*list_white_spots(library, years.plan)),
        None,
        None,
        list_more(library, years.plan) if is_whole else (),
    )


def _find_beside(library: Library, years: PlanYears, day: str) -> tuple[Beside | None, Beside | None]:
    """A plan beside that of its municipality before it, and that after it."""
    before, after = _neighbours(library, years, day)
    return (
        _remember_beside(library, before.plan, years.plan) if before else None,
        _remember_beside(library, years.plan, after.plan) if after else None,
    )


def find_municipality(library: Library, municipality: str, day: str) -> Municipality | None:
    """The dossier of a municipality (IRI) on a day; None when the release has no plan of it."""
    found = library.dossiers.plans_of(municipality, day, MOST_PLANS)
    if not found:
        return None
    ordered = sorted(found, key=lambda years: years.stand != RUNNING)
    page = find_plan_page(library, ordered[0].plan, day, is_whole=False)
    assert page is not None, "it was found"
    figures = list_figures(library, [years.plan for years in ordered])
    own = (OwnPlan(library.link(years.plan), years, figures[years.plan][:2]) for years in ordered)
    pair = sorted(found, key=lambda years: years.begin)[-2:]
    beside = COMPARE(query=[("plan", iris.slug(years.plan)) for years in pair]) if len(pair) > 1 else ""
    others = _list_others(library, municipality) if library.plan_count > len(found) else ()
    return Municipality(tuple(own), page, beside, others)


# What is asked of others, and how it is called.
_OTHERS = (
    ("maatregelen", "maatregelen"),
    ("partners-over-gemeenten", "partners"),
    ("instrumenten-over-gemeenten", "instrumenten"),
)


def _list_others(library: Library, municipality: str) -> tuple[Link, ...]:
    asked = {OTHERS: iris.slug(municipality)}
    known = library.answers.questions
    return tuple(
        Link(name, QUESTION(question, query=asked)) for question, name in _OTHERS if question in known
    )


def _neighbours(library: Library, years: PlanYears, day: str) -> tuple[PlanYears | None, PlanYears | None]:
    """The plans of the same municipality before and after this one."""
    plans = library.dossiers.plans_of(years.municipality, day, MOST_PLANS)
    at = next((place for place, plan in enumerate(plans) if plan.plan == years.plan), None)
    if at is None or COMPARED_BY not in library.answers.questions:
        return None, None
    return (plans[at + 1] if at + 1 < len(plans) else None), (plans[at - 1] if at else None)


def _remember_beside(library: Library, earlier: str, later: str) -> Beside:
    return library.remember(("beside", earlier, later), lambda: _put_beside(library, earlier, later))


def _put_beside(library: Library, earlier: str, later: str) -> Beside:
    found = compare(library.answers, iris.slug(earlier), iris.slug(later))
    pair = [("plan", iris.slug(earlier)), ("plan", iris.slug(later))]
    courses = tuple(_course(library, found, kind, words, pair) for kind, words in _COMPARED)
    return Beside(library.link(earlier), library.link(later), courses, COMPARE(query=pair))


def _course(
    library: Library, found: Comparison, kind: str, words: str, pair: list[tuple[str, str]]
) -> Course:
    entries = [entry for entry in found.entries if entry.kind == kind]
    counts = Counter(entry.status for entry in entries)
    told = []
    for status in _CHANGES if kind == "thema" else ():
        own = [entry.iri for entry in entries if entry.status == status]
        if own:
            told.append((found.label(status), library.links(own[:_MOST_THEMES])))
    asked = [*pair, ("wat", kind)]
    tallies = tuple(
        Tally(found.label(status), counts[status], COMPARE(query=[*asked, ("verloop", course)]))
        for status, course in COURSES.items()
        if counts[status]
    )
    return Course(words, tallies, COMPARE(query=asked), tuple(told))
