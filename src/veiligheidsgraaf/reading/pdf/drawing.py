"""What is drawn on a page beside text: rules, and boxes that text stands in."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from .paper import Paper

_THIN = 3.0
_DOT = (1.5, 7.0)
_MOST_DOTS = 500
_MOST = 20_000
_MOST_SEGMENTS = 2000
_WHITE = 250
_SNAP = 1.5
Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Rule:
    """A line: at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Drawing:
    """Rules, boxes and dots before items, in points from the top left. `pictures`: how many there are."""

    down: tuple[Rule, ...]
    across: tuple[Rule, ...]
    boxes: tuple[Place, ...]
    dots: tuple[tuple[float, float], ...] = ()
    pictures: int = 0


def read_drawing(page: Any, paper: Paper) -> Drawing:  # noqa: ANN401
    """The rules and boxes of a page."""
    down: list[Rule] = []
    across: list[Rule] = []
    boxes: list[Place] = []
    dots: list[tuple[float, float]] = []
    pictures = 0
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST)):
        item = pdfium.FPDFPage_GetObject(page, number)
        kind = pdfium.FPDFPageObj_GetType(item)
        pictures += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left, top, right, bottom = _bounds(item, paper)
        if _is_dot(right - left, bottom - top):
            dots.append(((left + right) / 2, (top + bottom) / 2))
            continue
        if right - left < _THIN or bottom - top < _THIN:
            _add_rule(down, across, (left, top, right, bottom))
            continue
        filled, stroked = _paint(item)
        is_box = pdfium.FPDFPath_CountSegments(item) <= 12  # noqa: PLR2004 (with rounded corners)
        if is_box and (filled or stroked):
            boxes.append((left, top, right, bottom))
        if stroked:
            for line in _lines(item, paper):
                _add_rule(down, across, line)
    return Drawing(
        tuple(_merge(down)), tuple(_merge(across)), tuple(boxes), tuple(dots[:_MOST_DOTS]), pictures
    )


def _is_dot(width: float, height: float) -> bool:
    """Whether something is the round or square sign before an item."""
    return _DOT[0] < width < _DOT[1] and _DOT[0] < height < _DOT[1] and abs(width - height) < 1


def _bounds(item: Any, paper: Paper) -> Place:  # noqa: ANN401
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, low, right, high)
    return paper.span(left.value, high.value, right.value, low.value)


def _paint(item: Any) -> tuple[bool, bool]:  # noqa: ANN401
    """Whether it is filled with a colour, and whether its edge is drawn."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    is_white = min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0
    return bool(mode.value and known and not is_white), bool(stroke.value)


def _lines(item: Any, paper: Paper) -> Iterator[Place]:  # noqa: ANN401
    """The straight parts of a path."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    before: tuple[float, float] | None = None
    start = before
    for number in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        at = paper.place(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = at
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before:
            yield _span(before, at)
        if pdfium.FPDFPathSegment_GetClose(segment) and start:
            yield _span(at, start)
        before = at


def _span(one: tuple[float, float], other: tuple[float, float]) -> Place:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _add_rule(down: list[Rule], across: list[Rule], place: Place) -> None:
    left, top, right, bottom = place
    if right - left < _THIN <= bottom - top:
        down.append(Rule((left + right) / 2, top, bottom))
    elif bottom - top < _THIN <= right - left:
        across.append(Rule((top + bottom) / 2, left, right))


def _merge(rules: list[Rule]) -> Iterator[Rule]:
    """Rules on one line that touch, as one."""
    kept: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at / _SNAP), rule.start)):
        if kept and abs(rule.at - kept[-1].at) < _SNAP and rule.start <= kept[-1].end + _THIN:
            kept[-1] = Rule(kept[-1].at, kept[-1].start, max(kept[-1].end, rule.end))
        else:
            kept.append(rule)
    yield from kept
