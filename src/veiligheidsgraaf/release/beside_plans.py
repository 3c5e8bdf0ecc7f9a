"""What a release says beside its plans, as facts and names see it: what plans share, and what the release
says of itself but for its counts and marks. Those differ with every plan, and nothing is asked of them, so
that what is made of the rest stays the same.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256

import pyoxigraph as ox

from ..check.products import Asked
from ..words import iris
from .statements import graph_of


class BesidePlans:
    """`read_shared`: the N-Quads of the part that plans share, of which `digest` is the digest; `own`: what
    the release says of itself.
    """

    def __init__(self, read_shared: Callable[[], bytes], digest: str, own: Sequence[ox.Quad]) -> None:
        self._read_shared, self._digest = read_shared, digest
        self._own = [quad for quad in own if not _is_count(quad)]

    @cached_property
    def key(self) -> list[str]:
        """Digests of all that is asked."""
        told = sha256()
        for line in sorted(map(str, self._own)):
            told.update(f"{line}\n".encode())
        return [self._digest, told.hexdigest()]

    @cached_property
    def store(self) -> Asked:
        """The same to be asked."""
        return Asked([*ox.parse(self._read_shared(), ox.RdfFormat.N_QUADS, lenient=True), *self._own])


def _is_count(quad: ox.Quad) -> bool:
    """A number or a mark: what has no language in the graph that describes the others."""
    is_literal = isinstance(quad.object, ox.Literal) and quad.object.language is None
    return is_literal and graph_of(quad) == iris.VOID_GRAPH
