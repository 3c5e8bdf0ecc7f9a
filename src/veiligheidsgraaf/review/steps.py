"""Steps of a review as decisions: refused when they cannot be, or when another window was there first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..check.evidence import digest
from ..check.moves import Lines
from ..words.errors import InvalidRequest
from .complaints import Judge
from .decisions import Decision, History, Values, Verdict
from .fields import NEW, parts
from .items import HOST, MORE, REREAD, Item, identity
from .newcomers import ADDRESS, make_address
from .spelling import clean_values
from .state import State, version_of

ROLES = ("curator", "nalezer")


class Overtaken(InvalidRequest):
    """Another window decided on the same thing meanwhile."""

    def __init__(self, item: str) -> None:
        super().__init__("in een ander venster is hierover al besloten", "bekijk dat besluit, en besluit dan")
        self.item = item


@dataclass(frozen=True)
class Decide:
    """A step: who (a role), what, on which item; other values, kind or lines when they are to be others."""

    who: str
    verdict: str
    item: str = ""
    kind: str = ""
    values: Values = field(default_factory=dict, hash=False)
    first: int = 0
    last: int = 0
    seen: str | None = None


class Maker:
    """Makes decisions of steps, on the state that they are taken on. `judge`: who looks at values."""

    def __init__(
        self, history: History, state: State, lines: Sequence[bytes], judge: Callable[[], Judge]
    ) -> None:
        self._history = history
        self._state = state
        self._lines = lines
        self._judge = judge

    def make(self, step: Decide) -> Decision:
        """A step as a decision. Raises InvalidRequest or Overtaken."""
        if step.who not in ROLES:
            raise InvalidRequest(f"'{step.who[:40]}' is geen rol", f"kies uit: {', '.join(ROLES)}")
        try:
            verdict = Verdict(step.verdict)
        except ValueError:
            raise InvalidRequest(
                f"'{step.verdict[:40]}' is geen besluit", "kies accepteer of verwerp"
            ) from None
        item = self._state.by_key.get(step.item)
        if verdict is not Verdict.ADD and item is None:
            raise InvalidRequest("dit voorstel is er niet (meer)", "laad de bladzijde opnieuw")
        if step.seen is not None and item is not None and version_of(self._history, item.key) != step.seen:
            raise Overtaken(item.key)
        kind = step.kind or (item.kind if item else "")
        if kind == REREAD and step.who != "nalezer":
            raise InvalidRequest("nagelezen zegt wie naleest", "kies de rol nalezer")
        first, last = self._lines_of(step, item)
        mark = (digest(self._lines, first, last) or "") if first else ""
        if verdict in (Verdict.REJECT, Verdict.LATER):
            values: Mapping[str, tuple[str, ...]] = dict(identity(item.values)) if item else {}
            return Decision("", "", step.who, verdict, step.item, kind, first, last, mark, values)
        values = self._values_of(step, item, kind)
        if verdict is Verdict.ACCEPT:
            values = self._judge().without_copies(kind, values)
        spans = ((first, last), *(item.more if item else ())) if first else ()
        blocking = [one for one in self._judge().judge(kind, values, spans) if one.blocks]
        if blocking:
            raise InvalidRequest(blocking[0].message, "pas het aan en besluit opnieuw")
        return Decision("", "", step.who, verdict, step.item, kind, first, last, mark, values)

    def _lines_of(self, step: Decide, item: Item | None) -> Lines:
        if step.first:
            return step.first, step.last or step.first
        return (item.first, item.last) if item else (0, 0)

    def _values_of(self, step: Decide, item: Item | None, kind: str) -> dict[str, tuple[str, ...]]:
        """The values of an accepted step: as given, else as suggested; with its address, and digests of more
        lines.
        """
        values = clean_values(step.values or (item.values if item else {}))
        if kind == NEW:
            held = item.values.get(ADDRESS, ()) if item else ()
            values[ADDRESS] = held or (make_address(values),)
        if item is not None and item.host and kind in parts() and HOST not in values:
            values[HOST] = (item.host,)
        if MORE in values:
            values[MORE] = tuple(self._mark_more(written) for written in values[MORE])
        return values

    def _mark_more(self, written: str) -> str:
        span = written.partition("@")[0]
        first, _, last = span.partition("-")
        mark = digest(self._lines, int(first), int(last or first)) if first.isdigit() else None
        if mark is None:
            raise InvalidRequest(f"regels '{written[:40]}' bestaan niet", "schrijf 12 of 12-14")
        return f"{span}@{mark}"
