"""Pieces of a sentence, each with what it is about, and names for them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from ..facts.thing_store import NamedThing, ThingStore
from ..words import iris
from .dutch import begin, go_on, place, spell_number, within
from .intent import Pairs


@dataclass(frozen=True)
class Said:
    """A piece of a sentence. `thing`: what it names (IRI) or ""; `pairs`: the address of another answer that
    it counts, or (); `question`: the question of that, "" for the one that is answered.
    """

    text: str
    thing: str = ""
    pairs: Pairs = ()
    question: str = ""


Sentence = tuple[Said, ...]
_LINES = re.compile(r"[0-9]+(?:-[0-9]+)?")


def read_out(sentence: Iterable[Said]) -> str:
    """A sentence as plain text."""
    return "".join(said.text for said in sentence)


def go_on_with(sentence: Sequence[Said]) -> Sequence[Said]:
    """A sentence as it goes on behind another piece: without the capital that it began with."""
    first, *others = sentence
    return (replace(first, text=go_on(first.text)), *others)


class Names:
    """What things are called within a sentence."""

    def __init__(self, things: ThingStore) -> None:
        self.things = things

    def know(self, things: Iterable[str]) -> None:
        """Look up the names of all these (IRIs) at once, for what follows."""
        self.things.find(thing for thing in things if thing.startswith("http"))

    def find(self, thing: str) -> NamedThing | None:
        """A thing with a name (IRI), or None."""
        return self.things.find((thing,)).get(thing)

    def name(self, thing: str) -> str:
        """What a thing (IRI) is called; for want of a name the last part of its IRI, of what is no IRI
        itself.
        """
        if not thing.startswith("http"):
            return thing
        found = self.find(thing)
        return found.short or found.name if found else iris.local_name(thing)

    def within(self, thing: str) -> str:
        """The same as it stands within a sentence."""
        return within(self.name(thing), iris.kind_of(thing))

    def place(self, thing: str) -> str:
        """What a municipality (IRI) is called as a place; anything else as within a sentence."""
        return place(self.name(thing)) if iris.kind_of(thing) == "gemeente" else self.within(thing)


@dataclass
class Writer:
    """A sentence being made."""

    names: Names
    pieces: list[Said] = field(default_factory=list)

    def say(self, text: str, thing: str = "", pairs: Pairs = (), question: str = "") -> "Writer":
        """Add a piece."""
        if text:
            self.pieces.append(Said(text, thing, pairs, question))
        return self

    def name(self, thing: str, as_place: bool = False) -> "Writer":
        """Add what a thing is called."""
        told = self.names.place(thing) if as_place else self.names.within(thing)
        return self.say(told, thing if thing.startswith("http") else "")

    def list_names(
        self, things: Sequence[str], last: str = "en", others: int = 0, as_places: bool = False
    ) -> "Writer":
        """Add names as a list; `others`: how many more there are, none when it is not above 0."""
        others = max(0, others)
        self.names.know(things)
        for number, thing in enumerate(things):
            self.say(_between(number, len(things) + bool(others), last))
            self.name(thing, as_places)
        if others:
            self.say(f" en nog {spell_number(others)}")
        return self

    def say_lines(self, plan: str, lines: Sequence[str], before: str = "") -> "Writer":
        """Add lines of a plan (`12` or `12-14` each), every one with its passage: "regels 12-14, 20"; nothing
        from the first on that is none. `before`: what comes before them when there are any.
        """
        told = list(takewhile(_LINES.fullmatch, lines))
        for number, part in enumerate(told):
            is_one = len(told) == 1 and "-" not in part
            self.say(", " if number else f"{before}{'regel' if is_one else 'regels'} ")
            first, _, last = part.partition("-")
            self.say(part, iris.passage(iris.slug(plan), int(first), int(last or first)))
        return self

    def list_pieces(self, pieces: Sequence[Sequence[Said]], last: str = "en") -> "Writer":
        """Add pieces of several parts each as a list."""
        for number, parts in enumerate(pieces):
            self.say(_between(number, len(pieces), last))
            self.pieces.extend(parts)
        return self

    @property
    def sentence(self) -> Sentence:
        """What was said, with a capital to begin with."""
        first, *others = self.pieces or [Said("")]
        return (replace(first, text=begin(first.text)), *others)


def _between(number: int, length: int, last: str) -> str:
    if number == 0:
        return ""
    return f" {last} " if number == length - 1 else ", "


def lines_in(text: str) -> list[str]:
    """The lines that a row rests on, as its column tells them: `12-14; 20`."""
    return [part for part in text.split("; ") if part]
