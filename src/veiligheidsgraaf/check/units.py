"""What is inferred together: the ontology, vocabularies and references that plans share; each plan; its
passages, which imply nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import version
from itertools import chain
from typing import Any

from ..turtle.read import Dataset, SourceFile, Stated
from ..words import iris
from .conversion import from_ntriples, to_ntriples, to_triples
from .infer import Inferred, Ontology
from .memory import Memory, digest_code

SHARED = "gedeeld"
_ENGINES = ("owlrl", "pyoxigraph", "pyshacl", "pyshacl-turbo", "rdflib")


@dataclass(frozen=True)
class Unit:
    """Files that belong together: `name` is SHARED, or plan/{slug}, passages/{slug} or the like."""

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
class Concluded:
    """What follows from one unit, as N-Triples by graph, and what the rules found impossible."""

    inferred: dict[str, str]
    contradictions: tuple[str, ...] = ()

    @property
    def triples(self) -> dict[str, tuple[Stated, ...]]:
        """What was inferred, by graph. Raises SyntaxError when the text is damaged."""
        return {graph: tuple(from_ntriples(text)) for graph, text in self.inferred.items()}

    @classmethod
    def from_plain(cls, content: Mapping[str, Any] | None) -> "Concluded | None":
        """From plain values; None when they are not of this form."""
        if content is None or not isinstance(content.get("inferred"), dict):
            return None
        return cls(content["inferred"], tuple(content.get("contradictions", ())))


def split_units(dataset: Dataset) -> list[Unit]:
    """The shared unit, then one for each plan and one for its passages, which seldom change together."""
    units: dict[str, list[SourceFile]] = {SHARED: []}
    for file in dataset.files:
        name = file.graph.removeprefix(iris.GRAPH)
        units.setdefault(name if "/" in name else SHARED, []).append(file)
    return [Unit(name, tuple(files)) for name, files in units.items()]


class Concluder:
    """Infers what follows from units.

    What they share is closed when it is first needed, and kept; what follows from a unit is not.
    """

    def __init__(self, shared: Unit) -> None:
        self._shared = shared

    def key(self, unit: Unit) -> str:
        """Digest of everything that the conclusions of a unit rest on: its files,
        those that plans share, the engines and our code.
        """
        shared = list_digests(self._shared.files)
        return digest("conclusions", unit.name, shared, list_digests(unit.files))

    def conclude(self, unit: Unit) -> Concluded:
        """What follows from the graphs of one unit."""
        found = self.infer(unit)
        return Concluded(
            {iris.inferred_graph(graph): to_ntriples(part.triples) for graph, part in found.items()},
            tuple(message for part in found.values() for message in part.contradictions),
        )

    def recall(self, unit: Unit, memory: Memory) -> Concluded:
        """The same as it is remembered, else now."""
        key = self.key(unit)
        found = Concluded.from_plain(memory.recall(key))
        if found is None:
            found = self.conclude(unit)
            memory.keep(key, asdict(found))
        return found

    def infer(self, unit: Unit) -> dict[str, Inferred]:
        """What follows from the graphs of one unit, by graph. Passages are made, and imply nothing."""
        return dict(self._infer(unit))

    def prepare(self) -> None:
        """Close the ontology now, so that processes forked from here need not."""
        _ = self._ontology

    def _infer(self, unit: Unit) -> Iterator[tuple[str, Inferred]]:
        if unit.name.startswith("passages/"):
            return
        for graph, files in unit.by_graph.items():
            yield (
                graph,
                self._ontology.inferred
                if graph == iris.ONTOLOGY_GRAPH
                else self._ontology.infer(to_triples(files)),
            )

    @cached_property
    def _ontology(self) -> Ontology:
        graphs = self._shared.by_graph
        things = chain(graphs.get(iris.VOCABULARY_GRAPH, ()), graphs.get(iris.REFERENCE_GRAPH, ()))
        return Ontology(tuple(to_triples(graphs.get(iris.ONTOLOGY_GRAPH, ()))), tuple(to_triples(things)))


def list_digests(files: Iterable[SourceFile]) -> list[tuple[str, str]]:
    """Name and digest of some files."""
    return [(file.name, file.sha256) for file in files]


def digest(*parts: object) -> str:
    """Digest of plain values, of the engines and of our code."""
    return hashlib.sha256(json.dumps([parts, _list_engines(), digest_code()]).encode()).hexdigest()


@cache
def _list_engines() -> list[tuple[str, str]]:
    """The engines with their versions, which are read from files."""
    return [(engine, version(engine)) for engine in _ENGINES]
