"""Rows that were found last: so many, and no more.

One page asks the same sum for more than one of its parts, and pages ask the same sums; the facts of a release
never change, so that what was found stays true.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

from cachetools import LRUCache

_MOST_ROWS, _MOST_OF_ONE = 10_000, 500
Rows = list[tuple[Any, ...]]


class RecentRows:
    """Rows by what was asked for them."""

    def __init__(self) -> None:
        self._kept: LRUCache[tuple[object, ...], Rows] = LRUCache(_MOST_ROWS, lambda rows: len(rows) + 1)
        self._lock = Lock()

    def find(self, sql: str, values: Sequence[object]) -> Rows | None:
        """The rows of a question to the facts, if they are known; not to be changed."""
        if any(isinstance(value, list) for value in values):
            return None
        with self._lock:
            return self._kept.get((sql, *values))

    def keep(self, sql: str, values: Sequence[object], rows: Rows) -> None:
        """Remember rows, unless they are many."""
        if len(rows) <= _MOST_OF_ONE and not any(isinstance(value, list) for value in values):
            with self._lock:
                self._kept[sql, *values] = rows
