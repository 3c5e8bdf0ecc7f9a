"""Parts of an answer or a page made at the same time: facts are counted and queries answered outside the
interpreter, so that it takes the time of its longest parts and not of all of them.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar, cast

_MOST_HELPERS = 4
_Part = TypeVar("_Part")
_Other = TypeVar("_Other")


class Together:
    """A few helpers that all answers and pages of a release share."""

    def __init__(self) -> None:
        # One for each core: who asks waits meanwhile.
        self._helpers = ThreadPoolExecutor(min(_MOST_HELPERS, os.cpu_count() or 1), "part")

    def make(self, parts: Sequence[Callable[[], _Part]]) -> list[_Part]:
        """The parts in their order. Who asks makes the first and, from the last back, those that no helper
        has begun with, so that nobody waits for a helper that is busy elsewhere. Raises what the first part
        that cannot be made raises.
        """
        if not parts:
            return []
        begun: list[Future[_Part]] = [self._helpers.submit(copy_context().run, part) for part in parts[1:]]
        try:
            made = {0: parts[0]()}
            for place in range(len(begun), 0, -1):
                if begun[place - 1].cancel():
                    made[place] = parts[place]()
            return [
                made[place] if place in made else begun[place - 1].result() for place in range(len(parts))
            ]
        finally:
            for one in begun:
                one.cancel()

    def both(self, one: Callable[[], _Part], other: Callable[[], _Other]) -> tuple[_Part, _Other]:
        """Two parts of different kinds."""
        made = self.make(cast("Sequence[Callable[[], object]]", (one, other)))
        return cast("tuple[_Part, _Other]", tuple(made))
