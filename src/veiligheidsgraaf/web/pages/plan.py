"""A plan as it is built up, plans in a matrix of themes, and how they cover the Kernbeleid."""

from collections import defaultdict
from dataclasses import dataclass

from ...words import iris
from ...words.values import Row
from ..addresses import QUESTION
from .grids import Cell, Grid
from .library import Library, Link


@dataclass(frozen=True)
class Entry:
    """A goal or measure: its link, status ("" for a goal) and lines."""

    link: Link
    status: str
    lines: str


@dataclass(frozen=True)
class Part:
    """A theme of a plan, or (no link) the plan as a whole, with what stands under it."""

    link: Link | None
    theme: Link | None
    is_priority: bool
    rank: str
    goals: tuple[Entry, ...]
    measures: tuple[Entry, ...]
    looks_back: tuple[Entry, ...]


def list_parts(library: Library, plan: str) -> tuple[Part, ...]:
    """The parts of a plan (IRI): priorities in their order, other themes, then those of the whole plan."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in library.rows("pagina-planopbouw", {"ding": plan}):
        grouped[row["planthema"].value].append(row)
    parts = [_part(library, rows) for rows in grouped.values()]
    return tuple(sorted(parts, key=lambda p: (p.link is None, not p.is_priority, float(p.rank or 999))))


def _part(library: Library, rows: list[Row]) -> Part:
    first = rows[0]
    entries: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        entry = Entry(library.link(row["ding"].value), row["status"].value, row["regels"].value)
        entries[row["soort"].value].append(entry)
    return Part(
        library.link(first["planthema"].value) if first["planthema"].value else None,
        library.link(first["thema"].value) if first["thema"].value else None,
        first["plaats"].value == "prioriteit",
        first["rang"].value,
        *(tuple(entries[kind]) for kind in ("doel", "maatregel", "terugblik")),
    )


@dataclass(frozen=True)
class Spot:
    """What one plan has on one theme: whether it comes first,
    and how many goals and measures, each with a link.
    """

    is_priority: bool
    goals: Link
    measures: Link


@dataclass(frozen=True)
class Matrix:
    """Themes down, plans across; a spot is None where a plan does not treat a theme."""

    plans: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[Spot | None, ...]], ...]


def theme_matrix(library: Library) -> Matrix:
    """Every theme that a plan treats, by name, beside every plan."""
    spots: dict[str, dict[str, Spot]] = defaultdict(dict)
    for row in library.rows("vergelijk-plannen"):
        asked = {"thema": iris.slug(row["thema"].value), "plan": iris.slug(row["plan"].value)}
        spots[row["thema"].value][row["plan"].value] = Spot(
            row["plaats"].value == "prioriteit",
            Link(row["doelen"].value, QUESTION("doelen", query=asked)),
            Link(row["maatregelen"].value, QUESTION("maatregelen", query=asked)),
        )
    plans = tuple(plan.iri for plan in library.plans)
    rows = [(library.link(theme), tuple(found.get(plan) for plan in plans)) for theme, found in spots.items()]
    return Matrix(tuple(library.link(plan) for plan in plans), tuple(rows))


@dataclass(frozen=True)
class Coverage:
    """How plans cover one edition of the Kernbeleid: a grid of themes by plans, grouped by field."""

    edition: Link
    plans: tuple[Link, ...]
    fields: tuple[tuple[Link, Grid], ...]
    blank: int


def coverages(library: Library) -> tuple[Coverage, ...]:
    """The coverage per edition of the Kernbeleid that any plan is measured against."""
    cells: dict[tuple[str, str], dict[str, dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    plans_of: dict[str, set[str]] = defaultdict(set)
    blank: dict[str, int] = defaultdict(int)
    for row in library.rows("themadekking"):
        edition = next(iter(library.features.get(row["thema"].value, {}).get("kader", ())), "")
        plans_of[edition].add(row["plan"].value)
        blank[edition] += row["dekking"].value == "niet-genoemd"
        cells[edition, row["veld"].value][row["thema"].value][row["plan"].value] = _coverage_cell(row)
    made = []
    for edition, plans in sorted(plans_of.items()):
        across = sorted(plans)
        fields = [
            (library.link(key[1]), _coverage_grid(library, themes, across))
            for key, themes in cells.items()
            if key[0] == edition
        ]
        made.append(
            Coverage(
                library.link(edition), tuple(library.link(p) for p in across), tuple(fields), blank[edition]
            )
        )
    return tuple(made)


def _coverage_cell(row: Row) -> Cell:
    text = row["dekking"].value.replace("-", " ")
    whole = QUESTION("themadekking", query={"plan": iris.slug(row["plan"].value)})
    return Cell((Link(text, whole),), row["dekking"].value)


def _coverage_grid(library: Library, themes: dict[str, dict[str, Cell]], plans: list[str]) -> Grid:
    headings = (("Thema", ""), *((library.name(plan), "") for plan in plans))
    rows = [
        (Cell((library.link(theme),)), *(found.get(plan, Cell(())) for plan in plans))
        for theme, found in themes.items()
    ]
    return Grid(headings, tuple(rows), len(rows))
