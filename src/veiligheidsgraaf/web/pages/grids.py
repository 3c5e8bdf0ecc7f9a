"""A table as people read it: things by name with a link,
lines as links to the passage, double columns left out.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ...answers.answers import Table
from ...answers.dutch import spell_date, spell_decimal
from ...facts.grain import PLAN
from ...words import iris
from ...words.values import Row
from ..addresses import PASSAGE
from .library import Library, Link
from .report import report_page
from .sorting import Sorting

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# A name column that says no more than the thing in the column before it.
_NAME_OF = {
    "naam": "",
    "lid_naam": "lid",
    "instrument_naam": "instrument",
    "maatregel_naam": "maatregel",
    "andere_naam": "andere",
}
_RESTS = "regels"
# Columns of years and quarters, which are no numbers to part by thousands.
YEARS = ("jaar", "streefjaar", "gemeten_jaar", "begin", "einde", "kwartaal")
_LINES = re.compile(r"^(\d+)(?:-(\d+))?$")


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: links or plain texts in order, and how it is set (`getal`, `regels` or "")."""

    parts: tuple[Link, ...]
    style: str = ""


@dataclass(frozen=True)
class Heading:
    """The head of a column, how its cells are set, where the rows are by it ("" when they cannot be), and how
    they are by it now, as `aria-sort` says it.
    """

    text: str
    style: str = ""
    page: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Grid:
    """A table for a page: headings, rows of cells, and how many rows there are in all; per row where it is
    reported, told apart by its text, when rows rest on lines.
    """

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    reports: tuple[Link, ...] = ()

    def parted(self, last: int) -> tuple["Grid", "Grid"]:
        """The rows but the last so many, and those."""
        at = len(self.rows) - last
        return (
            replace(self, rows=self.rows[:at], reports=self.reports[:at]),
            replace(self, rows=self.rows[at:], reports=self.reports[at:]),
        )


def make_grid(
    library: Library,
    table: Table,
    hide: Collection[str] = (),
    first: int = 0,
    most: int = 0,
    sorting: Sorting | None = None,
) -> Grid:
    """A table for people: `hide` names columns to leave out; rows from `first`, at most `most` (0: all);
    `sorting`: how the rows can be sorted, by somebody who reads them.
    """
    columns = list(table.columns)
    shown = [name for name in columns if name not in hide and not _says_nothing_new(columns, name)]
    styles = {name: _style(name, table) for name in shown}
    rows = table.rows[first : first + most] if most else table.rows[first:]
    library.know({row[name].value for row in rows for name in shown if row[name].kind == "uri"})
    made = tuple(
        tuple(_cell(library, table, row, name, style) for name, style in styles.items()) for row in rows
    )
    headings = tuple(_head(table, name, style, sorting) for name, style in styles.items())
    reports = _list_reports(library, table, rows) if _RESTS in shown else ()
    return Grid(headings, made, table.total, reports)


def _head(table: Table, column: str, style: str, sorting: Sorting | None) -> Heading:
    order = _order_of(table, column)
    if sorting is None or not order or table.total < 2:  # noqa: PLR2004 (one row has no order)
        return Heading(table.columns[column], style)
    return Heading(table.columns[column], style, sorting.page(order), sorting.direction(order))


def _order_of(table: Table, column: str) -> str:
    """The column by which rows stand in the order that is read in a column: things by their name, plans by
    their address, which begins with the same; "" for lines, and for things that have no name beside them.
    """
    if column == _RESTS:
        return ""
    columns = list(table.columns)
    after = "".join(columns[columns.index(column) + 1 :][:1])
    if _says_nothing_new(columns, after):
        return after
    has_things = any(row[column].kind == "uri" for row in table.rows)
    return column if column == PLAN or not has_things else ""


def _list_reports(library: Library, table: Table, rows: Sequence[Row]) -> tuple[Link, ...]:
    """Where each row is reported; rows of one name are told apart by their number."""
    found = [_report(library, table, row) for row in rows]
    times = Counter(link.text for link in found)
    return tuple(
        replace(link, text=f"{link.text}, rij {number}") if times[link.text] > 1 else link
        for number, link in enumerate(found, 1)
    )


def _report(library: Library, table: Table, row: Row) -> Link:
    """Where a row is reported: the statement in it, or else all that it names, with its lines."""
    named = [row[name].iri for name in table.columns if library.find(row[name].iri)]
    said = next((iri for iri in named if iris.plan_of(iri) and iris.kind_of(iri) != "plan"), "")
    lines = _line_links(row[_RESTS].text, plan_of_row(table, row))
    about = [said] if said else [iri for iri in named if iris.kind_of(iri) != "plan"] or named
    text = "; ".join(map(library.name, about))
    named_by = f"{text}, {lines[0].text}" if lines else text
    return Link(named_by, report_page(about, () if said else lines))


def _says_nothing_new(columns: list[str], name: str) -> bool:
    if name == columns[0] or name not in _NAME_OF:
        return False
    of = _NAME_OF[name]
    return of in columns if of else columns[0] != "naam"


def _style(column: str, table: Table) -> str:
    if column == _RESTS:
        return _RESTS
    texts = [row[column].text for row in table.rows if row[column].text]
    return "getal" if texts and column not in YEARS and all(map(_NUMBER.fullmatch, texts)) else ""


def _cell(library: Library, table: Table, row: Row, column: str, style: str) -> Cell:
    term = row[column]
    if term.iri:
        return Cell((_thing_link(library, table, row, column),), style)
    if not term.text:
        return Cell((), style)
    if style == _RESTS:
        return Cell(_line_links(term.text, plan_of_row(table, row)), style)
    if column == "vastgesteld":
        return Cell((Link(spell_date(term.text)),), style)
    return Cell(
        (
            Link(
                spell_decimal(term.text)
                if style == "getal"
                else term.text.replace("niet-genoemd", "niet genoemd")
            ),
        ),
        style,
    )


def _thing_link(library: Library, table: Table, row: Row, column: str) -> Link:
    """A thing as a link: one without a name by what stands beside it in its column of names."""
    link = library.link(row[column].iri)
    columns = list(table.columns)
    after = "".join(columns[columns.index(column) + 1 :][:1])
    if after and _says_nothing_new(columns, after) and not library.find(row[column].iri):
        return replace(link, text=row[after].text or link.text)
    return link


def plan_of_row(table: Table, row: Row) -> str:
    """Slug of the plan that the lines of a row are of: its plan column, else the plan of any thing in it."""
    if "plan" in table.columns and row["plan"].iri:
        return row["plan"].text
    return next((plan for column in table.columns if (plan := iris.plan_of(row[column].iri))), "")


def _line_links(text: str, plan: str) -> tuple[Link, ...]:
    return tuple(passage_link(plan, part) for part in text.split("; "))


def passage_link(plan: str, lines: str) -> Link:
    """Lines of a plan (slug) as a link to the passage: `339` or `339-340`."""
    return Link(lines, PASSAGE(plan, lines) if plan and _LINES.match(lines) else "")
