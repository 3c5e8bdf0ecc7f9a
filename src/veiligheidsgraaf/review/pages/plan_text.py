"""The plan beside the items: its lines with what is marked on them, its headings with what is open."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...reading.document import Document, Heading, Role
from ..state import Item, State
from .filters import is_likely

_MOST_LINES = 400  # at once on a screen


@dataclass(frozen=True)
class Part:
    """Some words of a line; `marked` when the item before the reader points at them."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class PlanLine:
    """A line: in parts, whether the item rests on it (`within`), the items that begin on it, and what is
    known of it: how many items rest on it (open and accepted), and what the check says.
    """

    number: int
    parts: tuple[Part, ...]
    role: Role
    level: int
    within: bool
    page: int = 0
    open: int = 0
    accepted: int = 0
    starts: tuple[Item, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stretch:
    """Lines that are shown at once; the line where the stretch before and after begins, 0 for none."""

    first: int
    last: int
    before: int
    after: int
    lines: tuple[PlanLine, ...] = ()


@dataclass(frozen=True)
class OutlineEntry:
    """A heading, how deep it stands, and how much below it is open of how many."""

    line: int
    level: int
    text: str
    open: int
    total: int
    children: tuple["OutlineEntry", ...] = field(default=())


def find_stretch(document: Document, line: int) -> Stretch:
    """The stretch of lines around a line. A long plan is cut at its headings."""
    cuts = _cut(document)
    at = max(0, bisect_right(cuts, max(1, line)) - 1)
    last = cuts[at + 1] - 1 if at + 1 < len(cuts) else len(document.lines)
    return Stretch(cuts[at], last, cuts[at - 1] if at else 0, last + 1 if at + 1 < len(cuts) else 0)


def _cut(document: Document) -> list[int]:
    """First lines of stretches no longer than fits, at a heading where there is one."""
    total = len(document.lines)
    cuts, headings = [1], [heading.first for heading in document.all_headings]
    while total - cuts[-1] + 1 > _MOST_LINES:
        begin = cuts[-1]
        fitting = [line for line in headings if begin + _MOST_LINES // 3 < line <= begin + _MOST_LINES]
        cuts.append(fitting[-1] if fitting else begin + _MOST_LINES)
    return cuts


def show_lines(
    document: Document,
    state: State,
    stretch: Stretch,
    item: Item | None,
    told: Mapping[int, Sequence[str]],
    least: float,
) -> tuple[PlanLine, ...]:
    """The lines of a stretch, marked for an item. `told`: what the check says, by line; `least`: how sure an
    item has to be to be counted.
    """
    levels = {heading.first: heading.level for heading in document.all_headings}
    resting = _count_resting((one for one in state.items if is_likely(one, least)), stretch)
    marks = _marks_of(item)
    shown = []
    for line in document.lines[stretch.first - 1 : stretch.last]:
        number = line.number
        within = item is not None and item.first <= number <= item.last
        opened, accepted, starts = resting.get(number, (0, 0, ()))
        shown.append(
            PlanLine(
                number, tuple(_part(line.text, marks.get(number, ()))), line.role, levels.get(number, 0),
                within, line.page or 0, opened, accepted, tuple(starts), tuple(told.get(number, ())),
            )
        )  # fmt: skip
    return tuple(shown)


def _marks_of(item: Item | None) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    if item is not None and item.suggestion is not None and not item.moved:
        for mark in item.suggestion.words:
            found.setdefault(mark.line, []).append((mark.start, mark.end))
    return found


def _part(text: str, marks: Iterable[tuple[int, int]]) -> Iterator[Part]:
    """A line cut at its marks; those that overlap are one."""
    at = 0
    for start, end in sorted(marks):
        begin = max(at, start)
        if begin >= end or begin >= len(text):
            continue
        if at < begin:
            yield Part(text[at:begin])
        yield Part(text[begin:end], True)
        at = end
    if at < len(text) or not text:
        yield Part(text[at:])


def _count_resting(items: Iterable[Item], stretch: Stretch) -> dict[int, tuple[int, int, list[Item]]]:
    """Line -> how many open and accepted items rest on it, and the items that begin there."""
    found: dict[int, tuple[int, int, list[Item]]] = {}
    for item in items:
        for number in range(max(item.first, stretch.first), min(item.last, stretch.last) + 1):
            opened, accepted, starts = found.get(number, (0, 0, []))
            if number == item.first:
                starts.append(item)
            is_open = item.verdict in ("", "later")
            taken = item.verdict in ("accepteer", "verander", "voeg-toe")
            found[number] = (opened + is_open, accepted + taken, starts)
    return found


def outline(document: Document, state: State, least: float) -> tuple[OutlineEntry, ...]:
    """The headings as a tree, with what is open at and below each."""
    counts: dict[int, tuple[int, int]] = {}
    for item in state.items:
        if not is_likely(item, least):
            continue
        opened, total = counts.get(item.heading, (0, 0))
        counts[item.heading] = (opened + (item.verdict in ("", "later")), total + 1)
    return tuple(_entry(heading, counts) for heading in document.headings)


def _entry(heading: Heading, counts: Mapping[int, tuple[int, int]]) -> OutlineEntry:
    children = tuple(_entry(child, counts) for child in heading.children)
    opened, total = counts.get(heading.first, (0, 0))
    return OutlineEntry(
        heading.first, heading.level, heading.text,
        opened + sum(child.open for child in children), total + sum(child.total for child in children),
        children,
    )  # fmt: skip


def excerpt(document: Document, item: Item, most: int = 6) -> tuple[tuple[int, tuple[Part, ...]], ...]:
    """The lines of an item, at most so many, with its words marked."""
    marks = _marks_of(item)
    last = min(item.last, item.first + most - 1)
    return tuple(
        (line.number, tuple(_part(line.text, marks.get(line.number, ()))))
        for line in document.lines[max(0, item.first - 1) : last]
    )
