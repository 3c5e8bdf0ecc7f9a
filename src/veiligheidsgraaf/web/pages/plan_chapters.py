"""A plan as it is built up: its priorities, other themes and what goes for all of it, each thing once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...words.values import Row
from .library import Library, Link
from .plan_facts import PlanFacts, lines_of

# Goals and measures that a page tells of; a plan with more is read in its questions.
MOST_TOLD = 180
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


def list_chapters(library: Library, facts: PlanFacts) -> tuple[Chapter, ...]:
    """The chapters of a plan: priorities in their order, other themes, then what goes for the whole plan."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in facts.rows:
        grouped[row["planthema"].value].append(row)
    writer = _Writer(library, facts)
    return tuple(writer.write(rows) for rows in sorted(grouped.values(), key=_place))


def _place(rows: list[Row]) -> tuple[bool, bool, float]:
    first = rows[0]
    rank = first["rang"].value
    is_whole, is_priority = not first["planthema"].value, first["plaats"].value == "prioriteit"
    return is_whole, not is_priority, float(rank) if rank else _LAST


class _Writer:
    """Writes chapters one after another, and knows what it told already."""

    def __init__(self, library: Library, facts: PlanFacts) -> None:
        self._library, self._facts = library, facts
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
            yield Goal(
                self._library.link(goal),
                bool(self._facts.tied(goal, "indicator")),
                lines_of(row, self._facts.plan),
                tuple(self._measures(own)),
            )

    def _measures(self, rows: Iterable[Row]) -> Iterator[Measure]:
        for row in self._new(rows):
            measure = row["ding"].value
            partners = sorted(map(self._library.name, self._facts.tied(measure, "partner")), key=str.lower)
            lines = lines_of(row, self._facts.plan)
            yield Measure(self._library.link(measure), row["status"].value, tuple(partners), lines)

    def _new(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Those that were not told yet, as long as there is room."""
        for row in rows:
            thing = row["ding"].value
            if thing not in self._told and len(self._told) < MOST_TOLD:
                self._told.add(thing)
                yield row


def _of_kind(rows: list[Row], kind: str) -> list[Row]:
    return [row for row in rows if row["soort"].value == kind]
