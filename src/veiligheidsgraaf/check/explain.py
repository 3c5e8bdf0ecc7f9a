"""Why a statement stands in the graph: the passages of a stated one, the
rule and the triples under an inferred one.

A derivation is found backwards over the axioms of the ontology and then put to the proof: the inference
itself is run on the stated triples at its leaves alone, and must give the conclusion.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib import URIRef

from ..turtle.places import find_line
from ..turtle.read import Dataset
from ..words import iris
from ..words.errors import UnknownName, VeiligheidsgraafError
from ..words.namespaces import VG
from .axioms import find_steps
from .conversion import Triple, to_graph
from .infer import Ontology
from .units import Concluder, split_units

_MOST_STEPS = 12


@dataclass(frozen=True)
class Stated:
    """A triple that a file states, at file and line, with the passages its subject rests on."""

    triple: Triple
    file: str
    line: int
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Derived:
    """A triple that follows from others by one rule."""

    triple: Triple
    rule: str
    premises: tuple["Stated | Derived", ...]

    def leaves(self) -> Iterator[Stated]:
        """The stated triples it rests on in the end."""
        for premise in self.premises:
            if isinstance(premise, Stated):
                yield premise
            else:
                yield from premise.leaves()


class Explainer:
    """Explains triples of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        units = split_units(dataset)
        concluder = Concluder(units[0])
        self._graph = to_graph(dataset.files)
        for unit in units:
            for found in concluder.infer(unit).values():
                for triple in found.triples:
                    self._graph.add(triple)
        self._files = {triple: file for file in dataset.files for triple in to_graph([file])}
        self._ontology = to_graph(file for file in dataset.files if file.graph == iris.ONTOLOGY_GRAPH)

    def find(self, subject: str, predicate: str, value: str) -> Triple:
        """The triple meant by three slugs, names or IRIs.

        Raises UnknownName, or VeiligheidsgraafError when it does not hold.
        """
        predicates = self._named("eigenschap", predicate, set(self._graph.predicates()))
        subjects = self._named("onderwerp", subject, set(self._graph.subjects()))
        values = self._named("waarde", value, set(self._graph.objects()))
        found = [
            t
            for s in subjects
            for p in predicates
            for t in self._graph.triples((s, p, None))
            if t[2] in values
        ]
        if not found:
            raise VeiligheidsgraafError(
                f"{subject} {predicate} {value} staat niet in de graaf en volgt er niet uit",
                "controleer de namen met veiligheidsgraaf query",
            )
        return min(found)

    def explain(self, triple: Triple, limit: int) -> tuple[list[Stated | Derived], int]:
        """At most `limit` proven explanations of a triple, and how many there are. Raises
        VeiligheidsgraafError if one fails its proof.
        """
        if stated := self._stated(triple):
            return [stated], 1
        found = list(self._derive(triple, frozenset()))
        for derivation in found[:limit]:
            self._prove(derivation)
        return list(found[:limit]), len(found)

    def _prove(self, derivation: Derived) -> None:
        leaves = rdflib.Graph()
        for leaf in derivation.leaves():
            leaves.add(leaf.triple)
        if derivation.triple not in Ontology(self._ontology, leaves).infer(leaves).triples:
            raise VeiligheidsgraafError(
                "de uitleg klopt niet met de afleiding zelf", "meld dit aan de makers"
            )

    def _named(self, kind: str, name: str, terms: set[rdflib.term.Node]) -> set[rdflib.term.Node]:
        """Terms that a name stands for: an IRI, a slug with or without its
        kind, a local name, or the text of a literal.
        """
        found = {t for t in terms if name in _names(t)}
        if not found:
            raise UnknownName(
                kind,
                name,
                {
                    n
                    for t in terms
                    if isinstance(t, URIRef)
                    for n in _names(t)[:1]
                    if not n.startswith("http")
                },
            )
        return found

    def _stated(self, triple: Triple) -> Stated | None:
        file = self._files.get(triple)
        if file is None:
            return None
        line = find_line(file, *(str(term) for term in triple))
        return Stated(
            triple, file.name, line, tuple(sorted(str(p) for p in self._graph.objects(triple[0], VG.bewijs)))
        )

    def _first(self, triple: Triple, seen: frozenset[Triple]) -> Stated | Derived | None:
        return self._stated(triple) or next(self._derive(triple, seen), None)

    def _derive(self, triple: Triple, seen: frozenset[Triple]) -> Iterator[Derived]:
        """Every way to reach a triple by one rule, with the first explanation of each premise."""
        if triple in seen or len(seen) > _MOST_STEPS:
            return
        for rule, premises in find_steps(self._ontology, self._graph, triple):
            explained = []
            for premise in premises:
                if (found := self._first(premise, seen | {triple})) is None:
                    break
                explained.append(found)
            else:
                yield Derived(triple, rule, tuple(explained))


def _names(term: rdflib.term.Node) -> tuple[str, ...]:
    """Names that people may use for a term, the best first."""
    iri = str(term)
    if not isinstance(term, URIRef):
        return (iri,)
    return (iris.slug(iri) if iris.is_thing(iri) else iris.local_name(iri), iris.path_of(iri), iri)
