"""Ask a named question of a store."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

from ..store.pool import Store
from ..store.query import Query
from ..words import iris
from ..words.errors import UnknownName
from ..words.questions import THINGS, Question
from ..words.values import Term, read_term

_CHOICES = "keuzes"


@dataclass(frozen=True)
class Value:
    """One cell: its text, and its IRI when it is a thing."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of an answer. `columns`: name -> heading, in order; every row has one value for each."""

    columns: dict[str, str]
    rows: tuple[tuple[Value, ...], ...]

    def as_csv(self) -> str:
        """The rows as CSV (RFC 4180), things by their IRI. A leading `=`, `+`, `-` or `@` stays: this is
        data, not a spreadsheet.
        """
        return write_csv(self.columns, ([value.iri or value.text for value in row] for row in self.rows))


def write_csv(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under their columns as CSV (RFC 4180)."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


@dataclass(frozen=True)
class Choice:
    """Something a parameter can be: its kind, slug and name."""

    kind: str
    slug: str
    name: str


class Answers:
    """The named questions of one release."""

    def __init__(self, store: Store, questions: Mapping[str, Question]) -> None:
        self._store = store
        self.questions = questions

    @property
    def listed(self) -> list[Question]:
        """The questions shown to people, by name."""
        return [question for question in self.questions.values() if question.listed]

    def find_question(self, name: str) -> Question:
        """The question of that name. Raises UnknownName with the nearest."""
        if name not in self.questions:
            raise UnknownName("vraag", name, self.questions)
        return self.questions[name]

    def find_listed(self, name: str) -> Question:
        """The same among those shown to people: parts of pages are not asked by name."""
        listed = {question.name: question for question in self.listed}
        if name not in listed:
            raise UnknownName("vraag", name, listed)
        return listed[name]

    def ask(self, name: str, values: Mapping[str, str], rows_format: str) -> bytes:
        """The answer as bytes in csv, tsv, json or xml. `values`: parameter -> slug. Raises UnknownName,
        InvalidRequest.
        """
        question = self.find_question(name)
        bindings = question.bind(values)
        self._check_slugs(question, values)
        query = Query(question.sparql, trusted=True, rows_format=rows_format, bindings=bindings)
        return self._store.run(query).body

    def rows(self, name: str, values: Mapping[str, str], tail: str = "") -> list[dict[str, Term]]:
        """The answer as rows of RDF terms, by variable; unbound ones are left out. `tail`: a LIMIT, OFFSET or
        VALUES clause.
        """
        question = self.find_question(name)
        query = Query(
            question.sparql + tail, trusted=True, rows_format="json", bindings=question.bind(values)
        )
        found = json.loads(self._store.run(query).body)
        return [
            {variable: read_term(cell) for variable, cell in row.items()}
            for row in found["results"]["bindings"]
        ]

    def table(self, name: str, values: Mapping[str, str]) -> Table:
        """The answer as rows for people: the columns of the question's header, in order."""
        columns = self.find_question(name).columns
        found = json.loads(self.ask(name, values, "json"))
        rows = tuple(
            tuple(_value(binding.get(column)) for column in columns)
            for binding in found["results"]["bindings"]
        )
        return Table(columns, rows)

    def choices(self, kind: str) -> list[Choice]:
        """What a parameter of this kind can be, by name."""
        return [choice for choice in self._choices if choice.kind == kind]

    @cached_property
    def _choices(self) -> tuple[Choice, ...]:
        found = json.loads(self._store.run(Query(self.questions[_CHOICES].sparql, trusted=True)).body)
        rows = (
            {name: cell["value"] for name, cell in binding.items()}
            for binding in found["results"]["bindings"]
        )
        return tuple(
            Choice(row["soort"], iris.slug_for(row["soort"], row["ding"]), row["naam"]) for row in rows
        )

    def _check_slugs(self, question: Question, values: Mapping[str, str]) -> None:
        for parameter in question.parameters:
            value = values.get(parameter.name)
            known = {choice.slug for choice in self.choices(parameter.kind)}
            if value and parameter.kind in THINGS and value not in known:
                raise UnknownName(parameter.name, value, known)


def _value(cell: Mapping[str, str] | None) -> Value:
    if cell is None:
        return Value("")
    if cell["type"] == "uri":
        return Value(iris.slug(cell["value"]), cell["value"])
    return Value(cell["value"])
