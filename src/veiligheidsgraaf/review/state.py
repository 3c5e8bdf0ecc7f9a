"""How far a review is: every suggestion with what was decided on it, and what was added, in order of lines.

A decision holds on to its suggestion by the key; where the program or the text gave that another, by kind,
lines and what is said. What was decided on a text that is nowhere any more is lost: it is shown, and not
written.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..check.moves import Lines
from ..draft.suggestion import HOLDERS, Suggestion
from ..reading.document import Document
from .decisions import NOTES, TAKEN, Decision, History, Values, Verdict
from .place import Marked, find_places

UNSAYABLE, REREAD, PLAN, COVERAGE = "niet-te-zeggen", "nagelezen", "plan", "dekking"
_IDENTITY = (
    *("partner", "instrument", "rechtsgrond", "fenomeen", "thema", "lid", "verband", "portefeuillehouder"),
    *("waarde", "jaar", "planning", "status"),
)
HOST, ALONE = "bij", "los"  # the item that a part is put in, or that it stands alone
MORE = "regels"  # further lines that an item rests on: 12-14@digest


@dataclass(frozen=True)
class Item:
    """Something to decide, or decided. `verdict`: "" while open; `version`: id of its last decision;
    `heading`: line of the heading it stands under (0: none); `host`: the item it is part of; `moved`: its
    lines are others than when it was decided; `lost`: they are nowhere in the text.
    """

    key: str
    kind: str
    first: int
    last: int
    values: Values = field(hash=False)
    suggestion: Suggestion | None = field(default=None, hash=False)
    verdict: str = ""
    version: str = ""
    heading: int = 0
    host: str = ""
    more: tuple[Lines, ...] = ()
    moved: bool = False
    lost: bool = False
    history: tuple[Decision, ...] = field(default=(), hash=False)

    @property
    def spans(self) -> tuple[Lines, ...]:
        """All lines that it rests on."""
        return ((self.first, self.last), *self.more) if self.first else self.more

    @property
    def is_taken(self) -> bool:
        """Whether it was accepted, as it was or mended, or added."""
        return self.verdict in TAKEN

    @property
    def needs_own_words(self) -> bool:
        """Whether its name is that of the suggestion, which is the plan's own."""
        named = self.suggestion.values.get("naam") if self.suggestion else None
        return bool(named) and self.values.get("naam") == named


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


def make_state(
    history: History, suggestions: Sequence[Suggestion], document: Document, lines: Sequence[bytes]
) -> State:
    """The state of a review. `lines`: those of the text, with their line ends."""
    decided: dict[str, list[Decision]] = defaultdict(list)
    for one in history.alive:
        if one.verdict not in NOTES:
            decided[one.item or one.key].append(one)
    marks = (
        mark for found in decided.values() for mark in (_marked(found[-1]), *read_more(found[-1].values))
    )
    places = find_places(marks, lines)
    claims = _claim(decided, suggestions, places)
    owner = {found.key: key for key, found in claims.items()}
    items = [_place(key, found, claims.get(key), places) for key, found in decided.items()]
    items += [_open(one) for one in suggestions if one.key not in owner]
    known = {item.key for item in items}
    placed = [_with_surroundings(item, document, owner, known) for item in items]
    return State(tuple(sorted(placed, key=_order)), history, history.told)


def version_of(history: History, item: str) -> str:
    """The id of the last decision on an item."""
    found = (
        one.key
        for one in reversed(history.alive)
        if (one.item or one.key) == item and one.verdict not in NOTES
    )
    return next(found, "")


def identity(values: Values) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What values say but for words: the things, figures and concepts."""
    return tuple((name, tuple(sorted(values[name]))) for name in _IDENTITY if values.get(name))


def _claim(
    decided: Mapping[str, Sequence[Decision]],
    suggestions: Iterable[Suggestion],
    places: Mapping[Marked, Lines | None],
) -> dict[str, Suggestion]:
    """The suggestion that each decided item is about: that of its key, else one alike on the same lines."""
    by_key = {one.key: one for one in suggestions}
    claims = {item: by_key[item] for item in decided if item in by_key}
    free: dict[tuple[str, Lines], list[Suggestion]] = defaultdict(list)
    for key, one in by_key.items():
        if key not in claims:
            free[one.kind, (one.first, one.last)].append(one)
    for item, found in decided.items():
        last = found[-1]
        lines = places[_marked(last)]
        if item in claims or lines is None or any(one.verdict is Verdict.ADD for one in found):
            continue
        alike = free.get((last.kind, lines), [])
        said = identity(last.values)
        same = [one for one in alike if not said or identity(one.values) == said]
        # One measure on its lines is that measure, whatever else is thought of it now.
        same = same or (alike if len(alike) == 1 and last.kind in HOLDERS else [])
        if same:
            claims[item] = same[0]
            alike.remove(same[0])
    return claims


def _place(
    key: str, found: Sequence[Decision], suggestion: Suggestion | None, places: Mapping[Marked, Lines | None]
) -> Item:
    last = found[-1]
    lines = places[_marked(last)]
    more = [places[mark] for mark in read_more(last.values)]
    if lines is None and suggestion is not None and suggestion.key == key:
        lines = (suggestion.first, suggestion.last)  # the same words, broken into other lines
    first, end = lines or (last.first, last.last)
    return Item(
        key,
        last.kind,
        first,
        end,
        last.values,
        suggestion,
        last.verdict.value,
        last.key,
        host=_host(last.values, suggestion),
        more=tuple(filter(None, more)),
        moved=(first, end) != (last.first, last.last),
        lost=lines is None or None in more,
        history=tuple(found),
    )


def _host(values: Values, suggestion: Suggestion | None) -> str:
    """The item that a part was put in, else the one that it is suggested in."""
    return next(iter(values.get(HOST, ())), suggestion.within if suggestion else "")


def read_more(values: Values) -> list[Marked]:
    """The further lines that values name, with their digests."""
    found = []
    for written in values.get(MORE, ()):
        span, _, mark = written.partition("@")
        first, _, last = span.partition("-")
        if first.isdigit() and (last or first).isdigit():
            found.append((int(first), int(last or first), mark))
    return found


def _open(one: Suggestion) -> Item:
    return Item(one.key, one.kind.value, one.first, one.last, one.values, one, host=one.within)


def _with_surroundings(
    item: Item, document: Document, owner: Mapping[str, str], known: Collection[str]
) -> Item:
    """An item with its heading and host. A host of which nothing was decided may have another key by now."""
    above = document.headings_above(item.first) if item.first else ()
    host = owner.get(item.host, item.host)
    if host not in (*known, ALONE) and item.suggestion:
        host = owner.get(item.suggestion.within, item.suggestion.within)
    return replace(item, heading=above[-1].first if above else 0, host=host)


def _marked(one: Decision) -> Marked:
    return one.first, one.last, one.digest


def _order(item: Item) -> tuple[int, int, str, str]:
    return item.first, item.last, item.kind, item.key


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
