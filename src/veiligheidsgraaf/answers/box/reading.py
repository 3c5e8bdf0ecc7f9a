"""What a line was read as: an intent, what was understood of which words, and what was not."""

from dataclasses import dataclass

from ...facts.constraints import HELD
from ...names import tokens
from ...names.named import Thing
from ..intent import Form, Intent, Pairs


@dataclass(frozen=True)
class Slot:
    """Words that name a thing or a time, and what they are in the answer.

    `pairs`: the constraints that they became, () when the answer does not use them; `thing`: what was named,
    None for a time or for words to look for; `others`: what else these words may name.
    """

    said: str
    pairs: Pairs = ()
    thing: Thing | None = None
    others: tuple[Thing, ...] = ()

    @property
    def excludes(self) -> bool:
        """Whether the answer is about all but this."""
        return any(key.startswith("niet-") for key, _ in self.pairs)


@dataclass(frozen=True)
class Choice:
    """One way to read a line: the intent and the slots of its words. `is_twin`: as likely as the first, of a
    word that is a part of names of several kinds.
    """

    intent: Intent
    slots: tuple[Slot, ...] = ()
    unread: tuple[str, ...] = ()
    is_twin: bool = False

    @property
    def passes_over_names(self) -> bool:
        """Whether things are named for certain beside a place, and none of them is used."""
        named = [slot for slot in self.slots if slot.thing and slot.thing.kind not in ("gemeente", "plan")]
        return bool(named) and not any(slot.pairs for slot in named)

    @property
    def is_of_unnamed(self) -> bool:
        """Whether it is held to figures of which nobody spoke by name."""
        held = (slot.thing for slot in self.slots if any(key == HELD for key, _ in slot.pairs))
        return any(thing is None or thing.kind != "indicator" for thing in held)


@dataclass(frozen=True)
class Doubt:
    """Another reading that may be meant, and how many things it finds."""

    intent: Intent
    things: int


@dataclass(frozen=True)
class Outside:
    """Something that the graph does not hold, in words for people; `about`: of what, when named; `cited`: by
    which words figures are called that plans cite of it.
    """

    text: str
    about: str = ""
    cited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remarked:
    """What is told beside an answer, in Dutch or English."""

    text: str
    is_english: bool = False


@dataclass(frozen=True)
class Reading:
    """What a line was read as.

    `intent`: what is asked, None when that is not sure or lies outside the graph. `slots`: what its words
    became; `unread`: words that did nothing. `outside`: what is asked that the graph does not hold.
    `doubt`: other readings to choose from. `named`: things named without a question, or that may be meant.
    `nearest`: questions that come close. `choices`: the ways to read it, likeliest first, of which `intent`
    is one. `is_asked`: its question was asked in so many words. `remarks`: what is told beside the
    answer. `denied`: what was asked whether it is so, when `intent` stands in for that. `missing`: unread
    words that it is about and that nothing in the graph speaks of.
    """

    text: str
    intent: Intent | None = None
    slots: tuple[Slot, ...] = ()
    unread: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()
    doubt: tuple[Doubt, ...] = ()
    named: tuple[Thing, ...] = ()
    nearest: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    others: tuple[Choice, ...] = ()
    remarks: tuple[Remarked, ...] = ()
    is_english: bool = False
    is_asked: bool = False
    denied: Intent | None = None
    missing: tuple[str, ...] = ()

    @property
    def lost_its_yes(self) -> bool:
        """Whether it was asked if something is so, and a list answers that."""
        asked = bool(self.choices) and self.choices[0].intent.form is Form.WHETHER
        return asked and self.intent is not None and self.intent.form is Form.LIST and not self.denied

    @property
    def passes_over_denial(self) -> bool:
        """Whether a word like `niet` did nothing."""
        return any(tokens.usual(word) == tokens.DENIAL for word in self.unread)
