"""An answer as a grid: a row per thing, a column per municipality or plan, in a cell what is done there.

It is bounded however many plans there are: some rows, some columns and some items of each cell, with how many
there are of each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..facts.constraints import KEYS
from ..facts.core_facts import NO_THEME
from ..facts.grid_items import Item, find_items
from ..facts.spread import COLUMNS, Column
from ..facts.term_texts import read_text, value_of
from ..words import iris
from ..words.phrasing import Raster
from ..words.values import Term
from .case import MOST_RANKED, MUNICIPALITY, Case
from .intent import Pairs

MOST_ROWS, MOST_COLUMNS, MOST_ITEMS = 6, 6, 2


@dataclass(frozen=True)
class View:
    """Which part of a grid is shown: its first row and column; `differing`: without the rows that all
    municipalities have; `sort`: "", `naam` or `-naam`; `lead`: a column (slug) of which the rows come first.
    """

    row: int = 0
    column: int = 0
    differing: bool = False
    sort: str = ""
    lead: str = ""
    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS


# A grid from its first row and column.
WHOLE = View()


@dataclass(frozen=True)
class Done:
    """Something that is done: its terms, the plan that says so (IRI), whether that is current, the
    passages (IRIs), and the column of each term.
    """

    terms: tuple[Term, ...]
    plan: str
    current: bool
    passages: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """The first things that are done, how many there are in all, and the address of all of them."""

    done: tuple[Done, ...] = ()
    total: int = 0
    pairs: Pairs = ()


@dataclass(frozen=True)
class AcrossRow:
    """A thing (IRI, or the text of what is none), in how many municipalities it is so now, and its cells in
    the order of the columns.
    """

    thing: str
    municipalities: int
    cells: tuple[Cell, ...]
    pairs: Pairs = ()


@dataclass(frozen=True)
class Across:
    """Rows and columns, how many there are of each in all, and what part this is. `row`: the column of the
    question that its rows are of; `sign`: what stands in a cell that no term fills.
    """

    group: str
    row: str
    columns: tuple[Column, ...]
    rows: tuple[AcrossRow, ...]
    total_rows: int
    total_columns: int
    view: View
    sign: str = ""
    cells: tuple[str, ...] = field(default=())


def make_across(case: Case, view: View) -> Across | None:
    """The grid of an answer; None when its question has none or it would have one column for things that are
    of one plan.
    """
    raster, group = case.question.raster, case.intent.group
    if raster is None or not case.ranking.total:
        return None
    group = group if group in COLUMNS else MUNICIPALITY
    name, constraints = case.question.name, case.constraints
    lead = iris.thing(group, view.lead) if view.lead else ""
    ranking = case.ranking
    is_first = view == View(rows=view.rows, columns=view.columns) and view.rows <= MOST_RANKED
    if raster.row == case.phrasing.thing and is_first:
        ranking = replace(ranking, first=ranking.first[: view.rows])
    else:
        ranking = case.spreads.rank(
            name, constraints, raster.row, view.rows, view.row, view.sort, view.differing, group, lead
        )
    columns, total = case.spreads.columns(name, constraints, group, raster.row, view.columns, view.column)
    if total < 2 and raster.row != case.phrasing.thing:  # noqa: PLR2004 (one column compares nothing)
        return None
    items = find_items(
        case.facts,
        name,
        constraints,
        group,
        (raster.row, raster.cells),
        [ranked.text for ranked in ranking.first],
        [column.thing for column in columns],
        MOST_ITEMS,
    )
    case.names.know(column.thing for column in columns)
    columns = sorted(columns, key=lambda column: (not column.current, case.names.name(column.thing)))
    by_cell = _by_cell(items)
    rows = tuple(
        AcrossRow(
            ranked.value,
            ranked.municipalities,
            tuple(_cell(case, raster, group, by_cell.get((ranked.text, c.thing), ())) for c in columns),
            case.narrowed(raster.row, ranked.value) if ranked.value != NO_THEME else (),
        )
        for ranked in ranking.first
    )
    return Across(
        group, raster.row, tuple(columns), rows, ranking.total, total, view, raster.sign, raster.cells
    )


def _by_cell(items: Iterable[Item]) -> Mapping[tuple[str, str], list[Item]]:
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.row, item.column), []).append(item)
    return found


def _cell(case: Case, raster: Raster, group: str, items: Sequence[Item]) -> Cell:
    if not items:
        return Cell()
    done = tuple(
        Done(
            tuple(read_text(text) for text in item.texts if text is not None),
            item.plan,
            item.current,
            item.passages,
            tuple(name for name, text in zip(raster.cells, item.texts, strict=False) if text is not None),
        )
        for item in items
    )
    first = items[0]
    pairs: Pairs = ()
    if raster.row in KEYS and value_of(first.row) != NO_THEME:
        pairs = case.narrowed(raster.row, value_of(first.row))
        pairs = tuple(pair for pair in pairs if pair[0] not in COLUMNS)
        pairs = (*pairs, *(pair for pair in case.narrowed(group, first.column) if pair[0] == group))
    return Cell(done, first.in_cell, pairs)
