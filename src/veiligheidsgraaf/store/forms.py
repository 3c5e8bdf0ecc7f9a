"""Answers to our own questions with numbers as the files state them, where the index writes them otherwise.

A number that all files write in one way is written so. Else a row is matched with the statements that it is
about: its things, or what they point at, are their subjects.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

FILE = "forms.json"
ROW_SERIALIZERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Form:
    """A number as it is stated, and where: graph, subject, and the other values of the subject."""

    graph: str
    subject: str
    stated: tuple[str, str]
    beside: frozenset[str]


class Forms:
    """The numbers of a release that the index writes otherwise."""

    def __init__(self, listed: Iterable[Mapping[str, Any]] = ()) -> None:
        self._by_number: dict[tuple[str, str], dict[str, list[Form]]] = defaultdict(lambda: defaultdict(list))
        self._alone: dict[tuple[str, str], tuple[str, str]] = {}
        for item in listed:
            if item["alone"]:
                self._alone[tuple(item["stored"])] = tuple(item["stated"])
            form = Form(item["graph"], item["subject"], tuple(item["stated"]), frozenset(item["beside"]))
            for thing in (item["subject"], *item["owners"]):
                self._by_number[tuple(item["stored"])][thing].append(form)
        self._marks = {f'"value":"{value}"'.encode() for value, _ in self._by_number}

    @classmethod
    def of(cls, release: Path) -> "Forms":
        """Those of a release; none when it has no table."""
        try:
            return cls(json.loads((release / FILE).read_text(encoding="utf-8")))
        except OSError:
            return cls()

    def __bool__(self) -> bool:
        return bool(self._by_number)

    def restate(self, body: bytes, asked: Iterable[str]) -> bytes:
        """SPARQL results in JSON with the numbers as stated. `asked`: IRIs that the query was asked with."""
        if not any(mark in body for mark in self._marks):
            return body
        found, given = json.loads(body), tuple(asked)
        for row in found.get("results", {}).get("bindings", ()):
            self.restate_row(row, given)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

    def is_known(self, value: str, datatype: str) -> bool:
        """Whether a number is one of those that may be stated otherwise."""
        return (value, datatype) in self._by_number

    def restate_row(self, row: dict[str, dict[str, str]], asked: tuple[str, ...] = ()) -> None:
        """Put the numbers of a row as they are stated. `asked`: IRIs that the query was asked with."""
        things = [*asked, *(cell["value"] for cell in row.values() if cell["type"] == "uri")]
        values = {cell["value"] for cell in row.values()}
        changed = {}
        for name, cell in row.items():
            by_thing = self._by_number.get((cell["value"], cell.get("datatype", "")))
            if by_thing is None:
                continue
            forms = [form for thing in things for form in by_thing.get(thing, ())]
            alone = self._alone.get((cell["value"], cell.get("datatype", "")))
            stated = {alone} if alone else _best(forms, things, values)
            if len(stated) == 1:
                value, datatype = stated.pop()
                changed[name] = {**cell, "value": value, "datatype": datatype}
        row.update(changed)


def _best(forms: list[Form], things: list[str], values: set[str]) -> set[tuple[str, str]]:
    """How the number is stated by what the row is most likely about;
    more than one when that cannot be told.
    """

    def likeness(form: Form) -> tuple[bool, bool, int]:
        return form.graph in things, form.subject in things, len(form.beside & values)

    most = max(map(likeness, forms), default=None)
    return {form.stated for form in forms if likeness(form) == most}


def convert(body: bytes, to: str) -> bytes:
    """SPARQL results in JSON as csv, tsv, xml or json."""
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    assert not isinstance(found, bool)
    made = found.serialize(format=ROW_SERIALIZERS[to])
    assert made is not None
    return made
