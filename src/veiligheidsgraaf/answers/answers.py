"""Ask a named question of a store."""

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from io import StringIO

from ..facts.answer_rows import sorted_by
from ..facts.conditions import NOWHERE, Where
from ..facts.constraints import HELD, KEYS, NOT, PERIOD, Constraints, read_constraints
from ..facts.constraints import THINGS as KINDS_OF_KEYS
from ..facts.fact_store import FactStore, Page
from ..facts.thing_store import ThingStore
from ..names.entries import Choice
from ..names.stored import StoredLexicon
from ..store.forms import convert
from ..store.pool import Store
from ..store.query import Query
from ..words import iris
from ..words.errors import InvalidRequest, UnknownName
from ..words.parameters import DAY, THINGS, Parameter
from ..words.questions import Question, load_release_questions
from ..words.release import Release
from ..words.values import NOTHING, Row, Term, read_term, write_term
from .together import Together

# What is asked: parameter or key -> slug; as pairs a key may come more than once.
Values = Mapping[str, str] | Iterable[tuple[str, str]]
_KNOWN = 4096  # values that were looked up last


@dataclass(frozen=True)
class Table:
    """Rows of an answer. `columns`: name -> heading, in order; a row may know more than those.

    `in_all`: how many rows the answer has, when these are only some of them.
    """

    columns: dict[str, str]
    rows: tuple[Row, ...]
    in_all: int | None = None

    @property
    def total(self) -> int:
        """How many rows the answer has in all."""
        return len(self.rows) if self.in_all is None else self.in_all

    @classmethod
    def of(cls, columns: dict[str, str], rows: Iterable[Iterable[Term]]) -> "Table":
        """A table from the terms of each row, in the order of the columns."""
        return cls(columns, tuple(Row(zip(columns, row, strict=True)) for row in rows))

    @property
    def cells(self) -> Iterator[list[Term]]:
        """The terms of each row, in the order of the columns."""
        for row in self.rows:
            yield [row[column] for column in self.columns]

    def as_results(self) -> bytes:
        """The rows as SPARQL results in JSON."""
        bindings = [
            {column: write_term(row[column]) for column in self.columns if row[column] is not NOTHING}
            for row in self.rows
        ]
        found = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

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
        self.together = Together()
        # A value is looked at where it comes in, and again by who asks with it.
        self._is_known = lru_cache(_KNOWN)(self._knows)

    @classmethod
    def of(cls, release: Release, store: Store) -> "Answers":
        """The questions of a release, answered from its facts, with its names.

        Raises NoRelease when these cannot be read.
        """
        questions = load_release_questions(release)
        names = StoredLexicon.open(release)
        return cls(store, questions, names, FactStore(release.facts, questions))

    @cached_property
    def things(self) -> ThingStore:
        """The things of the release by name: one store, for it remembers what it was asked for."""
        assert self.facts is not None, "things by name are facts"
        return ThingStore(self.facts)

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

    def ask(self, name: str, values: Values, rows_format: str) -> bytes:
        """The answer as SPARQL results in csv, tsv, json or xml. Raises UnknownName, InvalidRequest."""
        body = self.table(name, values).as_results()
        return body if rows_format == "json" else convert(body, rows_format)

    def rows(self, name: str, values: Values, tail: str = "", holding: Collection[str] = ()) -> list[Row]:
        """The answer as rows. `tail`: a LIMIT, OFFSET or VALUES clause, for parts of pages; `holding`: IRIs
        of things of which a row must hold one. Raises as `ask` does.
        """
        question, pairs = self.find_question(name), _pairs(values)
        if self.facts is not None and not tail and (constraints := self.read(question, pairs)) is not None:
            return list(self.facts.rows(name, _hold(constraints, holding)))
        given = dict(pairs)
        bindings = question.bind(given)
        self._check_slugs(question, given)
        query = Query(question.sparql + tail, trusted=True, rows_format="json", bindings=bindings)
        found = json.loads(self._store.run(query).body)["results"]["bindings"]
        rows = [Row((variable, read_term(cell)) for variable, cell in row.items()) for row in found]
        return [row for row in rows if not holding or _holds(question, row, holding)]

    def page(
        self,
        name: str,
        values: Values,
        limit: int,
        offset: int = 0,
        sort: str = "",
        holding: Collection[str] = (),
        where: Where = NOWHERE,
    ) -> Page:
        """Some rows of an answer and how many there are. Raises as `ask` does.

        `sort`: a column, with `-` before it for the other way round. `holding`: IRIs of things of which a row
        must hold one; `where`: column -> the IRIs of which it must be one.
        """
        question, pairs = self.find_question(name), _pairs(values)
        if self.facts is not None and (constraints := self.read(question, pairs)) is not None:
            order = sorted_by(question, sort) if sort else None
            held = _hold(constraints, holding)
            return self.facts.page(name, held, limit, offset, order, where)
        rows = [
            row
            for row in self.rows(name, pairs, holding=holding)
            if all(row[column].iri in some for column, some in where.items())
        ]
        return Page(len(rows), tuple(rows[offset : offset + limit]))

    def table(
        self,
        name: str,
        values: Values,
        most: int | None = None,
        first: int = 0,
        sort: str = "",
        holding: Collection[str] = (),
    ) -> Table:
        """The answer as a table: the columns of the question's header over its rows, or over `most` of them
        from `first`.
        """
        columns = self.find_question(name).columns
        if most is None:
            return Table(columns, tuple(self.rows(name, values, holding=holding)))
        page = self.page(name, values, most, first, sort, holding)
        return Table(columns, page.rows, page.total)

    def keys_of(self, question: Question) -> tuple[str, ...]:
        """By what an answer can be narrowed beside the parameters of its question: all keys when it has
        facts, else none.
        """
        if self.facts is None or question.name not in self.facts:
            return ()
        return (*KEYS, *(NOT + key for key in KEYS), HELD, PERIOD, DAY)

    def slugs_of(self, key: str, most: int) -> list[str]:
        """The first slugs that a key can have."""
        kind = KINDS_OF_KEYS.get(key, key)
        if kind in THINGS:
            return [choice.slug for choice in self.names.choices(kind, most)]
        assert self.facts is not None
        return [iris.slug_for(kind, value) for value in self.facts.keys.values_of(key, most)]

    def check_value(self, key: str, slug: str) -> None:
        """Pass a value of a key that is no thing, or one that is known.

        Raises UnknownName with the nearest.
        """
        key = key.removeprefix(NOT)
        if key not in KINDS_OF_KEYS or self.facts is None:
            return
        if self._is_known(key, slug):
            return
        kind = KINDS_OF_KEYS[key]
        near = self.names.slugs_near(kind, slug) if kind in THINGS else ()
        near = near or [
            iris.slug_for(kind, iri) for iri in self.facts.keys.nearest(key, _read_value(key, slug))
        ]
        raise UnknownName(key, slug, near)

    def _knows(self, key: str, slug: str) -> bool:
        """Whether a slug is a value that a key can have."""
        kind = KINDS_OF_KEYS[key]
        if kind in THINGS and self.names.can_choose(kind, slug):
            return True
        return self.facts is not None and self.facts.keys.knows(key, _read_value(key, slug))

    def read(self, question: Question, values: Values) -> Constraints | None:
        """Values as constraints on facts; None when the question must be asked of the store: it has no facts,
        or a parameter of its own is among these. Raises UnknownName, InvalidRequest.
        """
        pairs, keys = _pairs(values), self.keys_of(question)
        own = {parameter.name for parameter in question.parameters}
        if not keys or any(key not in keys and key in own for key, _ in pairs):
            return None
        found, faults = read_constraints(pairs)
        for fault in faults:
            if fault.code == "unknown":
                known = UnknownName(f"parameter van {question.name}", fault.name, {*own, *KEYS})
                raise InvalidRequest(known.what, known.how)
            raise InvalidRequest(f"parameter {fault.name}: {fault.detail}")
        for item in found.given:
            for slug in item.slugs:
                self.check_value(item.key, slug)
        return found

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


def _hold(constraints: Constraints, things: Collection[str]) -> Constraints:
    """Constraints of which a row must hold one of these things as well, when there are any."""
    return replace(constraints, holding=tuple(sorted(things))) if things else constraints


def _holds(question: Question, row: Row, things: Collection[str]) -> bool:
    return any(row[column].iri in things for column in question.columns)


def _read_value(key: str, slug: str) -> str:
    """The value of a key that a slug stands for."""
    (item,) = read_constraints([(key, slug)])[0].given
    return item.values[0]


def _pairs(values: Values) -> tuple[tuple[str, str], ...]:
    pairs = values.items() if isinstance(values, Mapping) else values
    return tuple((key, value) for key, value in pairs if value)
