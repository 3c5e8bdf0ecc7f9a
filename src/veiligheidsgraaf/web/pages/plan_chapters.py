"""A plan as it is built up: its priorities, other themes and what goes for all of it, each thing once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...words.values import Row
from .library import Library, Link
from .plan_facts import PlanFacts, lines_of

# Characters that the goals and measures on a page take at most, goals before measures; what there is no room
# for stands on the page of its chapter.
ROOM = 32_000
# What is written of a thing: partners and lines that are named, and the markup around all that.
MOST_PARTNERS, MOST_LINES = 3, 2
_AROUND, _AROUND_LINE = 60, 24
_LAST = 999.0
_PARTS = ("doel", "maatregel", "terugblik")


@dataclass(frozen=True)
class Measure:
    """A measure: its status, who takes part, and its lines."""

    link: Link
    status: str
    partners: tuple[str, ...]
    lines: tuple[Link, ...]


@dataclass(frozen=True)
class Goal:
    """A goal with the measures that contribute to it; `has_figure`: whether an indicator measures it."""

    link: Link
    has_figure: bool
    lines: tuple[Link, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Chapter:
    """A theme of a plan, or (no link) the plan as a whole. `loose`: measures under no goal of this chapter.

    `goal_count` and the like count all that is in it; `earlier`: how much of it stands in a chapter above,
    `untold`: how much there was no room for.
    """

    link: Link | None
    theme: Link | None
    is_priority: bool
    rank: str
    goals: tuple[Goal, ...]
    loose: tuple[Measure, ...]
    looks_back: tuple[Measure, ...]
    goal_count: int
    measure_count: int
    looking_back_count: int
    earlier: int
    untold: int


def list_chapters(library: Library, facts: PlanFacts, room: int = ROOM) -> tuple[Chapter, ...]:
    """The chapters of a plan: priorities in their order, other themes, then what goes for the whole plan."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in facts.rows:
        grouped[row["planthema"].value].append(row)
    ordered = sorted(grouped.values(), key=_place)
    parts = _Parts(library, facts)
    writer = _Writer(library, facts, parts, _fit(parts, ordered, room))
    return tuple(map(writer.write, ordered))


class _Parts:
    """Goals and measures as they are written: link and lines, each looked up once."""

    def __init__(self, library: Library, facts: PlanFacts) -> None:
        self._library, self._facts = library, facts
        self._known: dict[tuple[str, ...], tuple[Link, tuple[Link, ...]]] = {}

    def of(self, row: Row) -> tuple[Link, tuple[Link, ...]]:
        """Link and lines of what a row is about."""
        key = tuple(row[name].value for name in ("ding", "soort", "planthema"))
        if key not in self._known:
            self._known[key] = self._library.link(key[0]), lines_of(row, self._facts.plan)
        return self._known[key]

    def measure(self, row: Row) -> int:
        """About how many characters a goal or measure takes on a page."""
        link, lines = self.of(row)
        partners = () if row["soort"].value == "doel" else self._facts.tied(link.iri, "partner")
        return (
            _AROUND
            + len(link.text + link.page)
            + sum(len(self._library.name(partner)) for partner in partners[:MOST_PARTNERS])
            + sum(_AROUND_LINE + len(line.text + line.page) for line in lines[:MOST_LINES])
        )


def _fit(parts: _Parts, chapters: list[list[Row]], room: int) -> set[str]:
    """The goals and measures for which there is room: first the goals of all chapters, then measures."""
    found: set[str] = set()
    for kind in _PARTS:
        for row in (row for rows in chapters for row in _of_kind(rows, kind)):
            thing = row["ding"].value
            if thing not in found and (room := room - parts.measure(row)) >= 0:
                found.add(thing)
    return found


def _place(rows: list[Row]) -> tuple[bool, bool, float]:
    first = rows[0]
    rank = first["rang"].value
    is_whole, is_priority = not first["planthema"].value, first["plaats"].value == "prioriteit"
    return is_whole, not is_priority, float(rank) if rank else _LAST


class _Writer:
    """Writes chapters one after another, of what there is room for, and knows what it told already."""

    def __init__(self, library: Library, facts: PlanFacts, parts: _Parts, fits: set[str]) -> None:
        self._library, self._facts, self._parts, self._fits = library, facts, parts, fits
        self._told: set[str] = set()

    def write(self, rows: list[Row]) -> Chapter:
        kinds = {kind: _of_kind(rows, kind) for kind in _PARTS}
        first, parts = rows[0], [row["ding"].value for kind in _PARTS for row in kinds[kind]]
        earlier = sum(part in self._told for part in parts)
        goals = tuple(self._goals(kinds["doel"], kinds["maatregel"]))
        loose, looks_back = (tuple(self._measures(kinds[kind])) for kind in ("maatregel", "terugblik"))
        chapter, theme = first["planthema"].iri, first["thema"].iri
        return Chapter(
            link=self._library.link(chapter) if chapter else None,
            theme=self._library.link(theme) if theme else None,
            is_priority=first["plaats"].value == "prioriteit",
            rank=first["rang"].value,
            goals=goals,
            loose=loose,
            looks_back=looks_back,
            goal_count=len(kinds["doel"]),
            measure_count=len(kinds["maatregel"]),
            looking_back_count=len(kinds["terugblik"]),
            earlier=earlier,
            untold=sum(part not in self._told for part in parts),
        )

    def _goals(self, goals: list[Row], measures: list[Row]) -> Iterator[Goal]:
        for row in self._new(goals):
            goal = row["ding"].value
            own = (m for m in measures if goal in self._facts.tied(m["ding"].value, "doel"))
            link, lines = self._parts.of(row)
            yield Goal(link, bool(self._facts.tied(goal, "indicator")), lines, tuple(self._measures(own)))

    def _measures(self, rows: Iterable[Row]) -> Iterator[Measure]:
        for row in self._new(rows):
            measure = row["ding"].value
            partners = sorted(map(self._library.name, self._facts.tied(measure, "partner")), key=str.lower)
            link, lines = self._parts.of(row)
            yield Measure(link, row["status"].value, tuple(partners), lines)

    def _new(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those that were not told yet and for which there is room."""
        for row in rows:
            thing = row["ding"].value
            if thing not in self._told and thing in self._fits:
                self._told.add(thing)
                yield row


def _of_kind(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["soort"].value == kind]
