"""What the page of a plan and that of its municipality open with: how a plan stands, who adopted it, who
holds the portfolio, what is counted, and what is missing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...answers.dutch import spell_date
from ...facts.dossiers import PlanYears
from ...words import iris
from ..addresses import AGENDA, FIGURES, QUESTION
from .library import Library, Link
from .plan_facts import PlanFacts, ask_plan, lines_of, read_plan
from .planned import Due, Planned, find_due, list_planned

# Measures of a holder or leader that are named; of more only how many.
MOST_NAMED = 3
_MOST_LEADERS, _MOST_ROWS, _MOST_SPOTS = 12, 300, 30
_REACHED = ("ja", "nee", "onbekend")


@dataclass(frozen=True)
class KeyFigure:
    """A number of things with its address, and of these what is lacking: 77 goals, 73 without a figure."""

    number: int
    one: str
    many: str
    page: str
    lacking: int = 0
    lacks: str = ""
    lacking_page: str = ""

    @property
    def all_lack(self) -> bool:
        """Whether it is lacking in every one."""
        return self.number > 0 and self.number == self.lacking


@dataclass(frozen=True)
class Named:
    """A measure or other statement with its lines."""

    link: Link
    lines: tuple[Link, ...]


@dataclass(frozen=True)
class Holder:
    """Who holds a portfolio or leads: the themes of it, how much it is, the first of it by name, where the
    rest stands, and the address of its calendar ("" when it has none).
    """

    link: Link
    themes: tuple[Link, ...]
    number: int
    named: tuple[Named, ...]
    page: str
    calendar: str = ""


@dataclass(frozen=True)
class Targets:
    """How many targets were set, and of how many it is known whether they were met."""

    number: int
    met: int
    missed: int
    unknown: int
    page: str
    figures: str


@dataclass(frozen=True)
class Dossier:
    """A plan on a day: what it is, what is due, and what it lacks."""

    plan: Link
    years: PlanYears
    municipality: Link
    day: str
    adopted_by: tuple[Link, ...]
    adopted_on: str
    figures: tuple[KeyFigure, ...]
    holders: tuple[Holder, ...]
    planned: tuple[Planned, ...]
    due: Due
    calendar: str
    targets: Targets | None
    facts: PlanFacts


def find_dossier(library: Library, years: PlanYears, day: str) -> Dossier:
    """The dossier of a plan on a day (YYYY-MM-DD)."""
    facts = read_plan(library, years.plan)
    planned = list_planned(library, facts, years)
    slug = iris.slug(years.plan)
    return Dossier(
        library.link(years.plan),
        years,
        library.link(years.municipality),
        day,
        library.links(facts.tied(years.plan, "vastgesteld door")),
        spell_date(next(iter(facts.tied(years.plan, "vastgesteld op")), "")),
        list_figures(library, (years.plan,))[years.plan],
        tuple(_holders(library, facts, planned)),
        planned,
        find_due(planned, years, day),
        AGENDA(slug) if any(one.spans for one in planned) else "",
        _targets(library, years.plan),
        facts,
    )


# Question, what its things are called, and (question, word) of what they may lack.
_FIGURES = (
    ("doelen", "doel", "doelen", "doelen-zonder-cijfer", "cijfer"),
    ("maatregelen", "maatregel", "maatregelen", "maatregelen-zonder-partner", "partner"),
    ("partners-per-thema", "partner", "partners", "", ""),
    ("instrumenten-per-thema", "instrument", "instrumenten", "", ""),
)


def list_figures(library: Library, plans: Sequence[str]) -> dict[str, tuple[KeyFigure, ...]]:
    """Plan (IRI) -> its key figures, each counted from the facts of the question that its address asks."""
    asked = [name for question, _, _, lacking, _ in _FIGURES for name in (question, lacking) if name]
    counts = library.dossiers.count_things(asked, plans)

    def write(plan: str) -> Iterator[KeyFigure]:
        of = {"plan": iris.slug(plan)}
        for question, one, many, lacking, lacks in _FIGURES:
            without = counts[lacking][plan] if lacking else 0
            page = QUESTION(lacking, query=of) if lacking else ""
            yield KeyFigure(
                counts[question][plan], one, many, QUESTION(question, query=of), without, lacks, page
            )

    return {plan: tuple(write(plan)) for plan in plans}


# Questions beside the key figures, with what their things are called.
_MORE = (
    ("terugblik", "terugblik", "terugblikken"),
    ("rechtsgronden", "wetsartikel", "wetsartikelen"),
    ("samenwerkingsverbanden", "samenwerkingsverband", "samenwerkingsverbanden"),
    ("ontwikkelingen", "ontwikkeling", "ontwikkelingen"),
    ("richtingen", "richting van een doel", "richtingen van doelen"),
    ("indicatoren", "indicator", "indicatoren"),
    ("middelen", "middel", "middelen"),
    ("fenomenen", "fenomeen", "fenomenen"),
    ("doelgroepen", "doelgroep", "doelgroepen"),
    ("locaties", "locatie", "locaties"),
    ("documenten", "document", "documenten"),
)


def list_more(library: Library, plan: str) -> tuple[KeyFigure, ...]:
    """What else there is to ask of a plan (IRI), each with how many things the answer has."""
    counts = library.dossiers.count_things([question for question, *_ in _MORE], (plan,))
    of = {"plan": iris.slug(plan)}
    figures = (
        KeyFigure(counts[question][plan], one, many, QUESTION(question, query=of))
        for question, one, many in _MORE
    )
    return tuple(figure for figure in figures if figure.number)


def _holders(library: Library, facts: PlanFacts, planned: Sequence[Planned]) -> Iterator[Holder]:
    """Portfolio holders, those with most measures first."""
    held: dict[str, list[str]] = defaultdict(list)
    rows = {row["ding"].value: row for row in facts.rows if row["soort"].value in ("maatregel", "terugblik")}
    for thing in rows:
        for holder in facts.tied(thing, "portefeuillehouder"):
            held[holder].append(thing)
    timed = {holder.iri for one in planned if one.spans for holder in one.holders}
    slug = iris.slug(facts.plan)
    for holder, things in sorted(held.items(), key=lambda item: (-len(item[1]), library.name(item[0]))):
        themes = dict.fromkeys(theme for thing in things for theme in facts.chapters.get(thing, ()))
        asked = {"plan": slug, "portefeuillehouder": iris.slug(holder)}
        yield Holder(
            library.link(holder),
            library.links(themes),
            len(things),
            tuple(Named(library.link(t), lines_of(rows[t], facts.plan)) for t in things[:MOST_NAMED]),
            QUESTION("maatregelen", query=asked),
            AGENDA(slug, query={"portefeuillehouder": iris.slug(holder)}) if holder in timed else "",
        )


def list_leaders(library: Library, plan: str) -> tuple[Holder, ...]:
    """Who leads what in a plan (IRI), those with most first."""
    slug = iris.slug(plan)
    rows = ask_plan(library, "trekkers", plan, _MOST_ROWS)
    library.know(term.iri for row in rows for term in row.values() if term.iri)
    led: dict[str, dict[str, Named]] = defaultdict(dict)
    for row in rows:
        thing = row["uitspraak"].value
        led[row["partner"].value][thing] = Named(library.link(thing), lines_of(row, plan))
    ordered = sorted(led.items(), key=lambda item: (-len(item[1]), library.name(item[0])))
    return tuple(
        Holder(
            library.link(partner),
            (),
            len(found),
            tuple(found.values())[:MOST_NAMED],
            QUESTION("trekkers", query={"plan": slug, "partner": iris.slug(partner)}),
        )
        for partner, found in ordered[:_MOST_LEADERS]
    )


def list_white_spots(library: Library, plan: str) -> tuple[tuple[Link, ...], int, str]:
    """Themes of the Kernbeleid that a plan (IRI) does not name, against how many it was measured, and where
    the measuring stands.
    """
    slug = iris.slug(plan)
    found = ask_plan(library, "witte-vlekken", plan, _MOST_SPOTS)
    measured = library.dossiers.count_things(("themadekking",), (plan,))["themadekking"][plan]
    themes = library.links(row["thema"].value for row in found)
    return themes, measured, QUESTION("themadekking", query={"plan": slug})


def _targets(library: Library, plan: str) -> Targets | None:
    slug = iris.slug(plan)
    words = [row["bereikt"].value for row in ask_plan(library, "doelbereik", plan, _MOST_ROWS)]
    if not words:
        return None
    met, missed, unknown = (words.count(word) for word in _REACHED)
    page = QUESTION("doelbereik", query={"plan": slug})
    return Targets(len(words), met, missed, unknown, page, FIGURES(query={"plan": slug}))
