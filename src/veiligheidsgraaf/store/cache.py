"""Answers given before, up to a number of bytes. What goes first is worth least: it took little to answer, is
large, and was asked seldom.

One cache belongs to one release, so nothing in it can grow old.
"""

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from threading import Lock

from cachetools import RRCache

from .query import Query, Result

# Of the whole cache, what one answer may take.
_LARGEST_SHARE = 0.25
_OVERHEAD = 1024
# What an answer costs beside the processor time of its query: a process is asked and answers.
_ASKING = 0.0005
# To make room, this many are looked at, and what stays of their use each time they are: what was popular long
# ago goes in the end. By chance, also among those worth about the same, so that a round of more answers than
# fit still finds its share.
_LOOKED_AT, _USE_KEPT, _ABOUT = 8, 0.99, 2.0


@dataclass
class _Kept:
    """An answer, and how often it was asked, less what has worn off."""

    result: Result
    uses: float = 1.0

    @property
    def size(self) -> int:
        return len(self.result.body) + _OVERHEAD

    @property
    def worth(self) -> float:
        """Seconds that it saves, per byte."""
        return self.uses * (self.result.seconds + _ASKING) / self.size


class AnswerCache:
    """Query (text, dataset, format, encoding, bindings) -> Result, at most `max_bytes` together.

    For use by many threads.
    """

    def __init__(self, max_bytes: int, chance: random.Random | None = None) -> None:
        self._most = max_bytes
        self._chance = chance or random.Random()  # noqa: S311 (no secret)
        self._entries: RRCache[Hashable, _Kept] = RRCache(
            max(max_bytes, 1), choice=self._choose, getsizeof=lambda kept: kept.size
        )
        self._lock = Lock()
        self.hits = 0
        self.misses = 0

    def find(self, query: Query, count: bool = True) -> Result | None:
        """The answer to a query asked before, or None. `count`: whether it shows in hits and misses.

        Whether a query gives rows or triples is not known before it runs, so both
        formats that the asker takes are looked for.
        """
        keys = [_key(query, fmt) for fmt in (query.rows_format, query.graph_format) if fmt]
        with self._lock:
            found = next((kept for key in keys if (kept := self._entries.get(key))), None)
            if found:
                found.uses += 1
            if count:
                self.hits += found is not None
                self.misses += found is None
        return found.result if found else None

    def keep(self, query: Query, result: Result) -> None:
        """Keep an answer, unless it is large beside the whole cache or of its own moment."""
        size = len(result.body) + len(query.text) + _OVERHEAD
        if size > self._most * _LARGEST_SHARE or not query.is_steady:
            return
        with self._lock:
            self._entries[_key(query, result.format)] = _Kept(result)

    @property
    def bytes(self) -> int:
        """Bytes in use."""
        return int(self._entries.currsize) if len(self._entries) else 0

    def _choose(self, keys: Sequence[Hashable]) -> Hashable:
        """Which answer goes: one of those worth least of some."""
        looked_at = {key: self._entries[key] for key in self._chance.choices(keys, k=_LOOKED_AT)}
        least = min(kept.worth for kept in looked_at.values())
        goes = self._chance.choice([key for key, kept in looked_at.items() if kept.worth <= _ABOUT * least])
        for kept in looked_at.values():
            kept.uses *= _USE_KEPT
        return goes


def _key(query: Query, fmt: str) -> Hashable:
    """Everything that shapes an answer in a format."""
    return (
        query.text,
        fmt,
        query.encoding,
        query.trusted,
        query.bindings,
        query.default_graphs,
        query.named_graphs,
        query.base,
    )
