"""Running text of a marked-up format: words with their links and weight, gathered into lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import signs
from .composer import Composer
from .document import Role
from .joining import Span

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2002-\u200a\u202f\u3000]+")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_IN_HEADING = 90


@dataclass(frozen=True)
class Run:
    """Words of one kind. `raised`: they stand above the line."""

    text: str
    address: str = ""
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True)
class FlowLine:
    """A line with the places of its links. `bold`: all of it is."""

    text: str
    links: tuple[tuple[int, int, str], ...] = ()
    bold: bool = False


class Runs:
    """Words as they come in, until a block ends."""

    def __init__(self) -> None:
        self._lines: list[list[Run]] = [[]]

    def add(self, run: Run) -> None:
        """Add some words."""
        self._lines[-1].append(run)

    def break_line(self) -> None:
        """The next words stand on a new line of the same block."""
        self._lines.append([])

    def take(self) -> list[FlowLine]:
        """The lines with words so far; the next block starts empty."""
        lines, self._lines = self._lines, [[]]
        return [line for line in map(_as_line, lines) if line.text]


def _as_line(runs: Sequence[Run]) -> FlowLine:
    text, links = "", []
    for run in runs:
        words = run.text.translate(_SUPERSCRIPT) if _is_raised_note(run) else run.text
        words = _SPACE.sub(" ", words)
        if not text or text.endswith(" "):
            words = words.lstrip(" ")
        if run.address and words.strip():
            links.append((len(text), len(text) + len(words.rstrip()), run.address))
        text += words
    bold = [run.bold for run in runs if re.search(r"\w", run.text)]
    return FlowLine(text.rstrip(), tuple(links), bool(bold) and all(bold))


def _is_raised_note(run: Run) -> bool:
    return run.raised and bool(re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", run.text))


class Flow:
    """Writes blocks of lines, in the order in which they come."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._level = 0

    def heading(self, lines: Sequence[FlowLine], level: int = 0, number: str = "") -> None:
        """A heading; level 0 is one below the last that had a level."""
        if not lines:
            return
        self._level = level or self._level
        found = signs.find_number(lines[0].text) or signs.find_named(lines[0].text)
        spans = self.write(lines, Role.HEADING)
        self.composer.heading(spans, level or self._level + 1, number or (found[0] if found else ""))

    def paragraph(self, lines: Sequence[FlowLine], role: Role = Role.PARAGRAPH) -> None:
        """A paragraph; one that is all bold and short is a heading in disguise, one with a marker an item."""
        if not lines:
            return
        is_plain = role in (Role.PARAGRAPH, Role.FRAME)
        if is_plain and _is_disguised_heading(lines):
            self.heading(lines)
            return
        marked = signs.find_marker(lines[0].text)
        if marked and is_plain and len(lines) == 1:
            number, _, end = self.write(lines, Role.ITEM)[0]
            self.composer.item([(number, marked.rest, end)], marked.marker)
            return
        self.composer.paragraph(self.write(lines, role), role)

    def item(self, lines: Sequence[FlowLine], marker: str, depth: int) -> None:
        """An item of a list; its marker is written before it."""
        if lines:
            marker = marker.strip() or "-"
            spans = self.write(lines, Role.ITEM, f"{marker} ")
            self.composer.item(spans, marker, depth)

    def footnote(self, lines: Sequence[FlowLine], marker: str = "") -> None:
        """A footnote with its marker before it."""
        if lines:
            prefix = f"{marker.strip().translate(_SUPERSCRIPT)} " if marker.strip() else ""
            self.composer.paragraph(self.write(lines, Role.FOOTNOTE, prefix), Role.FOOTNOTE)

    def write(self, lines: Sequence[FlowLine], role: Role, prefix: str = "") -> list[Span]:
        """Write lines, with something before the first that is no part of the block."""
        spans = []
        for line in lines:
            number, _, end = self.composer.write(prefix + line.text, role)
            spans.append((number, len(prefix), end))
            for start, stop, address in line.links:
                self.composer.link(number, start + len(prefix), stop + len(prefix), address)
            prefix = ""
        return spans


def _is_disguised_heading(lines: Sequence[FlowLine]) -> bool:
    text = " ".join(line.text for line in lines)
    return all(line.bold for line in lines) and len(text) <= _MOST_IN_HEADING and signs.is_short(text)
