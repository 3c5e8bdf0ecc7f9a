"""What shapes say that SHACL does not know, so that nothing would be checked: a misspelt word,
an extension, a class that the ontology does not have.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

import rdflib
from rdflib import OWL, RDF, RDFS, SH

from ..turtle.read import SourceFile
from ..words import iris
from .conversion import to_rdflib
from .shapes import Node, Shapes

_SHACL = str(SH)
_WORDS = [
    "alternativePath",
    "and",
    "annotationProperty",
    "annotationValue",
    "annotationVarName",
    "ask",
    "class",
    "closed",
    "conforms",
    "datatype",
    "deactivated",
    "declare",
    "defaultValue",
    "description",
    "detail",
    "disjoint",
    "entailment",
    "equals",
    "flags",
    "focusNode",
    "group",
    "hasValue",
    "ignoredProperties",
    "in",
    "inversePath",
    "languageIn",
    "lessThan",
    "lessThanOrEquals",
    "maxCount",
    "maxExclusive",
    "maxInclusive",
    "maxLength",
    "message",
    "minCount",
    "minExclusive",
    "minInclusive",
    "minLength",
    "name",
    "namespace",
    "node",
    "nodeKind",
    "nodeValidator",
    "not",
    "oneOrMorePath",
    "optional",
    "or",
    "order",
    "parameter",
    "path",
    "pattern",
    "prefix",
    "prefixes",
    "property",
    "propertyValidator",
    "qualifiedMaxCount",
    "qualifiedMinCount",
    "qualifiedValueShape",
    "qualifiedValueShapesDisjoint",
    "result",
    "resultAnnotation",
    "resultMessage",
    "resultPath",
    "resultSeverity",
    "select",
    "severity",
    "shapesGraph",
    "shapesGraphWellFormed",
    "sourceConstraint",
    "sourceConstraintComponent",
    "sourceShape",
    "sparql",
    "suggestedShapesGraph",
    "targetClass",
    "targetNode",
    "targetObjectsOf",
    "targetSubjectsOf",
    "uniqueLang",
    "update",
    "validator",
    "value",
    "xone",
    "zeroOrMorePath",
    "zeroOrOnePath",
    "labelTemplate",
    "intersection",
    "union",
    "nodes",
    "returnType",
]
# Words of SHACL Advanced Features and SHACL-JS -> what does not happen.
_EXTENSIONS = {
    "target": "dit doel wordt niet toegepast, dus de shape loopt hier niet op",
    "rule": "deze regel leidt niets af",
    "js": "deze controle in JavaScript wordt niet uitgevoerd",
    "jsFunctionName": "deze controle in JavaScript wordt niet uitgevoerd",
    "jsLibrary": "JavaScript wordt niet uitgevoerd",
    "jsLibraryURL": "JavaScript wordt niet uitgevoerd",
    "expression": "deze controle met een uitdrukking wordt niet uitgevoerd",
    "values": "deze waarden worden niet berekend",
    "condition": "deze voorwaarde wordt niet bekeken",
    "construct": "deze regel leidt niets af",
    "filterShape": "deze uitdrukking wordt niet berekend",
    "subject": "deze regel leidt niets af",
    "predicate": "deze regel leidt niets af",
    "object": "deze regel leidt niets af",
    "reifierShape": "SHACL 1.2 wordt niet uitgevoerd",
    "shape": "SHACL 1.2 wordt niet uitgevoerd",
}
_INSIDE = (
    "jsFunctionName",
    "jsLibrary",
    "jsLibraryURL",
    "construct",
    "condition",
    "subject",
    "predicate",
    "object",
)


def check_terms(shapes: Shapes, files: Iterable[SourceFile]) -> Iterator[tuple[Node, Node, str]]:
    """(node of the shapes, its property, what is not applied and what to do)."""
    yield from _list_unknown(shapes)
    yield from _check_classes(shapes, files)


@lru_cache(maxsize=1)  # the shapes of a project, for all its plans
def _list_unknown(shapes: Shapes) -> tuple[tuple[Node, Node, str], ...]:
    return tuple(_check_words(shapes))


def _check_words(shapes: Shapes) -> Iterator[tuple[Node, Node, str]]:
    for subject, predicate, _ in shapes.graph:
        if str(predicate).startswith(_SHACL):
            word = str(predicate).removeprefix(_SHACL)
            if word in _EXTENSIONS and word not in _INSIDE:
                how = "schrijf het met wat SHACL 1.0 kent"
                yield subject, predicate, f"sh:{word} hoort niet bij SHACL 1.0: {_EXTENSIONS[word]}; {how}"
            elif word not in _WORDS and word not in _EXTENSIONS:
                near = get_close_matches(word, _WORDS, n=1, cutoff=0.6)
                how = f"bedoelt u sh:{near[0]}?" if near else "verwijder het of herstel het woord"
                yield subject, predicate, f"sh:{word} bestaat niet, dus hier wordt niets gecontroleerd; {how}"


def _check_classes(shapes: Shapes, files: Iterable[SourceFile]) -> Iterator[tuple[Node, Node, str]]:
    """Target classes that are unknown in a namespace of which the data
    do declare classes: a slip of the pen.
    """
    targets = {(shape, kind) for shape, kind in shapes.graph.subject_objects(SH.targetClass)}
    if not targets:
        return
    declared, used = _list_classes(files, {kind for _, kind in targets})
    for shape, kind in sorted(targets, key=str):
        if kind in declared or kind in used or not isinstance(kind, rdflib.URIRef):
            continue
        peers = {iris.local_name(str(k)): k for k in declared if _space(k) == _space(kind)}
        if peers:
            name = iris.local_name(str(kind))
            near = get_close_matches(name, list(peers), n=1, cutoff=0.6)
            how = f"bedoelt u {near[0]}?" if near else "herstel de klasse"
            yield (
                shape,
                SH.targetClass,
                f"de klasse {name} bestaat niet, dus deze shape loopt op niets; {how}",
            )


def _list_classes(files: Iterable[SourceFile], wanted: set[Node]) -> tuple[set[Node], set[Node]]:
    """(classes that are declared, classes that something has), until all wanted are among them."""
    declared: set[Node] = set()
    used: set[Node] = set()
    kinds = {str(OWL.Class), str(RDFS.Class)}
    is_a, is_below = str(RDF.type), str(RDFS.subClassOf)
    for file in files:
        if wanted <= declared | used:
            break
        for triple in file.triples:
            if triple.predicate.value == is_a:
                used.add(to_rdflib(triple.object))
                if triple.object.value in kinds:
                    declared.add(to_rdflib(triple.subject))
            elif triple.predicate.value == is_below:
                declared.update((to_rdflib(triple.subject), to_rdflib(triple.object)))
    return declared, used


def _space(term: Node) -> str:
    """The namespace of a name."""
    text = str(term)
    return text[: len(text) - len(iris.local_name(text))]
