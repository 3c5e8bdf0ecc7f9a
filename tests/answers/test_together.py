"""Parts of a page come in their order, whoever made them, and nobody waits for ever."""

from collections.abc import Callable
from functools import partial
from threading import Event, get_ident

import pytest

from veiligheidsgraaf.answers.together import Together

PATIENCE = 60  # seconds, against waiting for ever


def after(event: Event, value: int) -> int:
    assert event.wait(PATIENCE)
    return value


def test_parts_come_in_their_order() -> None:
    parts: list[Callable[[], int]] = [partial(int, number) for number in range(20)]
    assert Together().make(parts) == list(range(20))
    assert Together().make([]) == []
    assert Together().both(lambda: "een", lambda: 2) == ("een", 2)


def test_parts_are_made_at_the_same_time() -> None:
    begun = Event()
    assert Together().make([partial(after, begun, 1), lambda: begun.set() or 2]) == [1, 2]


def test_who_asks_makes_what_no_helper_has_begun_with() -> None:
    """Helpers that all wait for the last part would wait for ever if only a helper could make it."""
    told, makers = Event(), set[int]()

    def last() -> int:
        makers.add(get_ident())
        told.set()
        return 9

    assert Together().make([int, *[partial(after, told, 1)] * 8, last]) == [0, *[1] * 8, 9]
    assert makers == {get_ident()}


def test_parts_within_parts_are_made() -> None:
    together = Together()

    def within(depth: int) -> int:
        return sum(together.make([partial(within, depth - 1)] * 3)) if depth else 1

    assert within(4) == 3**4


def test_a_part_that_cannot_be_made_is_told() -> None:
    together = Together()
    for place in range(3):
        parts: list[Callable[[], int]] = [int, int, int]
        parts[place] = partial(int, "geen getal")
        with pytest.raises(ValueError, match="geen getal"):
            together.make(parts)
