"""What `diff` finds: changes with the sentences that tell them."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

ADDED, REMOVED, CHANGED, MOVED = "toegevoegd", "vervallen", "gewijzigd", "verplaatst"
SHARED, TERMS = "gedeeld", "begrippen"


class Part(NamedTuple):
    """A piece of a sentence: our words, or (`given`) text from the graph, which is
    anyone's; `quoted` when it needs quotation marks.
    """

    text: str
    given: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Change:
    """One change: in which section (slug of a plan, SHARED or TERMS) and plan
    theme, of what, from what, to what, in words.
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
