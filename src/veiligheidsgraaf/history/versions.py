"""Two versions beside each other: what a thing is called, where it belongs, and how its values read."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..turtle.read import Term
from ..words import iris
from ..words.namespaces import VG
from .changes import SHARED, TERMS, Change, Part
from .version import Version

EVIDENCE, DIGEST, VALUE, YEAR = (str(VG[name]) for name in ("bewijs", "sha256", "waarde", "jaar"))
_UNIT = str(VG.eenheid)
_COUNTED = {"aantal", "rangnummer"}


@dataclass(frozen=True)
class Versions:
    """The old version and the new one."""

    old: Version
    new: Version

    def name(self, term: Term, old_first: bool = False) -> str:
        """What a thing is called in the version that knows it."""
        first, second = (self.old, self.new) if old_first else (self.new, self.old)
        return (first if first.knows(term) or not second.knows(term) else second).name(term)

    def rank(self, theme: Term) -> tuple[int, str]:
        """The order of a plan theme in its plan."""
        return self.at(theme).rank(theme)

    def at(self, thing: Term) -> Version:
        """The version that says something of a thing, the new one first."""
        return self.new if thing in self.new.things else self.old

    def change(
        self,
        thing: Term,
        action: str,
        said: Iterable[Part],
        predicate: str = "",
        before: tuple[str, ...] = (),
        after: tuple[str, ...] = (),
    ) -> Change:
        """A change of a thing, with the sentence that begins with its kind and name."""
        version = self.at(thing)
        kind, name, figure = version.kind(thing), self.name(thing), ()
        if owned := version.owner(thing):
            owner, word = owned
            kind, name = version.kind(owner), self.name(owner)
            year = version.one(thing, YEAR)
            figure = (Part(f": {word}"), *((Part(" "), Part(year.value, True)) if year else ()))
        theme = version.theme(thing)
        sentence = (Part(f"{kind} "), Part(name, True, True), *figure, *said)
        section = version.plan(thing) or (TERMS if thing in version.terms else SHARED)
        place = theme.value if theme else ""
        return Change(section, place, thing.value, kind, name, action, sentence, predicate, before, after)

    def show(self, version: Version, thing: Term, predicate: str, value: Term) -> str:
        """A value as people read it: figures with their unit, a digest by
        its start, anything else by its name.
        """
        if predicate == VALUE:
            owned = version.owner(thing)
            unit = version.one(owned[0], _UNIT) if owned else None
            word = version.name(unit).lower() if unit else ""
            return _number(value.value) + (f" {word}" if word and word not in _COUNTED else "")
        if predicate == DIGEST:
            return value.value[:12] + "…"
        return self.name(value, old_first=version is self.old)


def language_of(value: Term) -> str:
    """The language of a text, or ""."""
    return (value.language or "") if isinstance(value, ox.Literal) else ""


def is_quoted(value: Term) -> bool:
    """Whether a value reads as a phrase: a text in a language, or the name of a thing in a plan."""
    return bool(language_of(value)) or (isinstance(value, ox.NamedNode) and bool(iris.plan_of(value.value)))


def texts_of(values: Iterable[Term]) -> tuple[str, ...]:
    """Values as sorted text."""
    return tuple(sorted(value.value for value in values))


def _number(text: str) -> str:
    """A number as it is written in Dutch, without a fraction of nought."""
    whole, _, fraction = text.partition(".")
    if not fraction.isdigit():
        return text
    return f"{whole},{fraction.rstrip('0')}" if fraction.strip("0") else whole
