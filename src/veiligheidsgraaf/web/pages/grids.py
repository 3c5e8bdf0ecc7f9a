"""A table as people read it: things by name with a link, lines as links to the passage, double columns left
out.
"""

import re
from dataclasses import dataclass

from ...answers.answers import Table, Value
from ...words import iris
from ..addresses import PASSAGE
from .library import Library, Link

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# A name column that says no more than the thing in the column before it.
_NAME_OF = {
    "naam": "",
    "lid_naam": "lid",
    "instrument_naam": "instrument",
    "maatregel_naam": "maatregel",
    "andere_naam": "andere",
}
_LINES = re.compile(r"^(\d+)(?:-(\d+))?$")


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: links or plain texts in order, and how it is set (`getal`, `regels` or "")."""

    parts: tuple[Link, ...]
    style: str = ""


@dataclass(frozen=True)
class Grid:
    """A table for a page: headings with their style, rows of cells, and how many rows there are in all."""

    headings: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def number(text: str) -> str:
    """A number in Dutch form: `1234.50` becomes `1.234,5`. Other text stays as it is."""
    if not _NUMBER.fullmatch(text):
        return text
    whole, _, part = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    part = part.rstrip("0")
    return sign + f"{int(digits):,}".replace(",", ".") + ("," + part if part else "")


def make_grid(
    library: Library, table: Table, hide: tuple[str, ...] = (), first: int = 0, most: int = 0
) -> Grid:
    """A table for people: `hide` names columns to leave out; rows from `first`, at most `most` (0: all)."""
    columns = list(table.columns)
    shown = [i for i, name in enumerate(columns) if name not in hide and not _says_nothing_new(columns, i)]
    rows = table.rows[first : first + most] if most else table.rows[first:]
    styles = {i: _style(columns[i], table) for i in shown}
    made = tuple(
        tuple(Cell(_parts(library, columns, row, i, styles[i]), styles[i]) for i in shown) for row in rows
    )
    return Grid(tuple((list(table.columns.values())[i], styles[i]) for i in shown), made, len(table.rows))


def _says_nothing_new(columns: list[str], index: int) -> bool:
    if index == 0 or columns[index] not in _NAME_OF:
        return False
    before = _NAME_OF[columns[index]]
    return before in columns if before else columns[0] != "naam"


def _style(column: str, table: Table) -> str:
    if column == "regels":
        return "regels"
    index = list(table.columns).index(column)
    texts = [row[index].text for row in table.rows if row[index].text]
    years = column in ("jaar", "streefjaar", "gemeten_jaar", "begin", "einde", "kwartaal")
    return "getal" if texts and not years and all(_NUMBER.fullmatch(text) for text in texts) else ""


def _parts(
    library: Library, columns: list[str], row: tuple[Value, ...], index: int, style: str
) -> tuple[Link, ...]:
    value = row[index]
    if value.iri:
        return (library.link(value.iri),)
    if not value.text:
        return ()
    if style == "regels":
        return _line_links(value.text, _plan_of(columns, row))
    if columns[index] == "vastgesteld":
        return (Link(date(value.text)),)
    return (
        Link(number(value.text) if style == "getal" else value.text.replace("niet-genoemd", "niet genoemd")),
    )


def _plan_of(columns: list[str], row: tuple[Value, ...]) -> str:
    """Slug of the plan that the lines of a row are of: its plan column, else the plan of any thing in it."""
    if "plan" in columns and row[columns.index("plan")].iri:
        return row[columns.index("plan")].text
    return next((plan for value in row if (plan := iris.plan_of(value.iri))), "")


def _line_links(text: str, plan: str) -> tuple[Link, ...]:
    return tuple(passage_link(plan, part) for part in text.split("; "))


def passage_link(plan: str, lines: str) -> Link:
    """Lines of a plan (slug) as a link to the passage: `339` or `339-340`."""
    return Link(lines, PASSAGE(plan, lines) if plan and _LINES.match(lines) else "")


def date(text: str) -> str:
    """A date in Dutch form: `2023-06-26` becomes `26 juni 2023`."""
    months = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return f"{int(match[3])} {months[int(match[2]) - 1]} {match[1]}"
    return text
