"""A list of things of one kind: searched, narrowed by facets with counts, sorted and paged."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...answers.answers import Table
from ...facts.thing_store import SORTS as KNOWN_SORTS
from ...facts.thing_store import NamedThing, Some, Wanted
from ...names.alphabet import alphabetical, fold
from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.values import iri, text
from ..addresses import LIST, page_of
from .kinds import KINDS, Kind
from .library import Library, Link
from .paging import Pages, read_page

PAGE = 25
MOST_CHOICES = 60
# Of a feature as many values are named; of more it is told how many.
MOST_VALUES = 2
# As many things go along in one file.
MOST_IN_FILE = 10_000
_MOST_KNOWN, _EVERY = 200, 1_000_000
SORTS = {"naam": "Naam", "plannen": "Aantal plannen", "plan": "Plan"}
assert SORTS.keys() == KNOWN_SORTS.keys()


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its slug and name, how many of what is found have it, whether it is chosen."""

    slug: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow the list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Feature:
    """Values of a feature as links, the first of `total`."""

    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True)
class Item:
    """One thing in the list, with its other names, its features in the order of `Listing.columns`, and of a
    concept what it means. `context`: what tells it from others of its name.
    """

    link: Link
    aliases: tuple[str, ...]
    features: tuple[Feature, ...]
    definition: str = ""
    context: str = ""


@dataclass(frozen=True)
class Listing:
    """One page of a list. `pages`: number -> address; `address` is that of page 1 without sorting."""

    kind: Kind
    query: str
    sort: str
    sorts: dict[str, str]
    facets: tuple[Facet, ...]
    columns: tuple[str, ...]
    items: tuple[Item, ...]
    total: int
    page: int
    pages: Mapping[int, str]
    address: str

    @property
    def title(self) -> str:
        """What is listed: no two ways to narrow have the same."""
        chosen = [
            f"{facet.label.lower()} {choice.name}"
            for facet in self.facets
            for choice in facet.choices
            if choice.chosen
        ]
        words = [f"met \u2018{self.query}\u2019"] if self.query else []
        order = [f"op {self.sorts[self.sort].lower()}"] if self.sort != "naam" else []
        told = ", ".join([*words, *chosen, *order])
        return self.kind.many[0].upper() + self.kind.many[1:] + (f": {told}" if told else "")


SCHEME = "kader"
LABELS = {
    SCHEME: "Begrippenkader",
    "eigen plan": "Plan",
    "voorop in": "Geprioriteerd in",
    "ligt in": "Ligt in",
}


def list_things(library: Library, name: str, asked: Mapping[str, str], page_size: int = PAGE) -> Listing:
    """The list of a kind as asked: `q`, a value per facet, `op` (sort), `blad` (page).

    Raises UnknownName for a kind or value that is not there,
    InvalidRequest for a page or sorting that cannot be.
    """
    kind = _find_kind(name)
    known = {key: value for key, value in asked.items() if value}
    query, sort = known.get("q", "")[:200], _sort(known)
    chosen = {facet: known[_key(facet)] for facet in kind.facets if _key(facet) in known}
    wanted = _want(library, kind, query, chosen)
    total = library.things.count(wanted)
    address = {"q": query, **{_key(f): v for f, v in chosen.items()}, "op": "" if sort == "naam" else sort}
    pages = Pages(total, page_size, LIST, address, name)
    page = read_page(known.get("blad", ""), len(pages))
    found = library.things.list_things(wanted, sort, page_size, (page - 1) * page_size)
    sorts = {key: label for key, label in SORTS.items() if key == "naam" or "plan" in kind.facets}
    return Listing(
        kind, query, sort, sorts,
        _facets(library, wanted),
        tuple(LABELS.get(f, f.capitalize()) for f in _columns(kind)),
        _items(library, found, kind, MOST_VALUES),
        total, page, pages, pages[1],
    )  # fmt: skip


def list_all(library: Library, name: str, asked: Mapping[str, str]) -> Table:
    """The whole list as rows to take along. Raises as `list_things` does, and InvalidRequest when it is too
    long for one file.
    """
    listing = list_things(library, name, {**asked, "blad": ""}, page_size=1)
    if listing.total > MOST_IN_FILE:
        raise InvalidRequest(
            f"{listing.total} {listing.kind.many} zijn te veel voor één bestand",
            f"vernauw de lijst tot ten hoogste {MOST_IN_FILE}, bijvoorbeeld tot een plan",
        )
    chosen = {f.name: next(c.slug for c in f.choices if c.chosen) for f in listing.facets if _is_chosen(f)}
    named = {facet: chosen[_key(facet)] for facet in listing.kind.facets if _key(facet) in chosen}
    wanted = _want(library, listing.kind, listing.query, named)
    found = library.things.list_things(wanted, listing.sort, MOST_IN_FILE)
    return _as_table(listing, _items(library, found, listing.kind, _EVERY))


def _is_chosen(facet: Facet) -> bool:
    return any(choice.chosen for choice in facet.choices)


def _find_kind(name: str) -> Kind:
    listed = {n: kind for n, kind in KINDS.items() if kind.listed}
    if name not in listed:
        raise UnknownName("lijst", name, listed)
    return listed[name]


def _want(library: Library, kind: Kind, query: str, chosen: Mapping[str, str]) -> Wanted:
    """What is asked for. Of municipalities, those that have a plan; of concepts, not what a plan says with
    them.
    """
    features = {facet: _find_value(library, kind, facet, slug) for facet, slug in chosen.items()}
    words = tuple(fold(query).split())
    return Wanted(kind.name, words, features, with_plan=kind.name == "gemeente", shared=kind.concept)


def _find_value(library: Library, kind: Kind, facet: str, slug: str) -> str:
    found = library.things.values_ending(kind.name, facet, f"/{slug[:200]}")
    for value in found:
        if iris.slug(value) == slug:
            return value
    known = library.things.values_of(kind.name, facet, _MOST_KNOWN)
    raise UnknownName(LABELS.get(facet, facet).lower(), slug, map(iris.slug, known))


def _key(facet: str) -> str:
    return facet.replace(" ", "_")


def _columns(kind: Kind) -> tuple[str, ...]:
    return tuple(facet for facet in kind.facets if facet not in ("thema", "voorop in", "kader"))


def _facets(library: Library, wanted: Wanted) -> tuple[Facet, ...]:
    """Counts over what the search and the other facets leave."""
    facets = KINDS[wanted.kind].facets
    counted = {facet: library.things.facet(wanted, facet, MOST_CHOICES) for facet in facets}
    library.know({value for counts in counted.values() for value, _ in counts} | {*wanted.features.values()})
    return tuple(_facet(library, facet, counted[facet], wanted.features.get(facet, "")) for facet in facets)


def _facet(library: Library, facet: str, counts: list[tuple[str, int]], now: str) -> Facet:
    ordered = sorted(counts, key=lambda pair: (-pair[1], alphabetical(library.name(pair[0]))))
    choices = [Choice(iris.slug(v), library.name(v), n, v == now) for v, n in ordered]
    if now and not any(choice.chosen for choice in choices):
        choices.append(Choice(iris.slug(now), library.name(now), 0, chosen=True))
    return Facet(_key(facet), LABELS.get(facet, facet.capitalize()), tuple(choices))


def _items(library: Library, found: list[NamedThing], kind: Kind, most: int) -> tuple[Item, ...]:
    columns = _columns(kind)
    features = library.things.features([thing.iri for thing in found], (*columns, SCHEME), most)
    library.know({value for of in features.values() for some in of.values() for value in some.values})
    return tuple(
        Item(
            Link(thing.short or thing.name, page_of(thing.iri), thing.iri),
            thing.aliases,
            tuple(_feature(library, features.get(thing.iri, {}).get(name, Some())) for name in columns),
            thing.definition if kind.concept else "",
            _context(library, thing.iri, kind, features.get(thing.iri, {}).get(SCHEME, Some())),
        )
        for thing in found
    )


def _context(library: Library, iri: str, kind: Kind, schemes: Some) -> str:
    """What tells a thing from others of its name: the scheme its address stands in, of a rule its code."""
    if kind.name == "regel":
        return iris.slug(iri)
    return (
        ", ".join(map(library.name, schemes.values))
        if "/" in iris.slug(iri) and not iris.plan_of(iri)
        else ""
    )


def _feature(library: Library, some: Some) -> Feature:
    return Feature(tuple(map(library.link, some.values)), some.total)


def _sort(known: Mapping[str, str]) -> str:
    sort = known.get("op", "naam")
    if sort not in SORTS:
        raise InvalidRequest(f"sorteren op '{sort[:40]}' kan niet", f"kies uit {', '.join(SORTS)}")
    return sort


def _as_table(listing: Listing, items: tuple[Item, ...]) -> Table:
    features = {column.lower(): column for column in listing.columns}
    meaning = {"betekenis": "Betekenis"} if listing.kind.concept else {}
    columns = {"ding": "Ding", "naam": "Naam", "aliassen": "Andere namen", **meaning, **features}
    rows = (
        (
            iri(item.link.iri),
            *map(text, (item.link.text, "; ".join(item.aliases), *([item.definition] if meaning else ()))),
            *(text("; ".join(link.text for link in feature.links)) for feature in item.features),
        )
        for item in items
    )
    return Table.of(columns, rows)
