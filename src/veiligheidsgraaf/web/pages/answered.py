"""An answer as people read it: a sentence with links, a grid, what it can be narrowed to, and its rows.

The question page, the question box and the pages of themes and partners show the same parts
(`antwoord.html`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...answers.across import Across, AcrossRow, Done
from ...answers.across import Cell as AcrossCell
from ...answers.answering import Answer
from ...answers.dutch import place, spell_decimal
from ...answers.intent import Intent
from ...answers.said import Said
from ...facts.constraints import SORT, THINGS, slug_of
from ...facts.spread import BY_NAME
from ...words import iris
from ...words.values import Term
from ..addresses import QUESTION, page_of
from .grids import YEARS, passage_link
from .library import Library, Link
from .sorting import direction_of, turn

# Keys of an address for which part of a grid is shown.
GRID_PAGE, COLUMN_PAGE, DIFFERENCES, LEAD = "raster", "kolommen", "verschillen", "voorop"
# What a facet is called.
_FACETS = {
    "gemeente": "Gemeente",
    "thema": "Thema",
    "partner": "Partner",
    "instrument": "Instrument",
    "fenomeen": "Fenomeen",
    "doelgroep": "Doelgroep",
    "status": "Status",
    "portefeuillehouder": "Portefeuillehouder",
    "locatie": "Locatie",
}
_YES = "ja"
_MOST_LINES = 4


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence, and where it leads ("" for nowhere)."""

    text: str
    page: str = ""


@dataclass(frozen=True)
class DoneView:
    """What is done: its name, further words, the lines, and the past plan that says so ("" when current)."""

    what: Link
    words: tuple[str, ...]
    lines: tuple[Link, ...]
    past: str


@dataclass(frozen=True)
class CellView:
    """The first things that are done, how many more there are, and where all of them are."""

    done: tuple[DoneView, ...]
    more: int
    page: str

    @property
    def folds(self) -> int:
        """How many of what is done is past and folded: none when there is nothing else."""
        past = sum(bool(item.past) for item in self.done)
        return past if past < len(self.done) else 0


@dataclass(frozen=True)
class RowView:
    """A row: its thing, where all that is said of it is, and its cells."""

    thing: Link
    page: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class ColumnView:
    """A column: its municipality or plan, how many rows it fills, and whether its plan has ended; where its
    rows come first, "" where they do.
    """

    thing: Link
    rows: int
    past: bool
    first: str


@dataclass(frozen=True)
class GridView:
    """A grid with where its other parts are; `by_name`: its rows by name, or the other way round when they
    are; `direction`: how they are by name now, as `aria-sort` says it; `differences`: the same with, or
    without, only what differs.
    """

    heading: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    total_rows: int
    total_columns: int
    first_column: int
    before: str
    after: str
    columns_before: str
    columns_after: str
    by_name: str
    direction: str
    by_count: str
    differences: str
    only_differences: bool
    sign: str


@dataclass(frozen=True)
class FacetView:
    """A key by its name, and its values as links, each with how many things it then has."""

    name: str
    values: tuple[tuple[Link, int], ...]


@dataclass(frozen=True)
class AnswerView:
    """All that is shown of an answer beside its rows."""

    sentence: tuple[Piece, ...]
    grid: GridView | None
    facets: tuple[FacetView, ...]


def show_answer(library: Library, found: Answer) -> AnswerView:
    """An answer with links to what it names and to its narrower answers."""
    library.know(facet.value for facets in found.facets.values() for facet in facets)
    return AnswerView(
        tuple(_piece(found, said) for said in found.sentence),
        show_grid(library, found.intent, found.across) if found.across else None,
        tuple(_show_facets(library, found)),
    )


def address_of(intent: Intent, *more: tuple[str, str]) -> str:
    """The page of an intent as a question."""
    return QUESTION(intent.question, query=[*intent.address, *more])


def _piece(found: Answer, said: Said) -> Piece:
    if said.thing:
        return Piece(said.text, page_of(said.thing))
    question = said.question or found.intent.question
    is_this = (question, said.pairs) == (found.intent.question, found.intent.address)
    leads = said.pairs and not is_this
    return Piece(said.text, QUESTION(question, query=said.pairs) if leads else "")


def _things_of(across: Across) -> Iterable[str]:
    yield from (column.thing for column in across.columns)
    for row in across.rows:
        yield row.thing
        for cell in row.cells:
            for done in cell.done:
                yield done.plan
                yield from (term.iri for term in done.terms if term.iri)


def show_grid(library: Library, intent: Intent, across: Across) -> GridView:
    """A grid with links to what stands in it."""
    library.know(_things_of(across))
    view, step, wide = across.view, across.view.rows, across.view.columns
    shown = _grid_pairs(across)
    last_row, last_column = view.row + len(across.rows), view.column + len(across.columns)

    def part(row: int, column: int, **changed: str) -> str:
        pairs = {**shown, GRID_PAGE: _number(row, step), COLUMN_PAGE: _number(column, wide), **changed}
        return f"{address_of(intent, *pairs.items())}#raster"

    def leading(thing: str) -> str:
        slug = iris.slug(thing)
        return part(0, view.column, **{SORT: "", LEAD: slug}) if slug != view.lead else ""

    return GridView(
        heading=_heading(library, intent, across),
        columns=tuple(
            ColumnView(_place(library, column.thing), column.rows, not column.current, leading(column.thing))
            for column in across.columns
        ),
        rows=tuple(_show_row(library, intent, across, row) for row in across.rows),
        total_rows=across.total_rows,
        total_columns=across.total_columns,
        first_column=view.column,
        before=part(view.row - step, view.column) if view.row else "",
        after=part(last_row, view.column) if last_row < across.total_rows else "",
        columns_before=part(view.row, view.column - wide) if view.column else "",
        columns_after=part(view.row, last_column) if last_column < across.total_columns else "",
        by_name=part(0, view.column, **{SORT: turn(view.sort, BY_NAME), LEAD: ""}),
        direction=direction_of(view.sort, BY_NAME),
        by_count=part(0, view.column, **{SORT: "", LEAD: ""}) if view.sort or view.lead else "",
        differences=part(0, view.column, **{DIFFERENCES: "" if view.differing else _YES}),
        only_differences=view.differing,
        sign=across.sign,
    )


def _grid_pairs(across: Across) -> dict[str, str]:
    view = across.view
    return {SORT: view.sort, LEAD: view.lead, DIFFERENCES: _YES if view.differing else ""}


def _number(first: int, size: int) -> str:
    """The number of the part that begins there, "" for the first."""
    return str(first // size + 1) if first >= size else ""


def _heading(library: Library, intent: Intent, across: Across) -> str:
    return library.answers.find_question(intent.question).columns.get(across.row, across.row.capitalize())


def _show_row(library: Library, intent: Intent, across: Across, row: AcrossRow) -> RowView:
    thing = library.link(row.thing) if row.thing.startswith("http") else Link(row.thing)
    page = QUESTION(intent.question, query=row.pairs) if row.pairs else ""
    return RowView(thing, page, tuple(_show_cell(library, intent, across, cell) for cell in row.cells))


def _show_cell(library: Library, intent: Intent, across: Across, cell: AcrossCell) -> CellView:
    done = tuple(_show_done(library, across, item) for item in cell.done)
    page = QUESTION(intent.question, query=cell.pairs) if cell.pairs else ""
    return CellView(done, cell.total - len(cell.done), page)


def _show_done(library: Library, across: Across, done: Done) -> DoneView:
    """The first term names it when it is a thing with a name; else the words do."""
    named = [term for term in done.terms[:1] if term.iri and library.find(term.iri)]
    words = [
        _word(library, term, column)
        for term, column in list(zip(done.terms, done.columns, strict=True))[len(named) :]
        if not _is_nameless(library, term)
    ]
    what = library.link(named[0].iri) if named else Link(" ".join(words) or across.sign)
    if not named and done.terms and done.terms[0].iri:
        what = Link(what.text, page_of(done.terms[0].iri))
    plan = iris.slug(done.plan)
    spans = sorted(span[1:] for passage in done.passages if (span := iris.passage_lines(passage)))
    lines = (passage_link(plan, iris.spell_lines(*span)) for span in spans[:_MOST_LINES])
    past = "" if done.current else library.link(done.plan).text
    return DoneView(what, tuple(words) if named else (), tuple(lines), past)


def _is_nameless(library: Library, term: Term) -> bool:
    return bool(term.iri) and library.find(term.iri) is None


def _word(library: Library, term: Term, column: str) -> str:
    if term.iri:
        return library.name(term.iri)
    return term.text if column in YEARS else spell_decimal(term.text)


def _place(library: Library, thing: str) -> Link:
    link = library.link(thing)
    return replace(link, text=place(link.text))


def _show_facets(library: Library, found: Answer) -> Iterable[FacetView]:
    for key, facets in found.facets.items():
        values = tuple(
            (Link(_place(library, facet.value).text, _narrowed(found.intent, key, facet.value)), facet.things)
            for facet in facets
            if not _is_given(found.intent, key, facet.value)
        )
        if values:
            yield FacetView(_FACETS.get(key, key.capitalize()), values)


def _is_given(intent: Intent, key: str, value: str) -> bool:
    return (key, slug_of(key, value)) in intent.pairs


def _narrowed(intent: Intent, key: str, value: str) -> str:
    """The page of the same with a value of a key, in the place of what that key says now."""
    assert key in THINGS
    others: Sequence[tuple[str, str]] = [pair for pair in intent.pairs if pair[0] != key]
    return address_of(replace(intent, pairs=(*others, (key, slug_of(key, value)))))
