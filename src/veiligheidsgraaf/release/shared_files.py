"""Files of the part that plans share, and of what several plans say: kept for as long as they are of the
same.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from ..check.plan_parts import Shared
from ..check.products import read_inferred
from ..words import iris
from ..words.packed import pack, unpack
from ..words.release import SHARED_PART
from .counts import count_lines, digest_all, shorten
from .part_files import FIGURES, FORMS, describe_graphs, make_formats, make_loose, sort_graphs
from .statements import graph_of

# A short digest of each line that plans share or that several say, sorted.
LINES = "regels"
_NOT_SHARED = (iris.SHAPES_GRAPH, iris.CATALOG_GRAPH)


def make_shared(shared: Shared) -> Mapping[str, bytes]:
    """The part that plans share in every format, and what there is to say of it."""
    stated = (quad for quad in shared.dataset.quads() if graph_of(quad) not in _NOT_SHARED)
    graphs = sort_graphs(stated, read_inferred(shared.concluded.inferred), SHARED_PART)
    files = make_formats(graphs, list(graphs.merged.items()))
    return {**files, FORMS: describe_graphs(graphs).as_bytes()}


def make_said_by_several(shared: Iterable[str], loose: Iterable[str]) -> Mapping[str, bytes]:
    """What plans say of others in the formats without graphs, and counts of it and of what they share; both
    as lines of N-Triples.
    """
    known = set(shared)
    more = sorted(set(loose) - known)
    found = count_lines([*known, *more])
    digests = digest_all((*known, *more)).tobytes()
    return {**make_loose(more), FIGURES: found.as_bytes(), LINES: pack(digests)}


def find_said(
    lines: Collection[str], digests: bytes, read: Sequence[Callable[[], Iterable[str]]]
) -> set[str]:
    """Which of some lines are among those that `read` give, of which `digests` are the digests (LINES)."""
    known = array("Q")
    known.frombytes(unpack(digests))
    maybe = {line for line in lines if _is_in(known, shorten(line))}
    return {line for each in (read if maybe else ()) for line in each() if line in maybe}


def _is_in(ordered: "array[int]", value: int) -> bool:
    at = bisect_left(ordered, value)
    return at < len(ordered) and ordered[at] == value
