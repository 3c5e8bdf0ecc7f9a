"""The index of names of a release, made from what its own queries say of its graph: plans of one municipality
by themselves, what plans share by itself, and then put together.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..check.plan_parts import plan_in
from ..check.products import PlanParts
from ..facts.collect import Store
from ..names.entries import Choice, Entry, write_names
from ..names.named import FORMS, Plan, Thing
from ..words import iris
from ..words.packed import pack, unpack
from ..words.questions import Question, load_release_questions
from ..words.release import NAMES, Release

_WORDS, _CHOICES, _USES = _QUERIES = "woordenlijst", "keuzes", "vermeldingen"

# Goals and measures are named by sentences, found by full text only.
_SENTENCES = ("doel", "maatregel")
_ALWAYS = "thema"  # one that no plan treats can be asked for too

_Texts = dict[tuple[str, str], dict[str, list[str]]]


@dataclass(frozen=True)
class Known:
    """What some data says of names. `words`: kind, thing, form and text; `choices`: kind, thing and name;
    `counts`: thing -> how many statements of its own plans are about it; `mentions`: thing and statement,
    where the statement is of no such plan, so that others may have it too.
    """

    words: Sequence[Sequence[str]]
    choices: Sequence[Sequence[str]]
    counts: Mapping[str, int]
    mentions: Sequence[Sequence[str]]

    def as_bytes(self) -> bytes:
        """The same as a packed file."""
        return pack(json.dumps(vars(self), ensure_ascii=False).encode())

    @classmethod
    def from_bytes(cls, content: bytes) -> "Known":
        """From such a file."""
        return cls(**json.loads(unpack(content)))


class KnownNames:
    """What plans of a municipality say of names: a joint product of their check."""

    name = "namen"
    FILE = "namen"

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._queries = {name: questions[name].body for name in _QUERIES if name in questions}
        self.key = hashlib.sha256(json.dumps(self._queries, sort_keys=True).encode()).hexdigest()

    def make(self, plans: PlanParts) -> Mapping[str, bytes]:
        """One packed file."""
        return {self.FILE: self.ask(plans.store, {part.slug for part in plans.parts}).as_bytes()}

    def ask(self, store: Store, slugs: Iterable[str] = ()) -> Known:
        """What a store says. `slugs`: plans that are in no other store.

        Without the queries (a project that goes by its own rules alone) it knows no names.
        """
        own = set(slugs)
        counts: Counter[str] = Counter()
        mentions = []
        for thing, statement in self._ask(store, _USES):
            if plan_in(statement) in own:
                counts[thing] += 1
            else:
                mentions.append((thing, statement))
        words, choices = (list(self._ask(store, name)) for name in (_WORDS, _CHOICES))
        return Known(words, choices, dict(sorted(counts.items())), sorted(mentions))

    def _ask(self, store: Store, name: str) -> Iterator[tuple[str, ...]]:
        """Rows of a query, as plain texts; none when there is no such query."""
        if name not in self._queries:
            return
        for row in store.query(self._queries[name], {}):
            yield tuple(term.value for term in row if isinstance(term, ox.NamedNode | ox.Literal))


def write_index_of_names(path: Path, parts: Iterable[Known]) -> None:
    """Write the index of what all parts of some data say: a name that several say once, statements added up.
    Raises OSError.
    """
    words: set[tuple[str, ...]] = set()
    found: set[tuple[str, ...]] = set()
    uses: Counter[str] = Counter()
    mentions: set[tuple[str, ...]] = set()
    for part in parts:
        words.update(map(tuple, part.words))
        found.update(map(tuple, part.choices))
        uses.update(part.counts)
        mentions.update(map(tuple, part.mentions))
    uses.update(thing for thing, _ in mentions)
    texts = _sort_texts(words)
    ordered = sorted(found, key=lambda choice: (choice[0], choice[2].lower(), choice[1]))
    choices = [Choice(kind, iris.slug_for(kind, iri), name) for kind, iri, name in ordered]
    for choice in choices:
        if choice.kind == _ALWAYS:
            texts.setdefault((_ALWAYS, iris.thing(_ALWAYS, choice.slug)), {"prefLabel": [choice.name]})
    entries = [_entry(kind, iri, found, uses[iri]) for (kind, iri), found in texts.items()]
    write_names(path, entries, _plans(texts), choices)


def write_names_of(release: Release) -> None:
    """Write the index of names of a release as its whole index and its queries have it. Raises OSError."""
    known = KnownNames(load_release_questions(release)).ask(_Index(release.store))
    write_index_of_names(release.path / NAMES, [known])


class _Index:
    """The index of a release, to be asked."""

    def __init__(self, path: Path) -> None:
        self._store = ox.Store.read_only(str(path))

    def query(self, sparql: str, _values: Mapping[str, str]) -> ox.QuerySolutions:
        answer = self._store.query(sparql)
        assert isinstance(answer, ox.QuerySolutions)
        return answer


def _sort_texts(words: Iterable[tuple[str, ...]]) -> _Texts:
    """(kind, IRI) -> form -> texts, each in order."""
    texts: _Texts = defaultdict(lambda: defaultdict(list))
    for kind, iri, form, text in sorted((*row[:2], iris.local_name(row[2]), row[3]) for row in words):
        texts[kind, iri][form].append(text)
    return texts


def _entry(kind: str, iri: str, found: dict[str, list[str]], statements: int) -> Entry:
    named = found.get("prefLabel") or [iris.local_name(iri)]
    names = tuple((form, text) for form in FORMS for text in found.get(form, ()))
    description = " ".join((*found.get("definition", ()), *found.get("description", ())))
    return Entry(Thing(kind, iri, named[0]), names, description, statements, kind in _SENTENCES)


def _plans(texts: _Texts) -> Iterator[Plan]:
    for (kind, iri), found in texts.items():
        if kind == "plan" and found.get("gemeente"):
            start, end = found.get("periodeStart", ["0"])[0], found.get("periodeEinde", ["0"])[0]
            yield Plan(iris.slug(iri), iris.slug(found["gemeente"][0]), int(start[:4]), int(end[:4]))
