"""Which keys the statements of a question have, what a line in the box can narrow it by, and their values."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from .fact_tables import STATED

Select = Callable[[str, Iterable[object]], list[tuple[Any, ...]]]


class StatedKeys:
    """The keys of the statements of one release."""

    def __init__(self, select: Select) -> None:
        self._select = select

    @cached_property
    def _known(self) -> frozenset[tuple[str, str]]:
        """Question and key: so many questions, so many keys."""
        return frozenset(self._select(f"SELECT DISTINCT vraag, sleutel FROM {STATED}", ()))

    def of(self, question: str, key: str) -> bool:
        """Whether any statement of a question has a value of a key."""
        return (question, key) in self._known

    def knows(self, key: str, value: str) -> bool:
        """Whether a value of a key is of some statement, or of a vocabulary."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM beperking WHERE sleutel = ? AND waarde = ?) "
            "OR EXISTS (SELECT 1 FROM breder WHERE ding = ?) "
            "OR EXISTS (SELECT 1 FROM plan WHERE plan = ? OR gemeente = ?)"
        )
        return bool(self._select(sql, (key, value, value, value, value))[0][0])

    def is_held(self, key: str, value: str) -> bool:
        """Whether some statement has this value of a key."""
        sql = "SELECT EXISTS (SELECT 1 FROM beperking WHERE sleutel = ? AND waarde = ?)"
        return bool(self._select(sql, (key, value))[0][0])

    def values_of(self, key: str, most: int) -> list[str]:
        """The first values of a key that statements have."""
        sql = f"SELECT DISTINCT waarde FROM beperking WHERE sleutel = ? ORDER BY waarde LIMIT {int(most)}"
        return [value for (value,) in self._select(sql, (key,))]

    def nearest(self, key: str, value: str, most: int = 3) -> list[str]:
        """Values of a key that are written most like one that is not known."""
        found = self._select(
            "SELECT DISTINCT waarde, jaro_winkler_similarity(waarde, ?) AS gelijkenis FROM beperking "
            f"WHERE sleutel = ? ORDER BY gelijkenis DESC, waarde LIMIT {int(most)}",
            (value, key),
        )
        return [near for near, _ in found]
