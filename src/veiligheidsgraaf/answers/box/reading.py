"""What a typed line was read as: a question with its parameters, and what was understood of which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...names import tokens
from ...names.named import Thing

ROWS = "rijen"


@dataclass(frozen=True)
class Slot:
    """Words that name a thing, what the question does with it, and what else they may name.

    `use` is a parameter, ROWS when the rows of the answer are narrowed to it,
    or "" when the question cannot use it.
    """

    said: str
    use: str
    thing: Thing
    others: tuple[Thing, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a line was read as.

    `question` is the name of a named question, or "" when none fits; `values` its parameters;
    `rows` the IRIs that rows must hold one of (none: all rows). `compared`:
    slugs of two or more plans to lay side by side instead. `named`: things named without a question;
    when none fits, the things that may have been meant. `unread`: words that did nothing.
    """

    text: str
    question: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    compared: tuple[str, ...] = ()
    named: tuple[Thing, ...] = ()
    unread: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def passes_over_denial(self) -> bool:
        """Whether a word like `niet` did nothing: then the answer is about where it is so."""
        return any(tokens.usual(word) == tokens.DENIAL for word in self.unread)

    def with_choice(self, values: Mapping[str, str], rows: frozenset[str]) -> "Reading":
        """The same line with other parameters and rows."""
        return replace(self, values=values, rows=rows)
