"""Rows of a query as texts of terms, read from what the store writes as SPARQL TSV.

A store writes its rows faster than it hands over terms one by one, and a cell that comes often is read once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from ..words.prefixes import PREFIXES
from .term_texts import write_blank, write_iri, write_literal

_LITERAL = re.compile(r'"(?P<value>.*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>.*)>)?', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


class Cells(dict[str, str]):
    """Cell -> its text, read when first asked for. `marked`: texts of numbers that `is_marked` (value,
    datatype) wants told apart.
    """

    def __init__(self, is_marked: Callable[[str, str], bool] | None = None) -> None:
        super().__init__({"": ""})
        self._is_marked = is_marked
        self.marked: set[str] = set()

    def __missing__(self, cell: str) -> str:
        text = read_cell(cell)
        if self._is_marked and text[0] == "^":
            datatype, _, value = text[1:].partition(" ")
            if self._is_marked(value, datatype):
                self.marked.add(text)
        self[cell] = text
        return text


def read_columns(answer: ox.QuerySolutions, cells: Cells) -> dict[str, list[str]]:
    """Variable -> the text of its term in each row, "" where none is bound."""
    names = [variable.value for variable in answer.variables]
    written = (answer.serialize(format=ox.QueryResultsFormat.TSV) or b"").decode()
    _, _, body = written.partition("\n")
    texts = list(map(cells.__getitem__, body[:-1].replace("\n", "\t").split("\t") if body else ()))
    return {name: texts[place :: len(names)] for place, name in enumerate(names)}


def read_rows(answer: ox.QuerySolutions, cells: Cells) -> Iterator[dict[str, str]]:
    """Rows with the text of each term that is bound."""
    return join_columns(read_columns(answer, cells))


def join_columns(columns: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Rows of some columns, with what is bound."""
    for texts in zip(*columns.values(), strict=True):
        row = dict(zip(columns, texts, strict=True))
        yield row if all(texts) else {name: text for name, text in row.items() if text}


def read_cell(cell: str) -> str:
    """A term as TSV has it, as a text: numbers and booleans may stand there bare."""
    if cell[0] == "<":
        return write_iri(cell[1:-1])
    if cell[0] == "_":
        return write_blank(cell[2:])
    if found := _LITERAL.fullmatch(cell):
        value = _ESCAPED.sub(_unescape, found["value"])
        return write_literal(value, found["language"], found["datatype"] or "")
    if cell in ("true", "false"):
        kind = "boolean"
    elif "e" in cell.lower():
        kind = "double"
    else:
        kind = "decimal" if "." in cell else "integer"
    return write_literal(cell, None, PREFIXES["xsd"] + kind)


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
