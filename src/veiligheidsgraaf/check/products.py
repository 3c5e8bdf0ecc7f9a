"""What is made of each plan by itself: files for a release. Made in a child process beside the check of that
plan, and remembered by all that they rest on.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

import pyoxigraph as ox

from ..turtle.read import SourceFile
from ..words.namespaces import VG
from .groups import Joined
from .plan_parts import Shared
from .units import Concluded

_MUNICIPALITY = str(VG.gemeente)
_NAMES_GRAPHS = re.compile(r"\bGRAPH\b")


class Product(Protocol):
    """Something that is made of a plan. `key`: digest of what it rests on beside the plan, the references
    that the plan uses, what all plans rest on, and our code.
    """

    name: str
    key: str

    def make(self, plan: "PlanPart") -> Mapping[str, bytes]:
        """File name -> content; the same for the same plan."""


class JointProduct(Protocol):
    """Something that is made of all plans of a municipality; `key` as of a product."""

    name: str
    key: str

    def make(self, plans: "PlanParts") -> Mapping[str, bytes]:
        """File name -> content; the same for the same plans."""


@dataclass(frozen=True)
class PlanPart:
    """One plan with its passages, what follows from it (graph -> N-Triples), and the references it uses."""

    slug: str
    files: tuple[SourceFile, ...]
    inferred: Mapping[str, str]
    used: frozenset[str]

    @cached_property
    def stated(self) -> list[ox.Quad]:
        """What is stated, each triple in its graph."""
        return list(_stated(self.files))

    @cached_property
    def follows(self) -> list[ox.Quad]:
        """What follows, each triple in its graph, in the order of its lines."""
        return list(read_inferred(self.inferred))

    @property
    def municipalities(self) -> frozenset[str]:
        """The municipalities that it says to be of."""
        return frozenset(
            triple.object.value
            for file in self.files
            for triple in file.triples
            if triple.predicate.value == _MUNICIPALITY
        )


class Asked:
    """Quads in memory, to be asked as a release's index is.

    What is said, and where it is said, stand apart: a store in memory goes through all that it has of a
    thing, which would be twice as much.
    """

    def __init__(self, quads: Sequence[ox.Quad], plain: Iterable[ox.Quad] | None = None) -> None:
        """`plain`: the same without their graphs, where these are at hand."""
        self._said, self._graphs = ox.Store(), ox.Store()
        if plain is None:
            plain = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        self._said.bulk_extend(plain)
        self._graphs.bulk_extend(quads)

    def query(self, sparql: str, values: Mapping[str, str] = MappingProxyType({})) -> ox.QuerySolutions:
        """Rows of a query, with IRIs for some of its variables. One that names graphs must not mind to find
        what two of them say twice.
        """
        bound: dict[ox.Variable, Any] = {ox.Variable(name): ox.NamedNode(iri) for name, iri in values.items()}
        if _NAMES_GRAPHS.search(sparql):
            answer = self._graphs.query(sparql, use_default_graph_as_union=True, substitutions=bound)
        else:
            answer = self._said.query(sparql, substitutions=bound)
        assert isinstance(answer, ox.QuerySolutions)
        return answer

    def finds_none(self, sparql: str, thing: str) -> bool:
        """Whether a query has no rows with a thing (an address) for `$this`."""
        return next(self.query(sparql, {"this": thing}), None) is None


@dataclass(frozen=True)
class PlanParts:
    """Some plans, and what they share."""

    parts: tuple[PlanPart, ...]
    shared: Shared

    @cached_property
    def narrowed(self) -> tuple[tuple[SourceFile, ...], Concluded]:
        """What they use of what is shared, and what follows from it."""
        return self.shared.narrow(frozenset(subject for part in self.parts for subject in part.used))

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """What they state, what follows, and all that they use of what is shared."""
        files, concluded = self.narrowed
        return [
            *_stated(files),
            *(quad for part in self.parts for quad in part.stated),
            *read_inferred(concluded.inferred),
            *(quad for part in self.parts for quad in part.follows),
        ]

    @cached_property
    def store(self) -> Asked:
        """These in memory, for all products."""
        return Asked(self.quads, self._list_plain())

    def _list_plain(self) -> Iterator[ox.Quad]:
        """The same as quads of no graph, which are at hand."""
        files, concluded = self.narrowed
        for file in (*files, *(file for part in self.parts for file in part.files)):
            yield from file.plain
        for graphs in (concluded.inferred, *(part.inferred for part in self.parts)):
            for text in graphs.values():
                yield from ox.parse(text, ox.RdfFormat.N_TRIPLES)


def by_municipality(plans: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Slugs of plans that have a municipality in common, also through another plan. In: slug -> those that it
    is of.
    """
    joined = Joined()
    for slug, municipalities in plans.items():
        for municipality in municipalities:
            joined.join(slug, municipality)
    found: dict[str, list[str]] = defaultdict(list)
    for slug in sorted(plans):
        found[joined.root(slug)].append(slug)
    return sorted(tuple(slugs) for slugs in found.values())


def _stated(files: Iterable[SourceFile]) -> Iterator[ox.Quad]:
    for file in files:
        graph = ox.NamedNode(file.graph)
        for triple in file.triples:
            yield ox.Quad(*triple, graph)


def read_inferred(graphs: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Quads of N-Triples as Oxigraph writes them, by graph."""
    for name, text in graphs.items():
        yield from ox.parse(put_in_graph(text, name), ox.RdfFormat.N_QUADS)


def put_in_graph(text: str, graph: str) -> str:
    """N-Triples, of which each line ends in a space and a full stop, as N-Quads of one graph."""
    lines = text.strip("\n")
    return f"{lines}\n".replace(" .\n", f" <{graph}> .\n") if lines else ""
