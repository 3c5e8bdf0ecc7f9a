"""Who is next: askers in line, each with a share of their own.

No clock and no threads; whoever uses it locks.

Next is the asker who holds the fewest places now, then the one who took the least so far, within that the
lightest, then who came first. So one asker with forty requests waits for itself, and another hardly for it.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

LIGHT, UNKNOWN, HEAVY = range(3)
_REMEMBERED = 4096


@dataclass(eq=False)
class Place:
    """A place in line, and later at a counter. `weight`: LIGHT, UNKNOWN or HEAVY."""

    asker: str
    weight: int = UNKNOWN
    number: int = 0


class Turns:
    """The line. `most` may wait."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: list[Place] = []
        self._held: Counter[str] = Counter()
        self._taken: OrderedDict[str, float] = OrderedDict()
        self._level = 0.0
        self._numbers = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Who waits, in the order in which they came."""
        return tuple(self._waiting)

    def held(self, asker: str) -> int:
        """How many places an asker holds now."""
        return self._held[asker]

    def join(self, place: Place) -> None:
        """Stand in line. Who comes anew begins where the others are now, and has no credit of long ago."""
        self._numbers += 1
        place.number = self._numbers
        self._taken[place.asker] = max(self._taken.get(place.asker, 0.0), self._level)
        self._taken.move_to_end(place.asker)
        self._waiting.append(place)
        while len(self._taken) > _REMEMBERED + len(self._waiting):
            self._taken.popitem(last=False)

    def leave(self, place: Place) -> None:
        """Leave the line, if still in it."""
        if place in self._waiting:
            self._waiting.remove(place)

    def overflow(self) -> Place | None:
        """Who has to go when more wait than may: the newest of the heaviest of the asker who has most in
        line; None when there is room.
        """
        if len(self._waiting) <= self._most:
            return None
        count = Counter(place.asker for place in self._waiting)
        victim = max(self._waiting, key=lambda p: (count[p.asker], p.weight, p.number))
        self._waiting.remove(victim)
        return victim

    def peek(self, fits: Callable[[Place], bool] = lambda _: True) -> Place | None:
        """Who is next of those that fit."""
        return min(filter(fits, self._waiting), key=self._order, default=None)

    def take(self, place: Place) -> None:
        """Let somebody have their turn."""
        self._waiting.remove(place)
        self._level = max(
            self._level, min((self._taken[p.asker] for p in (*self._waiting, place)), default=0.0)
        )
        self._held[place.asker] += 1

    def give_back(self, place: Place, cost: float) -> None:
        """End a turn; it cost so many seconds of work."""
        self._held[place.asker] -= 1
        if not self._held[place.asker]:
            del self._held[place.asker]
        self._taken[place.asker] = self._taken.get(place.asker, self._level) + cost

    def _order(self, place: Place) -> tuple[int, float, int, int]:
        return self._held[place.asker], self._taken[place.asker], place.weight, place.number
