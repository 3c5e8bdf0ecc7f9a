"""What is checked together: the ontology, vocabularies and references that plans share; each plan on top of
those; its passages.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF

from ..turtle.read import Dataset, SourceFile, Stated, Term
from ..words import iris
from .conversion import Triple, from_ntriples, to_ntriples, to_rdflib, to_rdflib_triple, to_triples
from .findings import Finding
from .graph import Ground, make_graph
from .infer import Inferred, Ontology
from .validate import validate

SHARED = "gedeeld"
_ONTOLOGY = iris.GRAPH + "ontologie"
_VOCABULARY = iris.GRAPH + "vocabulaire"
_REFERENCE = iris.GRAPH + "referentie"
_TYPE = ox.NamedNode(str(RDF.type))
_ENGINES = ("owlrl", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Unit:
    """Files that are checked together: `name` is SHARED, or plan/{slug} or passages/{slug}."""

    name: str
    files: tuple[SourceFile, ...]

    @property
    def by_graph(self) -> dict[str, list[SourceFile]]:
        """Its files by named graph."""
        graphs: dict[str, list[SourceFile]] = {}
        for file in self.files:
            graphs.setdefault(file.graph, []).append(file)
        return graphs


@dataclass(frozen=True)
class Checked:
    """What a check of one unit gives: what was inferred, as N-Triples by graph, and findings."""

    inferred: dict[str, str]
    findings: frozenset[Finding]

    @property
    def triples(self) -> dict[str, tuple[Stated, ...]]:
        """What was inferred, by graph. Raises SyntaxError when the text is damaged."""
        return {graph: tuple(from_ntriples(text)) for graph, text in self.inferred.items()}


def split_units(dataset: Dataset) -> list[Unit]:
    """The shared unit, then one for each plan and one for its passages, which seldom change together."""
    units: dict[str, list[SourceFile]] = {SHARED: []}
    for file in dataset.files:
        name = file.graph.removeprefix(iris.GRAPH)
        units.setdefault(name if "/" in name else SHARED, []).append(file)
    return [Unit(name, tuple(files)) for name, files in units.items()]


class Checker:
    """Checks units. What they share is read and inferred when it is first needed, and kept."""

    def __init__(self, dataset: Dataset, shared: Unit) -> None:
        self._dataset = dataset
        self._shared = shared
        self._recalled: Checked | None = None
        self._inferred: dict[str, dict[str, Inferred]] = {}

    def key(self, unit: Unit) -> str:
        """Digest of everything a check of the unit rests on: its files, those it builds on, the rules, the
        engines and our code.
        """
        parts = [
            unit.name,
            self._common,
            [(file.name, file.sha256) for file in unit.files],
            sorted((str(term), str(kind)) for term, kind in self._types_of_others(unit)),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @cached_property
    def _common(self) -> object:
        """What the check of every unit rests on."""
        return [
            [(file.name, file.sha256) for file in (*self._shared.files, *self._dataset.shapes)],
            [(engine, version(engine)) for engine in _ENGINES],
            [
                hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(Path(__file__).parent.parent.rglob("*.py"))
            ],
        ]

    def recall_shared(self, checked: Checked | None) -> None:
        """Take what an earlier check inferred from what plans share, instead of inferring it again."""
        self._recalled = checked

    def infer(self, unit: Unit) -> dict[str, Inferred]:
        """What follows from the graphs of one unit, by graph; kept. Passages are made, and imply nothing."""
        if unit is self._shared:
            return self._shared_inferred
        if unit.name not in self._inferred:
            graphs = () if "passages/" in unit.name else (unit.files[0].graph,)
            self._inferred[unit.name] = {
                graph: self._ontology.infer(to_triples(unit.files)) for graph in graphs
            }
        return self._inferred[unit.name]

    def check(self, unit: Unit) -> Checked:
        """Infer and validate one unit."""
        inferred = self.infer(unit)
        contradictions = [message for found in inferred.values() for message in found.contradictions]
        data = self._ground.lend(() if unit is self._shared else self._own_triples(unit, inferred))
        findings = validate(unit.files, data, self._shapes, contradictions)
        return Checked(
            {iris.inferred_graph(graph): to_ntriples(found.triples) for graph, found in inferred.items()},
            frozenset(findings),
        )

    def prepare(self) -> None:
        """Read and infer what plans share now, so that processes forked from here need not."""
        _ = self._ground, self._shapes, self._types, self._ontology

    @cached_property
    def _shapes(self) -> rdflib.Graph:
        return make_graph(to_triples(self._dataset.shapes))

    @cached_property
    def _shared_graphs(self) -> dict[str, tuple[Triple, ...]]:
        return {graph: tuple(to_triples(files)) for graph, files in self._shared.by_graph.items()}

    @cached_property
    def _ontology(self) -> Ontology:
        things = chain(self._shared_graphs.get(_VOCABULARY, ()), self._shared_graphs.get(_REFERENCE, ()))
        return Ontology(self._shared_graphs.get(_ONTOLOGY, ()), things)

    @cached_property
    def _shared_inferred(self) -> dict[str, Inferred]:
        if self._recalled:
            recalled = self._recalled.triples
            graphs = ((graph, recalled.get(iris.inferred_graph(graph), ())) for graph in self._shared_graphs)
            return {
                graph: Inferred(frozenset(map(to_rdflib_triple, triples)), ()) for graph, triples in graphs
            }
        return {
            graph: self._ontology.inferred if graph == _ONTOLOGY else self._ontology.infer(stated)
            for graph, stated in self._shared_graphs.items()
        }

    @cached_property
    def _ground(self) -> Ground:
        """Stated and inferred triples that plans share: what every unit is validated on top of."""
        return Ground(
            chain(*self._shared_graphs.values(), *(found.triples for found in self._shared_inferred.values()))
        )

    @cached_property
    def _types(self) -> dict[Term, Term]:
        plans = (file for file in self._dataset.files if "/plan/" in file.graph)
        return {t.subject: t.object for file in plans for t in file.triples if t.predicate == _TYPE}

    def _own_triples(self, unit: Unit, inferred: dict[str, Inferred]) -> Iterator[Triple]:
        yield from to_triples(unit.files)
        for found in inferred.values():
            yield from found.triples
        for term, kind in self._types_of_others(unit):
            yield to_rdflib(term), RDF.type, to_rdflib(kind)

    def _types_of_others(self, unit: Unit) -> set[tuple[Term, Term]]:
        """What a plan refers to in other plans (its predecessor, an indicator that it continues), with its
        class.
        """
        own = {triple.subject for file in unit.files for triple in file.triples}
        used = {
            triple.object
            for file in unit.files
            for triple in file.triples
            if isinstance(triple.object, ox.NamedNode)
        }
        return {(term, self._types[term]) for term in used - own if term in self._types}
