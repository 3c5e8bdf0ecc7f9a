"""What stands in a cell beside a plan: what the plan does there, by name and with its lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...facts.side_by_side import Beside, Filed, Statements
from ...words import iris
from ...words.values import Row
from ..addresses import QUESTION
from .beside_rows import OWN, Line
from .grids import passage_link
from .library import Library, Link

# As many are named in a cell; of a row that is all there is of a theme, more.
MOST_TOLD, MOST_OF_A_THEME = 2, 12
_MOST_LINES = 3
# Kind -> the question that lists all that a plan says of it.
_WHOLE = {
    "thema": "maatregelen",
    "doel": "doelen",
    "maatregel": "maatregelen",
    "ontwikkeling": "ontwikkelingen",
    "middel": "middelen",
    "partner": "partners-per-thema",
    "instrument": "instrumenten-per-thema",
    "fenomeen": "fenomenen",
    "doelgroep": "doelgroepen",
}
# Where a plan has a theme, as `vergelijk-plannen` tells it: as a priority, in a chapter of one, in one of its
# own; or within what is about something else.
PLACES, MENTIONED = ("prioriteit", "onder een prioriteit", "eigen onderwerp"), "binnen een ander thema"


@dataclass(frozen=True)
class Told:
    """Something that a plan does or says, with its first lines."""

    link: Link
    lines: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Cell:
    """What one plan has in a row; nothing at all when it has not. `place`: what it makes of a theme; `under`:
    the themes it treats it under, or narrower ones that are `parts` of it; `counts`: how many goals and
    measures; `more`: what is left out.
    """

    place: str = ""
    under: tuple[Link, ...] = ()
    parts: tuple[Link, ...] = ()
    counts: tuple[Link, ...] = ()
    told: tuple[Told, ...] = ()
    more: Link | None = None

    def __bool__(self) -> bool:
        return bool(self.place or self.under or self.parts or self.told)


def make_cells(
    library: Library, kind: str, lines: Sequence[Line], beside: Beside, most: int = MOST_TOLD
) -> list[tuple[Cell, ...]]:
    """The cells of each line, one for each of the plans."""
    if kind == "thema":
        return _of_themes(library, lines, beside)
    if any(line.own for line in lines) and kind in OWN:
        return _of_two(library, lines, beside)
    if kind in OWN:
        about = None if beside.theme else [line.theme for line in lines]
        said = library.side_by_side.own(kind, beside, about, MOST_OF_A_THEME if beside.theme else most)
        keys = ["" if beside.theme else line.theme for line in lines]
    else:
        keys = [line.thing for line in lines]
        said = library.side_by_side.statements(kind, beside, keys, most)
    library.know(statement for found in said.values() for statement, _ in found.first)
    return [
        tuple(
            _cell(library, plan, said.get((key, plan), Statements()), _whole(kind, line, plan, beside.theme))
            for plan in beside.plans
        )
        for key, line in zip(keys, lines, strict=True)
    ]


def _cell(library: Library, plan: str, said: Statements, whole: str) -> Cell:
    told = tuple(_told(library, plan, statement, lines) for statement, lines in said.first)
    more = Link(f"en nog {said.total - len(told)}", whole) if said.total > len(told) else None
    return Cell(told=told, more=more)


def _told(library: Library, plan: str, statement: str, lines: str) -> Told:
    parts = lines.split("; ") if lines else []
    links = tuple(passage_link(iris.slug(plan), part) for part in parts[:_MOST_LINES])
    return Told(library.link(statement), links)


def _whole(kind: str, line: Line, plan: str, theme: str) -> str:
    """The question that gives all of a cell."""
    about = theme or (iris.slug(line.theme) if line.theme else "")
    own = {} if kind in OWN or not line.thing else {kind: iris.slug(line.thing)}
    return QUESTION(_WHOLE[kind], query={"thema": about, **own, "plan": iris.slug(plan)})


def _of_two(library: Library, lines: Sequence[Line], beside: Beside) -> list[tuple[Cell, ...]]:
    library.know(thing for line in lines for thing, _ in line.own if thing)
    return [
        tuple(
            Cell(told=(_told(library, plan, thing, where),)) if thing else Cell()
            for plan, (thing, where) in zip(beside.plans, line.own, strict=True)
        )
        for line in lines
    ]


def _of_themes(library: Library, lines: Sequence[Line], beside: Beside) -> list[tuple[Cell, ...]]:
    themes = [line.thing for line in lines]
    if not themes:
        return []
    where = {"plan": tuple(beside.plans), "thema": tuple(themes)}
    found = library.page("vergelijk-plannen", limit=len(themes) * len(beside.plans), where=where)
    spots = {(row["thema"].value, row["plan"].value): row for row in found.rows}
    filed = library.side_by_side.filed(themes, beside.plans)
    said = library.side_by_side.measures(themes, beside.plans, MOST_TOLD)
    library.know(chapter for one in filed.values() for chapter in (*one.under, *one.parts))
    library.know(statement for one in said.values() for statement, _ in one.first)

    def cell(line: Line, plan: str) -> Cell:
        theme = line.thing
        row = spots.get((theme, plan))
        if row is None:
            return Cell(under=(Link(line.under),) if line.under else ())
        place = row["plaats"].value if row["plaats"].value in PLACES else ""
        told = tuple(
            Told(Link(library.link(statement).text))
            for statement, _ in said.get((theme, plan), Statements()).first
        )
        of = filed.get((theme, plan), Filed())
        under, parts = (() if place else library.links(some[:1]) for some in (of.under, of.parts))
        named = place or ("" if under or parts else MENTIONED)
        return Cell(named, under, () if under else parts, _counts(theme, plan, row), told)

    return [tuple(cell(line, plan) for plan in beside.plans) for line in lines]


def count_links(theme: str, plan: str, row: Row) -> tuple[Link, Link]:
    """How many goals and measures a plan has on a theme (row of `vergelijk-plannen`), each with where they
    are; of none without.
    """
    asked = {"thema": iris.slug(theme), "plan": iris.slug(plan)}

    def count(question: str, one: str) -> Link:
        number = row[question].value
        if number == "0":
            return Link(f"geen {question}")
        return Link(f"{number} {one if number == '1' else question}", QUESTION(question, query=asked))

    return count("doelen", "doel"), count("maatregelen", "maatregel")


def _counts(theme: str, plan: str, row: Row) -> tuple[Link, ...]:
    return tuple(link for link in count_links(theme, plan, row) if link.page)
