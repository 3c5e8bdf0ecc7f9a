"""Infer with OWL 2 RL (owlrl), each graph's conclusions into a graph of their own.

What is kept is what a reader asks for: classes and properties up their hierarchies, inverses, `org:hasMember`,
`vg:werktAan` and `vg:ingezetVoor`. What OWL RL spawns beside that (x sameAs x, types of literals, classes of the OWL
vocabulary itself) is not. Errors that the rules find (two disjoint classes) come back as messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import owlrl
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]

# Namespaces whose own terms say nothing about a plan.
_BUILT_IN = (str(OWL), str(RDF), str(RDFS), "http://www.w3.org/2001/XMLSchema#")
_SCHEMA = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.disjointWith,
    OWL.members,
    RDFS.domain,
    RDFS.range,
}
_CELLS = {RDF.first, RDF.rest, OWL.members}
_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
_TYPES = {*_DECLARATIONS, OWL.SymmetricProperty, OWL.AllDisjointClasses}


class _Rules(owlrl.OWLRL.OWLRL_Semantics):  # type: ignore[misc]
    """OWL 2 RL less equality and datatypes: the graph states sameAs only toward outside IRIs that it says nothing else about."""

    def one_time_rules(self) -> None:
        """None: they concern literals and the OWL vocabulary."""

    def store_triple(self, t: Triple) -> None:
        """Remember a conclusion that is new (owlrl looks twice: in its destination and in the graph, here the same)."""
        if t not in self.graph:
            self.added_triples.add(t)

    def rules(self, t: Triple, cycle_num: int) -> None:
        """One triple through the rule tables of OWL 2 RL.

        Every rule in owlrl starts from an axiom and looks up the data that it bears on, so data triples are passed over:
        nine tenths of the time, none of the conclusions (a test compares both). So are the cells of lists.
        """
        predicate = t[1]
        if predicate in _CELLS or not str(t[2] if predicate == RDF.type else predicate).startswith(_BUILT_IN):
            return
        self._properties(t, cycle_num)
        self._classes(t, cycle_num)
        self._class_axioms(t, cycle_num)


class _SchemaRules(_Rules):
    """The same with the rules over axioms themselves: run once on the ontology, since no graph of data adds an axiom."""

    def rules(self, t: Triple, cycle_num: int) -> None:
        """One triple through the rule tables, that of the schema vocabulary among them."""
        super().rules(t, cycle_num)
        self._schema_vocabulary(t, cycle_num)


@dataclass(frozen=True)
class Inferred:
    """What follows from a graph beyond what it states, and the contradictions the rules found (English text of owlrl)."""

    triples: frozenset[Triple]
    contradictions: tuple[str, ...]


class Ontology:
    """The closed ontology and the theme hierarchy: what every graph is inferred against, and never another plan."""

    def __init__(self, ontology: rdflib.Graph, vocabulary: rdflib.Graph) -> None:
        schema = rdflib.Graph()
        for triple in _schema_part(ontology):
            schema.add(triple)
        self._closed, contradictions = _close(_SchemaRules, schema)
        self._named = set(_named_terms(self._closed))
        self._working = {t for t in self._closed if _says_something(t)}
        self._hierarchy = {t for t in vocabulary if t[1] == SKOS.broader}
        self.inferred = Inferred(frozenset(t for t in self._closed if t not in schema and _is_kept_axiom(t)), tuple(contradictions))

    def infer(self, stated: rdflib.Graph) -> Inferred:
        """What follows from the stated triples of one graph."""
        closed, contradictions = _close(_Rules, self._working, (t for t in stated if not isinstance(t[2], rdflib.Literal)), self._hierarchy)
        known = (self._working, stated, self._hierarchy)
        kept = (t for t in closed if _is_kept(t, self._named) and not any(t in part for part in known))
        return Inferred(frozenset(kept), tuple(contradictions))


def _close(kind: type[_Rules], *parts: Iterable[Triple]) -> tuple[rdflib.Graph, list[str]]:
    graph = rdflib.Graph(store="SimpleMemory")  # no contexts to keep: a fifth faster
    for part in parts:
        for triple in part:
            graph.add(triple)
    rules = kind(graph, axioms=False, daxioms=False)
    rules.closure()
    return graph, rules.error_messages


def _says_something(axiom: Triple) -> bool:
    """Whether an axiom can lead to a conclusion that is kept: not `x subClassOf x`, `x subClassOf owl:Thing` and their kin."""
    s, p, o = axiom
    return s != o and OWL.Nothing not in (s, o) and o != OWL.Thing and not (p == RDF.type and o in _DECLARATIONS)


def _schema_part(ontology: rdflib.Graph) -> Iterable[Triple]:
    """The axioms that rules work on: no labels, no functional properties (SHACL counts those, and names the place)."""
    for s, p, o in ontology:
        if p in _SCHEMA or p in (RDF.first, RDF.rest) or (p == RDF.type and o in _TYPES):
            yield s, p, o


def _named_terms(schema: rdflib.Graph) -> Iterable[rdflib.term.Node]:
    """Classes and properties that the ontology speaks of, its own and those it aligns with."""
    for s, p, o in schema:
        if p in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom, RDF.type):
            for term in (s, o):
                if isinstance(term, rdflib.URIRef) and not str(term).startswith(_BUILT_IN):
                    yield term


def _is_kept(triple: Triple, named: set[rdflib.term.Node]) -> bool:
    s, p, o = triple
    if not isinstance(s, rdflib.URIRef) or isinstance(o, rdflib.BNode):
        return False
    return o in named and s not in named if p == RDF.type else p in named


def _is_kept_axiom(triple: Triple) -> bool:
    s, p, o = triple
    return (
        p in (RDFS.subClassOf, RDFS.subPropertyOf)
        and s != o
        and all(isinstance(t, rdflib.URIRef) and not str(t).startswith(_BUILT_IN) for t in (s, o))
    )
