"""A query as it goes to a store, and the answer that comes back:
plain values that cross the process border.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ..words.parameters import Binding
from .remote.target import Engine

ROW_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads")

# Functions whose value differs per call; a mere mention makes an answer one of its own moment.
_MOMENTARY = re.compile(r"\b(?:now|rand|uuid|struuid)\b")
_MOMENTS = ("now", "rand", "uuid")


@dataclass(frozen=True)
class Query:
    """A query as it goes to a store.

    `trusted` is for our own named queries. Rows come in `rows_format` (ROW_FORMATS), triples in
    `graph_format` (GRAPH_FORMATS); "" where the asker takes none of them. `encoding`: "gzip" or "". Graphs
    are IRIs; when any is given they are the whole dataset, whatever the query says in FROM (SPARQL 1.1
    Protocol, section 2.1.4). `base`: what relative IRIs in the text are relative to. `engine`:
    who answers instead of the index of the release.
    """

    text: str
    trusted: bool = False
    rows_format: str = "json"
    graph_format: str = "turtle"
    bindings: tuple[Binding, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    encoding: str = ""
    max_bytes: int = 16 * 1024 * 1024
    base: str = ""
    engine: Engine | None = None

    @cached_property
    def is_steady(self) -> bool:
        """Whether the answer is the same as long as the release is."""
        text = self.text.lower()  # most name none of them, which is seen in a tenth of the time
        return not any(moment in text for moment in _MOMENTS) or not _MOMENTARY.search(text)


@dataclass(frozen=True)
class Result:
    """The answer to a query: its bytes, the format they are in and their encoding.

    Faults cross the process border as values: `fault` is refused, syntax, format, too large, failed, or
    that of an engine (`remote.mishaps`).
    `seconds` of processor time it took.
    """

    body: bytes = b""
    format: str = ""
    encoding: str = ""
    fault: str = ""
    detail: str = ""
    how: str = ""
    seconds: float = 0.0
