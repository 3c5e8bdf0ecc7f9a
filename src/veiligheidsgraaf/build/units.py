"""What is checked together: the ontology, vocabularies and references that plans share; and each plan on top of those."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import rdflib
from rdflib import RDF

from ..words import iris
from ..words.findings import Finding
from .infer import Ontology, Triple
from .read import Dataset, SourceFile, Term, to_graph
from .validate import validate

SHARED = "gedeeld"
_ONTOLOGY = iris.GRAPH + "ontologie"
_VOCABULARY = iris.GRAPH + "vocabulaire"
_TYPE = ox.NamedNode(str(RDF.type))


@dataclass(frozen=True)
class Unit:
    """Files that are checked together: `name` is SHARED or the slug of a plan."""

    name: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True)
class Checked:
    """What a check of one unit gives: inferred triples by graph, and findings."""

    inferred: dict[str, frozenset[Triple]]
    findings: frozenset[Finding]


def split_units(dataset: Dataset) -> list[Unit]:
    """The shared unit, then one unit per plan: its graph and its passages."""
    units: dict[str, list[SourceFile]] = {SHARED: []}
    for file in dataset.files:
        kind, _, slug = file.graph.removeprefix(iris.GRAPH).partition("/")
        units.setdefault(slug if kind in ("plan", "passages") else SHARED, []).append(file)
    return [Unit(name, tuple(files)) for name, files in units.items()]


class Checker:
    """Checks units. What they share is read, inferred and kept once, so that each plan only adds its own."""

    def __init__(self, dataset: Dataset, shared: Unit) -> None:
        self._shapes = to_graph(dataset.shapes)
        self._described = {t.subject.value for file in dataset.files for t in file.triples} | {file.graph for file in dataset.files}
        self._graphs = {graph: to_graph(files) for graph, files in _by_graph(shared).items()}
        self._ontology = Ontology(self._graphs.get(_ONTOLOGY, rdflib.Graph()), self._graphs.get(_VOCABULARY, rdflib.Graph()))
        self._inferred = {
            graph: self._ontology.inferred if graph == _ONTOLOGY else self._ontology.infer(stated) for graph, stated in self._graphs.items()
        }
        self._types: dict[Term, Term] = {
            t.subject: t.object for file in dataset.files if "/plan/" in file.graph for t in file.triples if t.predicate == _TYPE
        }
        self._shared = shared

    def check(self, unit: Unit) -> Checked:
        """Infer and validate one unit."""
        if unit is self._shared:
            inferred, graphs = self._inferred, {}
        else:
            graphs = {graph: to_graph(files) for graph, files in _by_graph(unit).items()}
            inferred = {graph: self._ontology.infer(stated) for graph, stated in graphs.items() if "/passages/" not in graph}
        data = rdflib.Graph()
        for part in (*self._graphs.values(), *graphs.values()):
            data += part
        for term, kind in self._types_of_others(unit):
            data.add((term, RDF.type, kind))
        for found in {**self._inferred, **inferred}.values():
            for triple in found.triples:
                data.add(triple)
        contradictions = [message for found in inferred.values() for message in found.contradictions]
        findings = validate(unit.files, data, self._shapes, self._described, contradictions)
        return Checked({iris.inferred_graph(graph): found.triples for graph, found in inferred.items()}, frozenset(findings))

    def _types_of_others(self, unit: Unit) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef]]:
        """What a plan refers to in other plans (its predecessor, an indicator that it continues), with its class."""
        for file in unit.files:
            for triple in file.triples:
                kind = self._types.get(triple.object)
                if isinstance(kind, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
                    yield rdflib.URIRef(triple.object.value), rdflib.URIRef(kind.value)


def _by_graph(unit: Unit) -> dict[str, list[SourceFile]]:
    graphs: dict[str, list[SourceFile]] = {}
    for file in unit.files:
        graphs.setdefault(file.graph, []).append(file)
    return graphs
