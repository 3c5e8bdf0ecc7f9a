"""The words of one release: every name of every thing, and what is known of its plans.

Read once, then only looked up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..words import iris
from . import tokens
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
_ARTICLE = re.compile(r"(?:artikel|art\.) (\S+) (.+)", re.IGNORECASE)


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
class Text:
    """What full-text search finds a thing by. `hidden`: names that are for searching, and not for show."""

    thing: Thing
    names: tuple[str, ...]
    hidden: tuple[str, ...]
    description: str


@dataclass
class Lexicon:
    """`by_key`: joined name -> names.

    `by_form`: a word, also lightly cut -> numbers of the names that hold it. `texts`: for full text.
    """

    names: list[Name] = field(default_factory=list)
    by_key: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    by_form: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_thing: dict[Thing, list[Name]] = field(default_factory=lambda: defaultdict(list))
    texts: list[Text] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    slugs: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, thing: Thing, name: str, weight: float) -> None:
        """Take up a name, and for an article of law the ways people write it."""
        for written, share in _spellings(thing, name):
            found = Name(thing, tokens.words(written), weight * share, written.isupper())
            if not found.words:
                continue
            for key in tokens.keys(found.words):
                self.by_key[key].append(found)
            if share == 1:
                for part in found.words:
                    for form in (part.text, tokens.plain(part.text)):
                        self.by_form[form].add(len(self.names))
                self.names.append(found)
                self.by_thing[thing].append(found)

    def add_all(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Take up names as the graph has them: (IRI, form, text), the form one
        of `FORMS`; the kind is that of the IRI.
        """
        gathered: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for iri, form, text in rows:
            gathered[iri].append((text, FORMS[form]))
        for iri, found in gathered.items():
            found.sort(key=lambda pair: -pair[1])
            thing = Thing(kind_of(iri), iri, found[0][0])
            for text, weight in found:
                self.add(thing, text, weight)

    def holding(self, part: Word) -> set[int]:
        """Numbers of the names that hold a word."""
        return set().union(*(self.by_form.get(form, ()) for form in (part.text, tokens.plain(part.text))))

    def plans_of(self, municipality: str) -> list[Plan]:
        """The plans of a municipality, oldest first."""
        return sorted(
            (plan for plan in self.plans if plan.municipality == municipality), key=lambda plan: plan.start
        )

    def can_bind(self, kind: str, slug: str) -> bool:
        """Whether a question takes this as a parameter of that kind."""
        return slug in self.slugs.get(kind, ())


def _spellings(thing: Thing, name: str) -> Iterable[tuple[str, float]]:
    yield name, 1
    if thing.kind == "gemeente":
        yield name.removeprefix("Gemeente "), 1
    article = _ARTICLE.fullmatch(name) if thing.kind == "rechtsgrond" else None
    if article:
        number, act = article[1], article[2]
        yield f"{act} {number}", 0.99
        yield f"{number} {act}", 0.99
        yield f"{act} artikel {number}", 0.99
        yield f"artikel {number}", 0.98
        if not number.isdigit():
            yield number, 0.96


def kind_of(iri: str) -> str:
    """The kind of a thing as its address has it; a theme of the Kernbeleid is a `kernthema`."""
    kind, _, slug = iris.path_of(iri).partition("/")
    return "kernthema" if kind == "thema" and "/" in slug else kind
