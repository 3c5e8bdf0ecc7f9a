"""Printed lines as paragraphs, items and headings, by their place, size and signs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .. import signs
from ..document import Role
from .drawing import Place
from .parts import TextBlock
from .rows import PrintedLine

_LARGER, _SMALLER = 1.1, 0.93
_GAP = 1.35
_SAME_SIZE = 0.5
_LONGEST_HEADING = 160
_LONGEST_BOLD = 120
_NEARBY = 10
_LOW = 0.5  # of the page: where footnotes stand


@dataclass(frozen=True)
class Usual:
    """What is usual in a document: the size of text, and the step from line to line, in sizes."""

    size: float
    step: float
    bold: bool


def find_usual(lines: Sequence[PrintedLine], size: float) -> Usual:
    """The usual step and weight of lines of the usual size."""
    steps: Counter[float] = Counter()
    bold = 0
    for before, line in pairwise(lines):
        near = abs(before.size - size) < _SAME_SIZE and abs(line.size - size) < _SAME_SIZE
        step = line.bottom - before.bottom
        if near and 0 < step < 3 * size and abs(line.left - before.left) < size:
            steps[round(step / size, 1)] += 1
        bold += line.bold
    return Usual(size, steps.most_common(1)[0][0] if steps else 1.2, bold > len(lines) / 2)


def group(lines: Sequence[PrintedLine], usual: Usual, frames: Sequence[Place]) -> list[TextBlock]:
    """Blocks of the lines of one page, in order."""
    blocks: list[TextBlock] = []
    for at, line in enumerate(lines):
        frame = next((place for place in frames if _inside(line, place)), None)
        edge = max(
            (
                other.right
                for other in lines[max(0, at - _NEARBY) : at + _NEARBY]
                if other.left < line.right
                and other.right > line.left
                and abs(other.left - line.left) < 5 * line.size
            ),
            default=line.right,
        )
        if blocks and _is_same_frame(blocks[-1], frame, line) and goes_on(blocks[-1], line, usual, edge):
            blocks[-1].lines.append(line)
        else:
            blocks.append(begin(line, frame))
    return blocks


def _is_same_frame(block: TextBlock, frame: Place | None, line: PrintedLine) -> bool:
    """Whether a line stands in the box of a block, or in what is left of it in the next column."""
    in_next_column = line.left > block.lines[-1].right or line.top < block.lines[-1].top
    return block.frame == frame or (bool(block.frame and frame) and in_next_column)


def begin(line: PrintedLine, frame: Place | None) -> TextBlock:
    """A block that starts with a line."""
    block = TextBlock([line], frame=frame)
    if line.dotted:
        block.role, block.marker = Role.ITEM, "•"
    if marked := signs.find_marker(line.text):
        block.role, block.marker, block.rest = Role.ITEM, marked.marker, marked.rest
    return block


def goes_on(block: TextBlock, line: PrintedLine, usual: Usual, edge: float) -> bool:
    """Whether a line is the rest of a block on the same page."""
    last = block.lines[-1]
    if line.dotted or (signs.find_marker(line.text) and not _is_hanging(block, line)):
        return False
    if abs(line.size - last.size) > 0.08 * last.size or (line.bold != last.bold and _is_apart(last, line)):
        return False
    if line.top < last.top - last.size or line.left > last.right:
        return is_rest(block, line)
    step = line.bottom - last.bottom
    if step > _GAP * max(usual.step, 1.0) * last.size:
        return last.text.endswith("-") and line.text[:1].islower() and step < 4 * last.size
    first = block.lines[0]
    if block.role == Role.ITEM and not first.dotted and line.left > first.left + 0.3 * line.size:
        return True  # below its words, not below its marker
    starts_new = not line.text[:1].islower()
    ends = signs.ends_sentence(last.text) or last.text.endswith(":")
    if starts_new and fits(last, line, edge):
        return False
    if block.role == Role.ITEM and line.left < block.lines[0].left - 2:
        return False
    return not (
        ends and starts_new and line.left > block.lines[0].left + 0.8 * line.size and len(block.lines) > 1
    )


def is_rest(block: TextBlock, line: PrintedLine) -> bool:
    """Whether a line on the next page or in the next column is the rest of a block."""
    last = block.lines[-1].text
    if abs(line.size - block.lines[-1].size) > _SAME_SIZE or last.endswith((":", ";")):
        return False
    if (
        block.role not in (Role.PARAGRAPH, Role.ITEM)
        or signs.find_marker(line.text)
        or line.bold != block.lines[-1].bold
    ):
        return False
    if line.text[:1].islower() and not signs.ends_sentence(last):
        return True
    edge = max(each.right for each in block.lines)
    is_full = len(block.lines) > 1 and not fits(block.lines[-1], line, edge + 0.5 * line.size)
    return last.endswith("-") or is_full


def fits(last: PrintedLine, line: PrintedLine, edge: float) -> bool:
    """Whether the first word of a line would have fitted on the one before: it was broken on purpose."""
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) / max(len(line.text), 1)
    return last.right + (len(word) + 1) * width * 1.1 + 0.3 * last.size < edge


def settle_notes(blocks: Sequence[TextBlock], usual: Usual, heights: Sequence[float]) -> None:
    """Say which blocks are footnotes: small, with a number, low on the page."""
    for block in blocks:
        if block.role != Role.HEADING and _is_note(block, usual, heights[block.page - 1]):
            block.role, block.marker = Role.FOOTNOTE, ""
            block.rest = signs.find_note(block.lines[0].text) or 0


def settle(blocks: Sequence[TextBlock], usual: Usual) -> None:
    """Say which blocks are headings after all."""
    numbers = [signs.find_number(block.text) for block in blocks]
    for at, block in enumerate(blocks):
        beside = [numbers[other] for other in (at - 1, at + 1) if 0 <= other < len(blocks)]
        number = numbers[at]
        is_listed = number and any(other and signs.are_siblings(number[0], other[0]) for other in beside)
        if block.role not in (Role.PARAGRAPH, Role.ITEM) or not is_heading(block, usual):
            continue
        if not is_listed or _stands_out(block, usual):
            block.role, block.rest, block.marker = Role.HEADING, 0, ""


def _stands_out(block: TextBlock, usual: Usual) -> bool:
    """Whether a block is printed as a heading, and not only numbered as one."""
    return all(line.bold or line.size >= _LARGER * usual.size for line in block.lines)


def is_heading(block: TextBlock, usual: Usual) -> bool:
    """Whether a block is a heading by its size, its weight or its number."""
    text, line = block.text, block.lines[0]
    if not any(char.isalpha() for char in text) or len(text) > _LONGEST_HEADING:
        return False
    if all(each.size >= _LARGER * usual.size for each in block.lines):
        return block.role != Role.ITEM or line.bold or bool(signs.find_number(text))
    if len(text) > _LONGEST_BOLD or line.size < _SMALLER * usual.size or text.endswith((";", ",", ".")):
        return False
    if all(each.bold for each in block.lines) and not usual.bold:
        marked = signs.find_marker(text)
        return not text.endswith(":") and (not marked or marked.is_number)
    numbered = signs.find_number(text)
    return bool(numbered and numbered[1] > 1 and len(block.lines) == 1)


def _is_note(block: TextBlock, usual: Usual, height: float) -> bool:
    line = block.lines[0]
    small = line.size < _SMALLER * usual.size
    numbered = line.text[:1].isdigit() or signs.find_note(line.text) is not None or line.text.startswith("*")
    return small and numbered and line.top > _LOW * height


def _is_hanging(block: TextBlock, line: PrintedLine) -> bool:
    """Whether what looks like a marker is a dash or number at the start of the rest of a paragraph."""
    last = block.lines[-1]
    marked = signs.find_marker(line.text)
    is_word = bool(marked and marked.is_number and not signs.ends_sentence(last.text))
    return (
        is_word
        and block.role == Role.PARAGRAPH
        and abs(line.left - last.left) < 1
        and not last.text.endswith(":")
    )


def _is_apart(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether lines of other weight are blocks of their own: not when a word in bold fills one by chance."""
    return len(last.text) > 3 and len(line.text) > 3  # noqa: PLR2004


def _inside(line: PrintedLine, place: Place) -> bool:
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return place[0] - 1 <= x <= place[2] + 1 and place[1] - 1 <= y <= place[3] + 1
