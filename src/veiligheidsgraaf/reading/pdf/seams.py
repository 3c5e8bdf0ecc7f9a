"""What goes on over the end of a page: paragraphs, items and tables."""

from collections.abc import Sequence

from .. import signs
from ..document import Role
from .grouping import is_rest
from .parts import Part, TableBlock, TableCell, TextBlock

_SAME = 8.0


def join_pages(parts: Sequence[Part]) -> list[Part]:
    """Parts in order, what was parted by a page joined. Footnotes do not stand between."""
    found: list[Part] = []
    for part in parts:
        before = next((p for p in reversed(found) if not _is_note(p)), None)
        if isinstance(part, TextBlock) and isinstance(before, TextBlock) and _is_parted(before, part):
            before.lines += part.lines
        elif isinstance(part, TableBlock) and isinstance(before, TableBlock) and _is_same_table(before, part):
            _join_tables(before, part)
        else:
            found.append(part)
    return found


def _is_note(part: Part) -> bool:
    return isinstance(part, TextBlock) and part.role == Role.FOOTNOTE


def _is_parted(before: TextBlock, part: TextBlock) -> bool:
    is_next = part.lines[0].page == before.lines[-1].page + 1
    plain = part.role == Role.PARAGRAPH and before.role in (Role.PARAGRAPH, Role.ITEM)
    return is_next and plain and bool(before.frame) == bool(part.frame) and is_rest(before, part.lines[0])


def _is_same_table(before: TableBlock, part: TableBlock) -> bool:
    if part.page != _last_page(before) + 1 or len(before.edges) != len(part.edges):
        return False
    return all(abs(one - other) < _SAME for one, other in zip(before.edges, part.edges, strict=True))


def _last_page(table: TableBlock) -> int:
    return max((line.page for line in table.lines), default=table.page)


def _join_tables(before: TableBlock, part: TableBlock) -> None:
    """Add the rows of a table on the next page; its header is printed again there."""
    rows = list(part.rows)
    while rows and before.rows and _texts(rows[0]) == _texts(before.rows[len(part.rows) - len(rows)]):
        before.dropped += [line for cell in rows.pop(0) for line in cell.lines]
    if rows and before.rows and _goes_on(before, rows[0]):
        _join_rows(before.rows[-1], rows.pop(0))
    before.rows += rows
    before.is_open = part.is_open


def _texts(row: Sequence[TableCell]) -> list[tuple[int, str]]:
    return [(cell.column, " ".join(cell.text.split())) for cell in row]


def _goes_on(before: TableBlock, row: Sequence[TableCell]) -> bool:
    """Whether a row is the rest of the one before: no rule parts them, or a sentence runs on."""
    if before.is_open:
        return True
    last = {cell.column: cell for cell in before.rows[-1]}
    first = {cell.column for cell in before.rows[-1]}
    runs = [
        cell.text[:1].islower() and not signs.ends_sentence(last[cell.column].text)
        for cell in row
        if cell.column in last and cell.text
    ]
    return any(runs) and {cell.column for cell in row} <= first and not before.edges_are_ruled


def _join_rows(before: list[TableCell], row: Sequence[TableCell]) -> None:
    by_column = {cell.column: cell for cell in before}
    for cell in row:
        if cell.column in by_column:
            by_column[cell.column].lines += cell.lines
        else:
            before.append(cell)
    before.sort(key=lambda cell: cell.column)
