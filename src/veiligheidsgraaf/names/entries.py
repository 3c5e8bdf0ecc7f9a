"""What the index of names of a release is made of: things with their names, and what a parameter can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import tokens
from .named import Plan, Thing

MARK = 0x56474E41  # of a file of this kind, in its first bytes
LAYOUT = 2  # an index of another layout is made anew


@dataclass(frozen=True)
class Entry:
    """Something with names: (form, text), the form one of `FORMS`. `statements`: how many are about it;
    `is_sentence`: named by a sentence (a goal, a measure), so found by its words and not as a name.
    """

    thing: Thing
    names: tuple[tuple[str, str], ...]
    description: str = ""
    statements: int = 0
    is_sentence: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Its names, but for those that are for searching only."""
        hidden = self.hidden
        return tuple(text for _, text in self.names if text not in hidden)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names that it is found by, and that are not shown."""
        return tuple(text for form, text in self.names if form == "hiddenLabel")

    @property
    def is_full_text(self) -> bool:
        """Whether it is found by full text: a body that is a partner too is there as that."""
        return self.thing.kind != "verband"

    @property
    def texts(self) -> tuple[str, str]:
        """What full text finds it by: its names and its description, each word with its other forms."""
        return with_forms(" ".join((*self.shown, *self.hidden))), with_forms(self.description)

    @property
    def pieces(self) -> tuple[str, str]:
        """The same for words inside others; a sentence is found by its name alone."""
        description = "" if self.is_sentence else self.description
        return tokens.fold(" ".join((*self.shown, *self.hidden))), tokens.fold(description)


@dataclass(frozen=True)
class Choice:
    """Something that a parameter can be: its kind, slug and name."""

    kind: str
    slug: str
    name: str


@dataclass(frozen=True)
class Batch:
    """Some of what an index holds."""

    entries: Sequence[Entry] = ()
    plans: Sequence[Plan] = ()
    choices: Sequence[Choice] = ()


def typed_words(text: str) -> str:
    """A name as what is being typed is compared with it."""
    return " ".join(tokens.split(text, len(text)))


def with_forms(text: str) -> str:
    """A text as its words, each followed by its other forms."""
    return " ".join([_spread(word) for word in tokens.split(text, len(text))])


@lru_cache(maxsize=65_536)
def _spread(word: str) -> str:
    """A word, as `tokens.split` gives it, as all its forms."""
    return " ".join(sorted(tokens.word(tokens.usual(word)).forms))


def kind_token(kind: str) -> str:
    """A kind of thing as one word of full text."""
    return f"soort{kind}"
