"""The page about one thing: what it is, what it is tied to,
where plans differ on it, and the lines each statement rests on.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...answers.answers import Table
from ...words import iris
from ...words.errors import UnknownName
from ...words.values import iri as term
from ...words.values import text
from ...words.wording import inward, outward
from ..addresses import QUESTION, WHY, page_of
from ..linked_data.describe import Said, read_statements
from . import property_places
from .alphabet import alphabetical
from .grids import Grid, date, make_grid, number
from .kinds import KINDS, Kind, kind_of
from .library import Library, Link

MOST_ROWS = 10
MOST_LINKS = 24


@dataclass(frozen=True)
class Value:
    """One value of a fact; `why` is the address of the explanation of an inferred one."""

    link: Link
    why: str = ""


@dataclass(frozen=True)
class Fact:
    """A property with its values; `more` counts the values that are left out."""

    label: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True)
class Section:
    """A named question asked about this thing: heading, rows, and where the whole answer is."""

    title: str
    grid: Grid
    whole: str
    question: str


@dataclass(frozen=True)
class Thing:
    """Everything that the page of a thing says."""

    iri: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    definition: str
    description: str
    plan: Link | None
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    mentions: tuple[Fact, ...]
    passages: tuple[Link, ...]
    classes: tuple[Link, ...]
    examples: tuple[tuple[str, str], ...] = ()


# Kind -> (heading, question, its column that is the thing, its parameter or "" when the answer is sifted
# here).
_SECTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "thema": (
        ("In welke plannen", "vergelijk-plannen", "gevraagd_thema", "thema"),
        ("Partners", "partners-per-thema", "gevraagd_thema", "thema"),
        ("Instrumenten", "instrumenten-per-thema", "gevraagd_thema", "thema"),
        ("Doelen", "doelen", "gevraagd_thema", "thema"),
        ("Maatregelen", "maatregelen", "gevraagd_thema", "thema"),
        ("Wie leidt", "trekkers", "gevraagd_thema", "thema"),
        ("Ontwikkelingen", "ontwikkelingen", "gevraagd_thema", "thema"),
        ("Wat omlaag of omhoog moet", "richtingen", "gevraagd_thema", "thema"),
        ("Middelen", "middelen", "gevraagd_thema", "thema"),
        ("Tijdlijn", "tijdlijn", "gevraagd_thema", "thema"),
        ("Dekking in plannen", "themadekking", "thema", ""),
    ),
    "partner": (
        ("In welke gemeenten", "partners-over-gemeenten", "partner", "partner"),
        ("Thema's", "partners-per-thema", "partner", "partner"),
        ("Rollen", "rollen", "partner", "partner"),
        ("Leidt", "trekkers", "partner", "partner"),
        ("Leden", "samenwerkingsverbanden", "verband", ""),
        ("Samenwerkingsverbanden", "samenwerkingsverbanden", "lid", ""),
        ("Portefeuille", "portefeuilles", "portefeuillehouder", "partner"),
    ),
    "gemeente": (
        ("Plannen", "plannen", "gemeente", "gemeente"),
        ("Thema's waaraan de gemeente zelf werkt", "partners-per-thema", "partner", ""),
        ("Rollen", "rollen", "partner", ""),
        ("Samenwerkingsverbanden", "samenwerkingsverbanden", "lid", ""),
        ("Locaties in plannen", "locaties", "gemeente", "gemeente"),
    ),
    "instrument": (
        ("In welke gemeenten", "instrumenten-over-gemeenten", "instrument", "instrument"),
        ("Thema's", "instrumenten-per-thema", "instrument", "instrument"),
        ("Rechtsgronden", "rechtsgronden", "instrument", "instrument"),
    ),
    "rechtsgrond": (("Plannen en instrumenten", "rechtsgronden", "artikel", "rechtsgrond"),),
    "plan": (
        ("Wetten en artikelen", "rechtsgronden", "plan", "plan"),
        ("Ontwikkelingen", "ontwikkelingen", "plan", "plan"),
        ("Wat omlaag of omhoog moet", "richtingen", "plan", "plan"),
        ("Middelen", "middelen", "plan", "plan"),
        ("Tijdlijn", "tijdlijn", "plan", "plan"),
    ),
    "fenomeen": (("Waar genoemd", "fenomenen", "fenomeen", ""),),
    "doelgroep": (("Waar genoemd", "doelgroepen", "doelgroep", ""),),
    "locatie": (("Waar genoemd", "locaties", "locatie", ""),),
    "document": (("Waar genoemd", "documenten", "document", ""),),
}
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


def find_thing(library: Library, iri: str) -> Thing:
    """The page object of a thing. Raises UnknownName when the graph says nothing about it."""
    said, kind, plan = _said(library, iri), kind_of(iri), iris.plan_of(iri)
    texts = {one.property: one.value.value for one in said}
    own = library.things.get(iri)
    return Thing(
        iri=iri,
        kind=KINDS.get(kind) or Kind(kind, kind, kind),
        name=own.name if own else library.link(iri).text,
        aliases=own.aliases if own else (),
        definition=texts.get(property_places.DEFINITION, ""),
        description=texts.get(property_places.DESCRIPTION, ""),
        plan=library.link(iris.thing("plan", plan)) if plan and kind != "plan" else None,
        facts=tuple(_facts(library, iri, said)),
        sections=tuple(_sections(library, iri, kind)),
        mentions=tuple(_mentions(library, iri, kind)),
        passages=tuple(map(library.link, _passages(said))),
        classes=tuple(map(_class_link, _classes(said))),
        examples=tuple(
            (title, texts[key]) for key, title in property_places.EXAMPLES.items() if key in texts
        ),
    )


def list_said(library: Library, iri: str) -> Table:
    """What the graph says about a thing: property, value, inferred or not. Raises UnknownName."""
    columns = {"ding": "Ding", "eigenschap": "Eigenschap", "waarde": "Waarde", "afgeleid": "Afgeleid"}
    rows = (
        (term(iri), term(one.property), one.value, text(str(int(one.inferred))))
        for one in _said(library, iri)
    )
    return Table.of(columns, rows)


def _said(library: Library, iri: str) -> list[Said]:
    """What the graph says about a thing that people can read: no blank nodes, of texts those in Dutch."""
    found = read_statements(library.rows("uitspraken", {"ding": iri}))
    said = [one for one in found if one.value.kind != "bnode" and one.value.language in ("", "nl")]
    if not said:
        kind = kind_of(iri)
        same = [iris.slug(other) for other, thing in library.things.items() if thing.kind == kind]
        raise UnknownName(KINDS[kind].one if kind in KINDS else "ding", iris.slug(iri), same)
    return said


def _passages(said: list[Said]) -> list[str]:
    """IRIs of the passages that a thing rests on, in the order of their lines."""
    found = [one.value.value for one in said if one.property == property_places.EVIDENCE]
    return sorted(found, key=lambda passage: iris.passage_lines(passage) or ("", 0, 0))


def _classes(said: list[Said]) -> list[str]:
    """IRIs of our classes that a thing is stated to be of."""
    found = (one.value.value for one in said if one.property == property_places.TYPE and not one.inferred)
    return [name for name in found if name.startswith(iris.DEF)]


def _class_link(iri: str) -> Link:
    return Link(iris.local_name(iri), page_of(iri), iri)


def _facts(library: Library, iri: str, said: list[Said]) -> Iterator[Fact]:
    grouped: dict[str, list[Value]] = defaultdict(list)
    for one in sorted(said, key=_in_reading_order):
        if property_places.stands_apart(one.property) or (
            one.inferred and one.property not in property_places.INFERRED
        ):
            continue
        label = outward(one.property, library.labels.get(one.property, ""))
        why = _why(iri, one.property, one.value.value) if one.inferred else ""
        grouped[label].append(Value(_value(library, one.property, one.value.value), why))
    for label, values in grouped.items():
        yield Fact(label, tuple(sorted(values, key=lambda v: alphabetical(v.link.text))))


def _in_reading_order(said: Said) -> int:
    return (
        property_places.FIRST.index(said.property)
        if said.property in property_places.FIRST
        else len(property_places.FIRST)
    )


def _value(library: Library, predicate: str, value: str) -> Link:
    if value.startswith(("https://", "http://")):
        return library.link(value)
    if predicate == iris.DEF + "waarde":
        return Link(number(value))
    return Link({"true": "ja", "false": "nee"}.get(value, date(value)))


def _why(iri: str, predicate: str, value: str) -> str:
    """Address of the explanation of an inferred statement."""
    if predicate not in (property_places.WORKS_ON, property_places.USED_FOR):
        return ""
    return WHY(query={"ding": iris.path_of(iri), "thema": iris.slug(value)})


def _sections(library: Library, iri: str, kind: str) -> Iterator[Section]:
    for title, question, column, parameter in _SECTIONS.get(kind, ()):
        values = {parameter: iris.slug(iri)} if parameter else {}
        try:
            table = library.table(question, values)
        except UnknownName:
            continue
        if not parameter:
            table = _sift(table, column, iri)
        if table.rows:
            grid = make_grid(library, table, hide=_same_everywhere(table, iri), most=MOST_ROWS)
            yield Section(title, grid, QUESTION(question, query=values), question)


def _sift(table: Table, column: str, iri: str) -> Table:
    return Table(table.columns, tuple(row for row in table.rows if row[column].iri == iri))


def _same_everywhere(table: Table, iri: str) -> set[str]:
    """Columns that hold the thing itself in every row, with the column of its name."""
    columns = list(table.columns)
    same = {name for name in columns if all(row[name].iri == iri for row in table.rows)}
    named = {"naam"} if any(pair[1] == "naam" and pair[0] in same for pair in pairwise(columns)) else set()
    return same | named | {"gemeenten"}


def _mentions(library: Library, iri: str, kind: str) -> Iterator[Fact]:
    """What points at the thing, by property; what a section shows already is left out."""
    grouped: dict[str, list[Value]] = defaultdict(list)
    shown = _SHOWN.get(kind, ())
    for row in library.rows("pagina-verwijzingen", {"ding": iri}):
        name = iris.local_name(row["eigenschap"].value)
        of_use = (
            row["afgeleid"].value == "0" and name not in shown and not iris.passage_lines(row["van"].value)
        )
        if (
            of_use
            and not property_places.stands_apart(row["eigenschap"].value)
            and not (kind == "plan" and name == "plan")
        ):
            grouped[inward(row["eigenschap"].value, row["naam"].value)].append(
                Value(library.link(row["van"].value))
            )
    for label, values in grouped.items():
        ordered = sorted({v.link.iri: v for v in values}.values(), key=lambda v: alphabetical(v.link.text))
        yield Fact(label, tuple(ordered[:MOST_LINKS]), max(0, len(ordered) - MOST_LINKS))
