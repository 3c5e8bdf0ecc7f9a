"""What tells the data of two releases apart from the outside: a digest for every graph and one for all of
them, as statements in `.../graph/void`.

So whoever holds a copy, such as a SPARQL engine, can be asked which release it has, and which graphs differ.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import expand
from ..words.release import MARK
from .statements import Statements

_VOID = f"<{iris.VOID_GRAPH}>"
# What stands in every line with a mark.
MARKED = f"<{expand(MARK)}>"
_LINE = re.compile(rf"<([^>]*)> {re.escape(MARKED)} \"([0-9a-f]{{64}})\" {re.escape(_VOID)} \.\n?")


def mark_release(lines: Iterable[str]) -> list[ox.Quad]:
    """The marks of sorted lines of N-Quads.

    The graph that holds the marks has none of its own; the mark of the whole is over its other lines too.
    """
    digests: dict[str, hashlib._Hash] = {}
    for line in lines:
        graph = line.rsplit(" ", 2)[1]
        if graph not in digests:
            digests[graph] = hashlib.sha256()
        digests[graph].update(line.encode() + b"\n")
    return mark_graphs({graph.strip("<>"): digest.hexdigest() for graph, digest in digests.items()})


def mark_graphs(digests: Mapping[str, str]) -> list[ox.Quad]:
    """The marks of graphs, by the digest of the sorted lines of each."""
    found = dict(sorted(digests.items()))
    whole = "".join(f"<{graph}> {digest}\n" for graph, digest in found.items())
    void = Statements(iris.VOID_GRAPH)
    void.add(iris.DATASET, MARK, ox.Literal(hashlib.sha256(whole.encode()).hexdigest()))
    for graph, digest in found.items():
        if graph != iris.VOID_GRAPH:
            void.add(graph, MARK, ox.Literal(digest))
    return void.quads


def read_mark(line: str) -> tuple[str, str] | None:
    """What a line of N-Quads marks, a graph or the dataset, and its digest; None when it is no mark."""
    found = _LINE.fullmatch(line)
    return (found[1], found[2]) if found else None
