"""Answers given before, up to a number of bytes; those not asked for longest go first.

One cache belongs to one release, so nothing in it can grow old.
"""

from threading import Lock

from cachetools import LRUCache

from .query import Query, Result

# Of the whole cache, what one answer may take.
_LARGEST_SHARE = 0.25
_OVERHEAD = 1024


class AnswerCache:
    """Query (text, dataset, format, encoding, bindings) -> Result, at most `max_bytes` together. For use by many threads."""

    def __init__(self, max_bytes: int) -> None:
        self._most = max_bytes
        self._entries: LRUCache[Query, Result] = LRUCache(max(max_bytes, 1), getsizeof=lambda result: len(result.body) + _OVERHEAD)
        self._lock = Lock()
        self.hits = 0
        self.misses = 0

    def find(self, query: Query, count: bool = True) -> Result | None:
        """The answer to a query asked before, or None. `count`: whether it shows in hits and misses."""
        with self._lock:
            found = self._entries.get(query)
            if count:
                self.hits += found is not None
                self.misses += found is None
        return found

    def keep(self, query: Query, result: Result) -> None:
        """Keep an answer, unless it is large beside the whole cache or of its own moment."""
        size = len(result.body) + len(query.text) + _OVERHEAD
        if size > self._most * _LARGEST_SHARE or not query.is_steady:
            return
        with self._lock:
            self._entries[query] = result

    @property
    def bytes(self) -> int:
        """Bytes in use."""
        return int(self._entries.currsize) if len(self._entries) else 0
