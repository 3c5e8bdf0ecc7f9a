"""What plans state, as the checks of names read it: each statement with its ties, values and lines; and the
names that the project knows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ..names import tokens
from ..names.find import Names
from ..names.lexicon import FORMS, NAMED, Lexicon, kind_of
from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.namespaces import ORG, RDF, SKOS, VG

_COVERAGE = str(VG.Themadekking)
_BROADER = frozenset(map(str, (SKOS.broader, ORG.unitOf, ORG.subOrganizationOf, ORG.postIn, VG.onderdeelVan)))
_SAME = frozenset(map(str, (SKOS.exactMatch, SKOS.closeMatch)))


@dataclass(frozen=True)
class Span:
    """Lines `first` to `last` (from 1) of the source of a plan."""

    passage: str
    first: int
    last: int

    def holds(self, first: int, last: int) -> bool:
        """Whether some of these lines are among its own."""
        return self.first <= last and first <= self.last

    @property
    def length(self) -> int:
        """How many lines."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Statement:
    """Something that a plan states.

    `values`: predicate (local name) -> objects; `spans`: the lines that it rests on.
    """

    iri: str
    file: SourceFile
    values: Mapping[str, tuple[str, ...]]
    literals: tuple[tuple[str, str], ...]
    spans: tuple[Span, ...]

    @property
    def kind(self) -> str:
        """Its kind, as in its address."""
        return iris.path_of(self.iri).removeprefix("plan/").partition("/")[2].partition("/")[0] or "plan"

    @cached_property
    def ties(self) -> tuple[tuple[str, str], ...]:
        """(predicate, thing) for every thing with a name that it is tied to."""
        return tuple(
            (predicate, value)
            for predicate, values in self.values.items()
            for value in values
            if iris.is_thing(value) and kind_of(value) in NAMED
        )


@dataclass(frozen=True)
class Plan:
    """A plan: its slug, municipality and source, its period (`2023-2026`) and own titles (folded), what it
    states in file order, and the lines of its coverage.
    """

    slug: str
    home: str
    source: str
    period: str
    titles: frozenset[str]
    file: SourceFile
    statements: tuple[Statement, ...]
    coverage: tuple[Span, ...]


@dataclass(frozen=True)
class Project:
    """The plans of a project, the lexicon of its names, and what is broader than or the same as what."""

    plans: tuple[Plan, ...]
    lexicon: Lexicon
    above: Mapping[str, tuple[str, ...]]
    same: Mapping[str, frozenset[str]]

    def names_of(self, plan: Plan) -> Names:
        """The names as the text of a plan says them."""
        return Names(self.lexicon, plan.home)

    def covers(self, thing: str) -> frozenset[str]:
        """A thing, what is the same, and all that is broader: what is said when the thing is said."""
        found, todo = {thing}, [thing]
        while todo:
            one = todo.pop()
            for other in (*self.above.get(one, ()), *self.same.get(one, ())):
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return frozenset(found)


def read_statements(dataset: Dataset) -> Project:
    """The plans, names and ladders of a dataset."""
    rows: list[tuple[str, str, str]] = []
    above: dict[str, tuple[str, ...]] = defaultdict(tuple)
    same: dict[str, set[str]] = defaultdict(set)
    plans = []
    for file in dataset.files:
        if iris.plan_slug(file.graph):
            plans.append(_read_plan(file))
        elif not file.graph.startswith(f"{iris.GRAPH}passages/"):
            for subject, predicate, value in file.triples:
                thing = subject.value
                form = iris.local_name(predicate.value)
                if isinstance(value, ox.Literal):
                    if form in FORMS and value.language in (None, "nl") and _is_named(thing):
                        rows.append((thing, form, value.value))
                elif predicate.value in _BROADER:
                    above[thing] += (value.value,)
                elif predicate.value in _SAME:
                    same[thing].add(value.value)
                    same[value.value].add(thing)
    lexicon = Lexicon()
    lexicon.add_all(rows)
    return Project(tuple(plans), lexicon, above, {key: frozenset(found) for key, found in same.items()})


def _is_named(iri: str) -> bool:
    return iris.is_thing(iri) and kind_of(iri) in NAMED


def _read_plan(file: SourceFile) -> Plan:
    slug = iris.plan_slug(file.graph)
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    literals: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, value in file.triples:
        if isinstance(value, ox.Literal):
            literals[subject.value].append((iris.local_name(predicate.value), value.value))
        else:
            values[subject.value][_local(predicate.value)].append(value.value)
    statements = tuple(
        Statement(
            iri,
            file,
            {key: tuple(found) for key, found in about.items()},
            tuple(literals[iri]),
            tuple(_spans(about.get("bewijs", ()))),
        )
        for iri, about in values.items()
        if about.get("bewijs") and _COVERAGE not in about.get("type", ())
    )
    plan = iris.thing("plan", slug)
    homes = [iris.slug(value) for value in values[plan].get("gemeente", ())]
    home = next((one for one in homes if slug.startswith(f"{one}-")), next(iter(homes), ""))
    about = dict(literals[plan])
    period = f"{about.get('periodeStart', '')}-{about.get('periodeEinde', '')}"
    titles = frozenset(tokens.fold(text) for key, text in literals[plan] if key in FORMS)
    coverage = tuple(
        span
        for about in values.values()
        if _COVERAGE in about.get("type", ())
        for span in _spans(about.get("bewijs", ()))
    )
    return Plan(slug, home, iris.source(slug), period, titles, file, statements, coverage)


def _local(predicate: str) -> str:
    return "type" if predicate == str(RDF.type) else iris.local_name(predicate)


def _spans(passages: list[str] | tuple[str, ...]) -> list[Span]:
    found = ((passage, iris.passage_lines(passage)) for passage in passages)
    return [Span(passage, lines[1], lines[2]) for passage, lines in found if lines]
