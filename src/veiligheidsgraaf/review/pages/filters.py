"""Which items a screen goes through, in which order, and where it stands: all of it in the address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from ...reading.document import Document
from ..assembly import CHAPTERS
from ..fields import parts
from ..state import Item, State

STATES = {
    "open": "nog te beoordelen",
    "later": "later",
    "over": "overgenomen",
    "weg": "afgewezen",
    "alle": "alles",
}
ORDERS = {"plaats": "volgorde van het plan", "score": "zekerste eerst", "twijfel": "minst zekere eerst"}
# How sure a suggestion has to be: word of the address -> least score, and what it is called.
LEAST = {"mogelijk": 0.3, "waarschijnlijk": 0.6, "zeker": 0.85, "alles": 0.0}
SURENESS = {
    "mogelijk": "mogelijk en zekerder",
    "waarschijnlijk": "waarschijnlijk en zekerder",
    "zeker": "vrij zeker",
    "alles": "ook wat onwaarschijnlijk is",
}
SCREENS = {"tekst": "tekst", "blad": "bladzijde"}


@dataclass(frozen=True)
class Wish:
    """What the address asks: items of a kind, state and heading (line of it, 0: all), in an order; which one
    is before the reader (`item`), or which line; whether the text or the page as printed is shown; and how
    sure a suggestion has to be (`sure`). `under`: the heading and all below it.
    """

    kind: str = ""
    state: str = "open"
    order: str = "plaats"
    heading: int = 0
    item: str = ""
    line: int = 0
    screen: str = "tekst"
    sure: str = "mogelijk"
    under: frozenset[int] = frozenset()

    @property
    def least(self) -> float:
        """The least score that is asked for."""
        return LEAST[self.sure]

    def query(self, **other: object) -> str:
        """The part of an address that asks this, with some of it otherwise; "" when nothing is asked."""
        fields = {
            "soort": self.kind, "staat": self.state, "orde": self.order, "kop": self.heading,
            "stuk": self.item, "regel": self.line, "beeld": self.screen, "zeker": self.sure, **other,
        }  # fmt: skip
        usual = {"staat": "open", "orde": "plaats", "beeld": "tekst", "zeker": "mogelijk"}
        asked = {key: value for key, value in fields.items() if value and usual.get(key) != value}
        return f"?{urlencode(asked)}" if asked else ""


def read_wish(asked: Mapping[str, str], document: Document) -> Wish:
    """What an address asks; what cannot be is as if it was not asked."""
    state, order = asked.get("staat", ""), asked.get("orde", "")
    screen, sure = asked.get("beeld", ""), asked.get("zeker", "")
    heading = read_number(asked.get("kop", ""))
    return Wish(
        asked.get("soort", ""),
        state if state in STATES else "open",
        order if order in ORDERS else "plaats",
        heading,
        asked.get("stuk", ""),
        read_number(asked.get("regel", "")),
        screen if screen in SCREENS else "tekst",
        sure if sure in LEAST else "mogelijk",
        frozenset(_below(document, heading)) if heading else frozenset(),
    )


def _below(document: Document, line: int) -> Iterator[int]:
    """The line of a heading, and those of all headings below it."""
    yield line
    for heading in document.all_headings:
        if any(above.first == line for above in document.headings_above(heading.first)):
            yield heading.first


def read_number(text: str) -> int:
    """A number of a line; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004


def choose_items(state: State, wish: Wish) -> list[Item]:
    """The items that a wish goes through, in its order. A part goes along with what it stands in, unless its
    own kind is asked for.
    """
    groups = {
        "open": state.open,
        "later": state.later,
        "over": state.accepted,
        "weg": state.rejected,
        "alle": state.items,
    }
    of_state = {item.key for item in groups[wish.state]}
    found = [
        item
        for item in state.items
        if item.key in of_state
        and (not wish.kind or item.kind == wish.kind)
        and (not wish.heading or item.heading in wish.under)
        and is_likely(item, wish.least)
        and (wish.kind or not goes_along(state, item, wish.least))
        and (wish.least == 0 or not is_loose(state, item, wish.least))
    ]
    if wish.order == "plaats":
        return found
    sign = -1 if wish.order == "score" else 1
    return sorted(found, key=lambda item: (sign * score_of(item), item.first))


def is_likely(item: Item, least: float) -> bool:
    """Whether an item is sure enough to be looked at, or was decided on."""
    return bool(item.verdict) or score_of(item) >= least


def goes_along(state: State, item: Item, least: float) -> bool:
    """Whether an open part is decided with what it stands in, that is open too."""
    host = state.by_key.get(item.host)
    if host is None or item.verdict or host.verdict:
        return False
    return score_of(host) >= least


def is_loose(state: State, item: Item, least: float) -> bool:
    """Whether an open suggestion says something only of a host, and nobody accepted or may accept that."""
    if item.verdict or item.suggestion is None or not _says_of_host(item):
        return False
    host = state.by_key.get(item.host)
    return host is None or not (host.is_taken or (not host.verdict and score_of(host) >= least))


def _says_of_host(item: Item) -> bool:
    """Whether a part is nothing without a host: when it is planned, or a theme that is no heading."""
    part = parts().get(item.kind)
    return part is not None and (not part.alone or (part.alone in CHAPTERS and item.first != item.heading))


def score_of(item: Item) -> float:
    """How sure a suggestion is; what a person added is sure."""
    return item.suggestion.score if item.suggestion else 1.0


@dataclass(frozen=True)
class Turn:
    """Where a reader stands in a queue: the item before him, its neighbours, its place of how many.
    `place` is 0 when the item is not of the queue.
    """

    item: Item | None
    before: Item | None
    after: Item | None
    place: int
    total: int


def find_turn(state: State, wish: Wish) -> Turn:
    """The item that is asked for, else the first of the queue (from the line that is asked for, if any)."""
    queue = choose_items(state, wish)
    asked = state.by_key.get(wish.item)
    if asked is None:
        asked = next((item for item in queue if item.last >= wish.line), None) or (
            queue[0] if queue else None
        )
    if asked is None:
        return Turn(None, None, None, 0, 0)
    places = {item.key: place for place, item in enumerate(queue)}
    if asked.key in places:
        place = places[asked.key]
        before = queue[place - 1] if place else None
        return Turn(asked, before, _next(queue, place + 1), place + 1, len(queue))
    position = _position(queue, asked, wish)
    before = queue[position - 1] if position else None
    return Turn(asked, before, _next(queue, position), 0, len(queue))


def _next(queue: Sequence[Item], place: int) -> Item | None:
    return queue[place] if place < len(queue) else None


def _position(queue: Sequence[Item], item: Item, wish: Wish) -> int:
    """Where an item that left the queue stood in it."""
    if wish.order == "plaats":
        return sum((other.first, other.last) < (item.first, item.last) for other in queue)
    sign = -1 if wish.order == "score" else 1
    own = (sign * score_of(item), item.first)
    return sum((sign * score_of(other), other.first) < own for other in queue)


def follow(state: State, wish: Wish) -> Wish:
    """The wish after a decision: the next item that is open, then the first that was passed over; the one
    just decided when nothing is left.
    """
    turn = find_turn(state, wish)
    queue = choose_items(state, wish)
    if turn.item is None or not queue:
        return wish
    after = turn.after or next((item for item in queue if item.key != turn.item.key), None)
    return replace(wish, item=after.key, line=0) if after else wish
