"""A theme, partner or instrument in plans: a sentence of counts, a card per plan, and what lies around it."""

from dataclasses import dataclass, replace
from functools import partial

from ...answers.across import View
from ...answers.answering import Answer
from ...answers.dutch import join_list, place
from ...answers.intent import OTHERS, Intent
from ...facts.side_by_side import Filed
from ...facts.theme_standing import PlanStanding, Role, ThemeStanding
from ...words import iris
from ...words.parameters import today
from ..addresses import COMPARE, QUESTION
from .answered import GridView, Piece, address_of, show_answer, show_grid
from .beside_cells import PLACES
from .kinds import kind_of
from .library import Library, Link
from .pointing import Fact
from .thing import Thing, find_thing

CARDS = 6
_WORDS = (
    ("doel", "doelen"),
    ("maatregel", "maatregelen"),
    ("partner", "partners"),
    ("instrument", "instrumenten"),
)
_QUESTIONS = ("doelen", "maatregelen", "partners-per-thema", "instrumenten-per-thema")
# Kind -> what municipalities do with it: headings and questions.
_SPREADS = {
    "thema": (
        ("Maatregelen", "maatregelen"),
        ("Doelen", "doelen"),
        ("Partners", "partners-per-thema"),
        ("Instrumenten", "instrumenten-per-thema"),
    ),
    "partner": (("Maatregelen per thema", "maatregelen"), ("Waarin per gemeente", "partners-per-thema")),
    "instrument": (
        ("Waarin per gemeente", "instrumenten-per-thema"),
        ("Maatregelen per thema", "maatregelen"),
    ),
}
_LISTED = {"partner": "partners-per-thema", "instrument": "instrumenten-per-thema"}
_OTHERS = {"partner": "partners-over-gemeenten", "instrument": "instrumenten-over-gemeenten"}
# Rows of a grid, and of those after the first, which are folded.
_GRID_ROWS, _FOLDED_ROWS = 4, 3
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
class Spread:
    """What municipalities do, as a grid (None when one does it alone), with its heading and question."""

    title: str
    count: str
    grid: GridView | None
    page: str


@dataclass(frozen=True)
class Portrait:
    """A thing in plans: what is said of it; of a theme cards of the first plans of `total`, where all of them
    stand and where they stand side by side; what municipalities do, spread over them; of a partner its roles;
    of a thing that is used where it is not found, and what others use.
    """

    sentence: str = ""
    pieces: tuple[Piece, ...] = ()
    spreads: tuple[Spread, ...] = ()
    missing: str = ""
    others: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()
    total: int = 0
    whole: str = ""
    beside: str = ""
    neighbours: tuple[Fact, ...] = ()
    roles: tuple[Role, ...] = ()
    roles_page: str = ""


def find_portrait(library: Library, iri: str) -> tuple[Thing, Portrait]:
    """A theme, partner or instrument, and it in plans. Raises UnknownName."""
    thing, portrait = library.together.both(
        partial(find_thing, library, iri), partial(_portray, library, iri)
    )
    if kind_of(iri) != "thema":
        return thing, portrait
    return thing, replace(portrait, neighbours=_list_neighbours(thing.facts, thing.mentions))


def _portray(library: Library, iri: str) -> Portrait:
    kind, slug = kind_of(iri), iris.slug(iri)
    if kind == "thema":
        return _portray_theme(library, iri)
    listed = _LISTED[kind]
    told = library.answer(Intent(listed, ((kind, slug),)), 0, view=View(rows=_GRID_ROWS), narrowing=False)
    without = library.standing.without(listed, kind, iri, today()[:4]) if told.things else ((), 0)
    return Portrait(
        pieces=show_answer(library, told).sentence if told.things else (),
        spreads=_list_spreads(library, kind, slug),
        missing=_say_missing(*without),
        others=_list_others(library, kind, told),
        roles=tuple(library.standing.roles_of(iri)) if kind == "partner" else (),
        roles_page=QUESTION("rollen", query={"partner": slug}),
    )


def _list_spreads(library: Library, kind: str, slug: str) -> tuple[Spread, ...]:
    """What municipalities do with a thing, question by question; those without an answer are left out."""
    asked = [(title, Intent(question, ((kind, slug),))) for title, question in _SPREADS[kind]]
    for number, (title, intent) in enumerate(asked, 1):
        if first := _spread(library, title, intent, _GRID_ROWS):
            others = [partial(_spread, library, *one, _FOLDED_ROWS) for one in asked[number:]]
            return (first, *filter(None, library.together.make(others)))
    return ()


def _spread(library: Library, title: str, intent: Intent, rows: int) -> Spread | None:
    things, across = library.spread(intent, View(rows=rows))
    if not things:
        return None
    grid = show_grid(library, intent, across) if across else None
    phrasing = library.answers.find_question(intent.question).phrasing
    said = f"{things} {phrasing.call(things)}" if phrasing else str(things)
    return Spread(title, said, grid, address_of(intent))


def _say_missing(names: tuple[str, ...], total: int) -> str:
    """In which running plans nothing of the kind was found, said as no more than that."""
    if not total:
        return ""
    rest = [f"{total - len(names)} andere gemeenten"] if total > len(names) else []
    listed = join_list([*map(place, names), *rest])
    return (
        f"In de lopende plannen van {listed} is voor deze periode geen inzet vastgelegd; "
        "of die er is, weet de graaf niet."
    )


def _list_others(library: Library, kind: str, told: Answer) -> tuple[Link, ...]:
    """Per municipality what others do and it does not."""
    if told.across is None:
        return ()
    columns = [column.thing for column in told.across.columns if kind_of(column.thing) == "gemeente"]
    question = _OTHERS[kind]
    return tuple(
        Link(place(link.text), QUESTION(question, query={OTHERS: iris.slug(link.iri)}))
        for link in library.links(columns)
    )


def _portray_theme(library: Library, theme: str) -> Portrait:
    found = library.standing.of_theme(theme, today()[:4], CARDS)
    plans = [plan.plan for plan in found.plans]
    within = [plan.plan for plan in found.plans if plan.place not in PLACES]
    filed = library.side_by_side.filed([theme], within) if within else {}
    library.know([*plans, *(one for of in filed.values() for one in (*of.under, *of.parts))])
    cards = tuple(_card(library, theme, plan, filed.get((theme, plan.plan), Filed())) for plan in found.plans)
    slug = iris.slug(theme)
    return Portrait(
        sentence=_sentence(found),
        spreads=_list_spreads(library, "thema", slug) if found.total else (),
        cards=cards,
        total=found.total,
        whole=QUESTION("vergelijk-plannen", query={"thema": slug}),
        beside=COMPARE(query={"thema": slug}) if found.treating > 1 else "",
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
    made = plan.place if plan.place in PLACES else ""
    asked = {"thema": iris.slug(theme), "plan": iris.slug(plan.plan)}
    counts = tuple(
        Link(f"{n} {one if n == 1 else many}", QUESTION(question, query=asked))
        for n, (one, many), question in zip(plan.counts, _WORDS, _QUESTIONS, strict=True)
        if n
    )
    under = () if made else library.links(filed.under)
    parts = () if made or under else library.links(filed.parts)
    return Card(library.link(plan.plan), plan.state, made, under, parts, counts)


def _list_neighbours(facts: tuple[Fact, ...], mentions: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What is broader, narrower and related, of all that is said of a theme."""
    return tuple(fact for fact in (*facts, *mentions) if fact.label in _NEIGHBOURS)
