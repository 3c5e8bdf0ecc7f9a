"""The document of a PDF: its pages as parts, the parts joined over pages, and all of it written down."""

from collections.abc import Sequence

from ..composer import Composer, GridCell
from ..document import Document, Metadata, Role
from ..joining import Span
from ..signs import find_named, find_number
from ..tabbed import is_header
from .drawing import Place
from .edges import find_furniture
from .glyphs import Stretch
from .grouping import Usual, find_usual, group, settle, settle_notes
from .opened import Sheet, Sheets, read_sheets
from .outline import find_levels
from .parts import Part, TableBlock, TextBlock
from .rows import PrintedLine, as_lines, inside, usual_size
from .seams import join_pages
from .tagged import has_useful_tags, read_tagged
from .untagged import find_frames, read_layout


def read_pdf(data: bytes) -> Document:
    """The document of a PDF. Raises CannotRead, NoText when its pages are pictures."""
    read = read_sheets(data)
    furniture = find_furniture(read.sheets)
    bodies = [[s for s in sheet.stretches if id(s) not in furniture] for sheet in read.sheets]
    parts = _read_parts(read.sheets, bodies)
    kept = _running(read.sheets, furniture)
    return _Writer(parts, kept).write(data, read)


def _read_parts(sheets: Sequence[Sheet], bodies: Sequence[Sequence[Stretch]]) -> list[Part]:
    """The parts of all pages, joined over them, each knowing what it is."""
    lines = [line for body in bodies for line in as_lines(body)]
    usual = find_usual(lines, usual_size(lines))
    tagged = has_useful_tags(sheets, bodies)
    heights = [sheet.height for sheet in sheets]
    parts: list[Part] = []
    for sheet, body in zip(sheets, bodies, strict=True):
        frames = find_frames(sheet, body)
        last = parts[-1] if parts else None
        before = last.edges if isinstance(last, TableBlock) and not last.edges_are_ruled else ()
        if tagged:
            found = _tagged_parts(sheet, body, usual, frames)
        else:
            found = read_layout(sheet, body, usual, frames, before)
        settle_notes([part for part in found if isinstance(part, TextBlock)], usual, heights)
        parts += found
    parts = join_pages(parts)
    blocks = [part for part in parts if isinstance(part, TextBlock)]
    settle(blocks, usual)
    find_levels(blocks)
    return parts


def _tagged_parts(sheet: Sheet, body: Sequence[Stretch], usual: Usual, frames: Sequence[Place]) -> list[Part]:
    """Parts by tags; what has none stands at the end of its page."""
    found, left = read_tagged(sheet, body)
    for part in found:
        if isinstance(part, TextBlock):
            part.frame = next((place for place in frames if inside(part.lines[0], place)), None)
    return [*found, *group(as_lines(left), usual, frames)]


def _running(sheets: Sequence[Sheet], furniture: dict[int, Role]) -> dict[int, list[PrintedLine]]:
    """The running heads and feet of each page, as lines."""
    kept: dict[int, list[PrintedLine]] = {}
    for sheet in sheets:
        stretches = [stretch for stretch in sheet.stretches if id(stretch) in furniture]
        for line in as_lines(stretches):
            line.role = furniture[id(line.stretches[0])]
            kept.setdefault(sheet.number, []).append(line)
    return kept


class _Writer:
    """Writes lines page by page, and then says what they are."""

    def __init__(self, parts: Sequence[Part], running: dict[int, list[PrintedLine]]) -> None:
        self._parts, self._running = parts, running
        self._composer = Composer()
        self._spans: dict[int, Span] = {}

    def write(self, data: bytes, read: Sheets) -> Document:
        by_page: dict[int, list[PrintedLine]] = {}
        for part in self._parts:
            for line in part.lines:
                by_page.setdefault(line.page, []).append(line)
        for sheet in read.sheets:
            running = self._running.get(sheet.number, [])
            self._add([line for line in running if line.role == Role.PAGE_HEAD])
            self._add(by_page.get(sheet.number, []))
            self._add([line for line in running if line.role != Role.PAGE_HEAD])
        for part in self._parts:
            if isinstance(part, TableBlock):
                self._table(part)
            else:
                self._block(part)
        self._frames()
        self._composer.mark_contents()
        metadata = Metadata(kind="pdf", title=read.title, pages=len(read.sheets), notes=read.notes)
        return self._composer.finish(data, metadata)

    def _add(self, lines: Sequence[PrintedLine]) -> None:
        for line in lines:
            role = line.role or Role.PARAGRAPH
            self._spans[id(line)] = self._composer.write(line.text, role, line.page, line.box)

    def _block(self, block: TextBlock) -> None:
        spans = [self._spans[id(line)] for line in block.lines]
        spans[0] = (spans[0][0], min(block.rest, spans[0][2]), spans[0][2])
        if block.role == Role.HEADING:
            named = find_number(block.text) or find_named(block.text)
            self._composer.heading(spans, block.level, named[0] if named else "")
        elif block.role == Role.ITEM:
            self._composer.item(spans, block.marker, block.depth)
        elif block.role == Role.CONTENTS:
            self._composer.say_role(Role.CONTENTS, *(span[0] for span in spans))
        else:
            is_framed = block.frame and block.role == Role.PARAGRAPH
            self._composer.paragraph(spans, Role.FRAME if is_framed else block.role)

    def _table(self, table: TableBlock) -> None:
        self._composer.say_role(Role.PAGE_HEAD, *(self._spans[id(line)][0] for line in table.dropped))
        grid = [
            [
                GridCell(tuple(self._spans[id(line)] for line in cell.lines), cell.column, cell.columns)
                for cell in row
            ]
            for row in table.rows
        ]
        self._composer.table(grid, count_heads(table, grid))

    def _frames(self) -> None:
        found: dict[tuple[int, Place], list[TextBlock]] = {}
        for part in self._parts:
            if isinstance(part, TextBlock) and part.frame:
                found.setdefault((part.page, part.frame), []).append(part)
        for blocks in found.values():
            numbers = [self._spans[id(line)][0] for block in blocks for line in block.lines]
            title = blocks[0].text if blocks[0].role == Role.HEADING else ""
            self._composer.frame(min(numbers), max(numbers), title)


def count_heads(table: TableBlock, grid: Sequence[Sequence[GridCell]]) -> int:
    """How many rows the header has: by tags, by weight, by its words."""
    if len(table.rows) < 2:  # noqa: PLR2004 (a header and a row)
        return 0
    count = 0
    for row in table.rows[:-1]:
        bold = all(line.bold for cell in row for line in cell.lines)
        if not (all(cell.is_head for cell in row) or (bold and len(row) > 1)):
            break
        count += 1
    if not count and is_header([cell.text for cell in table.rows[0]], grid):
        count = 1
    return count
