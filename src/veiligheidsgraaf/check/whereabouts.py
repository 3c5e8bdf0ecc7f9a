"""From what a rule found to the line that says it: also when the value was
inferred, lies at the end of a path, or is missing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection

from ..turtle.places import Place, positions
from ..turtle.read import SourceFile
from .axioms import find_steps
from .conversion import Triple, to_rdflib

_WHOLE = 3
_MOST_STEPS = 200
_MOST_HOPS = 8


class Where(NamedTuple):
    """A file and a place in it; the depth says how much of the statement
    stands there (3 all, 1 only its subject).
    """

    file: str = ""
    place: Place = Place()
    depth: int = 0


class Whereabouts:
    """Finds statements in some files. `data` gives their triples and what follows, the axioms of the ontology
    among them; it is asked when a statement stands nowhere as it is.
    """

    def __init__(self, files: Iterable[SourceFile], data: Callable[[], rdflib.Graph]) -> None:
        self._files: dict[str, list[SourceFile]] = defaultdict(list)
        self._first = ""
        self._make_data = data
        for file in files:
            self._first = self._first or file.name
            for subject in {t.subject for t in file.triples}:
                self._files[str(to_rdflib(subject))].append(file)

    @cached_property
    def _data(self) -> rdflib.Graph:
        return self._make_data()

    def __contains__(self, subject: object) -> bool:
        return str(subject) in self._files

    def locate(
        self,
        subject: rdflib.term.Node,
        predicate: rdflib.term.Node | None = None,
        value: rdflib.term.Node | None = None,
    ) -> Where:
        """Where a statement stands, else where its subject does; of several files the one that says most."""
        if isinstance(subject, rdflib.BNode):
            return self._locate_blank(subject, predicate, value)
        words = tuple(
            "" if word is None or isinstance(word, rdflib.BNode) else str(word)
            for word in (subject, predicate, value)
        )
        found = [self._find(file, words) for file in self._files.get(str(subject), ())]
        return min(found, key=lambda where: (-where.depth, where.file), default=Where(self._first))

    def locate_in(
        self,
        file: SourceFile,
        subject: rdflib.term.Node,
        predicate: rdflib.term.Node,
        value: rdflib.term.Node,
    ) -> Where:
        """Where a statement of a file stands, also when its subject is a blank node."""
        if isinstance(subject, rdflib.BNode):
            return self._locate_blank(subject, predicate, value)
        return self._find(file, (str(subject), str(predicate), str(value)))

    def locate_result(
        self,
        focus: rdflib.term.Node,
        path: rdflib.term.Node | None,
        value: rdflib.term.Node | None,
        shapes: rdflib.Graph,
    ) -> Where:
        """Where a validation result is about: the statement with the value, or the
        stated one behind it, else the property or subject.
        """
        begin = path if isinstance(path, rdflib.URIRef) or path is None else shapes.value(path, RDF.first)
        best = self.locate(focus, begin if isinstance(begin, rdflib.URIRef) else None, value)
        if path is None or value is None or best.depth == _WHOLE:
            return best
        for triple in self._first_steps(focus, path, value, shapes):
            found = self._locate_behind(triple)
            if found.depth == _WHOLE:
                return found
        return best

    def locate_contradiction(self, focus: rdflib.term.Node, classes: Iterable[rdflib.term.Node]) -> Where:
        """Where a thing gets the class that it cannot have beside another: the
        last of the statements behind its classes.
        """
        found = [self._locate_behind((focus, RDF.type, kind)) for kind in classes]
        return max(
            (where for where in found if where.depth),
            key=lambda where: where.place,
            default=self.locate(focus),
        )

    def _find(self, file: SourceFile, words: tuple[str, ...]) -> Where:
        depth, place = positions(file).find(*words)
        return Where(file.name, place, depth)

    def _locate_blank(
        self,
        node: rdflib.BNode,
        predicate: rdflib.term.Node | None,
        value: rdflib.term.Node | None,
        hops: int = 0,
    ) -> Where:
        """A blank node is found by the statement that it is the value
        of, and there by what it says itself.
        """
        for subject, via in sorted(self._data.subject_predicates(node), key=str):
            if isinstance(subject, rdflib.BNode):
                if hops < _MOST_HOPS and (outer := self._locate_blank(subject, via, None, hops + 1)).depth:
                    return outer
                continue
            for file in self._files.get(str(subject), ()):
                index = positions(file)
                own = {
                    (str(p), str(o))
                    for p, o in self._data.predicate_objects(node)
                    if not isinstance(o, rdflib.BNode)
                }
                for name in index.blanks(str(subject), str(via)):
                    if all(index.find(name, p, o)[0] == _WHOLE for p, o in own):
                        depth, place = index.find(name, str(predicate or ""), str(value or ""))
                        return Where(file.name, place, depth)
        return Where(next((file.name for file in self._files.get(str(node), ())), self._first))

    def _locate_behind(self, triple: Triple) -> Where:
        """Where a triple stands, or the first stated one that it follows from
        (backwards over the axioms, nearest first).
        """
        todo, seen = [triple], {triple}
        for step in todo:
            if step in self._data and (found := self.locate(*step)).depth == _WHOLE:
                return found
            for _, premises in find_steps(self._data, self._data, step):
                for premise in premises:
                    if premise not in seen and len(seen) < _MOST_STEPS:
                        seen.add(premise)
                        todo.append(premise)
        return Where()

    def _first_steps(
        self, focus: rdflib.term.Node, path: rdflib.term.Node, value: rdflib.term.Node, shapes: rdflib.Graph
    ) -> Iterator[Triple]:
        """Triples that a path from focus to value may begin with."""
        if isinstance(path, rdflib.URIRef):
            yield focus, path, value
        elif inverse := shapes.value(path, SH.inversePath):
            yield value, inverse, focus
        elif choices := shapes.value(path, SH.alternativePath):
            for choice in Collection(shapes, choices):
                yield from self._first_steps(focus, choice, value, shapes)
        elif steps := list(Collection(shapes, path)):
            first, *rest = steps
            for step in (
                sorted(self._data.objects(focus, first), key=str) if isinstance(first, rdflib.URIRef) else ()
            ):
                if not rest or any(value == end for end in self._data.objects(step, rest[-1])):
                    yield focus, first, step
