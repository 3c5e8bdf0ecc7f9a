"""A shape that cannot be run, put to its file and line."""

import re
from collections.abc import Callable

import rdflib
from rdflib import SH

from ..words.errors import BrokenFile, VeiligheidsgraafError, shorten

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_IRI = re.compile(r"(?:https?|urn):[^\s<>\"'()]+")
_HOW = "herstel de shape die hier genoemd wordt"


def broken_shape(
    error: Exception, aimed: rdflib.Graph, shapes: rdflib.Graph, run: Callable[[rdflib.Graph], object]
) -> VeiligheidsgraafError:
    """The fault behind an error of pySHACL; `focus` names the shape, which `place_fault` finds in its file.

    The error seldom names the shape, so the targets are run one by one until one fails again.
    """
    told = str(error)
    named = [
        found
        for word in _IRI.findall(told)
        if (found := rdflib.URIRef(word.rstrip(".,;"))) in _subjects(shapes)
    ]
    shape: rdflib.term.Node | None = named[-1] if named else _first_that_fails(aimed, run)
    reason = shorten(" ".join(told.partition("\n")[0].split()) or type(error).__name__, 200)
    shape = name_shape(shape, shapes)
    return ShapeFault(reason, str(shape) if isinstance(shape, rdflib.URIRef) else "")


def name_shape(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> rdflib.term.Node | None:
    """A shape, or the nearest named one around it when it has no name; None when there is none."""
    seen: set[rdflib.term.Node] = set()
    while isinstance(shape, rdflib.BNode) and shape not in seen:
        seen.add(shape)
        shape = next(iter(sorted(shapes.subjects(None, shape), key=str)), None)
    return shape


class ShapeFault(BrokenFile):
    """A shape that cannot be run; the file is not known yet."""

    def __init__(self, reason: str, shape: str) -> None:
        about = f"shape <{shape}>" if shape else "een shape"
        super().__init__("shapes/", 0, f"{about} is niet te lezen ({reason})", _HOW, rule="shape-onleesbaar")
        self.reason, self.shape = reason, shape

    def __reduce__(self) -> tuple[type["ShapeFault"], tuple[str, str]]:
        """Copies travel between processes."""
        return ShapeFault, (self.reason, self.shape)


def _subjects(shapes: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(shapes.subjects())


def _first_that_fails(shapes: rdflib.Graph, run: Callable[[rdflib.Graph], object]) -> rdflib.term.Node | None:
    """The shape without which, alone of all targets, pySHACL still stumbles; None when no target stumbles
    alone.
    """
    rest = rdflib.Graph()
    targets = []
    for triple in shapes:
        if triple[1] in _TARGETS:
            targets.append(triple)
        else:
            rest.add(triple)
    for triple in sorted(targets):
        rest.add(triple)
        try:
            run(rest)
        except Exception:
            return triple[0]
        rest.remove(triple)
    return None
