"""A line of the question box as people see it: its reading, its answer, and the links that change it.

A choice stands in the address, so that it can be shared:
`vraag` is the question, its parameters as on /vragen (empty: without that one),
`rij` the things that rows must hold. What is not in the address comes from the line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...answers.box.asking import Asked, Described
from ...answers.box.reading import ROWS, Reading, Slot
from ...names.named import Thing
from ...words import iris
from ..addresses import COMPARE, QUESTION, SEARCH, page_of
from .empty import NoRows, make_wider, show_empty
from .grids import Grid, make_grid
from .library import Library

MOST_ROWS = 100
_MOST_OTHERS = 6

# Kinds of thing whose name is not their kind.
KIND_NAMES = {
    "verband": "samenwerkingsverband",
    "kernthema": "thema van het Kernbeleid",
    "gegevensbron": "bron van cijfers",
}


@dataclass(frozen=True)
class Link:
    """A text and where it leads. `kind`: what sort of thing it is, "" when that goes without saying."""

    text: str
    href: str
    kind: str = ""


@dataclass(frozen=True)
class SlotView:
    """Words of the line, the thing they were read as, and how to read them otherwise.

    `without` is "" when nothing can be left out; `why` says why the thing was not used, "" when it was.
    """

    said: str
    thing: Link
    why: str
    without: str
    others: tuple[Link, ...]


@dataclass(frozen=True)
class NamedView:
    """A thing that was named: what it is, its other names, and the questions that take it."""

    thing: Link
    names: tuple[str, ...]
    description: str
    questions: tuple[Link, ...]


@dataclass(frozen=True)
class SearchPage:
    """All that the page shows. `grid` holds the first rows of the answer."""

    line: str
    cut: bool
    asked: Asked
    grid: Grid | None
    slots: tuple[SlotView, ...]
    rows: tuple[str, ...]
    named: tuple[NamedView, ...]
    hits: tuple[Link, ...]
    nearest: tuple[Link, ...]
    compare: Link | None
    whole: str
    empty: NoRows | None


def show_line(library: Library, asked: Asked, cut: bool) -> SearchPage:
    """What was asked and answered, with the links that change it. `cut`: the line was too long."""
    reading, table = asked.reading, asked.table
    beside = COMPARE(query=[("plan", plan) for plan in reading.compared])
    return SearchPage(
        line=reading.text,
        cut=cut,
        asked=asked,
        grid=make_grid(library, table, most=MOST_ROWS) if table else None,
        slots=tuple(_slot(reading, slot) for slot in reading.slots),
        rows=tuple(sorted(map(iris.path_of, reading.rows))),
        named=tuple(_named(reading.text, item) for item in asked.named),
        hits=tuple(_thing(thing) for thing in asked.hits),
        nearest=tuple(
            Link(question.question, _address(reading.text, question.name)) for question in asked.nearest
        ),
        compare=Link("Open de vergelijking", beside) if reading.compared else None,
        whole=QUESTION(reading.question, query=reading.values) if reading.question else "",
        empty=_nothing(library, reading) if table and not table.rows and reading.question else None,
    )


def _nothing(library: Library, reading: Reading) -> NoRows:
    """What to say when nothing was found; without the things that rows
    had to hold, the question may have rows.
    """
    found = show_empty(library, reading.question, reading.values)
    whole = library.answers.page(reading.question, reading.values, 1).total if reading.rows else 0
    if not whole:
        return found
    names = " en ".join(sorted(library.name(iri) for iri in reading.rows))
    wider = make_wider(f"zonder {names}", reading.question, reading.values, whole)
    return NoRows(found.silent, (wider, *found.wider))


def _named(line: str, item: Described) -> NamedView:
    questions = (Link(q.question, _address(line, q.name, values)) for q, values in item.questions)
    return NamedView(_thing(item.thing), item.names, item.description, tuple(questions))


def _slot(reading: Reading, slot: Slot) -> SlotView:
    kept = {name: "" if name == slot.use else value for name, value in reading.values.items()}
    rows = () if slot.use == ROWS else reading.rows
    without = _address(reading.text, reading.question, kept, rows) if slot.use else ""
    others = tuple(_other(reading, slot, other) for other in slot.others[:_MOST_OTHERS])
    return SlotView(slot.said, _thing(slot.thing), "" if slot.use else _why_unused(slot), without, others)


def _why_unused(slot: Slot) -> str:
    if slot.thing.kind == "gemeente":
        return "van deze gemeente staat geen plan in de graaf, of de vraag neemt er maar één"
    return "deze vraag kan daar niet op kiezen, of neemt er maar één"


def _other(reading: Reading, slot: Slot, other: Thing) -> Link:
    """The same line with the other meaning where the question takes that; else a line of its own."""
    kind = KIND_NAMES.get(other.kind, other.kind)
    if slot.use == ROWS and other.kind == slot.thing.kind:
        return Link(other.name, _address(reading.text, reading.question, reading.values, (other.iri,)), kind)
    if other.kind == slot.thing.kind and slot.use in reading.values:
        values = {**reading.values, slot.use: other.slug}
        return Link(other.name, _address(reading.text, reading.question, values, reading.rows), kind)
    return Link(other.name, SEARCH(query={"q": other.name}), kind)


def _address(
    line: str, question: str, values: Mapping[str, str] | None = None, rows: Iterable[str] | None = None
) -> str:
    """Where a choice stands. Without values and rows, those of the line."""
    parts = [("q", line), ("vraag", question), *(values or {}).items()]
    if rows is not None:
        parts += [("rij", path) for path in sorted(map(iris.path_of, rows))] or [("rij", "")]
    return SEARCH(query=parts, keep_empty=True)


def _thing(thing: Thing) -> Link:
    plan = iris.plan_of(thing.iri)
    kind = KIND_NAMES.get(thing.kind, thing.kind)
    return Link(thing.name, page_of(thing.iri), f"{kind}, {plan}" if plan and thing.kind != "plan" else kind)
