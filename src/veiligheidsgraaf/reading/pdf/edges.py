"""What pages repeat: running heads, running feet and numbers of pages, from the edge of the page inward."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..document import Role
from .glyphs import Stretch
from .opened import Sheet

_ZONE = 0.14  # of the page: where running heads stand
_NEAR = 4.0
_NUMBER = re.compile(
    r"(?:pagina|blz\.?|p\.)?\s*[-–|]?\s*\d{1,3}\s*(?:(?:van|/|\|)\s*\d{1,3})?\s*[-–|]?$", re.IGNORECASE
)
_LEAST_TIMES = 2
_LEAST_SHARE = 0.25
_MOST_TIMES = 6
_LARGE = 1.1
_SAME_ROW = 3.0
_NEAR_LINES = 1.7
_SIDES = ((Role.PAGE_HEAD, 1), (Role.PAGE_FOOT, -1))


def find_furniture(sheets: Sequence[Sheet]) -> dict[int, Role]:
    """Stretches (by identity) that are running heads or feet, numbers of pages, or turned along the edge."""
    repeated = _find_repeated(sheets) | _find_numbers(sheets)
    large = _LARGE * _usual_size(sheets)
    found = {id(s): Role.PAGE_HEAD for sheet in sheets for s in sheet.stretches if s.turned}
    for sheet in sheets:
        in_table = {id(s) for s in sheet.stretches if any(t.cell_at(*s.middle) for t in sheet.tables)}
        for role, side in _SIDES:
            rows = list(_rows_from_edge(sheet, side))
            count = 0
            for row, inward in zip(rows, [*rows[1:], []], strict=False):
                is_ours = all(id(s) in repeated and id(s) not in in_table and s.size <= large for s in row)
                if not is_ours or _is_head_of_table(row, inward):
                    break
                count += 1
            while count and _is_near(rows[count - 1], rows[count : count + 1]):
                count -= 1  # it stands with the text
            found.update((id(stretch), role) for row in rows[:count] for stretch in row)
    return found


def _is_near(row: Sequence[Stretch], inward: Sequence[Sequence[Stretch]]) -> bool:
    """Whether a row stands as near to the next one as lines of a text do."""
    return any(
        abs(other.base - row[0].base) < _NEAR_LINES * max(other.size, row[0].size)
        for each in inward
        for other in each
    )


def _is_head_of_table(row: Sequence[Stretch], inward: Sequence[Stretch]) -> bool:
    """Whether words stand in columns above others: the header of a table that goes on."""
    below = [any(abs(stretch.left - other.left) < _NEAR for other in inward) for stretch in row]
    return sum(below) > 1


def _rows_from_edge(sheet: Sheet, side: int) -> Iterator[list[Stretch]]:
    """What stands beside each other near the top (1) or foot (-1) of a page, from the edge inward."""
    row: list[Stretch] = []
    for stretch in sorted((s for s in sheet.stretches if not s.turned), key=lambda s: side * s.base):
        if row and abs(stretch.base - row[-1].base) > _SAME_ROW:
            yield row
            if not _is_at_edge(sheet, row[-1], side):
                return  # the first of the text
            row = []
        row.append(stretch)
    if row:
        yield row


def _is_at_edge(sheet: Sheet, stretch: Stretch, side: int) -> bool:
    return stretch.bottom < _ZONE * sheet.height if side > 0 else stretch.top > (1 - _ZONE) * sheet.height


def _find_repeated(sheets: Sequence[Sheet]) -> set[int]:
    """What stands on several pages at one height, but for its figures."""
    places: dict[tuple[str, int], list[Stretch]] = defaultdict(list)
    for sheet in sheets:
        for stretch in sheet.stretches:
            if stretch.bottom < _ZONE * sheet.height or stretch.top > (1 - _ZONE) * sheet.height:
                key = re.sub(r"\d+", "#", stretch.text.lower())
                places[key, round(stretch.top / _NEAR)].append(stretch)
    least = max(_LEAST_TIMES, min(_LEAST_SHARE * len(sheets), _MOST_TIMES))
    found: set[int] = set()
    for (key, at), stretches in places.items():
        beside = [s for near in (at - 1, at + 1) for s in places.get((key, near), ())]
        if len({stretch.page for stretch in (*stretches, *beside)}) >= least:
            found.update(map(id, stretches))
    return found


def _find_numbers(sheets: Sequence[Sheet]) -> set[int]:
    """Numbers at the edge that go up with the pages."""
    lone: list[tuple[int, Stretch]] = []
    for sheet in sheets:
        for stretch in sheet.stretches:
            at_edge = stretch.top > (1 - _ZONE) * sheet.height or stretch.bottom < _ZONE * sheet.height
            digits = re.search(r"\d+", stretch.text)
            if at_edge and digits and _NUMBER.match(stretch.text):
                lone.append((int(digits[0]) - stretch.page, stretch))
    shifts = Counter(shift for shift, _ in lone)
    return {id(s) for shift, s in lone if shifts[shift] >= _LEAST_TIMES or len(sheets) == 1}


def _usual_size(sheets: Sequence[Sheet]) -> float:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for stretch in sheet.stretches:
            sizes[stretch.size] += len(stretch.text)
    return sizes.most_common(1)[0][0] if sizes else 0
