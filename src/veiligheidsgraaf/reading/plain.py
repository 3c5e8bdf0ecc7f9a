"""Plain text and Markdown: every line as it stands, and by its signs and its neighbours what it is."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from ..words.errors import CannotRead
from . import signs
from .composer import Composer
from .contents import find_contents
from .document import Document, Metadata, Role
from .joining import Span
from .tabbed import find_grids

_LINE_END = re.compile(r"\r\n|\n|\r")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_BOLD = re.compile(r"\s*(?:\*\*|__)(?P<text>[^*]+)(?:\*\*|__)\s*$")
_PAGE_MARK = re.compile(
    r"\s*(?:pagina|blz\.?|p\.)\s*\d{1,3}(?:\s*(?:van|/|\|)\s*\d{1,3})?\s*$", re.IGNORECASE
)
MOST_LINES = 200_000
_WRAPPED = 130  # half of the lines is shorter, in a text with broken lines
_FULL = 0.6  # of the usual width: a line that goes on
_MOST_MORE = 2  # lines that a heading may go on over
_LONGEST = 130
_LEAST_LETTERS = 3
_AHEAD = 3
_FAR = 40  # lines ahead: the first part of a chapter
_LONG_RUN = 3  # short lines under each other are headings, more are a list or a table


def read_plain(data: bytes, text: str, is_markdown: bool) -> Document:
    """The document of a text. Line ends may be of any kind, the last one may be missing.

    Raises CannotRead when it is far longer than a plan.
    """
    lines = split_lines(text)
    if len(lines) > MOST_LINES:
        raise CannotRead(
            f"de tekst telt {len(lines)} regels, meer dan de {MOST_LINES} die gelezen worden",
            "wijs de tekst van het plan zelf aan",
        )
    composer = Composer()
    page = 1 if "\f" in text else None
    for line in lines:
        page = page + line.count("\f") if page else None
        composer.write(line, page=page)
    _Reader(composer, lines).read()
    kind = "markdown" if is_markdown else "tekst"
    return composer.finish(data, Metadata(kind=kind, pages=page or 0))


def split_lines(text: str) -> list[str]:
    """The lines of a text, as `words.lines` counts them."""
    lines = _LINE_END.split(text)
    return lines[:-1] if lines and not lines[-1] else lines


class _Reader:
    """Goes over the lines once; what is open is the block that the next line may go on with."""

    def __init__(self, composer: Composer, lines: Sequence[str]) -> None:
        self._composer, self._lines = composer, lines
        lengths = [len(line.strip()) for line in lines if line.strip()]
        self._width = median(lengths) if lengths else 0
        self._is_wrapped = self._width < _WRAPPED
        self._contents = find_contents(lines)
        self._open: list[Span] = []
        self._marked: tuple[str, int] | None = None
        self._note = False
        self._base = 0
        self._numbered = self._chapter = 0
        self._run = _find_runs(lines)
        self._taken: set[int] = set()
        self._in_heading: set[int] = set()

    def read(self) -> None:
        taken = self._taken = self._take_grids()
        blanks = 0
        for number, line in enumerate(self._lines, 1):
            if number in self._in_heading:
                continue
            if number in taken or number in self._contents or _PAGE_MARK.match(line):
                self._close()
                if number in self._contents:
                    self._composer.say_role(Role.CONTENTS, number)
                elif number not in taken:
                    self._composer.say_role(Role.PAGE_FOOT, number)
            elif not line.strip():
                blanks += 1
                continue
            elif not self._goes_on(line, blanks):
                self._close()
                self._begin(number, line, blanks)
            else:
                self._open.append(self._composer.span(number))
            blanks = 0
        self._close()

    def _take_grids(self) -> set[int]:
        taken: set[int] = set()
        free = [line if number not in self._contents else "" for number, line in enumerate(self._lines, 1)]
        for grid in find_grids(free):
            self._composer.table(grid.rows, grid.headers)
            taken.update(range(grid.first, grid.last + 1))
        return taken

    def _goes_on(self, line: str, blanks: int) -> bool:
        """Whether a line is the rest of the open block."""
        if not self._open:
            return False
        before = self._lines[self._open[-1][0] - 1].rstrip()
        if signs.find_marker(line) or _HASHES.match(line) or signs.find_note(line):
            return False
        starts_small = line.lstrip()[:1].islower()
        broken = before[-1:] in "-‐\u00ad" and before[-2:-1].isalpha() and starts_small
        if broken and blanks <= 1:
            return True
        is_full = len(before.strip()) >= _FULL * self._width
        ends = signs.ends_sentence(before) or before.endswith((":", ";"))
        if blanks:
            return blanks == 1 and starts_small and not ends and is_full
        if not self._is_wrapped:
            return starts_small and not ends
        return starts_small or is_full or not ends

    def _begin(self, number: int, line: str, blanks: int) -> None:
        if match := _HASHES.match(line):
            self._base = len(match[1])
            found = signs.find_number(line[match.end() :])
            self._composer.heading(
                [self._composer.span(number, match.end())], self._base, found[0] if found else ""
            )
        elif self._is_heading(number, line, blanks):
            self._head(number, line)
        elif marked := signs.find_marker(line):
            indent = len(line) - len(line.lstrip())
            self._marked = marked.marker, 1 + (indent + 1) // 2 if indent < 20 else 1  # noqa: PLR2004
            self._open = [self._composer.span(number, marked.rest)]
        else:
            start = signs.find_note(line)
            self._note = start is not None
            self._open = [self._composer.span(number, start or 0)]

    def _close(self) -> None:
        if self._open and self._marked:
            self._composer.item(self._open, *self._marked)
        elif self._open:
            self._composer.paragraph(self._open, Role.FOOTNOTE if self._note else Role.PARAGRAPH)
        self._open, self._marked, self._note = [], None, False

    def _is_heading(self, number: int, line: str, blanks: int) -> bool:
        if number in self._run or not signs.is_short(line) or not _starts_as_heading(line):
            return False
        marked = signs.find_marker(line)
        if marked and marked.is_number and self._has_sibling(number, marked.value):
            return False
        if signs.find_number(line) or signs.find_named(line):
            return not signs.is_row_of_figures(line)
        if marked or signs.is_row_of_figures(line):
            return False
        stands_free = blanks > 0 or number == 1 or not self._lines[number - 2].strip()
        if not stands_free:
            return False
        following = self._lines[number] if number < len(self._lines) else ""
        after = next((text for text in self._lines[number : number + _AHEAD] if text.strip()), "")
        if after.lstrip()[:1].islower():
            return False  # the first words of a sentence
        if not following.strip() or signs.find_marker(following):
            return True
        return len(line.strip()) < _FULL * self._width <= len(following.strip()) and self._is_wrapped

    def _has_sibling(self, number: int, value: int) -> bool:
        """Whether the number before or after stands in the same lines, with no empty one between: a list."""
        for step in (-1, 1):
            at = number - 1 + step
            while 0 <= at < len(self._lines) and self._lines[at].strip():
                other = signs.find_marker(self._lines[at])
                if other and other.is_number:
                    if other.value == value + step:
                        return True
                    break
                at += step
        return False

    def _head(self, number: int, line: str) -> None:
        """A heading by its number, else one below the last that had one."""
        rest = self._rest_of_heading(number)
        self._in_heading.update(rest)
        spans = [self._composer.span(at) for at in (number, *rest)]
        if found := signs.find_number(line):
            self._base = self._level_of(number, *found)
            self._composer.heading(spans, self._base, found[0])
        elif named := signs.find_named(line):
            level = named[1] or self._numbered + 1
            self._base = level
            self._composer.heading(spans, level, named[0])
        else:
            self._composer.heading(spans, self._base + 1)

    def _level_of(self, at: int, number: str, depth: int) -> int:
        """The level of a numbered heading: a plain number that is no chapter counts below the last."""
        if depth > 1:
            self._numbered = depth
            return depth
        ahead = (signs.find_number(line) for line in self._lines[at : at + _FAR])
        following = next((found[0] for found in ahead if found), "")
        is_next = not self._chapter or int(number) == self._chapter + 1
        if not is_next and not following.startswith(f"{number}."):
            return self._numbered + 1
        self._chapter, self._numbered = int(number), 1
        return 1

    def _rest_of_heading(self, number: int) -> list[int]:
        """The lines that a heading goes on over, when only it stands between two empty lines."""
        found: list[int] = []
        while number + len(found) < len(self._lines) and self._lines[number + len(found)].strip():
            found.append(number + len(found) + 1)
            if len(found) > _MOST_MORE:
                return []
        texts = [self._lines[at - 1] for at in found]
        whole = sum(len(text) for text in (self._lines[number - 1], *texts))
        is_text = any(
            signs.find_marker(text) or signs.find_number(text) or _HASHES.match(text) for text in texts
        )
        ends = bool(texts) and texts[-1].rstrip().endswith((".", ":", ";", ","))
        return [] if is_text or ends or whole > _LONGEST or self._taken & set(found) else found


def _starts_as_heading(line: str) -> bool:
    text = line.strip().lstrip("*_#“\"'‘( ")
    letters = sum(char.isalpha() for char in text)
    return (text[:1].isupper() or text[:1].isdigit()) and (
        letters >= _LEAST_LETTERS or not text[:1].isdigit()
    )


def _find_runs(lines: Sequence[str]) -> set[int]:
    """Numbers of short lines that stand under each other, nothing between: a list or table, no headings."""
    found: set[int] = set()
    for run in _short_runs(lines):
        numbers = [signs.find_number(lines[index]) for index in run]
        for at, index in enumerate(run):
            beside = [numbers[other] for other in (at - 1, at + 1) if 0 <= other < len(run)]
            number = numbers[at]
            if number:
                siblings = [other for other in beside if other and signs.are_siblings(number[0], other[0])]
                if siblings:
                    found.add(index + 1)
            elif len(run) > _LONG_RUN and index != run[-1]:
                found.add(index + 1)
    return found


def _short_runs(lines: Sequence[str]) -> Iterator[list[int]]:
    run: list[int] = []
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        marked = signs.find_marker(line)
        if signs.is_short(line) and "\t" not in line and not (marked and not marked.is_number):
            run.append(index)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run
