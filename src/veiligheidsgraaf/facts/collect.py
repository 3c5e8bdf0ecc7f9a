"""Ask plans, with all that they share, for their facts.

Plans of one municipality are asked together, because a figure, a look-back or a contradiction may join them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from ..words.questions import Question
from ..words.values import read_term, write_term
from .constraints import edges_of
from .grain import PLAN, Grain, read_grain
from .named_things import PARTS as PARTS_OF_THINGS
from .named_things import Things, collect_shared_things, collect_things
from .result_rows import Cells, read_rows, read_table
from .term_texts import number_of, read_text, value_of, write_text


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
        names, rows = read_table(store.query(grain.sparql, grain.asked_by_default), self._cells)
        if marked := self._cells.marked:
            rows = [row if marked.isdisjoint(row) else self._restate_texts(names, row) for row in rows]
        at = {name: place for place, name in enumerate(names)}
        plan, statement = at[PLAN], at[grain.question.statement]
        pick, key_of = (_picker([at[name] for name in wanted]) for wanted in (grain.variables, grain.keys))
        rows = [row for row in rows if row[plan]]
        keys = list(map(key_of, rows))
        firsts = dict(zip(reversed(keys), reversed(rows), strict=True))
        numbers = {key: number_of(*(text or None for text in key)) for key in firsts}
        sorted_by = [(at[item.column], item.folded) for item in grain.order if item.column in at]
        sorting = {
            numbers[key]: [_sorting(row[place], folded) for place, folded in sorted_by]
            for key, row in firsts.items()
        }
        order = dict.fromkeys(numbers[key] for key in keys)
        ranked = {number: rank for rank, number in enumerate(sorted(order, key=sorting.__getitem__))}
        return [
            (
                value_of(row[plan]),
                number_of(row[statement]) if row[statement] else 0,
                number := numbers[key],
                place,
                ranked[number],
                *pick(row),
            )
            for place, (row, key) in enumerate(zip(rows, keys, strict=True))
        ]

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
        rows = list(read_rows(store.query(sparql, values), self._cells))
        if not (marked := self._cells.marked):
            return rows
        return [row if marked.isdisjoint(row.values()) else self._restate(row) for row in rows]

    def _restate_texts(self, names: Sequence[str], texts: tuple[str, ...]) -> tuple[str, ...]:
        row = self._restate({name: text for name, text in zip(names, texts, strict=True) if text})
        return tuple(row.get(name, "") for name in names)

    def _restate(self, row: dict[str, str]) -> dict[str, str]:
        assert self._forms is not None
        cells = {name: write_term(read_text(text)) for name, text in row.items()}
        self._forms.restate_row(cells)
        return {name: write_text(read_term(cell)) for name, cell in cells.items()}


def _picker(places: Sequence[int]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Takes the texts at some places out of a row."""
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


def _sorting(text: str, folded: bool) -> tuple[bool, str]:
    """What SPARQL sorts by: nothing first, then by code point."""
    return (bool(text), text.lower() if folded else text)


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
