"""The shapes of a project, read once: which of them are run, what
belongs to each, and what their queries say.

A shape is run when it has a target of its own, or is a class too (SHACL 2.1.3). The part of the shapes graph
that some of them need is a shapes graph of its own, so that one that cannot be run does not stop the others.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import rdflib
from rdflib import OWL, RDF, RDFS, SH

from ..words.errors import QueryRefused, QueryTooLong
from ..words.guard import check_query, check_size
from .conversion import Triple, make_graph

Node = rdflib.term.Node

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_QUERIES = (SH.select, SH.ask, SH.construct, SH.update)
_CLASSES = (RDFS.Class, OWL.Class)
_SHAPE_TYPES = (SH.NodeShape, SH.PropertyShape)
_CHILDREN = (SH.property, SH.sparql, SH.node)
_VALIDATORS = (SH.validator, SH.nodeValidator, SH.propertyValidator)


@dataclass(frozen=True)
class Refusal:
    """A query in the shapes that may not be run, and why in Dutch."""

    node: Node
    reason: str


class Shapes:
    """A shapes graph."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.graph = make_graph(triples)

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        """Shapes that are run, sorted."""
        found = {s for target in TARGETS for s in self.graph.subjects(target, None)}
        for kind in _SHAPE_TYPES:
            found.update(s for s in self.graph.subjects(RDF.type, kind) if self._is_class(s))
        return tuple(sorted(found, key=str))

    @cached_property
    def refusals(self) -> tuple[Refusal, ...]:
        """Queries that the guard refuses: they would ask another server, or are too large to look at."""
        found = []
        for predicate in _QUERIES:
            for node, text in self.graph.subject_objects(predicate):
                try:
                    check_size(str(text))
                    check_query(str(text))
                except (QueryRefused, QueryTooLong) as error:
                    found.append(Refusal(node, error.what))
        return tuple(found)

    def whole(self, without: Collection[Node] = ()) -> rdflib.Graph:
        """The shapes graph without what hangs on some of its nodes."""
        if not without:
            return self.graph
        shown = rdflib.Graph(bind_namespaces="none")
        for triple in self.graph:
            if triple[0] not in without and triple[2] not in without:
                shown.add(triple)
        return shown

    def part(self, roots: Collection[Node], without: Collection[Node] = ()) -> rdflib.Graph:
        """The shapes graph that these shapes need, without what hangs on some of their nodes."""
        wanted = self._reach(roots, without)
        shown = rdflib.Graph(bind_namespaces="none")
        chosen = set(roots)
        for subject in wanted:
            for triple in self.graph.triples((subject, None, None)):
                if triple[2] not in without and (subject in chosen or not self._aims(triple)):
                    shown.add(triple)
        for triple in self.graph.triples((None, RDFS.subClassOf, None)):
            shown.add(triple)
        return shown

    def children(self, root: Node) -> list[Node]:
        """Parts of a shape that may be left out one at a time: nested
        shapes and queries, the deepest last.
        """
        inside = self._reach([root], ())
        found = (o for p in _CHILDREN for s, o in self.graph.subject_objects(p) if s in inside and o != root)
        return sorted(set(found), key=str)

    def name(self, node: Node | None) -> Node | None:
        """A shape, or the nearest named one around it when it has no name; None when there is none."""
        seen: set[Node] = set()
        while isinstance(node, rdflib.BNode) and node not in seen:
            seen.add(node)
            node = next(iter(sorted(self.graph.subjects(None, node), key=str)), None)
        return node if isinstance(node, rdflib.URIRef) else None

    def speaks(self, shape: Node | None, constraint: Node | None, component: Node | None) -> bool:
        """Whether the shapes themselves word what is wrong, so that no message of ours is needed."""
        voices = [shape, constraint]
        if component is not None:
            voices += [v for p in _VALIDATORS for v in self.graph.objects(component, p)]
        if any((voice, SH.message, None) in self.graph for voice in voices if voice is not None):
            return True
        texts = self.graph.objects(constraint, SH.select) if constraint is not None else ()
        return any("?message" in str(text) or "$message" in str(text) for text in texts)

    def _aims(self, triple: Triple) -> bool:
        """Whether a triple is what makes a shape one that is run."""
        subject, predicate, value = triple
        if predicate == RDF.type and value in _CLASSES:
            return any((subject, RDF.type, kind) in self.graph for kind in _SHAPE_TYPES)
        return predicate in TARGETS

    def _is_class(self, shape: Node) -> bool:
        """Whether a shape is a class as well: by its own type, or one that the shapes graph makes a class."""
        return any((shape, RDF.type, kind) in self.graph for kind in _CLASSES)

    def _reach(self, roots: Iterable[Node], without: Collection[Node]) -> set[Node]:
        """Nodes whose statements some shapes need: all below them, the shapes whose siblings they
        are, and the components whose parameters they use.
        """
        seen: set[Node] = set()
        todo = [root for root in roots if root not in without]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            for predicate, value in self.graph.predicate_objects(node):
                todo += [p for p in self._components.get(predicate, ()) if p not in without]
                if not isinstance(value, rdflib.Literal) and value not in without:
                    todo.append(value)
            todo += [p for p in self.graph.subjects(SH.property, node) if p not in without]
        return seen

    @cached_property
    def _components(self) -> dict[Node, list[Node]]:
        """Parameter -> components that take it."""
        found: dict[Node, list[Node]] = {}
        for component, parameter in self.graph.subject_objects(SH.parameter):
            for path in self.graph.objects(parameter, SH.path):
                found.setdefault(path, []).append(component)
        return found
