"""What a change to the graph means, told in Dutch, statement by statement.

In: two versions. Out: changes in the order of the plans.

Order, layout and labels of blank nodes do not count. A thing that kept its kind, name and plan but got
another address is the same thing; evidence that points at other lines with the same digest has moved.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..turtle.read import SourceFile, Term
from ..words import iris
from ..words.namespaces import DCTERMS, RDF, RDFS, SKOS, VG
from .changes import ADDED, CHANGED, MOVED, REMOVED, SHARED, TERMS, Change, Difference, Part
from .citations import tell_evidence, tell_sources
from .files import tell_files
from .version import FIGURES, PARENTS, Version
from .versions import DIGEST, EVIDENCE, VALUE, YEAR, Versions, is_quoted, language_of, texts_of

_NAMES = (str(SKOS.prefLabel), str(RDFS.label), str(DCTERMS.title))
_DESCRIBED = (str(RDF.type), str(DCTERMS.description), str(SKOS.definition), str(VG.plan))
# What the sentence about a whole thing leaves out: its name, its long texts, and what hangs below it.
_UNTOLD = {*_NAMES, *PARENTS, *FIGURES, VALUE, YEAR, DIGEST, *_DESCRIBED}


def compare(
    before: Sequence[SourceFile], after: Sequence[SourceFile], vocabulary: Sequence[SourceFile] = ()
) -> Difference:
    """The difference between two versions of a project.

    `vocabulary`: files that lend names to what they use.
    """
    old, new = Version(before, vocabulary), Version(after, vocabulary)
    addresses = dict(_find_renamed(old, new))
    if addresses:
        old = Version(before, vocabulary, addresses)
    versions = Versions(old, new)
    comparison = _Comparison(versions)
    found = [*tell_files(versions), *comparison.tell_renamed(addresses), *comparison.tell()]
    themes = {change.theme for change in found} - {""}
    plans = sorted({change.section for change in found} - {SHARED, TERMS})
    names = {slug: versions.name(ox.NamedNode(iris.thing("plan", slug))) for slug in plans}
    names |= {theme: versions.name(ox.NamedNode(theme)) for theme in sorted(themes)}
    order = {theme: versions.rank(ox.NamedNode(theme)) for theme in themes}

    def place(change: Change) -> tuple[object, ...]:
        shared = (SHARED, TERMS).index(change.section) + 1 if change.section in (SHARED, TERMS) else 0
        theme = order.get(change.theme, (0, ""))
        return shared, change.section, theme, change.kind, change.name.lower(), change.thing

    return Difference(tuple(sorted(found, key=place)), names)


def _find_renamed(old: Version, new: Version) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """(old address, new one) of things that kept their kind, name and plan."""

    def gone(here: Version, there: Version) -> dict[tuple[str, str, str], list[ox.NamedNode]]:
        found: dict[tuple[str, str, str], list[ox.NamedNode]] = {}
        for thing in here.things.keys() - there.things.keys():
            if isinstance(thing, ox.NamedNode) and here.knows(thing) and iris.is_thing(thing.value):
                key = here.kind(thing), here.name(thing), here.plan(thing)
                found.setdefault(key, []).append(thing)
        return found

    came = gone(new, old)
    for key, things in gone(old, new).items():
        if len(things) == len(came.get(key, ())) == 1:
            yield things[0], came[key][0]


class _Comparison:
    """Tells the changes between two versions, thing by thing."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._old, self._new = versions.old, versions.new

    def tell(self) -> Iterator[Change]:
        """Every change."""
        yield from self._tell_whole(self._new, self._old, ADDED)
        yield from self._tell_whole(self._old, self._new, REMOVED)
        for thing in sorted(self._old.things.keys() & self._new.things.keys(), key=str):
            yield from self._changed(thing)
        yield from tell_sources(self._versions)

    def _tell_whole(self, version: Version, other: Version, action: str) -> Iterator[Change]:
        """What only one version has; of a plan only that it came or went."""
        things = [thing for thing in version.things if thing not in other.things]
        plans = {slug for thing in things if (slug := version.plan(thing)) and _is_plan(thing, slug)}
        for slug in sorted(plans):
            yield self._whole_plan(version, slug, action)
        yield from (self._whole(version, t, action) for t in things if version.plan(t) not in plans)

    def tell_renamed(self, addresses: dict[ox.NamedNode, ox.NamedNode]) -> Iterator[Change]:
        """Things with another address."""
        for old, new in addresses.items():
            said = (
                Part(": adres "),
                Part(iris.slug(old.value), True),
                Part(" wordt "),
                Part(iris.slug(new.value), True),
            )
            yield self._versions.change(new, CHANGED, said, "", (old.value,), (new.value,))

    def _whole(self, version: Version, thing: Term, action: str) -> Change:
        """A thing that came or went, with the short things said of it."""
        details: list[Part] = []
        said = version.things[thing]
        for predicate in sorted(said.keys() - _UNTOLD, key=lambda p: (p == EVIDENCE, version.word(p), p)):
            word = "" if predicate == EVIDENCE else version.word(predicate) + " "
            values = sorted(
                {self._versions.show(version, thing, predicate, value) for value in said[predicate]}
            )
            details += [Part("; " if details else ""), Part(word), Part(", ".join(values), True)]
        if value := version.one(thing, VALUE):
            details = [
                Part(self._versions.show(version, thing, VALUE, value), True),
                Part("; " if details else ""),
                *details,
            ]
        every = tuple(sorted(str(value) for found in said.values() for value in found))
        before, after = ((), every) if action == ADDED else (every, ())
        return self._versions.change(
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
        return self._versions.change(
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
            if predicate == EVIDENCE:
                yield from tell_evidence(self._versions, thing, olds, news)
                continue
            for language in sorted({language_of(value) for value in olds ^ news}):
                pair = (
                    {value for value in values if language_of(value) == language} for values in (olds, news)
                )
                yield from self._values(thing, predicate, language, *pair)

    def _values(
        self, thing: Term, predicate: str, language: str, olds: set[Term], news: set[Term]
    ) -> Iterator[Change]:
        """Changes to the values of one property in one language: from-to
        when there is one of each, else one by one.
        """
        word = self._new.word(predicate) + (f" ({language})" if language not in ("", "nl") else "")
        links = predicate in PARENTS or predicate in FIGURES
        if len(olds) == len(news) == 1 and not links:
            old, new = (
                self._versions.show(self._old, thing, predicate, *olds),
                self._versions.show(self._new, thing, predicate, *news),
            )
            start, to = (" van ", " naar ") if predicate == VALUE else (f": {word} ", " wordt ")
            old = old.partition(" ")[0] if predicate == VALUE else old
            said = (
                Part(start),
                Part(old, True, is_quoted(*olds)),
                Part(to),
                Part(new, True, is_quoted(*news)),
            )
            yield self._versions.change(thing, CHANGED, said, predicate, texts_of(olds), texts_of(news))
            return
        for version, others, values, action in (
            (self._old, self._new, olds - news, REMOVED),
            (self._new, self._old, news - olds, ADDED),
        ):
            for value in sorted(values, key=lambda v: (self._versions.name(v), str(v))):
                if links:
                    if value not in others.things:
                        continue  # told as a thing that came or went
                    if places := self._places(predicate, value):
                        if action == REMOVED:
                            yield self._moved(value, *places)
                        continue
                parts = (
                    Part(f": {word} "),
                    Part(self._versions.show(version, thing, predicate, value), True, is_quoted(value)),
                    Part(f" {action}"),
                )
                before, after = (texts_of([value]), ()) if action == REMOVED else ((), texts_of([value]))
                yield self._versions.change(thing, action, parts, predicate, before, after)

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
                Part(self._versions.at(parent).kind(parent).lower() + " "),
                Part(self._versions.name(parent), True, True),
                Part(joint),
            ]
        return self._versions.change(child, MOVED, said, "", (old.value,), (new.value,))


def _is_plan(thing: Term, slug: str) -> bool:
    return thing.value == iris.thing("plan", slug)
