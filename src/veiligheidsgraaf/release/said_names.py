"""What parts of a release say of names: rows as lines, gathered over parts, made into entries of an index."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..check.plan_parts import plan_in
from ..names.entries import Batch, Choice, Entry
from ..names.named import FORMS, Plan, Thing
from ..names.shortening import PLACED
from ..words import iris
from ..words.packed import pack, unpack

# Goals and measures are named by sentences, found by full text only.
_SENTENCES = ("doel", "maatregel")
_ALWAYS = "thema"  # one that no plan treats can be asked for too

# Rows, each as a line of JSON: many parts say the same, which is seen without reading them.
_Lines = frozenset[str]
_Texts = dict[tuple[str, str], dict[str, list[str]]]


@dataclass(frozen=True)
class Known:
    """What some data says of names. `words`: kind, thing, form and text; `choices`: kind, thing and name;
    `counts`: thing -> how many statements of its own plans are about it; `mentions`: thing and statement,
    where the statement is of no such plan, so that others may have it too.
    """

    words: _Lines = frozenset()
    choices: _Lines = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    mentions: _Lines = frozenset()

    def as_bytes(self) -> bytes:
        """The same as a packed file: the counts, then the lines of each kind of rows behind an empty one."""
        counts = json.dumps(self.counts, ensure_ascii=False)
        kinds = ("\n".join(sorted(lines)) for lines in (self.words, self.choices, self.mentions))
        return pack("\n\n".join((counts, *kinds)).encode())

    @classmethod
    def from_bytes(cls, content: bytes) -> "Known":
        """From such a file."""
        counts, *kinds = unpack(content).decode().split("\n\n")
        words, choices, mentions = (frozenset(lines.split("\n") if lines else ()) for lines in kinds)
        return cls(words, choices, json.loads(counts), mentions)

    @classmethod
    def places_from_bytes(cls, content: bytes) -> "Known":
        """From such a file only what is said of places."""
        words = unpack(content).decode().split("\n\n", 2)[1]
        return cls(frozenset(line for line in words.split("\n") if _kind_in(line) in PLACED))


def write_lines(rows: Iterable[Sequence[str]]) -> _Lines:
    """Rows as lines."""
    return frozenset(json.dumps(row, ensure_ascii=False) for row in rows)


def _kind_in(line: str) -> str:
    """The kind of thing that a line of words or choices is about, without reading it."""
    return line[2:].partition('"')[0]


def _thing_in(line: str) -> str:
    """The thing that a line of words or choices is about: no address has a quotation mark in it."""
    return line.split('", "', 2)[1].partition('"')[0]


def _read(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return map(tuple, map(json.loads, lines))


class Gathered:
    """What parts say of things that are not of one plan: a name that several say once, statements added
    up.
    """

    def __init__(self, parts: Iterable[Known]) -> None:
        self.words: set[str] = set()
        self.choices: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.mentions: set[str] = set()
        for part in parts:
            self.words |= part.words
            self.choices |= part.choices
            self.counts.update(part.counts)
            self.mentions |= part.mentions

    def with_more(self, more: "Gathered") -> "Gathered":
        """These and what others say."""
        found = Gathered(())
        for each in (self, more):
            found.words |= each.words
            found.choices |= each.choices
            found.counts.update(each.counts)
            found.mentions |= each.mentions
        return found

    def batch(self, about: Collection[str] | None = None) -> Batch:
        """The same as entries; with `about`, those of these things and of places, with all choices."""
        words: Iterable[str] = self.words
        if about is not None:
            words = [line for line in words if _thing_in(line) in about or _kind_in(line) in PLACED]
        uses = Counter(self.counts)
        uses.update(thing for thing, _ in _read(self.mentions))
        texts, choices = _sort_texts(_read(words)), _sort_choices(_read(self.choices))
        for choice in choices:
            thing = iris.thing(_ALWAYS, choice.slug) if choice.kind == _ALWAYS else ""
            if thing and (about is None or thing in about):
                texts.setdefault((_ALWAYS, thing), {"prefLabel": [choice.name]})
        return _batch(texts, choices, uses)

    def differing(self, other: "Gathered") -> set[str]:
        """Things of which another says something else."""
        lines = (self.words ^ other.words) | (self.choices ^ other.choices)
        counted = {thing for thing, _ in self.counts.items() ^ other.counts.items()}
        mentioned = {thing for thing, _ in _read(self.mentions ^ other.mentions)}
        return {_thing_in(line) for line in lines} | counted | mentioned


def own_batch(own: Known) -> Batch:
    """What plans have of their own, in order."""
    made = _batch(_sort_texts(_read(own.words)), _sort_choices(_read(own.choices)), own.counts)
    ordered = sorted(made.entries, key=lambda e: (plan_in(e.thing.iri), e.thing.kind, e.thing.iri))
    return Batch(ordered, made.plans, sorted(made.choices, key=lambda choice: (choice.slug, choice.kind)))


def _batch(texts: _Texts, choices: Sequence[Choice], uses: Mapping[str, int]) -> Batch:
    entries = [_entry(kind, iri, found, uses.get(iri, 0)) for (kind, iri), found in texts.items()]
    return Batch(entries, list(_plans(texts)), choices)


def _sort_choices(rows: Iterable[tuple[str, ...]]) -> list[Choice]:
    ordered = sorted(rows, key=lambda choice: (choice[0], choice[2].lower(), choice[1]))
    return [Choice(kind, iris.slug_for(kind, iri), name) for kind, iri, name in ordered]


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
