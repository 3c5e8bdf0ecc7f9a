"""Blocks of a page by its tags."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from ..document import Role
from .glyphs import Stretch
from .grouping import begin
from .opened import Sheet
from .parts import Part, TableBlock, TableCell, TextBlock
from .rows import PrintedLine, as_lines
from .tags import BLOCKS, Tagged

_COVERED = 0.9
_LEAST_KINDS = 2

Path = tuple[int, ...]


def has_useful_tags(sheets: Sequence[Sheet], bodies: Sequence[Sequence[Stretch]]) -> bool:
    """Whether nearly all text is tagged, and with more than paragraphs."""
    kinds: set[str] = set()
    told = all_ = 0
    for sheet, body in zip(sheets, bodies, strict=True):
        known = {tagged.tag for tagged in sheet.tags}
        kinds.update(kind for tagged in sheet.tags for kind in tagged.kinds if kind in BLOCKS)
        told += sum(len(stretch.text) for stretch in body if stretch.tag in known)
        all_ += sum(len(stretch.text) for stretch in body)
    has_headings = any(re.fullmatch(r"H\d?", kind) for kind in kinds)
    return bool(all_) and told >= _COVERED * all_ and has_headings and len(kinds) >= _LEAST_KINDS


def read_tagged(sheet: Sheet, body: Sequence[Stretch]) -> tuple[list[Part], list[Stretch]]:
    """The parts of a page in the order of its tags, and what is in none of them."""
    by_tag: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in body:
        by_tag[stretch.tag].append(stretch)
    told = [(tagged, by_tag.pop(tagged.tag)) for tagged in sheet.tags if tagged.tag in by_tag]
    left = [stretch for stretches in by_tag.values() for stretch in stretches]
    parts: list[Part] = []
    for key, group in groupby(told, key=lambda pair: _block_path(pair[0])):
        inside = list(group)
        first = inside[0][0]
        if "Table" in first.kinds and key == first.path[: first.kinds.index("Table") + 1]:
            if table := _as_table(sheet, inside, len(key)):
                parts.append(table)
            continue
        lines = as_lines(stretch for _, stretches in inside for stretch in stretches)
        if lines:
            parts.append(_as_block(first, lines))
    return parts, left


def _block_path(tagged: Tagged) -> Path:
    """The element that a block is: the outermost table, else the innermost item, else the innermost block."""
    if "Table" in tagged.kinds:
        return tagged.path[: tagged.kinds.index("Table") + 1]
    for wanted in (("LI",), BLOCKS):
        for depth in range(len(tagged.kinds), 0, -1):
            if tagged.kinds[depth - 1] in wanted:
                return tagged.path[:depth]
    return tagged.path


def _as_block(tagged: Tagged, lines: list[PrintedLine]) -> TextBlock:
    block = begin(lines[0], None)
    block.lines = lines
    kinds = tagged.kinds
    heading = next((kind for kind in reversed(kinds) if re.fullmatch(r"H\d?|Title", kind)), "")
    if heading:
        block.role, block.rest, block.marker = Role.HEADING, 0, ""
        block.level = int(heading[1]) if heading[1:].isdigit() else 1 if heading == "Title" else 0
    elif "Note" in kinds:
        block.role, block.rest, block.marker = Role.FOOTNOTE, 0, ""
    elif "LI" in kinds:
        block.role = Role.ITEM
        block.marker = block.marker or "-"
        block.depth = max(1, kinds.count("L"))
    elif "TOCI" in kinds or "TOC" in kinds:
        block.role = Role.CONTENTS
    return block


def _as_table(sheet: Sheet, inside: Sequence[tuple[Tagged, list[Stretch]]], depth: int) -> TableBlock | None:
    rows: dict[Path, dict[Path, TableCell]] = {}
    for tagged, stretches in inside:
        places = [at for at, kind in enumerate(tagged.kinds) if at >= depth and kind in ("TR", "TH", "TD")]
        if len(places) < 2:  # noqa: PLR2004 (a row and a cell)
            continue
        row = rows.setdefault(tagged.path[: places[0] + 1], {})
        is_head = tagged.kinds[places[1]] == "TH"
        cell = row.setdefault(tagged.path[: places[1] + 1], TableCell(len(row), 1, [], is_head))
        cell.lines += as_lines(stretches)
    made = [list(row.values()) for row in rows.values()]
    if not made:
        return None
    edges = _place_columns(made)
    return TableBlock(sheet.number, made, edges)


def _place_columns(rows: Sequence[Sequence[TableCell]]) -> tuple[float, ...]:
    """Where columns begin; an empty cell has no words, so cells are put in columns by their place."""
    widest = max(rows, key=len)
    edges = sorted(min(line.left for line in cell.lines) for cell in widest if cell.lines)
    for row in rows:
        for cell in row:
            left = min(line.left for line in cell.lines)
            cell.column = max((at for at, edge in enumerate(edges) if edge <= left + 6), default=0)
    return tuple(edges)
