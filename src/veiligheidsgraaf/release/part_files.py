"""The files of one part of a release: its data in every format, its counts, and what is said of each graph.

A part is made from its own quads alone, so that it stays the same while others change. In formats without
graphs a part holds what it says of its own things; what it says of others is gathered from all parts, once
each.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from sys import intern
from typing import Any

import pyoxigraph as ox

from ..check.plan_parts import plan_in
from ..check.products import PlanPart
from ..words.packed import pack
from .catalogue import DUMPS
from .counts import count_lines
from .dumps import cut_body
from .number_forms import list_forms, list_typed

Pair = tuple[str, ox.Triple]
# Files of a part beside its formats.
LOOSE, FIGURES, FORMS = "los", "cijfers", "getallen"


class PartFiles:
    """Makes the files of a plan: a product of its check."""

    name = "uitgave"
    key = "1"

    def make(self, plan: PlanPart) -> Mapping[str, bytes]:
        """Format or kind -> content, packed where it is large."""
        graphs = sort_graphs(plan.quads, plan.inferred, plan.slug)
        return make_files(graphs, lambda subject: plan_in(subject) == plan.slug)


@dataclass(frozen=True)
class Graphs:
    """The graphs of a part, in order: name -> sorted lines of N-Triples, each with its triple."""

    pairs: Mapping[str, list[Pair]]

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """Graph -> its N-Quads."""
        return {
            graph: "".join([f"{line[:-1]}<{graph}> .\n" for line, _ in pairs]).encode()
            for graph, pairs in self.pairs.items()
        }

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """The same as quads."""
        return [
            ox.Quad(triple.subject, triple.predicate, triple.object, name)
            for name, pairs in ((ox.NamedNode(graph), pairs) for graph, pairs in self.pairs.items())
            for _, triple in pairs
        ]

    @cached_property
    def merged(self) -> dict[str, ox.Triple]:
        """The triples of all graphs by their lines, sorted, each once."""
        found = {line: triple for pairs in self.pairs.values() for line, triple in pairs}
        return dict(sorted(found.items(), key=_line))

    def with_more(self, more: "Graphs") -> "Graphs":
        """These and others, in which no blank node of these is named."""
        joined = {
            graph: sorted({**dict(self.pairs.get(graph, ())), **dict(pairs)}.items(), key=_line)
            for graph, pairs in more.pairs.items()
        }
        return Graphs(dict(sorted({**self.pairs, **joined}.items())))


def sort_graphs(stated: Iterable[ox.Quad], inferred: Mapping[str, str], part: str) -> Graphs:
    """The graphs of a part in order, its blank nodes named by RDFC-1.0 and, apart from those of others, by
    the part. `inferred`: graph -> N-Triples as Oxigraph writes them, which have none.
    """
    found: dict[str, list[ox.Triple]] = {}
    for quad in _name_blanks(list(stated), part):
        found.setdefault(quad.graph_name.value, []).append(quad.triple)  # type: ignore[union-attr]
    pairs = {graph: _write(triples) for graph, triples in found.items()}
    for graph, text in inferred.items():
        if text.strip():
            triples = (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES))
            lines = dict(zip(text.strip("\n").split("\n"), triples, strict=True))
            pairs[graph] = sorted({**dict(pairs.get(graph, ())), **lines}.items(), key=_line)
    return Graphs(dict(sorted(pairs.items())))


def _write(triples: list[ox.Triple]) -> list[Pair]:
    """Triples with their lines, sorted, each once."""
    written = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    pairs = dict(zip(written.split("\n"), triples, strict=False))
    return sorted(pairs.items(), key=_line)


def _line(pair: Pair) -> str:
    return pair[0]


def _name_blanks(quads: list[ox.Quad], part: str) -> Iterable[ox.Quad]:
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return quads
    canonical = ox.Dataset(quads)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    start = hashlib.sha256(part.encode()).hexdigest()[:8]

    def rename(term: Any) -> Any:  # noqa: ANN401 (any term)
        return ox.BlankNode(f"d{start}{term.value}") if isinstance(term, ox.BlankNode) else term

    return (
        ox.Quad(rename(quad.subject), quad.predicate, rename(quad.object), quad.graph_name)
        for quad in canonical
    )


def make_files(graphs: Graphs, is_own: Callable[[str], bool]) -> dict[str, bytes]:
    """Format or kind -> content. `is_own`: whether a subject (address) is of this part alone."""
    own: list[Pair] = []
    loose: list[Pair] = []
    for pair in graphs.merged.items():
        subject = pair[1].subject
        mine = not isinstance(subject, ox.NamedNode) or is_own(subject.value)
        (own if mine else loose).append(pair)
    return {
        **make_formats(graphs, own),
        LOOSE: pack("".join(f"{line}\n" for line, _ in loose).encode()),
        FIGURES: count_lines(line for line, _ in own).as_bytes(),
        FORMS: describe_graphs(graphs).as_bytes(),
    }


def make_formats(graphs: Graphs, own: list[Pair]) -> dict[str, bytes]:
    """Every format of a dump, packed: those with graphs of all, those without of its own triples."""
    found = {"nq": pack(b"".join(graphs.contents.values()))}
    triples = [triple for _, triple in own]
    for suffix, (_, _, _, with_graphs) in DUMPS.items():
        if suffix == "nt":
            found["nt"] = pack("".join([f"{line}\n" for line, _ in own]).encode())
        elif suffix != "nq":
            found[suffix] = pack(cut_body(graphs.quads if with_graphs else triples, suffix))
    return found


def make_loose(lines: list[str]) -> dict[str, bytes]:
    """Lines of N-Triples in the formats without graphs, packed."""
    written = "".join(f"{line}\n" for line in lines).encode()

    def write(suffix: str) -> bytes:
        if suffix == "nt":
            return written
        read = ox.parse(written, ox.RdfFormat.N_TRIPLES)  # each time: all at once take much memory
        return cut_body((quad.triple for quad in read), suffix)

    plain = (suffix for suffix, (_, _, _, with_graphs) in DUMPS.items() if not with_graphs)
    return {suffix: pack(write(suffix)) for suffix in plain}


@dataclass(frozen=True)
class Described:
    """What was written of a part: digest of its N-Quads, whether it has blank nodes, graphs with size and
    digest, numbers.
    """

    digest: str
    has_blanks: bool
    graphs: dict[str, tuple[int, str]]
    forms: list[dict[str, Any]]
    typed: list[list[str]]

    def as_bytes(self) -> bytes:
        """The same as a file."""
        return json.dumps(vars(self), ensure_ascii=False).encode()

    @classmethod
    def read(cls, content: bytes) -> "Described":
        """From such a file."""
        return cls.of(json.loads(content))

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Described":
        """From plain values."""
        graphs = {graph: (size, digest) for graph, (size, digest) in row["graphs"].items()}
        typed = [[value, intern(kind)] for value, kind in row["typed"]]  # few kinds, many plans
        return cls(row["digest"], row["has_blanks"], graphs, row["forms"], typed)

    def without_numbers(self) -> "Described":
        """The same, its numbers left out."""
        return replace(self, forms=[], typed=[])


def describe_graphs(graphs: Graphs, with_forms: bool = True) -> Described:
    """What there is to say of a part."""
    whole = hashlib.sha256()
    said = {}
    for graph, content in graphs.contents.items():
        whole.update(content)
        said[graph] = (len(graphs.pairs[graph]), hashlib.sha256(content).hexdigest())
    has_blanks = any(b"_:" in content for content in graphs.contents.values())
    quads = graphs.quads if with_forms else []
    return Described(whole.hexdigest(), has_blanks, said, list_forms(quads), list_typed(quads))
