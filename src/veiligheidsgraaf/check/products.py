"""What is made of each plan by itself: files for a release. Made in a child process beside the check of that
plan, and remembered by all that they rest on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pyoxigraph as ox

from ..turtle.read import SourceFile
from .parts import Shared


class Product(Protocol):
    """Something that is made of a plan. `key`: digest of what it rests on beside the plan, the references
    that the plan uses, what all plans rest on, and our code.
    """

    name: str
    key: str

    def make(self, plan: "PlanPart") -> Mapping[str, bytes]:
        """File name -> content; the same for the same plan."""


@dataclass
class PlanPart:
    """One plan with its passages, what follows from it (graph -> N-Triples), and the references it uses."""

    slug: str
    files: tuple[SourceFile, ...]
    inferred: Mapping[str, str]
    used: frozenset[str]
    shared: Shared

    @property
    def quads(self) -> Iterator[ox.Quad]:
        """What is stated, each triple in its graph."""
        return _stated(self.files)

    @cached_property
    def store(self) -> ox.Store:
        """This plan with what follows, the ontology, the vocabularies, and the references that it uses: every
        statement in its graph and in the default graph, as in the index of a release.
        """
        files, concluded = self.shared.narrow(self.used)
        quads = [*_stated((*files, *self.files)), *_inferred({**concluded.inferred, **self.inferred})]
        store = ox.Store()
        store.bulk_extend(quads)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        return store

    def close(self) -> None:
        """Let go of the store, when all is made."""
        self.__dict__.pop("store", None)


def _stated(files: Iterable[SourceFile]) -> Iterator[ox.Quad]:
    for file in files:
        graph = ox.NamedNode(file.graph)
        for triple in file.triples:
            yield ox.Quad(*triple, graph)


def _inferred(graphs: Mapping[str, str]) -> Iterator[ox.Quad]:
    for name, text in graphs.items():
        graph = ox.NamedNode(name)
        for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
