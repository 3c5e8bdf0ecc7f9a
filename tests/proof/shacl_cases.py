"""Made-up shapes and data for the comparison with pySHACL: every constraint of SHACL Core and queries, alone
and in company, nested, on things, blank nodes and odd texts.

Left out is what pySHACL itself does against the recommendation (tried one by one):
inverse paths of sequences, bounds and lessThan on values that cannot be compared,
$PATH that is no plain property, blank nodes in lists.
"""

import random
from collections.abc import Callable

import pyoxigraph as ox

from veiligheidsgraaf.turtle.read import Stated

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
NUMBERS = [
    "1",
    "2",
    '"01"^^xsd:integer',
    "1.0",
    '"1.50"^^xsd:decimal',
    "1.5e0",
    '"5"^^xsd:nonNegativeInteger',
]
TEXTS = [
    '"a"',
    '"B"',
    '"abc"',
    '"a"@nl',
    '"A"@en',
    '"b"@nl-BE',
    '""',
    '"é b"',
    '"z"^^ex:soort',
    "true",
    '"2024"^^xsd:gYear',
]
ODD = [
    '"x"^^xsd:integer',
    '"300"^^xsd:byte',
    '"1"^^xsd:int',
    '"2024-02-30"^^xsd:date',
    '"2024-01-01"^^xsd:date',
]
LITERALS = [*NUMBERS, *TEXTS, *ODD]
THINGS = ["ex:a", "ex:b", "ex:c", "ex:d", "ex:C"]
BLANKS = ["_:x", "_:y"]
PROPERTIES = ["ex:p", "ex:q", "ex:r"]
QUERIES = (
    "SELECT $this ?value WHERE { $this ex:p ?value }",
    "SELECT ?this WHERE { ?this ex:p ?v FILTER (isLiteral(?v)) }",
    "SELECT $this (?v AS ?value) WHERE { $this ex:q ?v FILTER (isIRI(?v)) }",
    "SELECT DISTINCT $this ?value { $this ex:p|ex:q ?value FILTER NOT EXISTS { ?value a ex:C } }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value FILTER (?path = ex:r) }",
    "SELECT $this WHERE { FILTER (isBlank($this)) }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { $this ex:q ?value } }",
    "SELECT $this ?value WHERE { $this ex:p/ex:q* ?value }",
    "SELECT $this ?value WHERE { BIND (STR($this) AS ?value) FILTER (STRLEN(?value) > 20) }",
)
_MOST_DEEP = 2


def make_data(source: random.Random) -> list[Stated]:
    """Some triples."""
    pick = source.choice
    lines = [
        f"{pick(THINGS + BLANKS)} {pick(PROPERTIES)} {pick(THINGS + THINGS + BLANKS + LITERALS)} ."
        for _ in range(source.randint(3, 14))
    ]
    lines += [f"{pick(THINGS + BLANKS)} a {pick(['ex:C', 'ex:D'])} ." for _ in range(source.randint(1, 4))]
    lines += ["ex:D rdfs:subClassOf ex:C ."] * source.randint(0, 1)
    return read_triples("\n".join(lines), "d")


def make_shapes(source: random.Random) -> list[Stated]:
    """One or two shapes with a target."""
    lines = []
    for name in ("ex:S", "ex:T")[: source.randint(1, 2)]:
        is_property = source.random() < 0.5
        path = f" ; sh:path {_path(source)}" if is_property else ""
        kind = "sh:PropertyShape" if is_property else "sh:NodeShape"
        lines.append(f"{name} a {kind} ; {_target(source)}{path} ; {_constraints(source, is_property, 0)} .")
    return read_triples("\n".join(lines), "s")


def read_triples(text: str, prefix: str) -> list[Stated]:
    """The triples of a text, blank nodes named after the prefix."""
    names: dict[str, ox.BlankNode] = {}

    def rename(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return names.setdefault(term.value, ox.BlankNode(f"{prefix}{len(names)}"))
        return term

    quads = ox.parse(PREFIXES + text, ox.RdfFormat.TURTLE)
    found = (Stated(rename(q.subject), q.predicate, rename(q.object)) for q in quads)
    return list(dict.fromkeys(found))


def _target(source: random.Random) -> str:
    return source.choice(
        [
            f"sh:targetClass {source.choice(['ex:C', 'ex:D'])}",
            f"sh:targetNode {source.choice(THINGS + LITERALS)}",
            f"sh:targetSubjectsOf {source.choice(PROPERTIES)}",
            f"sh:targetObjectsOf {source.choice(PROPERTIES)}",
        ]
    )


def _path(source: random.Random, depth: int = 0) -> str:
    simple = source.choice(PROPERTIES)
    if depth or source.random() < 0.6:
        return simple
    other = source.choice(PROPERTIES)
    word = source.choice(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath", "inversePath"])
    return source.choice(
        [f"[ sh:{word} {simple} ]", f"( {simple} {other} )", f"[ sh:alternativePath ( {simple} {other} ) ]"]
    )


def _constraints(source: random.Random, is_property: bool, depth: int) -> str:
    """One to three constraints of different kinds."""
    kinds = [kind for kind in _KINDS if not (kind in _OF_PROPERTIES and not is_property)]
    if depth >= _MOST_DEEP:
        kinds = [kind for kind in kinds if kind not in _NESTED]
    chosen = source.sample(kinds, source.choice([1, 1, 2, 2, 3]))
    return " ; ".join(_KINDS[kind](source, depth) for kind in chosen)


def _shape(source: random.Random, depth: int) -> str:
    """A nested shape."""
    if source.random() < 0.5:
        return f"[ sh:path {_path(source)} ; {_constraints(source, True, depth + 1)} ]"
    return f"[ {_constraints(source, False, depth + 1)} ]"


_Make = Callable[[random.Random, int], str]
_KINDS: dict[str, _Make] = {
    "class": lambda s, _: f"sh:class {s.choice(['ex:C', 'ex:D'])}",
    "datatype": lambda s, _: (
        "sh:datatype "
        + s.choice(["xsd:integer", "xsd:string", "xsd:date", "xsd:int", "xsd:byte", "rdf:langString"])
    ),
    "nodeKind": lambda s, _: "sh:nodeKind sh:" + s.choice(["IRI", "BlankNode", "Literal", "BlankNodeOrIRI"]),
    "minCount": lambda s, _: f"sh:minCount {s.randint(0, 2)}",
    "maxCount": lambda s, _: f"sh:maxCount {s.randint(0, 2)}",
    "length": lambda s, _: f"sh:{s.choice(['minLength', 'maxLength'])} {s.choice([1, 3, 10])}",
    "pattern": lambda s, _: (
        "sh:pattern " + s.choice(['"^a"', '"^A$" ; sh:flags "i"', '"org/"', '"[0-9]+"', '"b$"'])
    ),
    "languageIn": lambda s, _: "sh:languageIn ( " + s.choice(['"nl"', '"nl" "en"', '"EN"', '"nl-BE"']) + " )",
    "uniqueLang": lambda s, _: f"sh:uniqueLang {s.choice(['true', 'false'])}",
    "equals": lambda s, _: f"sh:equals {s.choice(PROPERTIES)}",
    "disjoint": lambda s, _: f"sh:disjoint {s.choice(PROPERTIES)}",
    "hasValue": lambda s, _: f"sh:hasValue {s.choice(THINGS + LITERALS)}",
    "in": lambda s, _: f"sh:in ( {' '.join(s.sample(THINGS + LITERALS, 4))} )",
    "closed": lambda s, _: "sh:closed true" + s.choice(["", " ; sh:ignoredProperties ( ex:p rdf:type )"]),
    "sparql": lambda s, _: (
        f'sh:sparql [ sh:prefixes ex: ; sh:message "m" ; sh:select "{s.choice(QUERIES)}" ]'
    ),
    "not": lambda s, d: f"sh:not {_shape(s, d)}",
    "and": lambda s, d: f"sh:and ( {_shape(s, d)} {_shape(s, d)} )",
    "or": lambda s, d: f"sh:or ( {_shape(s, d)} {_shape(s, d)} )",
    "xone": lambda s, d: f"sh:xone ( {_shape(s, d)} {_shape(s, d)} )",
    "node": lambda s, d: f"sh:node [ {_constraints(s, False, d + 1)} ]",
    "property": lambda s, d: f"sh:property [ sh:path {_path(s)} ; {_constraints(s, True, d + 1)} ]",
    "qualified": lambda s, d: (
        f"sh:qualifiedValueShape {_shape(s, d)} ; sh:{s.choice(['qualifiedMinCount', 'qualifiedMaxCount'])} "
        f"{s.randint(0, 2)}" + s.choice(["", " ; sh:qualifiedValueShapesDisjoint true"])
    ),
    "deactivated": lambda s, _: f"sh:deactivated {s.choice(['true', 'false', 'false'])}",
    "severity": lambda s, _: f"sh:severity {s.choice(['sh:Warning', 'sh:Info', 'ex:Erg'])}",
}
_OF_PROPERTIES = {"minCount", "maxCount", "uniqueLang", "qualified"}
_NESTED = {"not", "and", "or", "xone", "node", "property", "qualified"}
