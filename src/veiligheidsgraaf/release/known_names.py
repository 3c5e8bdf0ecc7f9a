"""The index of names of a release, made from what its own queries say of its graph: plans of one municipality
by themselves, what plans share by itself, and then put together. What only these plans have stands apart from
what others may have too, so that a plan that changed is taken out and put in by itself.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..check.plan_parts import plan_in
from ..check.products import PlanParts
from ..facts.collect import Store
from ..names.entries import Batch, Choice, Entry
from ..names.name_index import find_places, renew_names, write_names
from ..names.named import Plan
from ..names.shortening import PLACED
from ..words.questions import Question, load_release_questions
from ..words.release import NAMES, Release
from .said_names import Gathered, Known, own_batch, write_lines

_WORDS, _CHOICES, _USES = _QUERIES = "woordenlijst", "keuzes", "vermeldingen"


class KnownNames:
    """What plans of a municipality say of names: a joint product of their check."""

    name = "namen"
    FILE, OWN = "namen", "eigen"

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._queries = {name: questions[name].body for name in _QUERIES if name in questions}
        rests_on = json.dumps([self.FILE, self.OWN, self._queries], sort_keys=True)
        self.key = hashlib.sha256(rests_on.encode()).hexdigest()

    def make(self, plans: PlanParts) -> Mapping[str, bytes]:
        """A packed file of what others may say too, and one of what stands in these plans alone."""
        said, own = self.ask(plans.store, {part.slug for part in plans.parts})
        return {self.FILE: said.as_bytes(), self.OWN: own.as_bytes()}

    def ask(self, store: Store, slugs: Iterable[str] = ()) -> tuple[Known, Known]:
        """What a store says; apart, what it says of things in plans that are in no other store (`slugs`).

        Without the queries (a project that goes by its own rules alone) it knows no names.
        """
        own = frozenset(slugs)
        counts: Counter[str] = Counter()
        mentions = []
        for thing, statement in self._ask(store, _USES):
            if plan_in(statement) in own:
                counts[thing] += 1
            else:
                mentions.append((thing, statement))
        words, choices = ([*self._ask(store, name)] for name in (_WORDS, _CHOICES))

        def split(rows: Iterable[tuple[str, ...]], is_own: bool) -> list[tuple[str, ...]]:
            return [row for row in rows if (plan_in(row[1]) in own) == is_own]

        told = sorted(counts.items())
        said, alone = (
            Known(
                write_lines(split(words, is_own)),
                write_lines(split(choices, is_own)),
                {thing: count for thing, count in told if (plan_in(thing) in own) == is_own},
                write_lines([] if is_own else mentions),
            )
            for is_own in (False, True)
        )
        return said, alone

    def _ask(self, store: Store, name: str) -> Iterator[tuple[str, ...]]:
        """Rows of a query, as plain texts; none when there is no such query."""
        if name not in self._queries:
            return
        for row in store.query(self._queries[name], {}):
            yield tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal))


def write_index_of_names(path: Path, parts: Iterable[Known], own: Iterable[Known]) -> None:
    """Write the index of what all parts of some data say, and of what plans have of their own. Raises
    OSError.
    """
    first = Gathered(parts).batch()
    write_names(path, first.entries, first.plans, first.choices, map(own_batch, own))


@dataclass(frozen=True)
class Renewal:
    """Parts that stay, those that go and those that come; of the latter two, what is theirs alone too."""

    stay: Callable[[], Iterable[Known]]
    gone: Sequence[Known]
    come: Sequence[Known]
    gone_own: Sequence[Known]
    come_own: Sequence[Known]


def renew_index_of_names(path: Path, old: Path, renewal: Renewal) -> bool:
    """Write the index from that of the release before. Out: whether it was done; not when places differ,
    by which others are named. Raises OSError.
    """
    stay = Gathered(renewal.stay())
    told = [stay.with_more(Gathered(some)) for some in (renewal.gone, renewal.come)]
    about = told[0].differing(told[1])
    before, after = (each.batch(about) for each in told)
    gone, come, counted = _compare(before.entries, after.entries)
    if any(entry.thing.kind in PLACED for entry in (*gone, *come)):
        return False
    left, new = ([own_batch(own) for own in some] for some in (renewal.gone_own, renewal.come_own))
    gone_choices, come_choices = set(before.choices), set(after.choices)
    renew_names(
        path,
        old,
        _join(gone, before.plans, gone_choices - come_choices, left),
        _join(come, after.plans, come_choices - gone_choices, new),
        counted,
        find_places(after.entries),
    )
    return True


def _compare(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """Entries that are gone, those that are new, and those of which only the number of statements differs."""
    old = {(entry.thing.kind, entry.thing.iri): entry for entry in before}
    come, counted = list[Entry](), list[Entry]()
    for entry in after:
        known = old.get((entry.thing.kind, entry.thing.iri))
        if known == entry:
            del old[entry.thing.kind, entry.thing.iri]
        elif known and (known.thing, known.names, known.description) == (
            entry.thing,
            entry.names,
            entry.description,
        ):
            del old[entry.thing.kind, entry.thing.iri]
            counted.append(entry)
        else:
            come.append(entry)
    return list(old.values()), come, counted


def _join(
    entries: Iterable[Entry], plans: Iterable[Plan], choices: Iterable[Choice], own: Sequence[Batch]
) -> Batch:
    in_order = sorted(choices, key=lambda choice: (choice.kind, choice.slug))
    return Batch(
        [*entries, *(entry for batch in own for entry in batch.entries)],
        [*plans, *(plan for batch in own for plan in batch.plans)],
        [*in_order, *(choice for batch in own for choice in batch.choices)],
    )


def write_names_of(release: Release) -> None:
    """Write the index of names of a release as its whole index and its queries have it. Raises OSError."""
    index = _Index(release.store)
    said, own = KnownNames(load_release_questions(release)).ask(index, index.plans)
    write_index_of_names(release.path / NAMES, [said], [own])


class _Index:
    """The index of a release, to be asked."""

    def __init__(self, path: Path) -> None:
        self._store = ox.Store.read_only(str(path))

    @property
    def plans(self) -> set[str]:
        """Slugs of all plans."""
        return {plan_in(graph.value) for graph in self._store.named_graphs()} - {""}

    def query(self, sparql: str, _values: Mapping[str, str]) -> ox.QuerySolutions:
        answer = self._store.query(sparql)
        assert isinstance(answer, ox.QuerySolutions)
        return answer
