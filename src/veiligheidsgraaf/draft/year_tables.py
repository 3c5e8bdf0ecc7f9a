"""Tables of years: values below the year that heads their column, in tables and in rows of plain text."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ..reading.document import FURNITURE, Cell, Document, Heading, Mark, Role

YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/]|-\d)")
NUMBER = r"\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d+)?"
GRADE = re.compile(r"(?<![\d.,])(?P<value>\d[.,]\d)(?![\d.,]*\d)")
_VALUE = rf"(?:(?:{NUMBER})(?:\s?%)?|-)"
_TAIL = re.compile(rf"(?:(?<=\s)|^){_VALUE}(?:\s+{_VALUE})*\s*$")
_RUN = re.compile(rf"(?<=\s){_VALUE}(?:\s+{_VALUE})+(?=\s+[^\W\d])")  # and then words again
_CELL = re.compile(rf"(?P<value>{NUMBER})(?P<percent>\s?%)?|(?P<none>(?<=\s)-(?=\s|$))")
_BASE = re.compile(rf"(?P<value>{NUMBER})\s?(?P<percent>%)?(?:\s+\w+)?\s*\((?P<year>(?:19|20)\d\d)\)")
_LONGEST_ROW = 240
_GAP = 8  # lines of a table without a number
_SCALE = 10.0


_SENTENCE = re.compile(r"[.!?:]\s+")
_MOST_HEADS = 8  # words of a header line beside its years


@dataclass(frozen=True)
class Figure:
    """A value with what its words say of it. `year`: "" when no words near say which."""

    value: float
    year: str
    unit: str
    bound: str
    words: tuple[Mark, ...]
    score: float
    reason: str
    label: str = ""


def read_number(text: str) -> float:
    """`1.250` is a thousand, `7,5` and `7.5` are seven and a half."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        return float(text.replace(".", ""))
    return float(text.replace(",", "."))


def read_tables(document: Document) -> Iterator[Figure]:
    """Cells under a header that is a year."""
    for table in document.tables:
        for row in table.rows:
            label = " ".join(cell.text for cell in row if not re.search(r"\d", cell.text))
            for cell in row:
                year = YEAR.search(" ".join(cell.header))
                base = _BASE.search(cell.text)
                match = _CELL.fullmatch(cell.text.strip())
                if base:
                    yield _table_figure(base, base["year"], cell.marks(base.start(), base.end()), label)
                elif year and match and match["value"] and not YEAR.fullmatch(match["value"]):
                    yield _table_figure(match, year[0], cell.marks(0, len(cell.text)), label)


@dataclass(frozen=True)
class _Written:
    """A line as it was written: of a file whose pages break lines, a whole block."""

    text: str
    marks: Callable[[int, int], tuple[Mark, ...]]
    is_heading: bool


def read_lines(document: Document) -> Iterator[Figure]:
    """Rows of numbers below a line of years: a table that the file shows as text only."""
    years: list[str] = []
    gap = 0
    label = ""
    for line in _list_written(document):
        text = line.text
        tail = _SENTENCE.split(text.rstrip())[-1]  # a head that reading joined to the text before it
        found = YEAR.findall(tail)
        if len(found) > 1 and _is_header(tail):
            years, gap, label = found, 0, ""
            continue
        if not years or len(text) > _LONGEST_ROW:
            continue
        rows = list(_list_rows(text))
        gap = gap + 1 if text.strip() else gap
        if gap > _GAP or (line.is_heading and not rows):
            years = []
        elif rows:
            gap = 0
            for row in rows:
                yield from _row(line, row, years, label)
                label = ""
        elif text.strip():
            label = text.strip()


def _list_written(document: Document) -> Iterator[_Written]:
    """What is written outside tables, whose cells are read by their header."""
    if document.metadata.kind == "pdf":
        for block in document.blocks:
            if document.lines[block.first - 1].role not in FURNITURE and not isinstance(block, Cell):
                yield _Written(block.text, block.marks, isinstance(block, Heading))
        return
    cells = (cell for table in document.tables for row in table.rows for cell in row)
    tabled = {number for cell in cells for number in range(cell.first, cell.last + 1)}
    for line in document.lines:
        if line.role not in FURNITURE and line.number not in tabled:
            yield _Written(line.text, partial(_mark, line.number), line.role == Role.HEADING)


def _mark(number: int, start: int, end: int) -> tuple[Mark, ...]:
    return (Mark(number, start, end),)


@dataclass(frozen=True)
class _Row:
    """Characters [start, end) of a line: words, a value with its year (`base`), values from `values` on."""

    start: int
    end: int
    base: re.Match[str] | None
    values: int | None


def _list_rows(text: str) -> Iterator[_Row]:
    """The rows that reading joined in a line, each with its values; none where it has none."""
    ends = [*(match.end() for match in _RUN.finditer(text)), len(text.rstrip())]
    start = 0
    for end in ends:
        match = _TAIL.search(text, start, end)
        base = _BASE.search(text, start, end)
        if match or base:
            yield _Row(start, end, base, match.start() if match else None)
        start = end


def _is_header(text: str) -> bool:
    """Whether a line is words and years only."""
    rest = YEAR.sub("", text)
    return not re.search(r"[\d.;!?]", rest) and len(rest.split()) < _MOST_HEADS


def _row(line: _Written, row: _Row, years: Sequence[str], label: str) -> Iterator[Figure]:
    text, base = line.text, row.base
    words = " ".join(f"{label} {text[row.start : row.end if row.values is None else row.values]}".split())
    if base:
        yield _table_figure(base, base["year"], line.marks(base.start(), base.end()), words)
    if row.values is None:
        return
    start = max(row.values, base.end() if base else 0)
    cells = list(_CELL.finditer(text, start, row.end))
    columns = text[start : row.end].split(" ")
    if len(cells) < len(columns) == len(years):  # an empty cell is two blanks
        years = [year for year, cell in zip(years, columns, strict=True) if cell]
    if len(cells) > len(years):
        cells = cells[-len(years) :]
    for cell, year in zip(cells, years[len(years) - len(cells) :], strict=True):
        if cell["value"] and not YEAR.fullmatch(cell["value"]):
            yield _table_figure(cell, year, line.marks(cell.start(), cell.end()), words)


def _table_figure(match: re.Match[str], year: str, words: tuple[Mark, ...], label: str) -> Figure:
    value = read_number(match["value"])
    unit = (
        "procent" if match["percent"] else "rapportcijfer" if _is_grade(match["value"], label) else "aantal"
    )
    return Figure(value, year, unit, "", words, 0.95, f"staat in een tabel onder {year}", label)


def _is_grade(written: str, label: str) -> bool:
    return bool(GRADE.fullmatch(written)) or (
        "cijfer" in label.lower() and float(written.replace(",", ".")) <= _SCALE
    )
