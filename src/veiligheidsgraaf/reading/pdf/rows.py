"""Stretches on one baseline as printed lines, and what a page repeats set apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..document import Box, Role
from .drawing import Place
from .glyphs import Stretch

_SAME_BASE = 0.35
_TAB = 1.2  # of the size: set apart on the line
_ZONE = 0.13  # of the page: where running heads stand
_NEAR = 4.0
_NUMBER = re.compile(
    r"(?:pagina|blz\.?|p\.)?\s*[-–|]?\s*\d{1,3}\s*(?:(?:van|/|\|)\s*\d{1,3})?\s*[-–|]?$", re.IGNORECASE
)
_LEAST_TIMES = 2
_LEAST_SHARE = 0.25


@dataclass
class PrintedLine:
    """A line as printed. `role` only where a page says it: a running head or foot, a box."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    role: Role | None = None
    dotted: bool = False  # a dot is drawn before it
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Its place on the page."""
        return Box(*(round(value, 1) for value in (self.left, self.top, self.right, self.bottom)))


def as_lines(stretches: Iterable[Stretch], apart: float = 1e9) -> list[PrintedLine]:
    """Lines of stretches in their order; those on one baseline are joined unless `apart` sizes part them."""
    found: list[PrintedLine] = []
    for stretch in stretches:
        if found and _is_beside(found[-1], stretch, apart):
            _join(found[-1], stretch)
        else:
            found.append(_line_of(stretch))
    return found


def _line_of(stretch: Stretch) -> PrintedLine:
    return PrintedLine(
        stretch.page,
        stretch.text,
        stretch.left,
        stretch.top,
        stretch.right,
        stretch.bottom,
        stretch.size,
        stretch.bold,
        stretches=[stretch],
    )


def _is_beside(line: PrintedLine, stretch: Stretch, apart: float) -> bool:
    last = line.stretches[-1]
    size = max(last.size, stretch.size, 1)
    gap = stretch.left - line.right
    level = abs(stretch.base - last.base) < _SAME_BASE * size
    raised = stretch.size < last.size and 0 < last.base - stretch.base < size  # a note at the end of a word
    return line.page == stretch.page and (level or raised) and -0.5 * size < gap < apart * size


def _join(line: PrintedLine, stretch: Stretch) -> None:
    gap = stretch.left - line.right
    size = max(stretch.size, 1)
    mark = "\t" if gap > _TAB * size else " " if gap > 0.12 * size else ""
    line.text += mark + stretch.text
    line.bold = line.bold and stretch.bold
    line.right, line.top = max(line.right, stretch.right), min(line.top, stretch.top)
    line.bottom = max(line.bottom, stretch.bottom)
    line.stretches.append(stretch)
    line.size = max(line.stretches, key=lambda each: len(each.text)).size


def find_furniture(
    pages: Sequence[Sequence[Stretch]], sizes: Sequence[tuple[float, float]]
) -> dict[int, Role]:
    """Stretches (by identity) that are running heads, running feet or numbers of pages."""
    found: dict[int, Role] = {}
    places: dict[tuple[str, int], list[Stretch]] = defaultdict(list)
    for stretches, (_, height) in zip(pages, sizes, strict=True):
        for stretch in stretches:
            if stretch.turned:
                found[id(stretch)] = Role.PAGE_HEAD
            elif stretch.bottom < _ZONE * height or stretch.top > (1 - _ZONE) * height:
                key = re.sub(r"\d+", "#", stretch.text.lower())
                places[key, round(stretch.top / _NEAR)].append(stretch)
    least = max(_LEAST_TIMES, min(_LEAST_SHARE * len(pages), 6))
    for (key, at), stretches in places.items():
        beside = [s for near in (at - 1, at + 1) for s in places.get((key, near), ())]
        times = len({stretch.page for stretch in (*stretches, *beside)})
        if times >= least:
            for stretch in stretches:
                height = sizes[stretch.page - 1][1]
                found[id(stretch)] = Role.PAGE_HEAD if stretch.top < height / 2 else Role.PAGE_FOOT
    _add_numbers(pages, sizes, found)
    return _without_headings(pages, found)


def _add_numbers(
    pages: Sequence[Sequence[Stretch]], sizes: Sequence[tuple[float, float]], found: dict[int, Role]
) -> None:
    """Numbers of pages: alone at the edge, the same distance from the number of the page."""
    lone: list[tuple[int, Stretch]] = []
    for stretches, (_, height) in zip(pages, sizes, strict=True):
        for stretch in stretches:
            at_edge = stretch.top > (1 - _ZONE) * height or stretch.bottom < _ZONE * height
            if at_edge and _NUMBER.match(stretch.text):
                digits = re.search(r"\d+", stretch.text)
                lone.append((int(digits[0]) - stretch.page if digits else 0, stretch))
    shifts = Counter(shift for shift, _ in lone)
    for shift, stretch in lone:
        if shifts[shift] >= _LEAST_TIMES or len(pages) == 1:
            height = sizes[stretch.page - 1][1]
            found[id(stretch)] = Role.PAGE_HEAD if stretch.top < height / 2 else Role.PAGE_FOOT


def _without_headings(pages: Sequence[Sequence[Stretch]], found: dict[int, Role]) -> dict[int, Role]:
    """Not what is printed larger than the text: a heading that comes back, of a table for one, is no head."""
    sizes: Counter[float] = Counter()
    for stretches in pages:
        for stretch in stretches:
            sizes[stretch.size] += len(stretch.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    large = {id(s) for stretches in pages for s in stretches if s.size > 1.25 * usual and not s.turned}
    return {key: role for key, role in found.items() if key not in large}


def usual_size(lines: Iterable[PrintedLine]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def inside(line: PrintedLine | Stretch, place: Place) -> bool:
    """Whether a line stands in a box."""
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1
