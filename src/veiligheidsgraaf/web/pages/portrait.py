"""A theme, partner or instrument in plans: a sentence of counts, a card per plan, and what lies around it."""

from dataclasses import dataclass

from ...answers.dutch import join_list
from ...facts.side_by_side import Filed
from ...facts.theme_standing import PlanStanding, Role, ThemeStanding
from ...words import iris
from ...words.parameters import today
from ..addresses import COMPARE, QUESTION
from .beside_cells import CHAPTER, PRIORITY
from .kinds import kind_of
from .library import Library, Link
from .pointing import Fact
from .thing import Thing

CARDS = 6
_WORDS = (
    ("doel", "doelen"),
    ("maatregel", "maatregelen"),
    ("partner", "partners"),
    ("instrument", "instrumenten"),
)
_QUESTIONS = ("doelen", "maatregelen", "partners-per-thema", "instrumenten-per-thema")
# What is said of a theme that leads to its neighbours in the same scheme.
_NEIGHBOURS = ("valt onder", "daaronder valt", "verwant aan", "verwant met")


@dataclass(frozen=True)
class Card:
    """A plan with what it makes of the theme. `under`: the chapters about something else where it speaks of
    it; `parts`: the narrower themes it speaks of instead.
    """

    plan: Link
    state: str
    place: str
    under: tuple[Link, ...]
    parts: tuple[Link, ...]
    counts: tuple[Link, ...]


@dataclass(frozen=True)
class Portrait:
    """A thing in plans: the sentence; of a theme cards of the first plans of `total`, where all of them
    stand and where they stand side by side; of a partner its roles.
    """

    sentence: str = ""
    cards: tuple[Card, ...] = ()
    total: int = 0
    whole: str = ""
    beside: str = ""
    neighbours: tuple[Fact, ...] = ()
    roles: tuple[Role, ...] = ()
    roles_page: str = ""


def portray(library: Library, thing: Thing) -> Portrait:
    """A theme, partner or instrument in plans."""
    kind, slug = kind_of(thing.iri), iris.slug(thing.iri)
    if kind == "thema":
        return _portray_theme(library, thing)
    if kind == "partner":
        page = QUESTION("rollen", query={"partner": slug})
        return Portrait(roles=tuple(library.standing.roles_of(thing.iri)), roles_page=page)
    return Portrait()


def _portray_theme(library: Library, thing: Thing) -> Portrait:
    theme = thing.iri
    found = library.standing.of_theme(theme, today()[:4], CARDS)
    plans = [plan.plan for plan in found.plans]
    filed = library.side_by_side.filed([theme], plans) if plans else {}
    library.know([*plans, *(one for of in filed.values() for one in (*of.under, *of.parts))])
    cards = tuple(_card(library, theme, plan, filed.get((theme, plan.plan), Filed())) for plan in found.plans)
    slug = iris.slug(theme)
    return Portrait(
        _sentence(found),
        cards,
        found.total,
        QUESTION("vergelijk-plannen", query={"thema": slug}),
        COMPARE(query={"thema": slug}) if found.treating > 1 else "",
        _list_neighbours(thing.facts, thing.mentions),
    )


def _sentence(found: ThemeStanding) -> str:
    """What plans that run do with a theme, or that there are none such."""
    if not found.total:
        return "Geen plan in de graaf heeft vastgelegde uitspraken over dit thema."
    past = sum(plan.state == "afgelopen" for plan in found.plans)
    if not found.treating:
        return f"Geen lopend plan heeft er vastgelegde uitspraken over; {found.total} ander plan wel."
    of = f"van de {found.running} lopende plannen"
    if found.first == found.treating:
        head = f"Vooropgesteld door {found.first} {of}"
    elif found.first:
        head = f"Vooropgesteld door {found.first} {of}, behandeld in {found.treating}"
    else:
        head = f"Behandeld in {found.treating} {of}, door geen vooropgesteld"
    told = [
        f"{n} {one if n == 1 else many}" for n, (one, many) in zip(found.counts, _WORDS, strict=True) if n
    ]
    more = f" Ook in {past} afgelopen {'plan' if past == 1 else 'plannen'}." if past else ""
    return (f"{head}: {join_list(told)}." if told else f"{head}.") + more


def _card(library: Library, theme: str, plan: PlanStanding, filed: Filed) -> Card:
    place = {PRIORITY: PRIORITY, "ander thema": CHAPTER}.get(plan.place, "")
    asked = {"thema": iris.slug(theme), "plan": iris.slug(plan.plan)}
    counts = tuple(
        Link(f"{n} {one if n == 1 else many}", QUESTION(question, query=asked))
        for n, (one, many), question in zip(plan.counts, _WORDS, _QUESTIONS, strict=True)
        if n
    )
    under = () if place else library.links(filed.under)
    parts = () if place or under else library.links(filed.parts)
    return Card(library.link(plan.plan), plan.state, place, under, parts, counts)


def _list_neighbours(facts: tuple[Fact, ...], mentions: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What is broader, narrower and related, of all that is said of a theme."""
    return tuple(fact for fact in (*facts, *mentions) if fact.label in _NEIGHBOURS)
