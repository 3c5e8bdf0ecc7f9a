"""Plans side by side: who has what and what is done there, and between two plans what came, stayed and went.

Whatever the number of plans, a page is bounded: plans come by so many columns, rows by so many a page.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from ...answers.answers import Table
from ...answers.dutch import begin
from ...facts.side_by_side import MOST_BESIDE, Beside
from ...words import iris
from ...words.errors import InvalidRequest
from ...words.values import iri, text
from ..addresses import COMPARE
from .beside_cells import Cell, make_cells
from .beside_choice import Choice, choose_plans
from .beside_rows import OWN, Line, Lines, LineUp, Part
from .kinds import KINDS
from .library import Library, Link
from .paging import Pages, offset_of, read_page

TWO = 2
COLUMNS = 5
# Rows on a page, as many as stay open without a click, and cells on a page.
ROWS, OPEN, CELLS = 40, 12, 120
# Of as many kinds rows are shown, the others are counted; as many statuses are told apart at once.
MOST_KINDS, MOST_STATUSES = 4, 5
MOST_IN_FILE, _MOST_TOLD_IN_FILE = 5000, 100
_NAMED, _PLANS_NAMED = 4, 8


@dataclass(frozen=True)
class Row:
    """One thing, or (no link) what plans have of their own, beside the plans; between two plans what became
    of it.
    """

    thing: Link | None
    cells: tuple[Cell, ...]
    status: str


@dataclass(frozen=True)
class Group:
    """Rows that hang together: what they share, and what is in them in few words; `whole`: where
    all of them stand, when these are some.
    """

    title: Link
    rows: tuple[Row, ...]
    note: str
    is_open: bool
    whole: Link | None = None


@dataclass(frozen=True)
class Block:
    """Rows of one kind, with how many there are of each status (where they stand, in words); `whole`: where
    all of them stand, when these are some.
    """

    kind: str
    one: str
    title: str
    groups: tuple[Group, ...]
    counts: tuple[tuple[Link, int], ...]
    total: int
    whole: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True)
class SideBySidePage:
    """Plans beside each other, those of this page of `in_all` (the first by their `names`), kind by kind;
    `is_usual`: the kinds are those that nobody asked for.
    """

    plans: tuple[Link, ...]
    names: tuple[str, ...]
    in_all: int
    blocks: tuple[Block, ...]
    theme: Link | None
    is_usual: bool
    course: str
    only_differences: bool
    pages: Mapping[int, str]
    page: int
    column_pages: Mapping[int, str]
    column_page: int

    @property
    def title(self) -> str:
        """What stands beside each other: no two choices have the same."""
        kinds = [block.title for block in self.blocks]
        listed = " en ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
        what = f"{begin(listed)} van" if not self.theme else f"{self.theme.text} in"
        what = f"{self.theme.text}: {listed} van" if self.theme and not self.is_usual else what
        rest = self.in_all - len(self.names)
        plans = [*self.names, f"nog {rest} plannen"] if rest else [*self.names]
        more = f", {self.course}" if self.course else ""
        more += ", alleen wat verschilt" if self.only_differences else ""
        return f"{what} {', '.join(plans[:-1])} en {plans[-1]}{more}"


def compare_plans(library: Library, choice: Choice) -> SideBySidePage:
    """Two or more plans on the kinds asked for. Raises UnknownName, InvalidRequest."""
    slugs = choose_plans(library, choice)
    if not TWO <= len(slugs) <= MOST_BESIDE:
        raise InvalidRequest(f"{len(slugs)} plannen gekozen", f"kies er twee tot {MOST_BESIDE}")
    columns = Pages(len(slugs), COLUMNS, COMPARE, choice.pairs, key="kolommen")
    column = read_page(choice.columns, len(columns))
    line_up = LineUp(library, slugs, choice.theme, choice.only_differences)
    kinds = choice.shown_kinds
    shown = slugs[(column - 1) * COLUMNS : column * COLUMNS]
    beside = replace(line_up.beside, plans=tuple(iris.thing("plan", slug) for slug in shown))
    part = _part(choice, len(kinds), len(shown))
    counted = Part(0, course=choice.course)
    found = {
        kind: line_up.list_lines(kind, part if place < MOST_KINDS else counted)
        for place, kind in enumerate(kinds)
    }
    here = [*choice.pairs, ("kolommen", choice.columns)]
    pages = Pages(_paged(choice, found), part.limit, COMPARE, here)
    return SideBySidePage(
        library.links(beside.plans),
        tuple(link.text for link in library.links(line_up.beside.plans[:_PLANS_NAMED])),
        len(slugs),
        tuple(_block(library, choice, kind, lines, beside) for kind, lines in found.items()),
        library.link(iris.thing("thema", choice.theme)) if choice.theme else None,
        not choice.kinds,
        line_up.name_course(choice.course) if choice.course else "",
        choice.only_differences,
        pages, read_page(choice.page, len(pages)), columns, column,
    )  # fmt: skip


def _part(choice: Choice, kinds: int, columns: int) -> Part:
    """How many rows fit on a page: of one status as many as are on it, else of each the first."""
    fit = max(1, CELLS // columns)
    if kinds > 1 or (not choice.course and not set(choice.shown_kinds) & set(OWN)):
        return Part(min(ROWS, max(5, fit // kinds)), 0, choice.course, max(1, fit // (kinds * MOST_STATUSES)))
    limit = min(ROWS, fit if columns == TWO else fit * 2 // 3)
    return Part(limit, offset_of(choice.page, limit), choice.course)


def _paged(choice: Choice, found: Mapping[str, Lines]) -> int:
    """How many rows are paged through: those of one kind, of one status or each plan's own."""
    if len(found) > 1:
        return 1
    (kind, lines), *_ = found.items()
    return lines.total if choice.course or (kind in OWN and not choice.theme) else 1


def _block(library: Library, choice: Choice, kind: str, found: Lines, beside: Beside) -> Block:
    cells = make_cells(library, kind, found.lines, beside)
    library.know([*(line.thing for line in found.lines), *(line.theme for line in found.lines)])
    pairs = list(zip(found.lines, cells, strict=True))
    totals = {key: number for key, _, number in found.counts}
    groups = [
        _group(library, choice, kind, list(of), totals)
        for _, of in groupby(pairs, key=lambda pair: pair[0].theme if kind in OWN else pair[0].course)
    ]
    few = len(pairs) <= OPEN or choice.course
    if len(groups) == 1 or (few and len(choice.shown_kinds) == 1):
        groups = [replace(group, is_open=True) for group in groups]
    counts = tuple((Link(words, choice.with_kind(kind, key)), number) for key, words, number in found.counts)
    some = found.total > len(pairs) and len(choice.shown_kinds) > 1 and (not pairs or kind in OWN)
    some = some and not (pairs and choice.theme)
    whole = choice.with_kind(kind) if some else ""
    return Block(kind, KINDS[kind].one, KINDS[kind].many, tuple(groups), counts, found.total, whole)


def _group(
    library: Library,
    choice: Choice,
    kind: str,
    pairs: list[tuple[Line, tuple[Cell, ...]]],
    totals: Mapping[str, int],
) -> Group:
    first = pairs[0][0]
    rows = tuple(
        Row(_thing(library, choice, kind, line), cells, line.status if kind in OWN and line.own else "")
        for line, cells in pairs
    )
    if kind in OWN:
        title = library.link(first.theme) if first.theme else Link("Van het hele plan")
        link = Link(title.text, choice.with_theme(iris.slug(first.theme)) if first.theme else "")
        note = ", ".join(f"{n} {said}" for said, n in Counter(line.status for line, _ in pairs).items())
        note = note if first.own else first.status
        return Group(link, rows, note, is_open=False)
    names = [row.thing.text for row in rows[:_NAMED] if row.thing]
    total = totals.get(first.course, 0)
    rest = f" en nog {total - len(names)}" if total > len(names) else ""
    whole = None
    if not choice.course and total > len(rows):
        whole = Link(f"Alle {total} {KINDS[kind].many}: {first.status}", choice.with_kind(kind, first.course))
    return Group(Link(begin(first.status)), rows, ", ".join(names) + rest, is_open=False, whole=whole)


def _thing(library: Library, choice: Choice, kind: str, line: Line) -> Link | None:
    """What a row is about; of a theme it leads to what is done on it. Own things stand in their cells."""
    if kind in OWN:
        return None
    link = library.link(line.thing)
    return Link(link.text, choice.with_theme(iris.slug(line.thing)), link.iri) if kind == "thema" else link


def list_compared(library: Library, choice: Choice) -> Table:
    """A comparison as rows to take along, with all plans and all rows. Raises as `compare_plans` does."""
    slugs = choose_plans(library, choice)
    line_up = LineUp(library, slugs, choice.theme, choice.only_differences)
    plans = library.links(line_up.beside.plans)
    columns = {"soort": "Soort", "ding": "Ding", "naam": "Naam"}
    columns |= {iris.slug(plan.iri): plan.text for plan in plans} | {"verloop": "Verloop"}
    rows = []
    for kind in choice.shown_kinds:
        lines = line_up.list_lines(kind, Part(MOST_IN_FILE, 0, choice.course)).lines
        cells = make_cells(library, kind, lines, line_up.beside, _MOST_TOLD_IN_FILE)
        for line, of in zip(lines, cells, strict=True):
            about = line.thing or line.theme
            rows.append(
                (text(kind), iri(about), text(library.name(about) if about else "het hele plan"),
                 *(text(_said(cell)) for cell in of), text(line.status))
            )  # fmt: skip
    return Table.of(columns, rows)


def _said(cell: Cell) -> str:
    """A cell as text: what the plan makes of it, and what it does with its lines."""
    parts = [cell.place, *(f"valt onder {link.text}" for link in cell.under)]
    parts += [f"als deel: {link.text}" for link in cell.parts]
    parts += [count.text for count in cell.counts]
    parts += [
        one.link.text + (f" (regels {', '.join(line.text for line in one.lines)})" if one.lines else "")
        for one in cell.told
    ]
    return "; ".join(filter(None, [*parts, cell.more.text if cell.more else ""]))
