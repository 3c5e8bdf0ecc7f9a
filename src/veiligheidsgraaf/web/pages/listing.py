"""A list of things of one kind: searched, narrowed by facets with counts, sorted and paged."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ...answers.answers import Table
from ...words import iris
from ...words.errors import InvalidRequest, UnknownName
from ...words.values import iri, text
from ..addresses import LIST
from .alphabet import alphabetical, fold
from .kinds import KINDS, Kind
from .library import Library, Link, Named

PAGE = 50
MOST_CHOICES = 60
SORTS = {"naam": "Naam", "plannen": "Aantal plannen", "plan": "Plan"}


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
class Item:
    """One thing in the list, with its other names, its features as links in the order of `Listing.columns`,
    and of a concept what it means.
    """

    link: Link
    aliases: tuple[str, ...]
    features: tuple[tuple[Link, ...], ...]
    definition: str = ""


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
    pages: dict[int, str]
    address: str


LABELS = {"kader": "Begrippenkader", "voorop in": "Geprioriteerd in", "ligt in": "Ligt in"}


def list_things(library: Library, name: str, asked: Mapping[str, str], page_size: int = PAGE) -> Listing:
    """The list of a kind as asked: `q`, a value per facet, `op` (sort), `blad` (page).

    Raises UnknownName for a kind or value that is not there,
    InvalidRequest for a page or sorting that cannot be.
    """
    kind = _find_kind(name)
    known = {key: value for key, value in asked.items() if value}
    query = known.get("q", "")[:200]
    chosen = {facet: known[_key(facet)] for facet in kind.facets if _key(facet) in known}
    everything = [
        thing for thing in library.things.values() if thing.kind == name and _belongs(library, thing)
    ]
    _check_choices(library, everything, chosen)
    found = [thing for thing in everything if _matches(thing, query)]
    items = [t for t in found if all(_has(library, t, facet, slug) for facet, slug in chosen.items())]
    sort, page = _sort(known), _page_number(known, len(items), page_size)
    sorts = {key: label for key, label in SORTS.items() if key == "naam" or "plan" in kind.facets}
    ordered = sorted(items, key=lambda t: _sort_key(library, t, sort))
    address = {"q": query, **{_key(f): v for f, v in chosen.items()}, "op": "" if sort == "naam" else sort}
    return Listing(
        kind, query, sort, sorts,
        tuple(_facet(library, found, facet, chosen) for facet in kind.facets),
        tuple(LABELS.get(f, f.capitalize()) for f in _columns(kind)),
        tuple(_item(library, t, kind) for t in ordered[(page - 1) * page_size : page * page_size]),
        len(items), page,
        _pages(name, address, max(1, -(-len(items) // page_size))),
        LIST(name, query=address),
    )  # fmt: skip


def _pages(name: str, address: Mapping[str, str], last: int) -> dict[int, str]:
    """Number -> address of every page."""
    numbers = {number: str(number) if number > 1 else "" for number in range(1, last + 1)}
    return {number: LIST(name, query={**address, "blad": text}) for number, text in numbers.items()}


def _find_kind(name: str) -> Kind:
    listed = {n: kind for n, kind in KINDS.items() if kind.listed}
    if name not in listed:
        raise UnknownName("lijst", name, listed)
    return listed[name]


def _belongs(library: Library, thing: Named) -> bool:
    """Of municipalities, those that have a plan; of concepts, not what a plan says with them."""
    if thing.kind == "gemeente":
        return thing.iri in library.municipalities.values()
    return not (KINDS[thing.kind].concept and thing.plan)


def _key(facet: str) -> str:
    return facet.replace(" ", "_")


def _columns(kind: Kind) -> tuple[str, ...]:
    return tuple(facet for facet in kind.facets if facet not in ("thema", "voorop in", "kader"))


def _values(library: Library, thing: Named, facet: str) -> tuple[str, ...]:
    return library.features.get(thing.iri, {}).get(facet, ())


def _has(library: Library, thing: Named, facet: str, slug: str) -> bool:
    return any(iris.slug(value) == slug for value in _values(library, thing, facet))


def _check_choices(library: Library, things: list[Named], chosen: Mapping[str, str]) -> None:
    for facet, slug in chosen.items():
        known = {iris.slug(value) for thing in things for value in _values(library, thing, facet)}
        if slug not in known:
            raise UnknownName(LABELS.get(facet, facet).lower(), slug, known)


def _matches(thing: Named, query: str) -> bool:
    """Whether every word asked for stands in one of the names."""
    names = fold(" ".join((thing.name, *thing.aliases)))
    return all(word in names for word in fold(query).split())


def _facet(library: Library, found: list[Named], facet: str, chosen: Mapping[str, str]) -> Facet:
    """Counts over what the search and the other facets leave."""
    others = [t for t in found if all(_has(library, t, f, slug) for f, slug in chosen.items() if f != facet)]
    counts = Counter(value for t in others for value in set(_values(library, t, facet)))
    now = chosen.get(facet, "")
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], alphabetical(library.name(pair[0]))))[
        :MOST_CHOICES
    ]
    choices = [Choice(iris.slug(v), library.name(v), n, iris.slug(v) == now) for v, n in ordered]
    if now and not any(choice.chosen for choice in choices):
        choices.append(Choice(now, now, 0, chosen=True))
    return Facet(_key(facet), LABELS.get(facet, facet.capitalize()), tuple(choices))


def _item(library: Library, thing: Named, kind: Kind) -> Item:
    features = tuple(
        tuple(library.link(value) for value in _values(library, thing, facet)) for facet in _columns(kind)
    )
    definition = library.definitions.get(thing.iri, "") if kind.concept else ""
    return Item(library.link(thing.iri), thing.aliases, features, definition)


def _sort(known: Mapping[str, str]) -> str:
    sort = known.get("op", "naam")
    if sort not in SORTS:
        raise InvalidRequest(f"sorteren op '{sort[:40]}' kan niet", f"kies uit {', '.join(SORTS)}")
    return sort


def _sort_key(library: Library, thing: Named, sort: str) -> tuple[object, ...]:
    plans = _values(library, thing, "plan")
    name = alphabetical(thing.name)
    if sort == "plannen":
        return (-len(plans), name, thing.iri)
    return ("; ".join(plans), name, thing.iri) if sort == "plan" else (name, thing.iri)


def _page_number(known: Mapping[str, str], total: int, page_size: int) -> int:
    text = known.get("blad", "1")
    last = max(1, -(-total // page_size))
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= last:
        raise InvalidRequest(f"blad '{text[:20]}' is er niet", f"kies een blad van 1 tot en met {last}")
    return int(text)


def as_table(listing: Listing) -> Table:
    """A list as rows to take along."""
    features = {column.lower(): column for column in listing.columns}
    meaning = {"betekenis": "Betekenis"} if listing.kind.concept else {}
    columns = {"ding": "Ding", "naam": "Naam", "aliassen": "Andere namen", **meaning, **features}
    rows = (
        (
            iri(item.link.iri),
            *map(text, (item.link.text, "; ".join(item.aliases), *([item.definition] if meaning else ()))),
            *(text("; ".join(link.text for link in links)) for links in item.features),
        )
        for item in listing.items
    )
    return Table.of(columns, rows)
