"""Ask a named question of a store."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

from ..store.pool import Store
from ..store.query import Query
from ..words import iris
from ..words.errors import UnknownName
from ..words.parameters import THINGS
from ..words.questions import Question
from ..words.values import NOTHING, Term, read_term

_CHOICES = "keuzes"


class Row(dict[str, Term]):
    """One row of an answer: variable -> term; what is not bound is NOTHING."""

    def __missing__(self, variable: str) -> Term:
        return NOTHING


@dataclass(frozen=True)
class Table:
    """Rows of an answer. `columns`: name -> heading, in order; a row may know more than those."""

    columns: dict[str, str]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, columns: dict[str, str], rows: Iterable[Iterable[Term]]) -> "Table":
        """A table from the terms of each row, in the order of the columns."""
        return cls(columns, tuple(Row(zip(columns, row, strict=True)) for row in rows))

    @property
    def cells(self) -> Iterator[list[Term]]:
        """The terms of each row, in the order of the columns."""
        for row in self.rows:
            yield [row[column] for column in self.columns]

    def as_csv(self) -> str:
        """The rows as CSV (RFC 4180), things by their IRI.

        A leading `=`, `+`, `-` or `@` stays: this is data, not a spreadsheet.
        """
        return write_csv(self.columns, ([term.value for term in row] for row in self.cells))


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
        """The answer as bytes to hand on, in csv, tsv, json or xml. `values`: parameter -> slug.

        Raises UnknownName, InvalidRequest.
        """
        question = self.find_question(name)
        bindings = question.bind(values)
        self._check_slugs(question, values)
        query = Query(question.sparql, trusted=True, rows_format=rows_format, bindings=bindings)
        return self._store.run(query).body

    def rows(self, name: str, values: Mapping[str, str], tail: str = "") -> list[Row]:
        """The answer as rows; `tail`: a LIMIT, OFFSET or VALUES clause. Raises as `ask` does."""
        question = self.find_question(name)
        bindings = question.bind(values)
        self._check_slugs(question, values)
        query = Query(question.sparql + tail, trusted=True, rows_format="json", bindings=bindings)
        found = json.loads(self._store.run(query).body)["results"]["bindings"]
        return [Row((variable, read_term(cell)) for variable, cell in row.items()) for row in found]

    def table(self, name: str, values: Mapping[str, str]) -> Table:
        """The answer as a table: the columns of the question's header over its rows."""
        return Table(self.find_question(name).columns, tuple(self.rows(name, values)))

    def choices(self, kind: str) -> list[Choice]:
        """What a parameter of this kind can be, by name."""
        return [choice for choice in self._choices if choice.kind == kind]

    @cached_property
    def _choices(self) -> tuple[Choice, ...]:
        rows = self.rows(_CHOICES, {})
        return tuple(
            Choice(
                row["soort"].value, iris.slug_for(row["soort"].value, row["ding"].value), row["naam"].value
            )
            for row in rows
        )

    def _check_slugs(self, question: Question, values: Mapping[str, str]) -> None:
        for parameter in question.parameters:
            value = values.get(parameter.name)
            if value and parameter.kind in THINGS:
                known = {choice.slug for choice in self.choices(parameter.kind)}
                if value not in known:
                    raise UnknownName(parameter.name, value, known)
