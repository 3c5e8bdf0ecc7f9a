"""Names of blank nodes while a file is read."""

import hashlib

import pyoxigraph as ox

Renamed = tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal]


class BlankNames:
    """Names blank nodes by file and order of appearance: the same at every
    reading, and apart from those of other files.
    """

    def __init__(self, name: str) -> None:
        self._prefix = hashlib.sha256(name.encode()).hexdigest()[:8]
        self._names: dict[str, ox.BlankNode] = {}

    @property
    def has_any(self) -> bool:
        """Whether there was a blank node."""
        return bool(self._names)

    def rename(self, quad: ox.Quad) -> Renamed:
        """A triple with its blank nodes renamed.

        Raises SyntaxError on a quoted triple, which RDF 1.1 has not.
        """
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise SyntaxError("een triple als subject of object kan niet in RDF 1.1")
        if isinstance(subject, ox.BlankNode):
            subject = self._name(subject)
        if isinstance(value, ox.BlankNode):
            value = self._name(value)
        return subject, quad.predicate, value

    def _name(self, node: ox.BlankNode) -> ox.BlankNode:
        return self._names.setdefault(node.value, ox.BlankNode(f"{self._prefix}b{len(self._names)}"))
