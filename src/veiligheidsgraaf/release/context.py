"""The JSON-LD context of the ontology: every class and property by its
own name, and names of things by language.
"""

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import PREFIXES, expand
from .statements import graph_of

_BY_LANGUAGE = {
    "naam": "skos:prefLabel",
    "ookBekendAls": "skos:altLabel",
    "definitie": "skos:definition",
    "label": "rdfs:label",
    "titel": "dct:title",
    "beschrijving": "dct:description",
}
_TYPE, _RANGE = ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("rdfs:range"))
_OBJECT = ox.NamedNode(expand("owl:ObjectProperty"))


def make_context(quads: Iterable[ox.Quad]) -> dict[str, Any]:
    """The `@context` for documents of ours: prefixes, labels by language, terms
    of the ontology with the type of their values.
    """
    context: dict[str, Any] = dict(PREFIXES)
    context |= {name: {"@id": meaning, "@container": "@language"} for name, meaning in _BY_LANGUAGE.items()}
    terms: dict[str, Any] = {}
    for quad in quads:
        term = quad.subject
        if (
            graph_of(quad) != iris.ONTOLOGY_GRAPH
            or not isinstance(term, ox.NamedNode)
            or not term.value.startswith(iris.DEF)
        ):
            continue
        found = terms.setdefault(
            term.value.removeprefix(iris.DEF), {"@id": f"vg:{term.value.removeprefix(iris.DEF)}"}
        )
        if quad.predicate == _TYPE and quad.object == _OBJECT:
            found["@type"] = "@id"
        if (
            quad.predicate == _RANGE
            and isinstance(quad.object, ox.NamedNode)
            and quad.object.value.startswith(PREFIXES["xsd"])
        ):
            found.setdefault("@type", f"xsd:{quad.object.value.removeprefix(PREFIXES['xsd'])}")
    clash = terms.keys() & context.keys()
    return context | {name: meaning for name, meaning in sorted(terms.items()) if name not in clash}
