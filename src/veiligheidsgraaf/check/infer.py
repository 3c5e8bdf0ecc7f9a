"""Infer with OWL 2 RL and self restrictions, each graph's conclusions into a graph of their own.

What is kept is what a reader asks for: classes and properties up their hierarchies, inverses, and what the
chains of the ontology give (`vg:plan`, `vg:betreft`, `vg:werktAan`). What OWL RL spawns beside that (x sameAs
x, types of literals, classes of the OWL vocabulary itself) is not, nor are the edges of helper properties.
Errors that the rules find (two disjoint classes) come back as messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import owlrl
import rdflib
from rdflib.term import Node

from ..words.namespaces import OWL, RDF, RDFS, SKOS, VG
from .conversion import Triple
from .reasoner import Axioms, Reasoner

# Namespaces whose own terms say nothing about a plan.
_BUILT_IN = (str(OWL), str(RDF), str(RDFS), "http://www.w3.org/2001/XMLSchema#")
_SCHEMA = {
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.inverseOf,
    OWL.propertyChainAxiom,
    OWL.disjointWith,
    OWL.members,
    OWL.onProperty,
    OWL.hasValue,
    OWL.someValuesFrom,
    OWL.hasSelf,
    RDFS.domain,
    RDFS.range,
}
_CELLS = {RDF.first, RDF.rest, OWL.members}
_DISJOINT = {OWL.disjointWith, OWL.AllDisjointClasses}
_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
_TYPES = {*_DECLARATIONS, OWL.SymmetricProperty, OWL.AllDisjointClasses, OWL.Restriction, VG.Hulpeigenschap}
_IS_A = {RDF.type}  # looked up in its namespace once
# What a vocabulary or reference says of its things that conclusions about a plan rest on.
_MATCHES = {SKOS.broader, SKOS.closeMatch, SKOS.exactMatch}


class _SchemaRules(owlrl.OWLRL.OWLRL_Semantics):  # type: ignore[misc]
    """OWL 2 RL over axioms alone, less equality and datatypes: run
    once, since no graph of data adds an axiom.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.known = set(triples)
        graph = rdflib.Graph(store="SimpleMemory")  # no named graphs to keep: a fifth faster
        for triple in self.known:
            graph.add(triple)
        super().__init__(graph, axioms=False, daxioms=False)

    def one_time_rules(self) -> None:
        """None: they concern literals and the OWL vocabulary."""

    def store_triple(self, t: Triple) -> None:
        """Remember a conclusion that is new (owlrl looks in its graph, twice; a set answers sooner), unless
        it is one of those that OWL RL spawns about every term.
        """
        if t not in self.known and _says_something(t):
            self.known.add(t)
            self.added_triples.add(t)

    def rules(self, t: Triple, cycle_num: int) -> None:
        """One axiom through the rule tables of OWL 2 RL. Cells of lists and what is disjoint lead nowhere."""
        if _fires(t):
            self._properties(t, cycle_num)
            self._classes(t, cycle_num)
            self._class_axioms(t, cycle_num)
            self._schema_vocabulary(t, cycle_num)


def _fires(triple: Triple) -> bool:
    """Whether a triple is an axiom that makes conclusions."""
    _, predicate, value = triple
    about = value if predicate == RDF.type else predicate
    return predicate not in _CELLS and about not in _DISJOINT and str(about).startswith(_BUILT_IN)


@dataclass(frozen=True)
class Inferred:
    """What follows from a graph beyond what it states, and the contradictions
    the rules found: two classes and a thing.
    """

    triples: frozenset[Triple]
    contradictions: tuple[str, ...]


class Ontology:
    """The closed ontology and what shared things are: what every graph is
    inferred against, and never another plan.
    """

    def __init__(self, ontology: Iterable[Triple], shared: Iterable[Triple]) -> None:
        schema = set(_schema_part(ontology))
        rules = _SchemaRules(schema)
        rules.closure()
        closed = rules.known
        helpers = {s for s, p, o in closed if p == RDF.type and o == VG.Hulpeigenschap}
        self._named = set(_named_terms(closed)) - helpers
        self._axioms = Axioms(closed)
        working = [t for t in closed if _says_something(t)]
        self._spoken_of = {RDF.type, SKOS.broader, *(term for s, _, o in working for term in (s, o))}
        kinds = _asked_kinds(closed)
        self._shared = {t for t in shared if t[1] in _MATCHES or (t[1] == RDF.type and t[2] in kinds)}
        self._of_shared = self._conclude(self._shared).known
        self.inferred = Inferred(
            frozenset(t for t in closed - schema if _is_kept_axiom(t)), tuple(rules.error_messages)
        )

    def infer(self, stated: Iterable[Triple]) -> Inferred:
        """What follows from the stated triples of one graph."""
        stated = [t for t in stated if t[1] in self._spoken_of and not isinstance(t[2], rdflib.Literal)]
        reasoner = self._conclude(self._shared.union(stated))
        subjects = {s for s, _, _ in stated}
        new = {t for t in reasoner.known.difference(stated) if t not in self._of_shared or t[0] in subjects}
        return Inferred(
            frozenset(t for t in new if t not in self._shared and _is_kept(t, self._named)),
            tuple(reasoner.contradictions()),
        )

    def _conclude(self, triples: Iterable[Triple]) -> Reasoner:
        reasoner = Reasoner(self._axioms)
        reasoner.add(triples)
        return reasoner


def _says_something(axiom: Triple) -> bool:
    """Whether an axiom can lead to a conclusion that is kept: not
    `x subClassOf x`, `x subClassOf owl:Thing` and their kin.
    """
    s, p, o = axiom
    return (
        s != o and OWL.Nothing not in (s, o) and o != OWL.Thing and not (p == RDF.type and o in _DECLARATIONS)
    )


def _schema_part(ontology: Iterable[Triple]) -> Iterable[Triple]:
    """The axioms that rules work on: no labels, no functional properties
    (SHACL counts those, and names the place).
    """
    for s, p, o in ontology:
        if p in _SCHEMA or p in (RDF.first, RDF.rest) or (p == RDF.type and o in _TYPES):
            yield s, p, o


def _named_terms(schema: Iterable[Triple]) -> Iterable[Node]:
    """Classes and properties that the ontology speaks of, its own and those it aligns with."""
    for s, p, o in schema:
        if p in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.propertyChainAxiom, RDF.type):
            for term in (s, o):
                if isinstance(term, rdflib.URIRef) and not str(term).startswith(_BUILT_IN):
                    yield term


def _asked_kinds(schema: set[Triple]) -> set[Node]:
    """Classes of shared things that a restriction asks for: what narrows one
    that points at itself, or the values of a role.
    """
    selves = {s for s, p, _ in schema if p == OWL.hasSelf}
    asked = {o for _, p, o in schema if p == OWL.someValuesFrom}
    narrower = {s for s, p, o in schema if p == RDFS.subClassOf and (o in selves or o in asked)}
    return asked | narrower


def _is_kept(triple: Triple, named: set[Node]) -> bool:
    s, p, o = triple
    if not isinstance(s, rdflib.URIRef) or isinstance(o, rdflib.BNode):
        return False
    return o in named and s not in named if p in _IS_A else p in named


def _is_kept_axiom(triple: Triple) -> bool:
    s, p, o = triple
    return (
        p in (RDFS.subClassOf, RDFS.subPropertyOf)
        and s != o
        and all(isinstance(t, rdflib.URIRef) and not str(t).startswith(_BUILT_IN) for t in (s, o))
    )
