"""A table laid out to take along: what the page shows, then the address of every thing, each passage with the
page that shows it, and where all of it comes from.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...answers.answers import Table
from ...facts.flat import Flat
from ...words import iris
from ...words.values import NOTHING, Row, Term, text
from ..addresses import PASSAGE
from .library import Library

ADDRESS, NAMED, PASSAGES, PAGES = "_adres", "_naam", "passage", "pagina"
_RELEASE, _DAY, _SOURCE = "uitgave", "datum", "herkomst"
_SPAN = re.compile(r"(\d+)(?:-(\d+))?")
_SEPARATOR = "; "
_PLACES = ("plan", "thema")
# Named already by the column beside it.
_NAME_BESIDE = "naam"


@dataclass(frozen=True)
class Account:
    """Where a table comes from: its title and what it means, what it is narrowed by, the digest of the
    release, the day (YYYY-MM-DD), the address that gives it again, the reference, and scheme and
    host of pages.
    """

    title: str
    description: str
    narrowed: tuple[str, ...]
    digest: str
    day: str
    address: str
    reference: str
    origin: str


def things_of(table: Table) -> tuple[str, ...]:
    """The columns that hold things of ours, in order."""
    return tuple(
        name for name in table.columns if any(row[name].iri.startswith(iris.THINGS) for row in table.rows)
    )


def lay_out_csv(library: Library, table: Table, account: Account) -> Table:
    """The table with its own columns first, then names, passages, pages, and in each row its source."""
    things = things_of(table)
    library.know({row[name].iri for row in table.rows for name in things})
    unnamed = [
        name for name in things if f"{name}{NAMED}" not in table.columns and not _is_named(table, name)
    ]
    columns = {**table.columns, **{f"{name}{NAMED}": f"{table.columns[name]} (naam)" for name in unnamed}}
    columns |= {PASSAGES: "Passage", PAGES: "Pagina"} if "regels" in table.columns else {}
    columns |= {_RELEASE: "Uitgave", _DAY: "Datum", _SOURCE: "Herkomst"}
    said = Row({_RELEASE: text(account.digest), _DAY: text(account.day), _SOURCE: text(account.address)})
    rows = []
    for row in table.rows:
        named = {f"{name}{NAMED}": _name(library, row[name]) for name in unnamed}
        found = list(passages_of(table, row))
        shown = {PASSAGES: text(_SEPARATOR.join(found)), PAGES: text(_SEPARATOR.join(_pages(found, account)))}
        rows.append(Row({**row, **named, **(shown if PASSAGES in columns else {}), **said}))
    return Table(columns, tuple(rows), table.total)


def lay_out_sheet(library: Library, table: Table, account: Account) -> Table:
    """The table with things by name, and their addresses, passages and pages behind it."""
    things = things_of(table)
    library.know({row[name].iri for row in table.rows for name in things})
    columns = {**table.columns, **{f"{name}{ADDRESS}": f"{table.columns[name]} (adres)" for name in things}}
    columns |= {PASSAGES: "Passage", PAGES: "Pagina van de passage"} if "regels" in table.columns else {}
    rows = []
    for row in table.rows:
        named = {name: _name(library, row[name]) for name in things}
        addresses = {f"{name}{ADDRESS}": row[name] for name in things}
        found = list(passages_of(table, row))
        shown = {PASSAGES: text("\n".join(found)), PAGES: text("\n".join(_pages(found, account)))}
        rows.append(Row({**row, **named, **addresses, **shown}))
    return Table(columns, tuple(rows), table.total)


def passages_of(table: Table, row: Row) -> Iterator[str]:
    """IRIs of the passages that a row rests on."""
    plan = iris.slug(row["plan"].iri) if row["plan"].iri else ""
    plan = plan or next((found for name in table.columns if (found := iris.plan_of(row[name].iri))), "")
    for part in row["regels"].text.split(_SEPARATOR):
        if plan and (span := _SPAN.fullmatch(part)):
            yield iris.passage(plan, int(span[1]), int(span[2] or span[1]))


def page_of_passage(passage: str, origin: str) -> str:
    """The address of the page that shows a passage, or ""."""
    span = iris.passage_lines(passage)
    return origin + PASSAGE(iris.slug(span[0]), iris.spell_lines(*span[1:])) if span else ""


def lay_out_flat(library: Library, flat: Flat, account: Account) -> Table:
    """Facts with the names of their plan and themes, the page of each passage, and where they come from."""
    library.know(iri for row in flat.rows for name in _PLACES for iri in row[name].value.split(_SEPARATOR))
    places = [name for name in _PLACES if name in flat.columns]
    own = {name: name.replace("_", " ").capitalize() for name in flat.columns}
    columns = {**own, **{f"{name}{NAMED}": f"{own[name]} (naam)" for name in places}, PAGES: "Pagina"}
    columns |= {_RELEASE: "Uitgave", _DAY: "Datum", _SOURCE: "Herkomst"}
    said = Row({_RELEASE: text(account.digest), _DAY: text(account.day), _SOURCE: text(account.address)})
    rows = []
    for row in flat.rows:
        named = {f"{name}{NAMED}": _names(library, row[name].value) for name in places}
        page = {PAGES: text(page_of_passage(row[PASSAGES].value, account.origin))}
        rows.append(Row({**row, **named, **page, **said}))
    return Table(columns, tuple(rows))


def _names(library: Library, things: str) -> Term:
    return text(_SEPARATOR.join(library.name(iri) for iri in things.split(_SEPARATOR) if iri))


def _pages(passages: Sequence[str], account: Account) -> list[str]:
    return [page_of_passage(passage, account.origin) for passage in passages]


def _is_named(table: Table, name: str) -> bool:
    columns = list(table.columns)
    return columns[columns.index(name) + 1 : columns.index(name) + 2] == [_NAME_BESIDE]


def _name(library: Library, term: Term) -> Term:
    return text(library.name(term.iri)) if term.iri else term if term is not NOTHING else NOTHING
