"""What there is to learn: the terms of the ontology, how classes hang together, and what is in the graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...facts.thing_store import Wanted
from ...names.alphabet import alphabetical
from ...words import iris
from ..addresses import LIST, page_of
from .kinds import KINDS
from .library import Library, Link

# A vocabulary that is longer has a list of its own.
MOST_VALUES = 40
# How many slashes the IRI of a concept has: `.../id/{kind}/{slug}`.
_CONCEPT_DEPTH = iris.THINGS.count("/") + 1
# Classes whose concepts bear another word in their IRI.
_KIND_WORDS = {"Maatregelstatus": "status", "HandelendeRol": "rol"}


@dataclass(frozen=True)
class Term:
    """A class or property: its name, meaning, example, what it falls under, how often it occurs, and, when it
    points at a short vocabulary, the values to choose from.
    """

    anchor: str
    iri: str
    kind: str
    name: str
    definition: str
    example: str
    broader: tuple[Link, ...]
    inverse: Link | None
    count: int
    used: tuple[tuple[str, str], ...]
    values: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Tie:
    """Two classes with the properties between them, as the graph uses them."""

    subject: str
    properties: tuple[str, ...]
    value: str
    count: int


@dataclass(frozen=True)
class Count:
    """How many things of a kind there are, with their list ("" when there is none)."""

    name: str
    number: int
    page: str


@dataclass(frozen=True)
class GraphSize:
    """A named graph and its number of triples; `inferred` when it holds what follows from another."""

    iri: str
    name: str
    triples: int
    inferred: bool


def list_terms(library: Library) -> dict[str, tuple[Term, ...]]:
    """Terms by sort (classes, properties to a thing, properties with a value), by name."""
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, value, _ in library.things.uses:
        uses[predicate].append((iris.local_name(subject), iris.local_name(value)))
    values = _values_of_kinds(library)
    grouped: dict[str, list[Term]] = defaultdict(list)
    for row in library.rows("pagina-termen"):
        if not row["term"].value.startswith(iris.DEF):
            continue
        grouped[row["soort"].value].append(
            Term(
                iris.local_name(row["term"].value), row["term"].value, row["soort"].value, row["naam"].value,
                row["definitie"].value, row["voorbeeld"].value,
                tuple(_term_link(iri) for iri in row["boven"].value.split()),
                _term_link(row["omgekeerd"].value) if row["omgekeerd"].value else None,
                int(row["aantal"].value),
                tuple(sorted(set(uses[row["term"].value]))[:8]),
                _values(row["term"].value, uses[row["term"].value], values),
            )
        )  # fmt: skip
    order = ("klasse", "eigenschap naar een ding", "eigenschap met een waarde")
    return {
        sort: tuple(sorted(grouped[sort], key=lambda t: alphabetical(t.name)))
        for sort in order
        if grouped[sort]
    }


def _values_of_kinds(library: Library) -> dict[str, tuple[Link, ...]]:
    """The concepts of each short vocabulary, by the word in their IRI."""
    found: dict[str, tuple[Link, ...]] = {}
    for name, kind in KINDS.items():
        if kind.concept and library.things.counts.get(name):
            values = library.things.list_things(Wanted(name, shared=True), "naam", MOST_VALUES + 1)
            links = tuple(
                Link(thing.name, page_of(thing.iri), thing.iri)
                for thing in values
                if thing.iri.count("/") == _CONCEPT_DEPTH
            )
            if links and len(values) <= MOST_VALUES:
                found[name] = links
    return found


def _values(
    term: str, uses: Iterable[tuple[str, str]], values: dict[str, tuple[Link, ...]]
) -> tuple[Link, ...]:
    """What a property or class of a short vocabulary can be."""
    for name in (*(value for _, value in uses), iris.local_name(term)):
        kind = _KIND_WORDS.get(name, name.lower())
        if kind in values:
            return values[kind]
    return ()


def _term_link(iri: str) -> Link:
    return Link(iris.local_name(iri), page_of(iri) or iri, iri)


def list_ties(library: Library, least: int = 1) -> tuple[Tie, ...]:
    """Which classes hang together by which properties;
    evidence and values of vocabularies are left out, for they tie everything.
    """
    kinds = {row["term"].value for row in library.rows("pagina-termen") if row["soort"].value == "klasse"}
    concepts = {
        row["term"].value for row in library.rows("pagina-termen") if "#Concept" in row["boven"].value
    } - {iris.DEF + "Thema"}
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for subject, predicate, value, count in library.things.uses:
        if (
            subject in kinds
            and value in kinds
            and not {subject, value} & concepts
            and predicate != iris.DEF + "bewijs"
        ):
            found[subject, value][predicate] += count
    ties = [
        Tie(
            iris.local_name(a),
            tuple(iris.local_name(p) for p, _ in counts.most_common()),
            iris.local_name(b),
            sum(counts.values()),
        )
        for (a, b), counts in found.items()
        if sum(counts.values()) >= least
    ]
    return tuple(sorted(ties, key=lambda t: (t.subject, t.value)))


def count_things(library: Library) -> tuple[Count, ...]:
    """How many things of each kind that has a list, most first."""
    made = [
        Count(KINDS[k].many, n, LIST(k))
        for k, n in library.things.counts.items()
        if k in KINDS and KINDS[k].listed and not KINDS[k].concept and k != "gemeente"
    ]
    return tuple(sorted(made, key=lambda c: (-c.number, c.name)))


def measure_graphs(sizes: dict[str, int]) -> tuple[GraphSize, ...]:
    """Named graphs with their size: those that people wrote, then what was inferred."""
    made = [
        GraphSize(iri, iri.removeprefix(iris.GRAPH), triples, iri.startswith(iris.GRAPH + "afgeleid/"))
        for iri, triples in sizes.items()
    ]
    return tuple(sorted(made, key=lambda g: (g.inferred, g.name)))
