"""Who works on what: partners and themes as edges, narrowed by plan, theme or kind of partner."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ...words import iris
from ...words.errors import UnknownName
from .alphabet import alphabetical
from .library import Library, Link

MOST_EDGES = 250


@dataclass(frozen=True)
class Edge:
    """A partner and a theme, with the plans that say so."""

    partner: Link
    kind: str
    theme: Link
    plans: tuple[Link, ...]


@dataclass(frozen=True)
class Network:
    """The edges that were asked for, most plans first; `left_out`: those beyond what a page can show."""

    edges: tuple[Edge, ...]
    partners: int
    themes: int
    left_out: int


def find_network(
    library: Library, plan: str = "", theme: str = "", kind: str = "", least: int = 1
) -> Network:
    """Edges of one plan, theme (with narrower ones) or kind of partner
    (slugs); partners with at least `least` themes.

    Raises UnknownName.
    """
    if kind and kind not in {slug for slug, _ in partner_kinds(library)}:
        raise UnknownName("soort", kind, (slug for slug, _ in partner_kinds(library)))
    rows = library.rows("partners-per-thema", {k: v for k, v in (("plan", plan), ("thema", theme)) if v})
    plans: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        kinds = library.features.get(row["partner"].value, {}).get("soort", ())
        if not kind or any(iris.slug(k) == kind for k in kinds):
            plans[row["partner"].value, row["thema"].value].add(row["plan"].value)
    degree = Counter(partner for partner, _ in plans)
    kept = sorted(
        (pair for pair in plans if degree[pair[0]] >= least), key=lambda p: (-len(plans[p]), -degree[p[0]], p)
    )
    edges = tuple(
        sorted(
            (_edge(library, partner, about, plans[partner, about]) for partner, about in kept[:MOST_EDGES]),
            key=lambda e: (alphabetical(e.partner.text), alphabetical(e.theme.text)),
        )
    )
    return Network(
        edges,
        len({e.partner.iri for e in edges}),
        len({e.theme.iri for e in edges}),
        max(0, len(kept) - MOST_EDGES),
    )


def _edge(library: Library, partner: str, theme: str, plans: set[str]) -> Edge:
    kinds = library.features.get(partner, {}).get("soort", ())
    return Edge(
        library.link(partner),
        library.name(kinds[0]) if kinds else "",
        library.link(theme),
        tuple(map(library.link, sorted(plans))),
    )


def partner_kinds(library: Library) -> list[tuple[str, str]]:
    """(slug, name) of the kinds of partners, by name."""
    partners = [iri for iri, thing in library.things.items() if thing.kind == "partner"]
    kinds = {kind for iri in partners for kind in library.features.get(iri, {}).get("soort", ())}
    named = ((iris.slug(kind), library.name(kind)) for kind in kinds)
    return sorted(named, key=lambda pair: alphabetical(pair[1]))
