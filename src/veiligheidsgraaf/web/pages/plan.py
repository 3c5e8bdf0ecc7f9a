"""Plans in a matrix of themes, and how they cover the Kernbeleid."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...facts.thing_store import Some
from ...words import iris
from ...words.values import Row
from ..addresses import COVERAGE, OVERVIEW, QUESTION
from .beside_cells import count_links
from .grids import Cell, Grid, Heading
from .library import Library, Link, things_in
from .paging import Pages, offset_of, read_page
from .regions import REGION, find_region

# Plans that stand side by side on one page, and the most that is told of them.
PLANS = 6
MOST_SPOTS = 1000
_BLANK = "niet-genoemd"
# Edition and field -> theme -> plan -> what the plan does with it.
_Cells = dict[tuple[str, str], dict[str, dict[str, Cell]]]


@dataclass(frozen=True)
class Spot:
    """What one plan has on one theme: whether it comes first, and how many goals and measures, with where
    they are.
    """

    is_priority: bool
    goals: Link
    measures: Link


@dataclass(frozen=True)
class Matrix:
    """Themes down, plans across; a spot is None where a plan does not treat a theme."""

    plans: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[Spot | None, ...]], ...]
    total: int
    page: int
    pages: Mapping[int, str]


def theme_matrix(library: Library, page: str = "", region: str = "") -> Matrix:
    """Every theme that some plans treat, those of most plans first, beside those plans, of one safety region
    (slug) when asked; `total`: how many plans there are. Raises InvalidRequest on a page that is not there,
    UnknownName on a region.
    """
    within = find_region(library, region)
    plans, total = library.overviews.planned(PLANS, offset_of(page, PLANS), within)
    pages = Pages(total, PLANS, OVERVIEW, {REGION: region})
    number = read_page(page, len(pages))
    spots: dict[str, dict[str, Spot]] = defaultdict(dict)
    found = library.page("vergelijk-plannen", limit=MOST_SPOTS, where={"plan": tuple(plans)})
    library.know(things_in(found))
    for row in found.rows:
        theme, plan = row["thema"].value, row["plan"].value
        spots[theme][plan] = Spot(row["plaats"].value == "prioriteit", *count_links(theme, plan, row))
    shared = sorted(spots.items(), key=lambda pair: -len(pair[1]))
    rows = [(library.link(theme), tuple(found.get(plan) for plan in plans)) for theme, found in shared]
    return Matrix(library.links(plans), tuple(rows), total, number, pages)


@dataclass(frozen=True)
class Coverage:
    """How plans cover one edition of the Kernbeleid: a grid of themes by plans, grouped by field, and the
    white spots of each of these plans that has any. `measured`: how many plans in all, with `blank` white
    spots.
    """

    edition: Link
    plans: tuple[Link, ...]
    fields: tuple[tuple[Link, Grid], ...]
    spots: tuple[tuple[Link, tuple[Link, ...]], ...]
    measured: int
    blank: int

    @property
    def themes(self) -> int:
        """How many themes the edition has, as far as plans were measured against them."""
        return sum(grid.total for _, grid in self.fields)


@dataclass(frozen=True)
class CoveragePage:
    """Coverage of some plans; `total`: how many were measured in all."""

    coverages: tuple[Coverage, ...]
    total: int
    page: int
    pages: Mapping[int, str]


def coverages(library: Library, page: str = "", region: str = "") -> CoveragePage:
    """The coverage per edition of the Kernbeleid that plans are measured against, those of one safety region
    (slug) when asked. Raises InvalidRequest on a page that is not there, UnknownName on a region.
    """
    within = find_region(library, region)
    plans, total = library.overviews.covering_plans(PLANS, offset_of(page, PLANS), within)
    pages = Pages(total, PLANS, COVERAGE, {REGION: region})
    number = read_page(page, len(pages))
    table = library.page("themadekking", limit=MOST_SPOTS, where={"plan": tuple(plans)})
    library.know(things_in(table))
    edition_of = library.things.features([row["thema"].value for row in table.rows], ("kader",), 1)
    cells: _Cells = defaultdict(lambda: defaultdict(dict))
    plans_of: dict[str, set[str]] = defaultdict(set)
    for row in table.rows:
        edition = next(iter(edition_of.get(row["thema"].value, {}).get("kader", Some()).values), "")
        plans_of[edition].add(row["plan"].value)
        cells[edition, row["veld"].value][row["thema"].value][row["plan"].value] = _coverage_cell(row)
    counts = library.overviews.white_spots(within)
    made = [
        Coverage(
            library.link(edition),
            library.links(sorted(across)),
            tuple(
                (library.link(field), _coverage_grid(library, themes, sorted(across)))
                for (of, field), themes in cells.items()
                if of == edition
            ),
            tuple(_spots(library, edition, across, cells)),
            *counts.get(edition, (0, 0)),
        )
        for edition, across in sorted(plans_of.items())
    ]
    return CoveragePage(tuple(made), total, number, pages)


def _spots(
    library: Library, edition: str, plans: set[str], cells: _Cells
) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    """Plans with the themes of an edition that they do not name."""
    themes = [pair for (of, _), told in cells.items() if of == edition for pair in told.items()]
    for plan in sorted(plans):
        blank = [theme for theme, told in themes if plan in told and told[plan].style == _BLANK]
        if blank:
            yield library.link(plan), library.links(blank)


def _coverage_cell(row: Row) -> Cell:
    text = row["dekking"].value.replace("-", " ")
    whole = QUESTION("themadekking", query={"plan": iris.slug(row["plan"].value)})
    return Cell((Link(text, whole),), row["dekking"].value)


def _coverage_grid(library: Library, themes: dict[str, dict[str, Cell]], plans: list[str]) -> Grid:
    headings = (Heading("Thema"), *(Heading(library.name(plan)) for plan in plans))
    rows = [
        (Cell((library.link(theme),)), *(found.get(plan, Cell(())) for plan in plans))
        for theme, found in themes.items()
    ]
    return Grid(headings, tuple(rows), len(rows))
