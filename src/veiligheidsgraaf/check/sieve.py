"""Tells quickly that all is well: the shapes on what is said of each thing, and their queries in an Oxigraph
store that is there already. A tenth of the work of an engine for SHACL, which must put everything in a store
of its own.

It judges what it surely can: that a shape has nothing to say, and that a property is missing. In any doubt it
gives nothing, and an engine judges. A test holds the two together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import Node

from .engine import Result
from .shapes import Shapes
from .thing_lines import Said
from .value_tests import Test, Unknown, list_tests, write

# Says whether a query has no rows, with a thing (an address) for `$this`.
IsEmpty = Callable[[str, str], bool]
_Values = Callable[[Said, str], Sequence[str]]
_BEYOND = ("$PATH", "?PATH", "shapesGraph", "currentShape", "SERVICE", "GRAPH")
_QUERY = {RDF.type, SH.select, SH.prefixes, SH.message}


@dataclass(frozen=True)
class _Property:
    """A property shape: where its values are, how many there must be, what they must be, whether there must
    be some of a kind, and what is told when there is none.
    """

    values: _Values
    least: int
    tests: tuple[Test, ...]
    asks_some: bool
    lacks: tuple[Node, Node, Node, tuple[Node, ...]]


@dataclass
class _Thing:
    """What shapes ask of things of one kind."""

    tests: list[Test] = field(default_factory=list)
    properties: list[_Property] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)

    def add(self, other: "_Thing") -> None:
        """Ask what another asks too."""
        self.tests += other.tests
        self.properties += other.properties
        self.queries += other.queries


class Sieve:
    """Shapes made ready to judge by. Raises Unknown when there is one that only an engine can."""

    def __init__(self, shapes: Shapes) -> None:
        graph = shapes.graph
        if shapes.refusals or (None, SH.parameter, None) in graph:
            raise Unknown
        self._by_kind: dict[str, list[_Thing]] = defaultdict(list)
        self._by_property: dict[str, list[_Thing]] = defaultdict(list)
        self._alone: list[tuple[str, str]] = []
        for root in shapes.roots:
            asked = _read_shape(graph, root)
            aims = {target: list(graph.objects(root, target)) for target in _AIMS}
            if not any(aims.values()) or (root, SH.targetObjectsOf, None) in graph:
                raise Unknown
            for kind in aims[SH.targetClass]:
                self._by_kind[write(kind)].append(asked)
            for predicate in aims[SH.targetSubjectsOf]:
                self._by_property[write(predicate)].append(asked)
            for thing in aims[SH.targetNode]:
                if asked.tests or asked.properties:
                    raise Unknown
                self._alone += [(query, write(thing)[1:-1]) for query in asked.queries]
            if sum(map(bool, aims.values())) > 1:
                raise Unknown  # a thing that is aimed at twice is judged once

    def judge(self, said: Said, is_empty: IsEmpty) -> list[Result] | None:
        """What engines find of what is said, when that is sure; else None. `is_empty` asks the same."""
        found: list[Result] = []
        for thing, asked in self._list_asked(said):
            lacks = _judge_thing(said, thing, asked)
            if lacks is None or not all(is_empty(query, thing[1:-1]) for query in asked.queries):
                return None
            found += lacks
        return found if all(is_empty(query, thing) for query, thing in self._alone) else None

    def _list_asked(self, said: Said) -> Iterator[tuple[str, _Thing]]:
        """Every thing that shapes are about, with what they ask."""
        known: dict[frozenset[str], _Thing | None] = {}
        wanted = self._by_kind.keys()
        for thing, about in said.about.items():
            kinds = said.kinds(thing)
            if kinds not in known:
                known[kinds] = _join(asked for kind in kinds & wanted for asked in self._by_kind[kind])
            if (asked := known[kinds]) is not None:
                yield thing, asked
            for predicate, more in self._by_property.items():
                if predicate in about:
                    yield from ((thing, each) for each in more)


def _judge_thing(said: Said, thing: str, asked: _Thing) -> list[Result] | None:
    """What a thing lacks; None where that is not all or not sure."""
    if thing[0] != "<" or not all(test(said, thing, (thing,)) for test in asked.tests):
        return None
    found = []
    for shape in asked.properties:
        values = shape.values(said, thing)
        if len(values) < shape.least or (shape.least > 1 and len(set(values)) < shape.least):
            if any(value[0] == '"' and value[-1] == ">" for value in values):
                return None  # engines may take two such for one
            found.append(_tell_lack(thing, *shape.lacks))
        elif not values and not shape.asks_some:
            continue
        for test in shape.tests:
            if not test(said, thing, values):
                return None
    return found


_AIMS = (SH.targetClass, SH.targetSubjectsOf, SH.targetNode)


def _join(asked: Iterable[_Thing]) -> _Thing | None:
    """What some shapes ask, each once; None when that is nothing."""
    shapes = {id(each): each for each in asked}.values()
    if not shapes:
        return None
    joined = _Thing()
    for each in shapes:
        joined.add(each)
    return joined


def _tell_lack(thing: str, shape: Node, path: Node, severity: Node, messages: tuple[Node, ...]) -> Result:
    focus = rdflib.URIRef(thing[1:-1])
    return Result(focus, path, None, shape, SH.MinCountConstraintComponent, None, severity, messages)


def _read_shape(graph: rdflib.Graph, root: Node) -> _Thing:
    if (root, SH.path, None) in graph or (root, SH.minCount, None) in graph:
        raise Unknown
    return _Thing(
        list(list_tests(graph, root)),
        [_read_property(graph, shape) for shape in graph.objects(root, SH.property)],
        [_read_query(graph, query) for query in graph.objects(root, SH.sparql)],
    )


def _read_property(graph: rdflib.Graph, shape: Node) -> _Property:
    if (shape, SH.property, None) in graph or (shape, SH.sparql, None) in graph:
        raise Unknown
    path = graph.value(shape, SH.path)
    least = {int(str(value)) for value in graph.objects(shape, SH.minCount)}
    if path is None or len(least) > 1:
        raise Unknown
    severity = graph.value(shape, SH.severity) or SH.Violation
    lacks = shape, path, severity, tuple(graph.objects(shape, SH.message))
    tests = tuple(list_tests(graph, shape))
    asks_some = (shape, SH.qualifiedMinCount, None) in graph
    return _Property(_read_path(graph, path), next(iter(least), 0), tests, asks_some, lacks)


def _read_path(graph: rdflib.Graph, path: Node) -> _Values:
    """What finds the values of a path."""
    if isinstance(path, rdflib.URIRef):
        word = write(path)
        return lambda said, thing: said.of(thing).get(word, ())
    if inverse := graph.value(path, SH.inversePath):
        back = write(inverse)
        return lambda said, thing: tuple(said.pointing(back, thing))
    if choices := graph.value(path, SH.alternativePath):
        ways = [_read_path(graph, choice) for choice in Collection(graph, choices)]
        return lambda said, thing: [value for way in ways for value in way(said, thing)]
    if (path, RDF.first, None) not in graph:
        raise Unknown
    steps = [_read_path(graph, step) for step in Collection(graph, path)]

    def walk(said: Said, thing: str) -> Sequence[str]:
        places = {thing}
        for step in steps:
            places = {value for place in places for value in step(said, place)}
        return tuple(places)

    return walk


def _read_query(graph: rdflib.Graph, query: Node) -> str:
    """The text of a SPARQL constraint with its prefixes."""
    select = str(graph.value(query, SH.select) or "")
    if not select or set(graph.predicates(query)) - _QUERY or any(word in select for word in _BEYOND):
        raise Unknown
    declared = [each for one in graph.objects(query, SH.prefixes) for each in graph.objects(one, SH.declare)]
    prefixes = [
        f"PREFIX {graph.value(each, SH.prefix)}: <{graph.value(each, SH.namespace)}>" for each in declared
    ]
    return "\n".join([*sorted(prefixes), select])
