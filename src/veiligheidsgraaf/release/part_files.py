"""The files of one part of a release: its data in every format, its counts, and what is said of each graph.

A part is made from its own quads alone, so that it stays the same while others change. In formats without
graphs a part holds what it says of its own things; what it says of others is gathered from all parts, once
each.
"""

import hashlib
import json
import re
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
from .number_forms import find_typed, list_forms, list_typed

# A line of N-Quads or N-Triples, without its end, and what it says.
Pair = tuple[str, ox.Quad]
# A blank node as the subject of a line, or as its object: a text ends in no such.
_BLANK = re.compile(r"^_:| _:\S+ <[^>]*> \.$", re.MULTILINE)
# Files of a part beside its formats.
LOOSE, FIGURES, FORMS = "los", "cijfers", "getallen"


class PartFiles:
    """Makes the files of a plan: a product of its check."""

    name = "uitgave"
    key = "1"

    def make(self, plan: PlanPart) -> Mapping[str, bytes]:
        """Format or kind -> content, packed where it is large."""
        graphs = sort_graphs(plan.stated, plan.follows, plan.slug)
        return make_files(graphs, lambda subject: plan_in(subject) == plan.slug)


@dataclass(frozen=True)
class Graphs:
    """The graphs of a part, in order: name -> sorted lines of N-Quads, each with its quad."""

    pairs: Mapping[str, list[Pair]]

    @cached_property
    def contents(self) -> Mapping[str, bytes]:
        """Graph -> its N-Quads."""
        return {graph: _join(pairs) for graph, pairs in self.pairs.items()}

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """All that it says."""
        return [quad for pairs in self.pairs.values() for _, quad in pairs]

    @cached_property
    def merged(self) -> dict[str, ox.Quad]:
        """What all graphs say by lines of N-Triples, sorted, each once."""
        found: dict[str, ox.Quad] = {}
        for graph, pairs in self.pairs.items():
            cut = -len(f"<{graph}> .")
            found.update([(f"{line[:cut]}.", quad) for line, quad in pairs])
        return dict(sorted(found.items(), key=_line))

    def with_more(self, more: "Graphs") -> "Graphs":
        """These and others, in which no blank node of these is named."""
        joined = {
            graph: sorted({**dict(self.pairs.get(graph, ())), **dict(pairs)}.items(), key=_line)
            for graph, pairs in more.pairs.items()
        }
        return Graphs(dict(sorted({**self.pairs, **joined}.items())))


def sort_graphs(stated: Iterable[ox.Quad], follows: Iterable[ox.Quad], part: str) -> Graphs:
    """The graphs of a part in order, its blank nodes named by RDFC-1.0 and, apart from those of others, by
    the part. What `follows` has none.
    """
    quads = list(stated)
    written = _write(quads)
    if "_:" in written and _BLANK.search(written):
        quads = list(_name_blanks(quads, part))
        written = _write(quads)
    more = list(follows)
    pairs = dict(zip(written.split("\n"), quads, strict=False))
    pairs.update(zip(_write(more).split("\n"), more, strict=False))
    found: dict[str, list[Pair]] = {}
    for pair in sorted(pairs.items(), key=_line):
        found.setdefault(_graph_in(pair[0]), []).append(pair)
    return Graphs(dict(sorted(found.items())))


def _graph_in(line: str) -> str:
    """The graph of a line of N-Quads: no address has a bracket in it."""
    return line[line.rindex("<") + 1 : -len("> .")]


def _write(quads: list[ox.Quad]) -> str:
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()


def _join(pairs: Iterable[Pair]) -> bytes:
    """Lines as a file."""
    return "".join([f"{line}\n" for line, _ in pairs]).encode()


def _line(pair: Pair) -> str:
    return pair[0]


def _name_blanks(quads: list[ox.Quad], part: str) -> Iterable[ox.Quad]:
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
    before, mine = "", True
    for pair in graphs.merged.items():
        subject = pair[0].partition(" ")[0]
        if subject != before:
            before, mine = subject, subject.startswith("_") or is_own(subject[1:-1])
        (own if mine else loose).append(pair)
    return {
        **make_formats(graphs, own),
        LOOSE: pack(_join(loose)),
        FIGURES: count_lines(line for line, _ in own).as_bytes(),
        FORMS: describe_graphs(graphs).as_bytes(),
    }


def make_formats(graphs: Graphs, own: list[Pair]) -> dict[str, bytes]:
    """Every format of a dump, packed: those with graphs of all, those without of its own triples."""
    found = {"nq": pack(b"".join(graphs.contents.values())), "nt": pack(_join(own))}
    triples = [quad.triple for _, quad in own]
    for suffix, (_, _, _, with_graphs) in DUMPS.items():
        if suffix not in found:
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
    typed = find_typed(quads)
    return Described(whole.hexdigest(), has_blanks, said, list_forms(quads, typed), list_typed(typed))
