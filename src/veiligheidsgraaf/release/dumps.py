"""The whole graph as files to take away, in several formats: the dump of a format is the files of all parts,
one after the other, with a beginning and an end where the format wants them.

Each is packed by gzip, which may give other bytes on another machine; so they stand outside the digest of a
release, as its index does. Packed files that follow each other are one packed file (RFC 1952, section 2.2).
"""

import re
from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from ..words.packed import pack
from ..words.prefixes import PREFIXES, sort_head
from ..words.release import GLUE, HEAD, TAIL

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_PREFIXES = re.compile(rb"(?:@prefix [^\n]*\n)*")
_ROOT = re.compile(rb"<\?xml[^\n]*\n<rdf:RDF[^\n]*\n")


def frame(suffix: str) -> dict[str, bytes]:
    """What stands before, between and after the parts of a dump, packed, by its name."""
    head, tail = _frame(suffix)
    around = {HEAD: head, TAIL: tail, GLUE: b"," if suffix == "jsonld" else b""}
    return {name: pack(content) for name, content in around.items() if content}


def cut_body(statements: Iterable[ox.Quad] | Iterable[ox.Triple], suffix: str) -> bytes:
    """Statements in a format, without what stands before and after those of all parts; nothing for none."""
    written = ox.serialize(statements, format=FORMATS[suffix], prefixes=PREFIXES) or b""
    if not written.strip(b"[]"):
        return b""
    return written[_find_body(written, suffix) : len(written) - len(_frame(suffix)[1])]


def _find_body(written: bytes, suffix: str) -> int:
    """Where the statements of a document begin."""
    if suffix == "jsonld":
        return 1
    head = (_ROOT if suffix == "rdf" else _PREFIXES).match(written)
    return head.end() if head else 0


@cache
def _frame(suffix: str) -> tuple[bytes, bytes]:
    """The beginning of a document, its prefixes in one order, and its end."""
    if suffix == "jsonld":
        return b"[", b"]"
    one = ox.Triple(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.NamedNode("x:c"))
    written = ox.serialize([one], format=FORMATS[suffix], prefixes=PREFIXES) or b""
    head = sort_head(written[: _find_body(written, suffix)], suffix)
    return head, b"</rdf:RDF>" if suffix == "rdf" else b""
