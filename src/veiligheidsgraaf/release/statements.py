"""A small help to write statements about the release itself, in a graph of their own."""

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..words.prefixes import compact, expand

Value = str | int | ox.NamedNode | ox.Literal


@dataclass
class Statements:
    """Statements of one named graph, in the making."""

    graph: str
    quads: list[ox.Quad] = field(default_factory=list)

    def add(self, subject: str, predicate: str, *values: Value) -> None:
        """State something of an IRI.

        `predicate` as prefix:name; a plain string value is a prefix:name or an IRI.
        """
        for value in values:
            self.quads.append(
                ox.Quad(
                    ox.NamedNode(subject),
                    ox.NamedNode(expand(predicate)),
                    _term(value),
                    ox.NamedNode(self.graph),
                )
            )

    def own(self, *words: str) -> str:
        """An IRI in the document of this graph, made of words: the same words, the same IRI."""
        parts = (re.sub(r"[^A-Za-z0-9]+", "-", compact(word)).strip("-") for word in words)
        return f"{self.graph}#{'-'.join(parts)}"


def graph_of(quad: ox.Quad) -> str:
    """IRI of the graph that a quad is in."""
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def dutch(text: str) -> ox.Literal:
    """A text in Dutch."""
    return ox.Literal(text, language="nl")


def _term(value: Value) -> ox.NamedNode | ox.Literal:
    if isinstance(value, int):
        return ox.Literal(value)
    if isinstance(value, str):
        return ox.NamedNode(value if "//" in value else expand(value))
    return value
