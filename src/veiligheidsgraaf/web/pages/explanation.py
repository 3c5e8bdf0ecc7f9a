"""Why an inferred statement stands in the graph:
every way from a partner or instrument to a theme, with its lines.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.values import Row
from ..addresses import WHY
from .grids import passage_link
from .kinds import kind_of
from .library import Library, Link
from .paging import Pages, offset_of, read_page
from .property_places import USED_FOR, WORKS_ON

# Plans of which the ways are shown on one page.
PLANS = 3


@dataclass(frozen=True)
class Step:
    """One stated triple: subject, property in words, value."""

    subject: Link
    predicate: str
    value: Link


@dataclass(frozen=True)
class Way:
    """One way to the conclusion: the plan, the steps that are stated, and the lines they rest on."""

    plan: Link
    steps: tuple[Step, ...]
    lines: tuple[Link, ...]


@dataclass(frozen=True)
class Explanation:
    """An inferred statement, the meaning of its property, and every way to it in some plans; `plans` is how
    many say it.
    """

    subject: Link
    predicate: str
    definition: str
    theme: Link
    ways: tuple[Way, ...]
    plans: int
    pages: Mapping[int, str]
    page: int


_VERB = {
    ("partner", "maatregel"): "betrekt",
    ("instrument", "maatregel"): "zet in",
    ("partner", "inzet"): "is een inzet van",
    ("instrument", "toepassing"): "is een toepassing van",
}


def explain(library: Library, thing: str, theme: str, page: str = "") -> Explanation:
    """Why a thing (`partner/politie`) works on, or is used for, a theme (slug), plan by plan.

    Raises InvalidRequest, UnknownName.
    """
    kind, _, slug = thing.partition("/")
    try:
        subject, about = iris.thing(kind, slug), iris.thing("thema", theme)
    except ValueError as error:
        raise InvalidRequest(f"'{thing[:60]}' en '{theme[:60]}' kunnen niet", str(error)[:120]) from None
    if not iris.is_thing(subject):
        raise InvalidRequest(
            f"'{thing[:60]}' kan niet", "schrijf partner/politie of instrument/cameratoezicht"
        )
    for name, iri in (("ding", subject), ("thema", about)):
        if library.find(iri) is None:
            raise UnknownName(name, iris.slug(iri), library.things.slugs_near(kind_of(iri), iris.slug(iri)))
    predicate = USED_FOR if kind == "instrument" else WORKS_ON
    term = next((row for row in library.rows("pagina-termen") if row["term"].value == predicate), None)
    plans = library.things.plans_with(subject, "thema", about, PLANS, offset_of(page, PLANS))
    pages = Pages(plans.total, PLANS, WHY, {"ding": thing, "thema": theme})
    number = read_page(page, len(pages))
    rows = [
        row
        for plan in plans.values
        for row in library.rows("pagina-waarom", {"ding": subject, "thema": about, "plan": iris.slug(plan)})
    ]
    library.know({term.value for row in rows for term in row.values() if term.kind == "uri"})
    return Explanation(
        library.link(subject),
        term["naam"].value if term else iris.local_name(predicate),
        term["definitie"].value if term else "",
        library.link(about),
        tuple(_way(library, subject, about, row) for row in rows),
        plans.total,
        pages,
        number,
    )


def _way(library: Library, subject: str, about: str, row: Row) -> Way:
    lines = tuple(
        passage_link(iris.slug(row["plan"].value), part) for part in row["regels"].value.split("; ")
    )
    return Way(library.link(row["plan"].value), tuple(_steps(library, subject, about, row)), lines)


def _steps(library: Library, subject: str, about: str, row: Row) -> Iterator[Step]:
    kind = "instrument" if kind_of(subject) == "instrument" else "partner"
    yield Step(library.link(row["uitspraak"].value), _VERB[kind, row["weg"].value], library.link(subject))
    belongs = "is een maatregel van" if row["weg"].value == "maatregel" else "hoort bij"
    yield Step(library.link(row["uitspraak"].value), belongs, library.link(row["planthema"].value))
    yield Step(library.link(row["planthema"].value), "gaat over", library.link(row["thema"].value))
    if row["thema"].value != about:
        yield Step(library.link(row["thema"].value), "valt onder", library.link(about))
