"""What the front page shows: what to ask, where to begin, the plans, and what stands out in this graph."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...answers.dutch import place
from ...facts.dossiers import PlanYears
from ...facts.plan_conditions import COMING, OVER, RUNNING
from ...words import iris
from ..addresses import QUESTION
from .library import Library, Link

# Plans that the front page lists; of more it says how many there are.
MOST_PLANS = 12
_COUNTED = ("doelen", "maatregelen")


@dataclass(frozen=True)
class Proposal:
    """A theme and an instrument that most plans treat, and the municipality of the newest plan; "" for none.

    `theme` is its slug, the others are names.
    """

    theme: str
    theme_name: str
    instrument: str
    place: str

    @property
    def line(self) -> str:
        """A whole question to type."""
        if not self.theme_name:
            return ""
        where = f" in {self.place}" if self.place else ""
        return f"welke partners werken aan {self.theme_name.lower()}{where}"


def propose(library: Library) -> Proposal:
    """What to propose on this release."""
    theme, instrument = library.things.most_treated("thema"), library.things.most_treated("instrument")
    newest = library.things.newest_plans(1)
    name = library.name(library.municipality(newest[0].iri)) if newest else ""
    return Proposal(
        iris.slug(theme.iri) if theme else "",
        theme.name if theme else "",
        instrument.name.lower() if instrument else "",
        place(name),
    )


@dataclass(frozen=True)
class ListedPlan:
    """A plan on the front page: how it stands on the day, and how many goals and measures it has."""

    link: Link
    municipality: Link
    years: PlanYears
    goals: int
    measures: int


@dataclass(frozen=True)
class ListedPlans:
    """Some plans, the current ones first, and how many there are of each stand."""

    plans: tuple[ListedPlan, ...]
    current: int
    coming: int
    past: int

    @property
    def total(self) -> int:
        """How many plans there are."""
        return self.current + self.coming + self.past


def list_plans(library: Library, day: str) -> ListedPlans:
    """The plans that the front page shows on a day (YYYY-MM-DD)."""
    found = library.dossiers.list_plans(day, MOST_PLANS)
    plans = [years.plan for years in found]
    library.know([*plans, *(years.municipality for years in found)])
    goals, measures = library.dossiers.count_things(_COUNTED, plans).values()
    stands = library.dossiers.count_stands(day)
    listed = tuple(
        ListedPlan(
            library.link(years.plan),
            library.link(years.municipality),
            years,
            goals[years.plan],
            measures[years.plan],
        )
        for years in found
    )
    return ListedPlans(listed, *(stands.get(stand, 0) for stand in (RUNNING, COMING, OVER)))


@dataclass(frozen=True)
class Finding:
    """A sentence in three parts about what stands out: before, linked and after."""

    before: str
    link: Link
    after: str


def list_findings(library: Library, day: str) -> tuple[Finding, ...]:
    """At most two things that stand out in plans that are current on a day, counted from facts."""
    lacks = (found for lacking in (_GOALS, _MEASURES) for found in _without(library, day, *lacking))
    return (*_first_theme(library, day), *lacks)[:2]


# Question, the question of what lacks, and how that is said.
_GOALS = ("doelen", "doelen-zonder-cijfer", "doelen", "zonder cijfer waarmee het plan ze meet")
_MEASURES = ("maatregelen", "maatregelen-zonder-partner", "maatregelen", "zonder partner")


def _first_theme(library: Library, day: str) -> Iterator[Finding]:
    theme, plans = library.dossiers.put_first_most(day)
    current = library.dossiers.count_stands(day).get(RUNNING, 0)
    if plans > 1:
        of = f"alle {current}" if plans == current else f"{plans} van de {current}"
        yield Finding("", library.link(theme), f" heeft voorrang in {of} lopende plannen.")


def _without(
    library: Library, day: str, question: str, lacking: str, words: str, how: str
) -> Iterator[Finding]:
    every, without = (library.dossiers.count_current(name, day) for name in (question, lacking))
    if without:
        link = Link(f"{without} van de {every} {words}", QUESTION(lacking, query={"periode": "huidig"}))
        yield Finding("", link, f" in lopende plannen staan {how}.")
