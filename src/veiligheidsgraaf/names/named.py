"""What has names, and what the matcher asks of whatever holds them."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from ..words import iris
from .tokens import Word

# Kinds of things that a text of a plan may name.
NAMED = frozenset(
    (
        *(
            "partner",
            "gemeente",
            "instrument",
            "fenomeen",
            "doelgroep",
            "locatie",
            "document",
            "gegevensbron",
        ),
        *("rechtsgrond", "thema"),
    )
)
FORMS = {"prefLabel": 1.0, "altLabel": 0.97, "hiddenLabel": 0.95}
HEAD = 9  # letters that tell whether any name begins so


@dataclass(frozen=True)
class Thing:
    """Something with a name. `kind` as in the question headers."""

    kind: str
    iri: str
    name: str

    @property
    def slug(self) -> str:
        """Its slug, for a parameter."""
        return iris.slug(self.iri)


@dataclass(frozen=True)
class Plan:
    """A plan: its slug, that of its municipality, first and last year."""

    slug: str
    municipality: str
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """One name of a thing.

    `weight`: 1 for the preferred one, a little less for others; `is_shouted`: all capitals.
    """

    thing: Thing
    words: tuple[Word, ...]
    weight: float
    is_shouted: bool = False


@dataclass(frozen=True)
class Short:
    """A name without its place, and the slug of the municipality whose texts say it so; "" for any text."""

    name: Name
    home: str


class Lookup(Protocol):
    """Where names are looked up: in memory, or in the index of a release, whose size no server feels."""

    def named(self, key: str) -> Sequence[Name]:
        """Names with this joined key."""

    def named_short(self, key: str, home: str) -> Sequence[Name]:
        """The same among names without their place, as a text of the municipality `home` (slug) says them."""

    def begins(self, head: str) -> bool:
        """Whether any key begins with these letters, `HEAD` at most."""

    def holding(self, word: Word) -> AbstractSet[int]:
        """Numbers of the names that hold a word."""

    def numbered(self, numbers: Collection[int]) -> Sequence[Name]:
        """The names of these numbers."""

    def names_of(self, thing: Thing) -> Sequence[Name]:
        """All names of a thing."""

    def held(self, texts: Collection[str]) -> AbstractSet[str]:
        """Which of these are words of a name, letter by letter."""

    def knows(self, word: Word) -> bool:
        """Whether a name holds a form of a word."""

    def near(self, text: str, most: int) -> Sequence[str]:
        """Words of names at most so many slips away."""


def kind_of(iri: str) -> str:
    """The kind of a thing as its address has it; a theme of the Kernbeleid is a `kernthema`."""
    kind, _, slug = iris.path_of(iri).partition("/")
    return "kernthema" if kind == "thema" and "/" in slug else kind
