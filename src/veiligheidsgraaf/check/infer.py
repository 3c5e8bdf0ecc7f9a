"""Infer with OWL 2 RL (owlrl), each graph's conclusions into a graph of their own.

What is kept is what a reader asks for: classes and properties up their hierarchies, inverses,
`org:hasMember`,
`vg:werktAan` and `vg:ingezetVoor`. What OWL RL spawns beside that (x sameAs x, types of literals, classes of the OWL
vocabulary itself) is not. Errors that the rules find (two disjoint classes) come back as messages.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import owlrl
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from .conversion import Triple

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
_DISJOINT = {OWL.disjointWith, OWL.AllDisjointClasses}
_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
_TYPES = {*_DECLARATIONS, OWL.SymmetricProperty, OWL.AllDisjointClasses}


class _Rules(owlrl.OWLRL.OWLRL_Semantics):  # type: ignore[misc]
    """OWL 2 RL less equality and datatypes: the graph states sameAs only toward outside IRIs that it says
    nothing else about.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.known = set(triples)
        self._firing = set(filter(_fires, self.known))
        graph = rdflib.Graph(store="SimpleMemory")  # no named graphs to keep: a fifth faster
        for triple in self.known:
            graph.add(triple)
        super().__init__(graph, axioms=False, daxioms=False)

    def one_time_rules(self) -> None:
        """None: they concern literals and the OWL vocabulary."""

    def store_triple(self, t: Triple) -> None:
        """Remember a conclusion that is new (owlrl looks in its graph, twice; a set answers sooner)."""
        if t not in self.known:
            self.known.add(t)
            self.added_triples.add(t)

    def rules(self, t: Triple, cycle_num: int) -> None:
        """One triple through the rule tables of OWL 2 RL.

        Every rule in owlrl starts from an axiom and looks up the data that it bears on, so data triples are
        passed over: nine tenths of the time, none of the conclusions (a test compares both). So are the cells
        of lists, and what is disjoint: `closure` looks at that in the end.
        """
        if t in self._firing:
            self._properties(t, cycle_num)
            self._classes(t, cycle_num)
            self._class_axioms(t, cycle_num)

    def closure(self) -> None:
        """Everything that follows, and only then what contradicts it."""
        super().closure()
        for triple in self.known:
            if triple[1] in _DISJOINT or triple[2] in _DISJOINT:
                self._class_axioms(triple, 0)


class _SchemaRules(_Rules):
    """The same with the rules over axioms themselves: run once on the ontology, since no graph of data adds
    an axiom.
    """

    def store_triple(self, t: Triple) -> None:
        """Remember a conclusion, unless it is one of those that OWL RL spawns about every term."""
        if _says_something(t):
            super().store_triple(t)
            if _fires(t):
                self._firing.add(t)

    def rules(self, t: Triple, cycle_num: int) -> None:
        """One triple through the rule tables, that of the schema vocabulary among them."""
        super().rules(t, cycle_num)
        if t in self._firing:
            self._schema_vocabulary(t, cycle_num)


def _fires(triple: Triple) -> bool:
    """Whether a triple is an axiom that makes conclusions of data."""
    _, predicate, value = triple
    about = value if predicate == RDF.type else predicate
    return predicate not in _CELLS and about not in _DISJOINT and str(about).startswith(_BUILT_IN)


@dataclass(frozen=True)
class Inferred:
    """What follows from a graph beyond what it states, and the contradictions the rules found (English text
    of owlrl).
    """

    triples: frozenset[Triple]
    contradictions: tuple[str, ...]


class Ontology:
    """The closed ontology and the theme hierarchy: what every graph is inferred against, and never another
    plan.
    """

    def __init__(self, ontology: Iterable[Triple], vocabulary: Iterable[Triple]) -> None:
        schema = set(_schema_part(ontology))
        closed, contradictions = _close(_SchemaRules, schema)
        self._named = set(_named_terms(closed))
        self._working = {t for t in closed if _says_something(t)}
        self._spoken_of = {RDF.type, SKOS.broader, *(term for s, _, o in self._working for term in (s, o))}
        self._hierarchy = {t for t in vocabulary if t[1] == SKOS.broader}
        self.inferred = Inferred(
            frozenset(t for t in closed - schema if _is_kept_axiom(t)), tuple(contradictions)
        )

    def infer(self, stated: Iterable[Triple]) -> Inferred:
        """What follows from the stated triples of one graph."""
        stated = (t for t in stated if t[1] in self._spoken_of and not isinstance(t[2], rdflib.Literal))
        known = {*self._working, *self._hierarchy, *stated}
        closed, contradictions = _close(_Rules, known)
        return Inferred(
            frozenset(t for t in closed - known if _is_kept(t, self._named)), tuple(contradictions)
        )


def _close(kind: type[_Rules], triples: set[Triple]) -> tuple[set[Triple], list[str]]:
    """Some triples with all that follows from them, and the contradictions."""
    rules = kind(triples)
    rules.closure()
    return rules.known, rules.error_messages


def _says_something(axiom: Triple) -> bool:
    """Whether an axiom can lead to a conclusion that is kept: not `x subClassOf x`, `x subClassOf owl:Thing`
    and their kin.
    """
    s, p, o = axiom
    return (
        s != o and OWL.Nothing not in (s, o) and o != OWL.Thing and not (p == RDF.type and o in _DECLARATIONS)
    )


def _schema_part(ontology: Iterable[Triple]) -> Iterable[Triple]:
    """The axioms that rules work on: no labels, no functional properties (SHACL counts those, and names the
    place).
    """
    for s, p, o in ontology:
        if p in _SCHEMA or p in (RDF.first, RDF.rest) or (p == RDF.type and o in _TYPES):
            yield s, p, o


def _named_terms(schema: Iterable[Triple]) -> Iterable[rdflib.term.Node]:
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
