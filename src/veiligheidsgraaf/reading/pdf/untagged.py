"""Blocks of a page without tags: by the order of the file, its rules, and where words stand."""

from collections.abc import Sequence

from .aligned import find_aligned
from .drawing import Place
from .glyphs import Stretch
from .grouping import Usual, group
from .opened import Sheet
from .parts import Part, TableBlock, TableCell
from .reading_order import put_in_order
from .rows import PrintedLine, as_lines
from .ruled import RuledTable

_APART = 1.4  # sizes between words of one line: more can be another column
_JOINED = 5.0
_MOST_OF_PAGE = 0.8
_LEAST_LINES = 2
_TOUCH = 3


def find_frames(sheet: Sheet, body: Sequence[Stretch]) -> list[Place]:
    """The boxes of a page that hold some lines and not the whole of it."""
    tables = sheet.tables
    places = _merge([*sheet.boxes, *sheet.drawing.boxes])
    found: list[Place] = []
    for place in sorted(places, key=lambda p: (p[0] - p[2]) * (p[3] - p[1])):
        area = (place[2] - place[0]) * (place[3] - place[1])
        if area > _MOST_OF_PAGE * sheet.width * sheet.height or any(_overlap(place, t.place) for t in tables):
            continue
        if any(_overlap(place, other) for other in found):
            continue
        lines = {round(stretch.base) for stretch in body if _holds(place, stretch)}
        if len(lines) >= _LEAST_LINES:
            found.append(place)
    return found


def read_layout(
    sheet: Sheet,
    body: Sequence[Stretch],
    usual: Usual,
    frames: Sequence[Place],
    before: Sequence[float] = (),
) -> list[Part]:
    """The parts of a page, in reading order. `before`: columns of a table that the page before ends with."""
    tables = sheet.tables
    parts: list[Part] = []
    run: list[Stretch] = []
    filled: dict[int, list[tuple[int, Stretch]]] = {}
    for stretch in body:
        at = next((n for n, table in enumerate(tables) if table.cell_at(*stretch.middle)), None)
        if at is None:
            run.append(stretch)
            continue
        if at not in filled:
            parts += _read_run(sheet, run, usual, frames, before if not parts else ())
            run, filled[at] = [], []
            parts.append(TableBlock(sheet.number, [], tables[at].edges, tables[at].is_open, True, at))
        filled[at].append((len(filled[at]), stretch))
    parts += _read_run(sheet, run, usual, frames, before if not parts else ())
    for part in parts:
        if isinstance(part, TableBlock) and part.edges_are_ruled:
            part.rows = _fill(tables[part.heads or 0], [stretch for _, stretch in filled[part.heads or 0]])
            part.heads = None
    return parts


def _fill(table: RuledTable, stretches: Sequence[Stretch]) -> list[list[TableCell]]:
    """The rows of a table, with the words of each cell in the order of the file."""
    cells = {cell: list[Stretch]() for cell in table.cells}
    for stretch in stretches:
        if cell := table.cell_at(*stretch.middle):
            cells[cell].append(stretch)
    rows: dict[int, list[TableCell]] = {}
    for cell, inside in cells.items():
        if inside:
            made = TableCell(cell.column, cell.columns, as_lines(inside))
            rows.setdefault(cell.row, []).append(made)
    return [rows[number] for number in sorted(rows)]


def _read_run(
    sheet: Sheet,
    run: Sequence[Stretch],
    usual: Usual,
    frames: Sequence[Place],
    before: Sequence[float],
) -> list[Part]:
    """The parts of stretches that stand in no ruled table."""
    lines = put_in_order(as_lines(run, _APART))
    parts: list[Part] = []
    plain: list[PrintedLine] = []
    for found in find_aligned(lines, before):
        if isinstance(found, TableBlock):
            parts += _group(sheet, plain, usual, frames)
            plain = []
            parts.append(found)
        else:
            plain += found
    return [*parts, *_group(sheet, plain, usual, frames)]


def _group(sheet: Sheet, lines: Sequence[PrintedLine], usual: Usual, frames: Sequence[Place]) -> list[Part]:
    """Blocks of lines; what a tab parts is one line again, the number of a page too."""
    joined: list[PrintedLine] = []
    for line in lines:
        far = 1e9 if line.text.strip(" .").isdigit() else _JOINED
        again = as_lines([*joined[-1].stretches, *line.stretches], far) if joined else []
        if len(again) == 1:
            joined[-1] = again[0]
        else:
            joined.append(line)
    for line in joined:
        line.dotted = any(
            line.top <= y <= line.bottom and 0 < line.left - x < 3 * line.size for x, y in sheet.drawing.dots
        )
    return list(group(joined, usual, frames))


def _merge(places: Sequence[Place]) -> list[Place]:
    """Boxes below each other of one width that touch, as one."""
    found: list[Place] = []
    for place in sorted(places, key=lambda p: (round(p[0]), p[1])):
        last = found[-1] if found else None
        same = last and abs(last[0] - place[0]) < _TOUCH and abs(last[2] - place[2]) < _TOUCH
        if last and same and place[1] <= last[3] + _TOUCH:
            found[-1] = (last[0], min(last[1], place[1]), last[2], max(last[3], place[3]))
        else:
            found.append(place)
    return found


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(place: Place, stretch: Stretch) -> bool:
    x, y = stretch.middle
    return place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1
