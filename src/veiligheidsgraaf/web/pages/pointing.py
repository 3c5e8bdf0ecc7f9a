"""What a page says in a row: a property with its values, and what points at a thing by property."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...facts.constraints import THINGS
from ...facts.thing_store import Some
from ...names.alphabet import alphabetical
from ...words import iris
from ...words.wording import inward
from ..addresses import QUESTION, page_of
from . import property_places
from .kinds import kind_of
from .library import Library, Link

MOST_LINKS = 24


@dataclass(frozen=True)
class Value:
    """One value of a fact; `why` is the address of the explanation of an inferred one."""

    link: Link
    why: str = ""


@dataclass(frozen=True)
class Fact:
    """A property with its values; `more` counts the values that are left out, which stand at `whole`."""

    label: str
    values: tuple[Value, ...]
    more: int = 0
    whole: str = ""


# Ways that a section above already shows.
_SHOWN = {
    "thema": ("thema", "werktAan", "ingezetVoor", "kernbeleidthema"),
    "partner": ("werktAan", "partner", "verband", "lid", "portefeuillehouder", "hasMember"),
    "gemeente": ("gemeente", "partner", "lid", "ligtIn", "spatial"),
    "instrument": ("ingezetVoor", "instrument"),
    "rechtsgrond": (),
    "fenomeen": ("fenomeen",),
    "doelgroep": ("doelgroep",),
    "document": (),
    "locatie": (),
}


# Kind of what points at a thing -> the question that lists those.
_QUESTIONS = {
    "maatregel": "maatregelen",
    "doel": "doelen",
    "indicator": "indicatoren",
    "ontwikkeling": "ontwikkelingen",
    "middel": "middelen",
}


def list_pointing(library: Library, iri: str, kind: str) -> Iterator[Fact]:
    """What points at the thing, by property: the first of each, and how many more there are. What a section
    shows already is left out.
    """
    shown = _SHOWN.get(kind, ())
    found = {
        predicate: some
        for predicate, some in _pointing(library, iri).items()
        if (name := iris.local_name(predicate)) not in shown
        and not property_places.stands_apart(predicate)
        and not (kind == "plan" and name == "plan")
    }
    library.know(value for some in found.values() for value in some.values)
    grouped: dict[str, dict[str, Value]] = defaultdict(dict)
    totals: Counter[str] = Counter()
    for predicate, some in found.items():
        label = inward(predicate, library.labels.get(predicate, ""))
        totals[label] += some.total
        grouped[label].update((value, Value(library.link(value))) for value in some.values)
    for label, values in grouped.items():
        ordered = sorted(values.values(), key=lambda v: alphabetical(v.link.text))[:MOST_LINKS]
        more = max(0, totals[label] - len(ordered)) if totals[label] > MOST_LINKS else 0
        yield Fact(label, tuple(ordered), more, _whole(kind, iri, ordered[0].link.iri))


def _pointing(library: Library, iri: str) -> Mapping[str, Some]:
    """What is written that points at a thing, by property: within its plan, or anywhere."""
    if iris.plan_of(iri) is None:
        return library.things.references(iri, MOST_LINKS)
    by_property: dict[str, list[str]] = defaultdict(list)
    for row in library.rows("pagina-verwijzingen", {"ding": iri}):
        if row["afgeleid"].value == "0" and not iris.passage_lines(row["van"].value):
            by_property[row["eigenschap"].value].append(row["van"].value)
    return {name: Some(tuple(sources[:MOST_LINKS]), len(sources)) for name, sources in by_property.items()}


def _whole(kind: str, iri: str, source: str) -> str:
    """Where all that points at a thing stands: the question about such sources, narrowed to the thing, or the
    page of every reference.
    """
    question = _QUESTIONS.get(kind_of(source), "")
    return (
        QUESTION(question, query=narrow_to(kind, iri))
        if question and kind in THINGS
        else every_reference(iri)
    )


def every_reference(iri: str) -> str:
    """The page with every statement that a thing is in."""
    return f"{page_of(iri)}?pagina=1"


def narrow_to(kind: str, iri: str) -> dict[str, str]:
    """The constraint by which any question is narrowed to a thing; none for a kind that is none."""
    return {kind: iris.slug(iri)} if kind in THINGS else {}
