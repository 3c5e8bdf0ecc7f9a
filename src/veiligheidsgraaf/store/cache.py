"""Answers given before, up to a number of bytes; those not asked for longest go first.

One cache belongs to one release, so nothing in it can grow old.
"""

from collections.abc import Hashable
from threading import Lock

from cachetools import LRUCache

from .query import Query, Result

# Of the whole cache, what one answer may take.
_LARGEST_SHARE = 0.25
_OVERHEAD = 1024


class AnswerCache:
    """Query (text, dataset, format, encoding, bindings) -> Result, at most `max_bytes` together.

    For use by many threads.
    """

    def __init__(self, max_bytes: int) -> None:
        self._most = max_bytes
        self._entries: LRUCache[Hashable, Result] = LRUCache(
            max(max_bytes, 1), getsizeof=lambda result: len(result.body) + _OVERHEAD
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
            found = next((result for key in keys if (result := self._entries.get(key))), None)
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
            self._entries[_key(query, result.format)] = result

    @property
    def bytes(self) -> int:
        """Bytes in use."""
        return int(self._entries.currsize) if len(self._entries) else 0


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
