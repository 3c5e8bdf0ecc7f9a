"""The whole graph as files to take away: `dumps/veiligheidsgraaf.{suffix}.gz`, made statement by statement.

They stand outside the digest of a release, as its index does: the bytes of gzip may differ per machine.
"""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..words.prefixes import PREFIXES, sort_head
from .catalogue import DUMPS

_PART = 1024 * 1024
_FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def write_dumps(dataset: Path, folder: Path) -> None:
    """Every format of a dataset in N-Quads whose lines are sorted. Memory does not grow with the dataset."""
    folder.mkdir()
    for suffix, (_, _, _, with_graphs) in DUMPS.items():
        path = folder / f"veiligheidsgraaf.{suffix}.gz"
        with (
            path.open("wb") as raw,
            gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
            _Ordered(packed, suffix) as out,
        ):
            statements = _quads(dataset) if with_graphs else _triples(dataset)
            ox.serialize(statements, out, _FORMATS[suffix], prefixes=PREFIXES)


class _Ordered(io.BytesIO):
    """Passes bytes on in large parts; the prefixes, which stand in the first, in one order."""

    def __init__(self, to: gzip.GzipFile, kind: str) -> None:
        super().__init__()
        self._to, self._kind, self._is_head = to, kind, True

    def write(self, part: Any) -> int:  # noqa: ANN401 (any buffer, as in BytesIO)
        written = super().write(part)
        if self.tell() >= _PART:
            self._pass_on()
        return written

    def close(self) -> None:
        if not self.closed:
            self._pass_on()
        super().close()

    def _pass_on(self) -> None:
        content = self.getvalue()
        self._to.write(sort_head(content, self._kind) if self._is_head else content)
        self._is_head = False
        self.seek(0)
        self.truncate()


def _quads(dataset: Path) -> Iterator[ox.Quad]:
    yield from ox.parse(path=str(dataset), format=ox.RdfFormat.N_QUADS)


def _triples(dataset: Path) -> Iterator[ox.Triple]:
    """Each triple once: lines are sorted, so the same triple in two graphs
    stands on two lines that follow each other.
    """
    last = None
    for quad in _quads(dataset):
        if quad.triple != last:
            last = quad.triple
            yield quad.triple
