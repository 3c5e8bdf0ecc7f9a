"""Who works on what: partners and themes as edges, narrowed by plan, theme or kind of partner."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...facts.constraints import make_constraints
from ...facts.overviews import Edge as Tie
from ...facts.thing_store import Some
from ...names.alphabet import alphabetical
from ...words import iris
from ...words.errors import UnknownName
from ..addresses import NETWORK
from .library import Library, Link
from .paging import Pages, offset_of, read_page
from .regions import REGION, find_region

MOST_EDGES = 200
_MOST_KINDS = 200


@dataclass(frozen=True)
class Edge:
    """A partner and a theme, one plan that says so, and how many do."""

    partner: Link
    kind: str
    theme: Link
    plan: Link
    plans: int


@dataclass(frozen=True)
class Network:
    """A page of the edges that were asked for, those of most plans on the first; `total` edges in all, of so
    many partners and themes.
    """

    edges: tuple[Edge, ...]
    partners: int
    themes: int
    total: int
    title: str
    page: int
    pages: Mapping[int, str]


def find_network(
    library: Library, plan: str = "", theme: str = "", kind: str = "", least: int = 1, page: str = "",
    region: str = "",
) -> Network:  # fmt: skip
    """Edges of one plan, theme (with narrower ones), kind of partner or safety region
    (slugs); partners with at least `least` themes.

    Raises UnknownName, and InvalidRequest on a page that is not there.
    """
    kinds = {iris.slug(value): value for value in _kinds(library)}
    if kind and kind not in kinds:
        raise UnknownName("soort", kind, kinds)
    for name, slug in (("plan", plan), ("thema", theme)):
        if slug and not library.answers.names.can_choose(name, slug):
            raise UnknownName(name, slug, library.answers.names.slugs_near(name, slug))
    found = library.overviews.edges(
        make_constraints({"plan": plan, "thema": theme}),
        kinds.get(kind, ""), least, MOST_EDGES, offset_of(page, MOST_EDGES), find_region(library, region),
    )  # fmt: skip
    asked = {"plan": plan, "thema": theme, "soort": kind, "minstens": str(least), REGION: region}
    pages = Pages(found.total, MOST_EDGES, NETWORK, asked)
    edges = sorted(
        _edges(library, found.edges), key=lambda e: (alphabetical(e.partner.text), alphabetical(e.theme.text))
    )
    return Network(
        tuple(edges), found.partners, found.themes, found.total,
        _title(library, plan, theme, kinds.get(kind, ""), least),
        read_page(page, len(pages)), pages,
    )  # fmt: skip


def _title(library: Library, plan: str, theme: str, kind: str, least: int) -> str:
    """What is drawn: no two ways to narrow have the same."""
    of = library.name(kind).lower() if kind else ""
    about = library.link(iris.thing("thema", theme)).text if theme else ""
    within = library.link(iris.thing("plan", plan)).text if plan else ""
    head = f"Netwerk van partners ({of}) en thema's" if of else "Netwerk van partners en thema's"
    told = [about, within, f"partners met minstens {least} thema's" if least > 1 else ""]
    return ": ".join(filter(None, (head, ", ".join(filter(None, told)))))


def _edges(library: Library, ties: tuple[Tie, ...]) -> list[Edge]:
    kinds = library.things.features({tie.partner for tie in ties}, ("soort",), 1)
    library.know(iri for tie in ties for iri in (tie.partner, tie.theme, tie.plan))
    library.know(value for of in kinds.values() for value in of.get("soort", Some()).values)
    made = []
    for tie in ties:
        kind = next(iter(kinds.get(tie.partner, {}).get("soort", Some()).values), "")
        made.append(
            Edge(
                library.link(tie.partner), library.name(kind) if kind else "", library.link(tie.theme),
                library.link(tie.plan), tie.plans,
            )
        )  # fmt: skip
    return made


def partner_kinds(library: Library) -> list[tuple[str, str]]:
    """(slug, name) of the kinds of partners, by name."""
    named = ((iris.slug(link.iri), link.text) for link in library.links(_kinds(library)))
    return sorted(named, key=lambda pair: alphabetical(pair[1]))


def _kinds(library: Library) -> list[str]:
    return library.things.values_of("partner", "soort", _MOST_KINDS)
