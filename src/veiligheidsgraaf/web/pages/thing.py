"""The page about one thing: what it is, what it is tied to,
where plans differ on it, and the lines each statement rests on.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from ...answers.answers import Table
from ...answers.dutch import spell_date, spell_decimal
from ...facts.thing_store import Some
from ...names.alphabet import alphabetical
from ...words import iris
from ...words.errors import UnknownName
from ...words.parameters import values_clause
from ...words.values import iri as term
from ...words.values import text
from ...words.wording import outward
from ..addresses import QUESTION, WHY, page_of
from ..linked_data.describe import Said
from . import property_places
from .grids import Grid, make_grid
from .kinds import KINDS, Kind, kind_of
from .library import Library, Link
from .pointing import Fact, Value, every_reference, list_pointing, narrow_to

MOST_ROWS = 4
MOST_VALUES = 100
# Graphs in which something is written about things outside plans.
_SHARED = tuple(
    (graph,)
    for graph in (
        *(iris.GRAPH + name for name in ("ontologie", "vocabulaire", "referentie")),
        iris.RULES_GRAPH, iris.SHAPES_GRAPH, iris.EXAMPLES_GRAPH, iris.VOID_GRAPH, iris.CATALOG_GRAPH,
    )
)  # fmt: skip
_TIED = ("partner", "gemeente", "instrument")


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


# Kind -> (heading, question, its column that is the thing, its parameter or "" when that column says it).
_SECTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "thema": (
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
    "fenomeen": (("Waar genoemd", "fenomenen", "fenomeen", ""),),
    "doelgroep": (("Waar genoemd", "doelgroepen", "doelgroep", ""),),
    "locatie": (("Waar genoemd", "locaties", "locatie", ""),),
    "document": (("Waar genoemd", "documenten", "document", ""),),
}


def find_thing(library: Library, iri: str) -> Thing:
    """The page object of a thing. Raises UnknownName when the graph says nothing about it."""
    said, kind, plan = _said(library, iri), kind_of(iri), iris.plan_of(iri)
    texts = {one.property: one.value.value for one in said}
    own = library.find(iri)
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
        mentions=tuple(list_pointing(library, iri, kind)),
        passages=library.links(_passages(said)),
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
    """What is written about a thing that people can read (no blank nodes, of texts those in Dutch), and the
    themes that it is tied to by inference.
    """
    plan = iris.plan_of(iri)
    graphs = [(iris.GRAPH + kind + plan,) for kind in ("plan/", "passages/")] if plan else _SHARED
    tail = values_clause(["graaf"], graphs)
    rows = library.answers.rows("pagina-ding", {"ding": iri}, tail)
    stated = [Said(row["eigenschap"].value, row["waarde"], inferred=False) for row in rows]
    said = [one for one in stated if one.value.kind != "bnode" and one.value.language in ("", "nl")]
    if not said:
        kind = kind_of(iri)
        near = library.things.slugs_near(kind, iris.slug(iri))
        raise UnknownName(KINDS[kind].one if kind in KINDS else "ding", iris.slug(iri), near)
    return [*said, *_ties(library, iri)]


def _ties(library: Library, iri: str) -> Iterator[Said]:
    """The themes that a thing works on or is used for."""
    kind = kind_of(iri)
    if kind in _TIED:
        predicate = property_places.USED_FOR if kind == "instrument" else property_places.WORKS_ON
        themes = library.things.features((iri,), ("thema",), MOST_VALUES)[iri].get("thema", Some())
        for theme in themes.values:
            yield Said(predicate, term(theme), inferred=True)


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
    shown = [one for one in sorted(said, key=_in_reading_order) if _is_shown(iri, one)]
    library.know(one.value.value for one in shown if one.value.kind == "uri")
    for one in shown:
        label = outward(one.property, library.labels.get(one.property, ""))
        why = _why(iri, one.property, one.value.value) if one.inferred else ""
        grouped[label].append(Value(_value(library, one.property, one.value.value), why))
    for label, values in grouped.items():
        ordered = tuple(sorted(values, key=lambda v: alphabetical(v.link.text)))
        yield Fact(label, ordered[:MOST_VALUES], max(0, len(ordered) - MOST_VALUES), every_reference(iri))


def _is_shown(iri: str, said: Said) -> bool:
    """Whether something that is said of a thing stands in the list of it."""
    if property_places.stands_apart(said.property):
        return False
    if kind_of(iri) == "plan" and said.property in property_places.IN_CHAPTERS:
        return False
    return not said.inferred or said.property in property_places.INFERRED


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
        return Link(spell_decimal(value))
    return Link({"true": "ja", "false": "nee"}.get(value, spell_date(value)))


def _why(iri: str, predicate: str, value: str) -> str:
    """Address of the explanation of an inferred statement."""
    if predicate not in (property_places.WORKS_ON, property_places.USED_FOR):
        return ""
    return WHY(query={"ding": iris.path_of(iri), "thema": iris.slug(value)})


def _sections(library: Library, iri: str, kind: str) -> list[Section]:
    made = library.together.make([partial(_section, library, iri, *one) for one in _SECTIONS.get(kind, ())])
    return [section for section in made if section]


def _section(
    library: Library, iri: str, title: str, question: str, column: str, parameter: str
) -> Section | None:
    values = {parameter: iris.slug(iri)} if parameter else {}
    where = {} if parameter else {column: (iri,)}
    try:
        table = library.page(question, values, MOST_ROWS, where=where)
    except UnknownName:
        return None
    if not table.rows:
        return None
    grid = make_grid(library, table, hide=_same_everywhere(table, iri))
    address = QUESTION(question, query=values or narrow_to(kind_of(iri), iri))
    return Section(title, grid, address, question)


def _same_everywhere(table: Table, iri: str) -> set[str]:
    """Columns that hold the thing itself in every row, with the column of its name."""
    columns = list(table.columns)
    same = {name for name in columns if all(row[name].iri == iri for row in table.rows)}
    named = {"naam"} if any(pair[1] == "naam" and pair[0] in same for pair in pairwise(columns)) else set()
    return same | named | {"gemeenten"}
