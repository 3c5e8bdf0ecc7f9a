"""How heavy a query is likely to be: what its like took before. A guess that only decides who goes first."""

import re
from hashlib import blake2b
from threading import Lock

from cachetools import LRUCache

from .turns import HEAVY, LIGHT, UNKNOWN

# A query that takes no more of a processor is light.
_LIGHT_SECONDS = 0.1
# So long a query of which nothing is known may take beside the heavy ones.
TRIAL_SECONDS = 0.5
_REMEMBERED = 4096
# What makes two texts one kind of query: names of variables, values, comments and white space do not count.
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<text>\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<comment>\#[^\n\r]*)|(?P<variable>[?$]\w+)|(?P<number>\b\d[\d.]*\b)""",
    re.DOTALL | re.VERBOSE,
)
_STANDS_FOR = {"text": '""', "comment": " ", "variable": "?", "number": "0"}


def shape_of(text: str) -> bytes:
    """The same for queries that differ in names of variables, values, comments or white space only."""

    def replace(match: re.Match[str]) -> str:
        return _STANDS_FOR.get(match.lastgroup or "", match[0])

    return blake2b(
        " ".join(_TOKEN.sub(replace, text).split()).encode("utf-8", "replace"), digest_size=16
    ).digest()


class Weights:
    """What is known of queries by their shape. For use by many threads."""

    def __init__(self) -> None:
        self._known: LRUCache[bytes, int] = LRUCache(_REMEMBERED)
        self._lock = Lock()

    def of(self, shape: bytes) -> int:
        """LIGHT, HEAVY, or UNKNOWN."""
        with self._lock:
            return self._known.get(shape, UNKNOWN)

    def note(self, shape: bytes, seconds: float) -> None:
        """Remember how long a query ran."""
        with self._lock:
            self._known[shape] = LIGHT if seconds < _LIGHT_SECONDS else HEAVY

    def doubt(self, shape: bytes) -> None:
        """One that was thought to end soon did not.

        A machine may just have been busy: it is measured when it ends.
        """
        with self._lock:
            self._known[shape] = UNKNOWN if self._known.get(shape) == LIGHT else HEAVY
