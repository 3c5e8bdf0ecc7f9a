"""What a change to the graph means, told in Dutch, statement by statement. In: two versions. Out: changes in
the order of the plans.

Order, layout and labels of blank nodes do not count. A thing that kept its kind, name and plan but got
another address is the same thing; evidence that points at other lines with the same digest has moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from ..turtle.read import SourceFile, Term
from ..words import iris
from ..words.namespaces import DCTERMS, RDF, RDFS, SKOS, VG
from .version import FIGURES, PARENTS, Version, name_lines

ADDED, REMOVED, CHANGED, MOVED = "toegevoegd", "vervallen", "gewijzigd", "verplaatst"
SHARED, TERMS = "gedeeld", "begrippen"

_EVIDENCE, _DIGEST, _VALUE, _YEAR, _UNIT = (
    str(VG[name]) for name in ("bewijs", "sha256", "waarde", "jaar", "eenheid")
)
_NAMES = (str(SKOS.prefLabel), str(RDFS.label), str(DCTERMS.title))
# What the sentence about a whole thing leaves out: its name, its long texts, and what hangs below it.
_UNTOLD = {
    *_NAMES,
    *PARENTS,
    *FIGURES,
    _VALUE,
    _YEAR,
    _DIGEST,
    str(RDF.type),
    str(DCTERMS.description),
    str(SKOS.definition),
    str(VG.plan),
}
_COUNTED = {"aantal", "rangnummer"}


class Part(NamedTuple):
    """A piece of a sentence: our words, or (`given`) text from the graph, which is anyone's; `quoted` when it
    needs quotation marks.
    """

    text: str
    given: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Change:
    """One change: in which section (slug of a plan, SHARED or TERMS) and plan theme, of what, from what, to
    what, in words.
    """

    section: str
    theme: str
    thing: str
    kind: str
    name: str
    action: str
    sentence: tuple[Part, ...]
    property: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All changes between two versions, in order, and the names of the plans and plan themes they are in."""

    changes: tuple[Change, ...]
    names: dict[str, str]

    def count(self) -> dict[str, int]:
        """How many changes of each action."""
        found = Counter(change.action for change in self.changes)
        return {action: found[action] for action in (ADDED, REMOVED, CHANGED, MOVED)}


def compare(
    before: Sequence[SourceFile], after: Sequence[SourceFile], vocabulary: Sequence[SourceFile] = ()
) -> Difference:
    """The difference between two versions of a project. `vocabulary`: files that lend names to what they
    use.
    """
    old, new = Version(before, vocabulary), Version(after, vocabulary)
    addresses = dict(_find_renamed(old, new))
    if addresses:
        old = Version(before, vocabulary, addresses)
    comparison = _Comparison(old, new)
    found = [*comparison.tell_renamed(addresses), *comparison.tell()]
    sections = {change.section for change in found}
    themes = {change.theme for change in found} - {""}
    names = {
        slug: comparison.name(ox.NamedNode(iris.thing("plan", slug)))
        for slug in sorted(sections - {SHARED, TERMS})
    }
    names |= {theme: comparison.name(ox.NamedNode(theme)) for theme in sorted(themes)}
    order = {theme: comparison.rank(ox.NamedNode(theme)) for theme in themes}

    def place(change: Change) -> tuple[object, ...]:
        shared = (SHARED, TERMS).index(change.section) + 1 if change.section in (SHARED, TERMS) else 0
        return (
            shared,
            change.section,
            order.get(change.theme, (0, "")),
            change.kind,
            change.name.lower(),
            change.thing,
        )

    return Difference(tuple(sorted(found, key=place)), names)


def _find_renamed(old: Version, new: Version) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """(old address, new one) of things that kept their kind, name and plan."""

    def gone(here: Version, there: Version) -> dict[tuple[str, str, str], list[ox.NamedNode]]:
        found: dict[tuple[str, str, str], list[ox.NamedNode]] = {}
        for thing in here.things:
            if (
                isinstance(thing, ox.NamedNode)
                and thing not in there.things
                and here.knows(thing)
                and iris.is_thing(thing.value)
            ):
                found.setdefault((here.kind(thing), here.name(thing), here.plan(thing)), []).append(thing)
        return found

    came = gone(new, old)
    for key, things in gone(old, new).items():
        if len(things) == len(came.get(key, ())) == 1:
            yield things[0], came[key][0]


class _Comparison:
    """Tells the changes between two versions."""

    def __init__(self, old: Version, new: Version) -> None:
        self._old = old
        self._new = new

    def name(self, term: Term, old_first: bool = False) -> str:
        """What a thing is called in the version that knows it."""
        first, second = (self._old, self._new) if old_first else (self._new, self._old)
        return (first if first.knows(term) or not second.knows(term) else second).name(term)

    def rank(self, theme: Term) -> tuple[int, str]:
        """The order of a plan theme in its plan."""
        return self._at(theme).rank(theme)

    def tell(self) -> Iterator[Change]:
        """Every change, thing by thing."""
        old, new = self._old.things, self._new.things
        for version, things, others, action in ((self._new, new, old, ADDED), (self._old, old, new, REMOVED)):
            whole = {
                slug
                for thing in things.keys() - others.keys()
                if (slug := version.plan(thing)) and thing.value == iris.thing("plan", slug)
            }
            for slug in sorted(whole):
                yield self._whole_plan(version, slug, action)
            yield from (
                self._whole(version, t, action)
                for t in things
                if t not in others and version.plan(t) not in whole
            )
        for thing in sorted(old.keys() & new.keys(), key=str):
            yield from self._changed(thing)
        yield from self._changed_sources()

    def tell_renamed(self, addresses: dict[ox.NamedNode, ox.NamedNode]) -> Iterator[Change]:
        """Things with another address."""
        for old, new in addresses.items():
            said = (
                Part(": adres "),
                Part(iris.slug(old.value), True),
                Part(" wordt "),
                Part(iris.slug(new.value), True),
            )
            yield self._change(new, CHANGED, said, "", (old.value,), (new.value,))

    def _at(self, thing: Term) -> Version:
        return self._new if thing in self._new.things else self._old

    def _change(
        self,
        thing: Term,
        action: str,
        said: Iterable[Part],
        predicate: str,
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
    ) -> Change:
        version = self._at(thing)
        kind, name, figure = version.kind(thing), self.name(thing), ()
        if owned := version.owner(thing):
            owner, word = owned
            kind, name = version.kind(owner), self.name(owner)
            year = version.one(thing, _YEAR)
            figure = (Part(f": {word}"), *((Part(" "), Part(year.value, True)) if year else ()))
        theme = version.theme(thing)
        sentence = (Part(f"{kind} "), Part(name, True, True), *figure, *said)
        section = version.plan(thing) or (TERMS if thing in version.terms else SHARED)
        return Change(
            section,
            theme.value if theme else "",
            thing.value,
            kind,
            name,
            action,
            sentence,
            predicate,
            before,
            after,
        )

    def _whole(self, version: Version, thing: Term, action: str) -> Change:
        """A thing that came or went, with the short things said of it."""
        details: list[Part] = []
        said = version.things[thing]
        for predicate in sorted(said.keys() - _UNTOLD, key=lambda p: (p == _EVIDENCE, version.word(p), p)):
            word = "" if predicate == _EVIDENCE else version.word(predicate) + " "
            values = sorted({self._show(version, thing, predicate, value) for value in said[predicate]})
            details += [Part("; " if details else ""), Part(word), Part(", ".join(values), True)]
        if value := version.one(thing, _VALUE):
            details = [
                Part(self._show(version, thing, _VALUE, value), True),
                Part("; " if details else ""),
                *details,
            ]
        every = tuple(sorted(str(value) for found in said.values() for value in found))
        before, after = ((), every) if action == ADDED else (every, ())
        return self._change(
            thing, action, (Part(f" {action}"), Part(": " if details else ""), *details), "", before, after
        )

    def _whole_plan(self, version: Version, slug: str, action: str) -> Change:
        """A plan that came or went, as counts."""
        kinds = Counter(
            version.kind(thing).lower() for thing in version.things if version.plan(thing) == slug
        )
        counts = ", ".join(
            f"{count}× {kind}" for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))
        )
        return self._change(
            ox.NamedNode(iris.thing("plan", slug)), action, (Part(f" {action}: {counts}"),), ""
        )

    def _changed(self, thing: Term) -> Iterator[Change]:
        """Changes to a thing that is in both versions."""
        before, after = self._old.things[thing], self._new.things[thing]
        for predicate in sorted(
            before.keys() | after.keys(), key=lambda p: (p not in _NAMES, self._new.word(p), p)
        ):
            olds, news = before.get(predicate, set()), after.get(predicate, set())
            if olds == news:
                continue
            if predicate == _EVIDENCE:
                yield from self._evidence(thing, olds, news)
                continue
            for language in sorted({_language(value) for value in olds ^ news}):
                pair = (
                    {value for value in values if _language(value) == language} for values in (olds, news)
                )
                yield from self._values(thing, predicate, language, *pair)

    def _values(
        self, thing: Term, predicate: str, language: str, olds: set[Term], news: set[Term]
    ) -> Iterator[Change]:
        """Changes to the values of one property in one language: from-to when there is one of each, else one
        by one.
        """
        word = self._new.word(predicate) + (f" ({language})" if language not in ("", "nl") else "")
        links = predicate in PARENTS or predicate in FIGURES
        if len(olds) == len(news) == 1 and not links:
            old, new = (
                self._show(self._old, thing, predicate, *olds),
                self._show(self._new, thing, predicate, *news),
            )
            start, to = (" van ", " naar ") if predicate == _VALUE else (f": {word} ", " wordt ")
            old = old.partition(" ")[0] if predicate == _VALUE else old
            said = (
                Part(start),
                Part(old, True, _is_quoted(*olds)),
                Part(to),
                Part(new, True, _is_quoted(*news)),
            )
            yield self._change(thing, CHANGED, said, predicate, _texts(olds), _texts(news))
            return
        for version, others, values, action in (
            (self._old, self._new, olds - news, REMOVED),
            (self._new, self._old, news - olds, ADDED),
        ):
            for value in sorted(values, key=lambda v: (self.name(v), str(v))):
                if links:
                    if value not in others.things:
                        continue  # told as a thing that came or went
                    if places := self._places(predicate, value):
                        if action == REMOVED:
                            yield self._moved(value, *places)
                        continue
                parts = (
                    Part(f": {word} "),
                    Part(self._show(version, thing, predicate, value), True, _is_quoted(value)),
                    Part(f" {action}"),
                )
                before, after = (_texts([value]), ()) if action == REMOVED else ((), _texts([value]))
                yield self._change(thing, action, parts, predicate, before, after)

    def _places(self, predicate: str, child: Term) -> tuple[Term, Term] | None:
        """(old parent, new parent) of what hangs under another thing now."""
        olds, news = set(self._old.users(predicate, child)), set(self._new.users(predicate, child))
        if len(olds - news) == len(news - olds) == 1:
            return next(iter(olds - news)), next(iter(news - olds))
        return None

    def _moved(self, child: Term, old: Term, new: Term) -> Change:
        said = [Part(": verplaatst van ")]
        for parent, joint in ((old, " naar "), (new, "")):
            said += [
                Part(self._at(parent).kind(parent).lower() + " "),
                Part(self.name(parent), True, True),
                Part(joint),
            ]
        return self._change(child, MOVED, said, "", (old.value,), (new.value,))

    def _evidence(self, thing: Term, olds: set[Term], news: set[Term]) -> Iterator[Change]:
        """Passages that moved (the same text on other lines), changed, came or went."""
        pairs: list[tuple[Term, Term, bool]] = []
        for old in sorted(olds, key=str):
            text = self._old.digests.get(old, "")
            same = sorted(
                (new for new in news if self._new.digests.get(new, "-") == text),
                key=lambda new: (new != old, str(new)),
            )
            if same:
                pairs += [(old, same[0], True)] if same[0] != old else []
                news, olds = news - {same[0]}, olds - {old}
        olds, news = olds - news, news - olds
        if len(olds) == len(news) == 1:
            pairs.append((olds.pop(), news.pop(), False))
        for old, new, same_text in pairs:
            said = [
                Part(": passage van "),
                Part(self._old.name(old), True),
                Part(" naar "),
                Part(self._new.name(new), True),
            ]
            said.append(Part(" (zelfde tekst)" if same_text else " (andere tekst)"))
            yield self._change(
                thing, MOVED if same_text else CHANGED, said, _EVIDENCE, (old.value,), (new.value,)
            )
        for passages, action in ((olds, REMOVED), (news, ADDED)):
            for passage in sorted(passages, key=str):
                said = [Part(": passage "), Part(self.name(passage), True), Part(f" {action}")]
                texts = ((passage.value,), ()) if action == REMOVED else ((), (passage.value,))
                yield self._change(thing, action, said, _EVIDENCE, *texts)

    def _changed_sources(self) -> Iterator[Change]:
        """Lines of a source that have another text now, where evidence still points at them."""
        changed: dict[str, list[tuple[int, int]]] = {}
        for passage, digest in self._new.digests.items():
            stayed = set(self._old.users(_EVIDENCE, passage)) & set(self._new.users(_EVIDENCE, passage))
            if (
                stayed
                and self._old.digests.get(passage, digest) != digest
                and (span := iris.passage_lines(passage.value))
            ):
                changed.setdefault(span[0], []).append(span[1:])
        for source, spans in changed.items():
            lines = ", ".join(name_lines(*span) for span in sorted(spans))
            yield self._change(
                ox.NamedNode(source), CHANGED, (Part(": andere tekst in "), Part(lines, True)), ""
            )

    def _show(self, version: Version, thing: Term, predicate: str, value: Term) -> str:
        """A value as people read it: figures with their unit, a digest by its start, anything else by its
        name.
        """
        if predicate == _VALUE:
            owned = version.owner(thing)
            unit = version.one(owned[0], _UNIT) if owned else None
            word = version.name(unit).lower() if unit else ""
            return _number(value.value) + (f" {word}" if word and word not in _COUNTED else "")
        if predicate == _DIGEST:
            return value.value[:12] + "…"
        return self.name(value, old_first=version is self._old)


def _language(value: Term) -> str:
    return (value.language or "") if isinstance(value, ox.Literal) else ""


def _is_quoted(value: Term) -> bool:
    """Whether a value reads as a phrase: a text in a language, or the name of a thing in a plan."""
    return bool(_language(value)) or (isinstance(value, ox.NamedNode) and bool(iris.plan_of(value.value)))


def _texts(values: Iterable[Term]) -> tuple[str, ...]:
    return tuple(sorted(value.value for value in values))


def _number(text: str) -> str:
    """A number as it is written in Dutch, without a fraction of nought."""
    whole, _, fraction = text.partition(".")
    return (
        f"{whole},{fraction.rstrip('0')}"
        if fraction.strip("0") and fraction.isdigit()
        else whole
        if fraction.isdigit()
        else text
    )
