"""How far a review is: all items in order of lines, what was decided on them, and what can be undone."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .decisions import NOTES, TAKEN, Decision, History, Verdict
from .items import COVERAGE, PLAN, REREAD, UNSAYABLE, Item

__all__ = ["COVERAGE", "PLAN", "REREAD", "UNSAYABLE", "Count", "Item", "State", "version_of"]


@dataclass(frozen=True)
class Count:
    """How many items are where."""

    open: int = 0
    accepted: int = 0
    rejected: int = 0
    later: int = 0


@dataclass(frozen=True)
class State:
    """All items in order of lines, and what was told of the file of decisions."""

    items: tuple[Item, ...]
    history: History
    told: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """Each item."""
        return {item.key: item for item in self.items}

    @property
    def open(self) -> tuple[Item, ...]:
        """What nobody decided on yet."""
        return tuple(item for item in self.items if not item.verdict)

    @property
    def accepted(self) -> tuple[Item, ...]:
        """What is to be written."""
        return tuple(item for item in self.items if item.is_taken and not item.lost)

    @property
    def rejected(self) -> tuple[Item, ...]:
        """What is not to be written."""
        return tuple(item for item in self.items if item.verdict == Verdict.REJECT)

    @property
    def later(self) -> tuple[Item, ...]:
        """What was put off."""
        return tuple(item for item in self.items if item.verdict == Verdict.LATER)

    @property
    def lost(self) -> tuple[Item, ...]:
        """What was accepted on a text that is not there any more: to be placed anew, or rejected."""
        return tuple(item for item in self.items if item.is_taken and item.lost)

    @property
    def unsayable(self) -> tuple[Item, ...]:
        """What the graph could not say."""
        return tuple(item for item in self.accepted if item.kind == UNSAYABLE)

    @property
    def progress(self) -> tuple[int, int]:
        """(decided, all) of the suggestions; what was put off is not decided."""
        suggested = [item for item in self.items if item.suggestion]
        return sum(item.verdict not in ("", Verdict.LATER) for item in suggested), len(suggested)

    @property
    def is_reread(self) -> bool:
        """Whether somebody read the whole again, and nothing was decided after it."""
        decided = [one for one in self.history.alive if one.verdict not in NOTES]
        return bool(decided) and decided[-1].kind == REREAD and decided[-1].verdict in TAKEN

    @property
    def can_undo(self) -> str:
        """What an undo takes back, in words; "" when there is nothing."""
        return _tell(self.history.find_last())

    @property
    def can_redo(self) -> str:
        """What a redo brings back, in words; "" when there is nothing."""
        return _tell(self.history.find_undone())

    def count(self, by: str) -> dict[str | int, Count]:
        """How many items are where, by `kind` or `heading`."""
        groups: dict[str | int, Counter[str]] = defaultdict(Counter)
        for item in self.items:
            groups[item.kind if by == "kind" else item.heading][_where(item)] += 1
        return {key: Count(**found) for key, found in groups.items()}


def version_of(history: History, item: str) -> str:
    """The id of the last decision on an item."""
    found = (
        one.key
        for one in reversed(history.alive)
        if (one.item or one.key) == item and one.verdict not in NOTES
    )
    return next(found, "")


def _where(item: Item) -> str:
    if item.is_taken:
        return "accepted"
    return {"": "open", Verdict.REJECT: "rejected"}.get(item.verdict, "later")


def _tell(decisions: Sequence[Decision]) -> str:
    if not decisions:
        return ""
    if len(decisions) > 1:
        return f"{len(decisions)} besluiten samen"
    one = decisions[0]
    name = next(iter(one.values.get("naam", ())), "")
    return " ".join(filter(None, (one.verdict.value, one.kind, f"'{name}'" if name else "")))
