"""The question box: /zoeken?q=..., its reading, and the links that change it.

A choice stands in the address, so that it can be shared: `vraag` is the question, its parameters as on
/vragen (empty: without that one),
`rij` the things that rows must hold. What is not in the address comes from the line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from ....answers.box.asking import Asked, Chosen
from ....answers.box.reading import ROWS, Reading, Slot
from ....names.lexicon import Thing
from ....names.tokens import MOST_CHARACTERS
from ....words import iris
from ....words.errors import VeiligheidsgraafError
from ...problems import Fault, answer, read_fault
from ..grids import Grid, make_grid
from ..kinds import page_of
from ..library import Library, question_link
from ..site import Site

_MOST_ROWS = 100
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


def mount(router: APIRouter, site: Site) -> None:
    """Add /zoeken."""

    @router.get("/zoeken")
    def search(request: Request) -> Response:
        return _search(site, request)


def _search(site: Site, request: Request) -> Response:
    given = request.query_params
    line, rows = given.get("q", ""), None
    if "rij" in given:
        rows = tuple(f"{iris.BASE}id/{path}" for path in given.getlist("rij") if path)
    try:
        asked = site.asker.ask(line, Chosen(given.get("vraag", ""), dict(given), rows))
        page = _view(site.library, asked, len(line) > MOST_CHARACTERS)
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _form(site, request, line, None, told))
    return _form(site, request, line, page)


def _form(
    site: Site, request: Request, line: str, page: SearchPage | None, fault: Fault | None = None
) -> Response:
    """The question box with its line, and what was answered, or what is wrong with the choice in the address."""
    question = page.asked.question if page else None
    choices = {p.name: site.answers.choices(p.kind) for p in question.parameters} if question else {}
    return site.render(
        request, "zoeken.html", fault.status if fault else 200,
        page=page, line=line[:MOST_CHARACTERS], choices=choices, questions=site.answers.listed,
        fault=fault.detail if fault else "",
    )  # fmt: skip


def _view(library: Library, asked: Asked, cut: bool) -> SearchPage:
    reading, table = asked.reading, asked.table
    compare = Link(
        "Open de vergelijking", "/vergelijk?" + urlencode([("plan", plan) for plan in reading.compared])
    )
    return SearchPage(
        line=reading.text,
        cut=cut,
        asked=asked,
        grid=make_grid(library, table, most=_MOST_ROWS) if table else None,
        slots=tuple(_slot(reading, slot) for slot in reading.slots),
        rows=tuple(sorted(map(iris.path_of, reading.rows))),
        named=tuple(
            NamedView(
                _thing(item.thing),
                item.names,
                item.description,
                tuple(
                    Link(q.question, _address(reading.text, q.name, values)) for q, values in item.questions
                ),
            )
            for item in asked.named
        ),
        hits=tuple(_thing(thing) for thing in asked.hits),
        nearest=tuple(
            Link(question.question, _address(reading.text, question.name)) for question in asked.nearest
        ),
        compare=compare if reading.compared else None,
        whole=question_link(reading.question, **reading.values) if reading.question else "",
    )


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
    return Link(other.name, "/zoeken?" + urlencode({"q": other.name}), kind)


def _address(
    line: str, question: str, values: Mapping[str, str] | None = None, rows: Iterable[str] | None = None
) -> str:
    """Where a choice stands. Without values and rows, those of the line."""
    parts = [("q", line), ("vraag", question), *(values or {}).items()]
    if rows is not None:
        parts += [("rij", path) for path in sorted(map(iris.path_of, rows))] or [("rij", "")]
    return "/zoeken?" + urlencode(parts)


def _thing(thing: Thing) -> Link:
    plan = iris.plan_of(thing.iri)
    kind = KIND_NAMES.get(thing.kind, thing.kind)
    return Link(thing.name, page_of(thing.iri), f"{kind}, {plan}" if plan and thing.kind != "plan" else kind)
