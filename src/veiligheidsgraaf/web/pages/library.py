"""What pages share of one release: names of things as links, and small answers kept once asked.

What is kept is bounded: a release of a thousand plans takes no more of a server than one of five.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TypeVar, cast

from cachetools import LRUCache

from ...answers.across import WHOLE, Across, View
from ...answers.answering import Answer, answer, spread
from ...answers.answers import Answers, Table
from ...answers.intent import Intent
from ...facts.conditions import NOWHERE, Where
from ...facts.dossiers import Dossiers
from ...facts.overviews import Overviews
from ...facts.side_by_side import SideBySide
from ...facts.theme_standing import Standing
from ...facts.thing_store import NamedThing
from ...words import iris
from ...words.parameters import today
from ...words.values import Row
from ..addresses import page_of
from .kinds import KINDS, kind_of

KEPT, KEPT_PARTS = 400, 200
_Part = TypeVar("_Part")
# An answer with more rows is not kept.
MOST_KEPT_ROWS = 1000
# As many plans are offered to choose from; beyond that one types a name.
MOST_PLANS = 60
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Link:
    """Something to show: its text, the address of its page ("" for none), and the IRI it stands for."""

    text: str
    page: str = ""
    iri: str = ""


class Library:
    """The things of one release by name, over the named questions."""

    def __init__(self, answers: Answers) -> None:
        assert answers.facts is not None, "pages read facts"
        self.answers = answers
        self.things = answers.things
        self.overviews = Overviews(answers.facts)
        self.side_by_side = SideBySide(answers.facts)
        self.dossiers = Dossiers(answers.facts)
        self.standing = Standing(answers.facts)
        self.together = answers.together
        self._kept: LRUCache[object, Table] = LRUCache(KEPT)
        self._parts: LRUCache[object, object] = LRUCache(KEPT_PARTS)
        self._lock = Lock()

    def remember(self, key: object, make: Callable[[], _Part]) -> _Part:
        """A part of a page that asks much and is small, kept once made; `key` says all that it depends on."""
        with self._lock:
            if key in self._parts:
                return cast("_Part", self._parts[key])
        made = make()
        with self._lock:
            self._parts[key] = made
        return made

    def table(self, question: str, values: Mapping[str, str] = NOTHING) -> Table:
        """A whole answer, for a question that is bounded. Raises UnknownName, InvalidRequest."""
        key = question, tuple(sorted(values.items()))
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        table = self.answers.table(question, values)
        self._keep(key, table)
        return table

    def page(
        self,
        question: str,
        values: Mapping[str, str] = NOTHING,
        limit: int = 50,
        offset: int = 0,
        where: Where = NOWHERE,
    ) -> Table:
        """Some rows of an answer; `where`: column -> the IRIs of which it must be one. Raises UnknownName,
        InvalidRequest.
        """
        key = question, tuple(sorted(values.items())), limit, offset, tuple(sorted(where.items()))
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        found = self.answers.page(question, values, limit, offset, where=where)
        table = Table(self.answers.find_question(question).columns, found.rows, found.total)
        self._keep(key, table)
        return table

    def answer(
        self,
        intent: Intent,
        limit: int = 20,
        offset: int = 0,
        sort: str = "",
        view: View = WHOLE,
        narrowing: bool = True,
    ) -> Answer:
        """An intent answered, kept for who asks the same on the same day. Raises as `answering.answer`."""
        key = intent, limit, offset, sort, view, narrowing, today()
        return self.remember(key, lambda: answer(self.answers, intent, limit, offset, sort, view, narrowing))

    def spread(self, intent: Intent, view: View) -> tuple[int, Across | None]:
        """Where the things of an intent are, kept in the same way. Raises as `answering.spread`."""
        key = "spread", intent, view, today()
        return self.remember(key, lambda: spread(self.answers, intent, view))

    def _keep(self, key: object, table: Table) -> None:
        if len(table.rows) <= MOST_KEPT_ROWS:
            with self._lock:
                self._kept[key] = table

    def rows(self, question: str, values: Mapping[str, str] = NOTHING) -> tuple[Row, ...]:
        """The rows of a whole answer: for one that is bounded."""
        return self.table(question, values).rows

    def know(self, things: Iterable[str]) -> None:
        """Look up the names of all these at once, for the links that follow."""
        self.things.find(map(_named_by, things))

    def find(self, iri: str) -> NamedThing | None:
        """A thing with a name, or None."""
        return self.things.find((iri,)).get(iri)

    def municipality(self, plan: str) -> str:
        """IRI of the municipality of a plan (IRI), or ""."""
        return self.things.municipalities_of((plan,)).get(plan, "")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What each class and property of the ontology is called."""
        return {row["term"].value: row["naam"].value for row in self.rows("pagina-termen")}

    @cached_property
    def plan_count(self) -> int:
        """How many plans there are."""
        return self.things.count_plans()

    @cached_property
    def plans(self) -> tuple[NamedThing, ...]:
        """The plans by address; of more than MOST_PLANS the newest."""
        found = self.things.newest_plans(MOST_PLANS)
        return tuple(sorted(found, key=lambda plan: plan.iri))

    def name(self, iri: str) -> str:
        """What a thing is called, or for want of a name the last part of its IRI."""
        thing = self.find(iri)
        return thing.name if thing else iris.local_name(iri)

    def link(self, iri: str) -> Link:
        """A thing as something to show. Figures and other nameless things are named by kind and number."""
        thing = self.find(_named_by(iri))
        if span := iris.passage_lines(iri):
            source = thing.short if thing and thing.short else iris.slug(span[0])
            return Link(f"{source}, {iris.name_lines(*span[1:])}", page_of(iri), iri)
        if thing:
            return Link(thing.short or thing.name, page_of(iri), iri)
        kind = KINDS.get(kind_of(iri))
        if kind:
            return Link(f"{kind.one} {iris.local_name(iri)}", page_of(iri), iri)
        return Link(
            iri.removeprefix("https://").removeprefix("http://"),
            iri if iri.startswith(("https://", "http://")) else "",
            iri,
        )

    def links(self, things: Iterable[str]) -> tuple[Link, ...]:
        """Things as links, their names looked up at once."""
        things = tuple(things)
        self.know(things)
        return tuple(map(self.link, things))


def _named_by(iri: str) -> str:
    """The thing whose name an IRI goes by: of a passage, that is the plan of its source."""
    span = iris.passage_lines(iri)
    return iris.thing("plan", iris.slug(span[0])) if span else iri


def things_in(table: Table) -> set[str]:
    """The IRIs that stand in a table."""
    return {term.value for row in table.rows for term in row.values() if term.kind == "uri"}
