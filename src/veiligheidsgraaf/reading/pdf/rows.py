"""Stretches on one baseline as printed lines, and what a page repeats set apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..document import Box, Role
from .drawing import Place
from .glyphs import Stretch

_SAME_BASE = 0.35
_SPACE = 0.12  # of the size: less is no space
_TAB = 1.2  # set apart on the line, when it is a number
_FAR = 3.5  # set apart, whatever it is: more than words of a full line are


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
    is_set_apart = gap > _TAB * size and (gap > _FAR * size or stretch.text.strip(" .").isdigit())
    mark = "\t" if is_set_apart else " " if gap > _SPACE * size else ""
    line.text += mark + stretch.text
    line.bold = line.bold and stretch.bold
    line.right, line.top = max(line.right, stretch.right), min(line.top, stretch.top)
    line.bottom = max(line.bottom, stretch.bottom)
    line.stretches.append(stretch)
    line.size = max(line.stretches, key=lambda each: len(each.text)).size


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
