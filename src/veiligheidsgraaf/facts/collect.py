"""Ask plans, with all that they share, for their facts.

Plans of one municipality are asked together, because a figure, a look-back or a contradiction may join them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from ..words.questions import Question
from ..words.values import read_term, write_term
from .constraints import edges_of
from .grain import PLAN, Grain, read_grain
from .named_things import PARTS as PARTS_OF_THINGS
from .named_things import Things, collect_shared_things, collect_things
from .result_rows import Cells, join_columns, read_columns
from .term_texts import number_of, number_row, read_text, value_of, write_text


class Restated(Protocol):
    """Numbers as files state them, where a store writes them otherwise."""

    def is_known(self, value: str, datatype: str) -> bool:
        """Whether a number may have to be written otherwise."""

    def restate_row(self, row: dict[str, dict[str, str]]) -> None:
        """Put the numbers of a row of SPARQL results in JSON as they are stated."""


class Store(Protocol):
    """What is asked for facts: its default graph is the union of all that it holds."""

    def query(self, sparql: str, values: Mapping[str, str]) -> ox.QuerySolutions:
        """Rows of a query, with IRIs for some of its variables."""


_KEYS, _TEXTS, _BROADER, _PLANS = (
    f"feiten-{name}" for name in ("beperkingen", "teksten", "bredere", "plannen")
)
_PLACES = "feiten-plaatsen"
PARTS = (_KEYS, _TEXTS, _BROADER, _PLANS, _PLACES, *PARTS_OF_THINGS)
_CARRIER = "drager"
_MOMENT, _BEGIN, _END = "moment", "begin", "einde"


# A row of a question for one statement and passage: its plan, numbers of its statement and of the row it is
# part of, its place among the facts and that of the row among the rows; then its terms as texts, "" for none.
Fact = tuple[str | int, ...]
BEFORE_TEXTS = 5


@dataclass(frozen=True)
class Facts:
    """What a few plans give: rows per table, all as texts and numbers.

    `statements`: number, IRI, plan, words. `keys`: key, value, number of the statement. `times`: number,
    first and last day. `plans`: plan, municipality, its name, first and last year.
    """

    by_question: dict[str, list[Fact]]
    statements: list[tuple[int, str, str, str]] = field(default_factory=list)
    keys: list[tuple[str, str, int]] = field(default_factory=list)
    times: list[tuple[int, str | None, str | None]] = field(default_factory=list)
    plans: list[tuple[str | None, ...]] = field(default_factory=list)
    broader: list[tuple[str, str]] = field(default_factory=list)
    named: Things = field(default_factory=Things)


class Collector:
    """Asks a store for facts.

    `forms` puts numbers as the files state them.
    """

    def __init__(self, questions: Mapping[str, Question], forms: Restated | None = None) -> None:
        self._parts = {name: questions[name].body for name in PARTS if name in questions}
        found = {q.name: read_grain(q) for q in questions.values() if q.statement}
        self.grains: dict[str, Grain] = {name: grain for name, grain in found.items() if grain}
        self._forms = forms
        self._cells = Cells(forms.is_known if forms else None)

    def collect(self, store: Store) -> Facts:
        """All facts of the plans in a store."""
        said = self._ask(store, self._parts.get(_TEXTS, ""))
        words: dict[tuple[str, str], list[str]] = {}
        for row in said:
            words.setdefault((row["uitspraak"], row["plan"]), []).append(value_of(row.get("tekst") or '"'))
        plan_of = {statement: value_of(plan) for statement, plan in words}
        keys, times = self._collect_keys(store)
        plans = self._collect_plans(store)
        return Facts(
            {name: self._collect_rows(store, grain) for name, grain in self.grains.items()},
            [
                (number_of(statement), value_of(statement), plan_of[statement], "\n".join(found))
                for (statement, _), found in words.items()
            ],
            keys,
            times,
            plans,
            [
                (value_of(row["ding"]), value_of(row["breder"]))
                for row in self._ask(store, self._parts.get(_BROADER, ""))
            ],
            collect_things(partial(self._ask_part, store), plans),
        )

    def collect_shared(self, store: Store) -> Facts:
        """All facts of what plans share; the store holds no plans."""
        return Facts(
            {name: [] for name in self.grains},
            named=collect_shared_things(partial(self._ask_part, store)),
        )

    def _ask_part(self, store: Store, name: str, values: Mapping[str, str]) -> list[dict[str, str]]:
        return self._ask(store, self._parts.get(name, ""), values)

    def _collect_plans(self, store: Store) -> list[tuple[str | None, ...]]:
        return [
            (
                *(value_of(row[name]) for name in ("plan", "gemeente", "gemeente_naam")),
                *(value_of(row[name]) if name in row else None for name in ("begin", "einde")),
            )
            for row in self._ask(store, self._parts.get(_PLANS, ""))
        ]

    def name_places(self, store: Store) -> dict[str, str]:
        """IRI of each plan, theme and field -> its name."""
        found = self._ask(store, self._parts.get(_PLACES, ""))
        return {value_of(row["ding"]): value_of(row["naam"]) for row in found}

    def _collect_rows(self, store: Store, grain: Grain) -> list[Fact]:
        said = self._restated(read_columns(store.query(grain.sparql, grain.asked_by_default), self._cells))
        if "" in said[PLAN]:
            has_plan = list(map(bool, said[PLAN]))
            said = {name: list(compress(column, has_plan)) for name, column in said.items()}
        keys = list(zip(*(said[name] for name in grain.keys), strict=True))
        numbers = {key: number_row(text or None for text in key) for key in dict.fromkeys(keys)}
        in_row = list(map(numbers.__getitem__, keys))
        sorted_by = [(said[item.column], item.folded) for item in grain.order if item.column in said]
        ranked = _rank(in_row, sorted_by)
        return list(
            zip(
                map(value_of, said[PLAN]),
                (number_of(text) if text else 0 for text in said[grain.question.statement]),
                in_row,
                range(len(in_row)),
                map(ranked.__getitem__, in_row),
                *(said[name] for name in grain.variables),
                strict=True,
            )
        )

    def _collect_keys(
        self, store: Store
    ) -> tuple[list[tuple[str, str, int]], list[tuple[int, str | None, str | None]]]:
        by_statement: dict[str, list[tuple[str, str]]] = {}
        carriers: list[tuple[str, str]] = []
        for row in self._ask(store, self._parts.get(_KEYS, "")):
            key, value = value_of(row["sleutel"]), row["waarde"]
            if key == _CARRIER:
                carriers.append((row["uitspraak"], value))
            else:
                by_statement.setdefault(row["uitspraak"], []).append((key, value_of(value)))
        own = {statement: list(said) for statement, said in by_statement.items()}
        for statement, carrier in carriers:
            inherited = [pair for pair in own.get(carrier, ()) if pair[0] not in (_MOMENT, _BEGIN, _END)]
            by_statement.setdefault(statement, []).extend(inherited)
        keys: set[tuple[str, str, int]] = set()
        times: set[tuple[int, str | None, str | None]] = set()
        for statement, pairs in by_statement.items():
            number = number_of(statement)
            keys.update((key, value, number) for key, value in pairs if key not in (_MOMENT, _BEGIN, _END))
            times.update((number, *edges) for edges in _times(pairs))
        return sorted(keys), sorted(times, key=lambda row: (row[0], row[1] or "", row[2] or ""))

    def _ask(
        self, store: Store, sparql: str, values: Mapping[str, str] = MappingProxyType({})
    ) -> list[dict[str, str]]:
        """Rows of a query, with the text of each term that is bound."""
        if not sparql:
            return []
        return list(join_columns(self._restated(read_columns(store.query(sparql, values), self._cells))))

    def _restated(self, columns: dict[str, list[str]]) -> dict[str, list[str]]:
        """Columns of a query with numbers as files state them."""
        marked = self._cells.marked
        if not marked or all(map(marked.isdisjoint, columns.values())):
            return columns
        rows = [self._restate(row) for row in join_columns(columns)]
        return {name: [row.get(name, "") for row in rows] for name in columns}

    def _restate(self, row: dict[str, str]) -> dict[str, str]:
        assert self._forms is not None
        cells = {name: write_term(read_text(text)) for name, text in row.items()}
        self._forms.restate_row(cells)
        return {name: write_text(read_term(cell)) for name, cell in cells.items()}


def _rank(in_row: Sequence[int], sorted_by: Sequence[tuple[Sequence[str], bool]]) -> dict[int, int]:
    """The place of each row among the rows, by its first fact, as SPARQL sorts: nothing first, then by code
    point. `in_row`: the row of each fact; `sorted_by`: columns, and whether without regard to capitals.
    """
    firsts = dict(zip(reversed(in_row), range(len(in_row) - 1, -1, -1), strict=True))
    ordered = list(dict.fromkeys(in_row))
    by_row = [
        [text.lower() if folded else text for text in (column[firsts[number]] for number in ordered)]
        for column, folded in sorted_by
    ]
    if by_row:
        by_number = dict(zip(ordered, zip(*by_row, strict=True), strict=True))
        ordered.sort(key=by_number.__getitem__)
    return {number: rank for rank, number in enumerate(ordered)}


def _times(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str | None, str | None]]:
    """First and last day of what a statement says of time; None where it is open."""
    pairs = list(pairs)
    for key, value in pairs:
        if key == _MOMENT:
            try:
                yield edges_of(value)
            except ValueError:
                continue
    begins, ends = ([value for key, value in pairs if key == wanted] for wanted in (_BEGIN, _END))
    if begins or ends:
        try:
            yield (
                min((edges_of(value)[0] for value in begins), default=None),
                max((edges_of(value)[1] for value in ends), default=None),
            )
        except ValueError:
            return
