"""Ask a named question of a store."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from ..facts.answer_rows import sorted_by
from ..facts.constraints import KEYS, NOT, PERIOD, Constraints, read_constraints
from ..facts.constraints import THINGS as KINDS_OF_KEYS
from ..facts.fact_store import FactStore, Page
from ..names.entries import Choice
from ..names.stored import StoredLexicon
from ..store.forms import convert
from ..store.pool import Store
from ..store.query import Query
from ..words import iris
from ..words.errors import InvalidRequest, UnknownName
from ..words.parameters import THINGS, Parameter
from ..words.questions import Question, load_release_questions
from ..words.release import Release
from ..words.values import NOTHING, Row, Term, read_term, write_term


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


class Answers:
    """The named questions of one release: from its facts, and parts of pages from its store."""

    def __init__(
        self,
        store: Store,
        questions: Mapping[str, Question],
        names: StoredLexicon,
        facts: FactStore | None = None,
    ) -> None:
        self._store = store
        self.questions = questions
        self.names = names
        self.facts = facts

    @classmethod
    def of(cls, release: Release, store: Store) -> "Answers":
        """The questions of a release, answered from its facts, with its names.

        Raises NoRelease when these cannot be read.
        """
        questions = load_release_questions(release)
        names = StoredLexicon.open(release)
        return cls(store, questions, names, FactStore(release.facts, questions))

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
        """The answer as SPARQL results in csv, tsv, json or xml. `values`: parameter or key -> slug.

        Raises UnknownName, InvalidRequest.
        """
        columns = list(self.find_question(name).columns)
        bindings = [
            {column: write_term(row[column]) for column in columns if row[column] is not NOTHING}
            for row in self.rows(name, values)
        ]
        found = {"head": {"vars": columns}, "results": {"bindings": bindings}}
        body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        return body if rows_format == "json" else convert(body, rows_format)

    def rows(self, name: str, values: Mapping[str, str], tail: str = "") -> list[Row]:
        """The answer as rows; `tail`: a LIMIT, OFFSET or VALUES clause, for parts of pages. Raises as `ask`
        does.
        """
        question = self.find_question(name)
        if self.facts is not None and name in self.facts and not tail:
            constraints = self._constraints(question, values)
            self._check_slugs(question, values)
            return list(self.facts.rows(name, constraints))
        bindings = question.bind(values)
        self._check_slugs(question, values)
        query = Query(question.sparql + tail, trusted=True, rows_format="json", bindings=bindings)
        found = json.loads(self._store.run(query).body)["results"]["bindings"]
        return [Row((variable, read_term(cell)) for variable, cell in row.items()) for row in found]

    def keys_of(self, question: Question) -> tuple[str, ...]:
        """By what an answer can be narrowed beside the parameters of its question: all keys when it has
        facts, else none.
        """
        if self.facts is None or question.name not in self.facts:
            return ()
        return (*KEYS, *(NOT + key for key in KEYS), PERIOD)

    def slugs_of(self, key: str, most: int) -> list[str]:
        """The first slugs that a key can have."""
        kind = KINDS_OF_KEYS.get(key, key)
        if kind in THINGS:
            return [choice.slug for choice in self.choices(kind)[:most]]
        assert self.facts is not None
        return [iris.slug_for(kind, value) for value in self.facts.values_of(key, most)]

    def find_unknown(self, key: str, slug: str) -> str:
        """Why a value of a key is not known, with the nearest; "" when it is known or no thing."""
        if key not in KINDS_OF_KEYS or self.facts is None:
            return ""
        kind = KINDS_OF_KEYS[key]
        if kind in THINGS and self.names.can_choose(kind, slug):
            return ""
        (item,) = read_constraints([(key, slug)])[0].given
        if self.facts.knows(key, item.values[0]):
            return ""
        near = (
            self.names.slugs_near(kind, slug)
            if kind in THINGS
            else [iris.slug_for(kind, iri) for iri in self.facts.nearest(key, item.values[0])]
        )
        return str(UnknownName(key, slug, near))

    def page(
        self, name: str, pairs: Iterable[tuple[str, str]], limit: int, offset: int = 0, sort: str = ""
    ) -> Page:
        """Some rows of an answer and how many there are. `pairs`: parameter or key -> slug, a key as often as
        one likes; `sort`: a column, with `-` before it for the other way round. Raises as `ask` does.
        """
        question, pairs = self.find_question(name), tuple(pairs)
        keys = self.keys_of(question)
        if not keys or any(key not in keys for key, _ in pairs):
            rows = self.rows(name, dict(pairs))
            return Page(len(rows), tuple(rows[offset : offset + limit]))
        assert self.facts is not None
        order = sorted_by(question, sort) if sort else None
        return self.facts.page(name, self._read(question, pairs), limit, offset, order)

    def _constraints(self, question: Question, values: Mapping[str, str]) -> Constraints:
        """Values as constraints. Raises UnknownName on a key that is none, InvalidRequest on a value."""
        return self._read(question, ((key, value) for key, value in values.items() if value))

    def _read(self, question: Question, pairs: Iterable[tuple[str, str]]) -> Constraints:
        found, faults = read_constraints(pairs)
        for fault in faults:
            if fault.code == "unknown":
                raise UnknownName(f"parameter van {question.name}", fault.name, KEYS)
            raise InvalidRequest(f"parameter {fault.name}: {fault.detail}")
        return found

    def table(self, name: str, values: Mapping[str, str]) -> Table:
        """The answer as a table: the columns of the question's header over its rows."""
        return Table(self.find_question(name).columns, tuple(self.rows(name, values)))

    def choices(self, kind: str) -> list[Choice]:
        """What a parameter of this kind can be, by name."""
        return self.names.choices(kind)

    def check_slug(self, parameter: Parameter, value: str) -> None:
        """Pass a value of a parameter that is no thing, or a thing that can be chosen.

        Raises UnknownName with the nearest.
        """
        kind = parameter.kind
        if value and kind in THINGS and not self.names.can_choose(kind, value):
            raise UnknownName(parameter.name, value, self.names.slugs_near(kind, value))

    def _check_slugs(self, question: Question, values: Mapping[str, str]) -> None:
        for parameter in question.parameters:
            self.check_slug(parameter, values.get(parameter.name, ""))
