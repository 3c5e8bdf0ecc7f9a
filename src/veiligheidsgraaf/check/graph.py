"""A graph for pySHACL: rdflib looks up its triples, Oxigraph answers its SPARQL.

rdflib's own SPARQL engine took half the time of a check; its store for named graphs, of which there are none
here, a fifth.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result

from ..turtle.read import Term
from ..words.guard import check_query, check_size
from .conversion import Triple, to_oxigraph, to_oxigraph_triple, to_rdflib

_NO_CONTEXT: Any = None


class _Store(SimpleMemory):
    """Triples without named graphs, kept twice: in dictionaries and in Oxigraph."""

    context_aware = True  # pySHACL takes no other store; there is one graph, so every question is about that
    graph_aware = True

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__()
        self._oxigraph = ox.Store()
        self._triples: set[Triple] = set()
        self.extend(triples)

    def __len__(self, context: object = None) -> int:
        return len(self._triples)  # SimpleMemory counts, each time that a graph is asked whether it is true

    def extend(self, triples: Iterable[Triple]) -> set[Triple]:
        """Add triples at once; returns those that were not there."""
        new = set(triples) - self._triples
        for triple in new:
            super().add(triple, _NO_CONTEXT)
        self._oxigraph.extend([ox.Quad(*to_oxigraph_triple(triple)) for triple in new])
        self._triples |= new
        return new

    def add(self, triple: Triple, context: rdflib.Graph, quoted: bool = False) -> None:
        """Add a triple."""
        self.extend([triple])

    def remove(self, triple_pattern: Any, context: Any = None) -> None:  # noqa: ANN401 (rdflib's own types)
        """Remove every triple that fits a pattern."""
        for triple, _ in list(self.triples(triple_pattern)):
            super().remove(triple)
            self._oxigraph.remove(ox.Quad(*to_oxigraph_triple(triple)))
            self._triples.remove(triple)

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Nothing: every triple is in the one graph there is."""

    def query(  # rdflib's names
        self,
        query: object,
        initNs: Mapping[str, object],  # noqa: N803
        initBindings: Mapping[str, rdflib.term.Node],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **_: object,
    ) -> Result:
        """The answer of Oxigraph, to SELECT and ASK. Raises SyntaxError at what is not SPARQL, QueryRefused
        at what may not run.
        """
        text = str(query)
        check_size(text)
        check_query(text)
        bound: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(str(name)): to_oxigraph(term) for name, term in initBindings.items()
        }
        prefixes = {name: str(iri) for name, iri in initNs.items()}
        found = self._oxigraph.query(text, prefixes=prefixes, substitutions=bound)
        if isinstance(found, ox.QueryBoolean):
            answer = Result("ASK")
            answer.askAnswer = bool(found)
            return answer
        if not isinstance(found, ox.QuerySolutions):
            raise NotImplementedError  # rdflib then answers with its own engine
        answer = Result("SELECT")
        answer.vars = [rdflib.Variable(variable.value) for variable in found.variables]
        answer.bindings = [
            {name: to_rdflib(term) for name, term in zip(answer.vars, row, strict=True) if term is not None}
            for row in found
        ]
        return answer


def make_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """A graph of some triples, for pySHACL."""
    return rdflib.Graph(store=_Store(triples))


class Ground:
    """A graph of triples that stay, to which others are lent for a while."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._store = _Store(triples)
        self._lent: set[Triple] = set()

    def lend(self, triples: Iterable[Triple]) -> rdflib.Graph:
        """The graph with these triples in place of those that were lent before."""
        for triple in self._lent:
            self._store.remove(triple)
        self._lent = self._store.extend(triples)
        return rdflib.Graph(store=self._store)
