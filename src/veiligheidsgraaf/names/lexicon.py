"""Names in memory, for the matcher to look a text up in: those of a project that is checked, a few of a page.

`stored.StoredLexicon` answers the same from the index of a release.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from . import tokens
from .named import FORMS, HEAD, NAMED, Name, Plan, Short, Thing, kind_of
from .shortening import shorten_names
from .slips import nearest_words
from .tokens import Word

__all__ = ["FORMS", "NAMED", "Lexicon", "Name", "Plan", "Thing", "kind_of"]

_ARTICLE = re.compile(r"(?:artikel|art\.) (\S+) (.+)", re.IGNORECASE)


@dataclass
class Lexicon:
    """Names in memory. `by_key`: joined name -> names; `by_form`: a word, also lightly cut -> numbers of the
    names that hold it.
    """

    names: list[Name] = field(default_factory=list)
    by_key: dict[str, list[Name]] = field(default_factory=lambda: defaultdict(list))
    by_form: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_thing: dict[Thing, list[Name]] = field(default_factory=lambda: defaultdict(list))

    def add(self, thing: Thing, name: str, weight: float) -> None:
        """Take up a name, and for an article of law the ways people write it. Before the first look-up."""
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

    def named(self, key: str) -> Sequence[Name]:
        """Names with this joined key."""
        return self.by_key.get(key, ())

    def named_short(self, key: str, home: str) -> Sequence[Name]:
        """The same among names without their place, as a text of the municipality `home` (slug) says them."""
        return [short.name for short in self.shorts.get(key, ()) if short.home in ("", home)]

    def begins(self, head: str) -> bool:
        """Whether any key begins with these letters, `HEAD` at most."""
        return head in self._heads

    def holding(self, word: Word) -> AbstractSet[int]:
        """Numbers of the names that hold a word."""
        forms = (word.text, tokens.plain(word.text))
        return set().union(*(self.by_form.get(form, ()) for form in forms))

    def numbered(self, numbers: Collection[int]) -> Sequence[Name]:
        """The names of these numbers."""
        return [self.names[number] for number in numbers]

    def names_of(self, thing: Thing) -> Sequence[Name]:
        """All names of a thing."""
        return self.by_thing.get(thing, ())

    def held(self, texts: Collection[str]) -> AbstractSet[str]:
        """Which of these are words of a name, letter by letter."""
        return self.words.intersection(texts)

    def knows(self, word: Word) -> bool:
        """Whether a name holds a form of a word."""
        return not self._forms.isdisjoint(word.forms)

    def near(self, text: str, most: int) -> Sequence[str]:
        """Words of names at most so many slips away."""
        return nearest_words(text, self.words, most)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of a name."""
        return frozenset(part.text for name in self.names for part in name.words)

    @cached_property
    def shorts(self) -> dict[str, list[Short]]:
        """Joined name without its place -> names, each with the municipality whose texts say it so."""
        found: dict[str, list[Short]] = defaultdict(list)
        for short in shorten_names(self.names):
            for key in tokens.keys(short.name.words):
                found[key].append(short)
        return found

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(form for text in self.words for form in tokens.word(text).forms)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(
            key[:size] for keys in (self.by_key, self.shorts) for key in keys for size in range(1, HEAD + 1)
        )


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
