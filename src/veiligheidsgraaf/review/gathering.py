"""Every suggestion with what was decided on it, and what was added.

A decision holds on to its suggestion by the key; where the program or the text gave that another, by kind,
lines and what is said. What was decided on a text that is nowhere any more is lost: it is shown, and not
written.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..check.moves import Lines
from ..draft.suggestion import HOLDERS, Suggestion
from ..names.tokens import fold
from ..reading.document import Document
from .decisions import NOTES, Decision, History, Values, Verdict
from .fields import NEW
from .items import ALONE, HOST, Item, identity, read_more
from .newcomers import ADDRESS, names_of
from .place import Marked, find_places
from .state import State

# How suggestions call what forms call otherwise.
_CALLED = {"planjaar": "jaar", "keerPerJaar": "keer-per-jaar", "steedsInKwartaal": "steeds-in-kwartaal"}
_NEW = {"partner": "organisatie"}
_NAMING = ("partner", "instrument", "portefeuillehouder")  # kinds that may have a name in place of a thing


class Gatherer:
    """Makes states of the decisions on one text; what does not change with them is made once."""

    def __init__(self, suggestions: Sequence[Suggestion], document: Document, lines: Sequence[bytes]) -> None:
        """`lines`: those of the text, with their line ends."""
        self._lines = lines
        self._headings = [heading.first for heading in document.all_headings]
        self._suggestions = {one.key: one for one in suggestions}
        self._open = {one.key: self._make(one) for one in suggestions}

    def gather(self, history: History) -> State:
        """The state after some decisions."""
        decided: dict[str, list[Decision]] = defaultdict(list)
        for one in history.alive:
            if one.verdict not in NOTES:
                decided[one.item or one.key].append(one)
        marks = (
            mark for found in decided.values() for mark in (_marked(found[-1]), *read_more(found[-1].values))
        )
        places = find_places(marks, self._lines)
        claims = self._claim(decided, places)
        owner = {found.key: key for key, found in claims.items()}
        moved = {key: item for key, item in owner.items() if key != item}
        items = [item for key, item in self._open.items() if key not in owner]
        if moved:
            items = [replace(item, host=moved[item.host]) if item.host in moved else item for item in items]
        known = {*self._open, *decided} - moved.keys()
        items += [
            self._settle(_place(key, found, claims.get(key), places), owner, known)
            for key, found in decided.items()
        ]
        return State(tuple(sorted(_call_by_name(items), key=_order)), history, history.told)

    def _make(self, one: Suggestion) -> Item:
        values = read_values(one)
        heading = self._heading(one.first)
        return Item(
            one.key, one.kind.value, one.first, one.last, values, one, heading=heading, host=one.within
        )

    def _heading(self, line: int) -> int:
        """The line of the heading that a line stands under; 0 for none."""
        at = bisect_right(self._headings, line) if line else 0
        return self._headings[at - 1] if at else 0

    def _settle(self, item: Item, owner: Mapping[str, str], known: Collection[str]) -> Item:
        """An item with its heading and host. A host of which nothing was decided may have another key by
        now.
        """
        host = owner.get(item.host, item.host)
        if host not in known and host != ALONE and item.suggestion:
            host = owner.get(item.suggestion.within, item.suggestion.within)
        return replace(item, heading=self._heading(item.first), host=host)

    def _claim(
        self, decided: Mapping[str, Sequence[Decision]], places: Mapping[Marked, Lines | None]
    ) -> dict[str, Suggestion]:
        """The suggestion of each decided item: that of its key, else one alike on the same lines."""
        by_key = self._suggestions
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
            same = [one for one in alike if not said or identity(self._open[one.key].values) == said]
            # One measure on its lines is that measure, whatever else is thought of it now.
            same = same or (alike if len(alike) == 1 and last.kind in HOLDERS else [])
            if same:
                claims[item] = same[0]
                alike.remove(same[0])
        return claims


def read_values(one: Suggestion) -> Values:
    """What a suggestion says, as forms call it; of something new what it is, of a collaboration which."""
    values = {_CALLED.get(name, name): given for name, given in one.values.items()}
    if one.kind == "nieuw":
        values["wat"] = tuple(_NEW.get(what, what) for what in values.pop("soort", ()))
    if one.kind == "verband" and "verband" not in values:
        values["verband"] = values.pop("partner", ())
    return values


def _call_by_name(items: Sequence[Item]) -> list[Item]:
    """Items of which those that name what was new, and wait, are about the thing that it became; that it is
    new is no question any more.
    """
    made = {
        fold(name): one.values[ADDRESS][0]
        for one in items
        if one.kind == NEW and one.is_taken and not one.lost
        for name in (*names_of(one), *(one.suggestion.values.get("naam", ()) if one.suggestion else ()))
    }
    found = []
    for one in items:
        named = one.values.get("naam", ())
        address = made.get(fold(named[0])) if len(named) == 1 and not one.verdict else None
        if address is None or one.kind not in (NEW, *_NAMING):
            found.append(one)
        elif one.kind != NEW:
            kept = {name: given for name, given in one.values.items() if name != "naam"}
            found.append(replace(one, values={**kept, one.kind: (address,)}))
    return found


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


def _marked(one: Decision) -> Marked:
    return one.first, one.last, one.digest


def _order(item: Item) -> tuple[int, int, str, str]:
    return item.first, item.last, item.kind, item.key
