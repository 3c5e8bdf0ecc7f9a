"""Which keys the statements of a question have, what a line in the box can narrow it by, and their values.

Nearly all keys stand with the first facts of a question, so those are looked at first; for the few that do
not, all are. What is found is kept: so many questions, so many keys.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .constraints import KEYS
from .fact_tables import table_of

_FIRST_FACTS, _FIRST_KEYS = 1000, 50_000
Select = Callable[[str, Iterable[object]], list[tuple[Any, ...]]]


class StatedKeys:
    """The keys of the statements of some questions of one release."""

    def __init__(self, select: Select, questions: Iterable[str]) -> None:
        self._select = select
        self._questions = tuple(questions)
        self._first: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def of(self, question: str, key: str) -> bool:
        """Whether any statement of a question has a value of a key."""
        if (question, key) not in self._known:
            self._known[question, key] = key in self._of_first(question) or self._is_anywhere(question, key)
        return self._known[question, key]

    def learn(self) -> None:
        """See it of every question and key, before somebody waits for it."""
        for question in self._questions:
            for key in KEYS:
                self.of(question, key)

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

    def _of_first(self, question: str) -> frozenset[str]:
        if question not in self._first:
            sql = (
                f"SELECT DISTINCT sleutel FROM beperking WHERE rowid < {_FIRST_KEYS} "
                f"AND uitspraak IN (SELECT _s FROM {table_of(question)} LIMIT {_FIRST_FACTS})"
            )
            self._first[question] = frozenset(key for (key,) in self._select(sql, ()))
        return self._first[question]

    def _is_anywhere(self, question: str, key: str) -> bool:
        sql = (
            f"SELECT EXISTS (SELECT 1 FROM {table_of(question)} "
            "WHERE _s IN (SELECT uitspraak FROM beperking WHERE sleutel = ?))"
        )
        return bool(self._select(sql, (key,))[0][0])
