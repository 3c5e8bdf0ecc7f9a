"""Shapes of others on data of others: each kind that a validator is easily silent or wrong about, with its
right value. SHACL section numbers are those of https://www.w3.org/TR/shacl/.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from veiligheidsgraaf.check.findings import Report, Severity
from veiligheidsgraaf.check.project import check_for_people
from veiligheidsgraaf.words.project import Project

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
HEAD = PREFIXES.count("\n")
DATA = "graphs/referentie/data.ttl"
SHAPES = "shapes/s.ttl"


class Case(NamedTuple):
    """Shapes and data; each finding as file, line below the prefixes, constraint."""

    shapes: str
    data: str
    expect: list[str]


CASES = {
    "node target, whatever its type (2.1.3.1)": Case(
        "ex:S a sh:NodeShape ; sh:targetNode ex:hal ; sh:property [ sh:path ex:adres ; sh:minCount 1 ] .",
        "ex:hal a ex:Gebouw .",
        [f"{DATA} 1 MinCount"],
    ),
    "node target that the data do not speak of": Case(
        "ex:S a sh:NodeShape ; sh:targetNode ex:nergens ; sh:property [ sh:path ex:adres ; sh:minCount 1 ] .",
        "ex:hal a ex:Gebouw .",
        [f"{SHAPES} 1 MinCount"],
    ),
    "objects of a property: texts, and things that nothing describes (2.1.3.5)": Case(
        "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:nodeKind sh:BlankNode .",
        'ex:a ex:p "tekst" .\nex:a ex:p ex:b .',
        [f"{DATA} 1 NodeKind", f"{DATA} 2 NodeKind"],
    ),
    "blank node as focus": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:Adres ; sh:property [ sh:path ex:straat ; sh:maxCount 1 ] .",
        'ex:x ex:bevat [ a ex:Adres ; ex:straat "Dorpsstraat" , "Kerkstraat" ] .',
        [f"{DATA} 1 MaxCount"],
    ),
    "blank node that conforms by one branch of sh:or": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:Adres ;\n"
        "    sh:or ( [ sh:path ex:soort ; sh:hasValue ex:a ] [ sh:path ex:soort ; sh:hasValue ex:b ] ) .",
        "ex:x ex:bevat [ a ex:Adres ; ex:soort ex:b ] .",
        [],
    ),
    "deactivated shape (2.1.5)": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:deactivated true ;\n"
        "    sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:x a ex:T .",
        [],
    ),
    "component of one's own (6)": Case(
        "ex:Kort a sh:ConstraintComponent ; sh:parameter [ sh:path ex:hoogstens ] ;\n"
        '    sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER (STRLEN(STR($value)) <= $hoogstens) }" ] .\n'
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:naam ; ex:hoogstens 3 ] .",
        'ex:x a ex:T ; ex:naam "lang" .\nex:y a ex:T ; ex:naam "kort"@nl , "kor" .',
        [f"{DATA} 1 Kort", f"{DATA} 2 Kort"],
    ),
    "prefixes along owl:imports (5.2.1)": Case(
        'ex:b sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .\n'
        "ex:m a owl:Ontology ; owl:imports ex:b .\n"
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql [ sh:prefixes ex:m ;\n"
        '    sh:select "SELECT $this ?value WHERE { $this e:p ?value FILTER (?value > 1) }" ] .',
        "ex:a a ex:T ;\n    ex:p 5 .",
        [f"{DATA} 1 SPARQL"],
    ),
    "sibling shapes that must be disjoint (4.7.3)": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:Hand ;\n"
        "    sh:property [ sh:path ex:vinger ; sh:qualifiedValueShape [ sh:class ex:Duim ] ;\n"
        "        sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 ] ;\n"
        "    sh:property [ sh:path ex:vinger ; sh:qualifiedValueShape [ sh:class ex:Ander ] ;\n"
        "        sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 ] .",
        "ex:h a ex:Hand ;\n    ex:vinger ex:v .\nex:v a ex:Duim , ex:Ander .",
        [f"{DATA} 2 QualifiedMinCount", f"{DATA} 2 QualifiedMinCount"],
    ),
    "class that is a shape (2.1.3.3)": Case(
        "ex:T a rdfs:Class , sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:x a ex:T .",
        [f"{DATA} 1 MinCount"],
    ),
    "list with a value that is not allowed": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ( ex:l [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ;\n"
        "    sh:in ( 1 2 ) ] .",
        "ex:x a ex:T ;\n    ex:l ( 1 3 ) .",
        [f"{DATA} 2 In"],
    ),
    "datatype as written": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] .",
        'ex:x a ex:T ; ex:p 1 , "01"^^xsd:integer .\nex:y a ex:T ; ex:p "1"^^xsd:int .',
        [f"{DATA} 2 Datatype"],
    ),
    "two constraints that fail on one value are two findings": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ; sh:class ex:U ] .",
        'ex:x a ex:T ; ex:p "a" .',
        [f"{DATA} 1 Class", f"{DATA} 1 NodeKind"],
    ),
    "a text that is one of those allowed, and the one asked for": Case(
        'ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:in ( "A" "B" ) ; sh:hasValue "A" ] .',
        'ex:x a ex:T ; ex:p "A" .\nex:y a ex:T ; ex:p "A" , "C" .',
        [f"{DATA} 2 In"],
    ),
    "shape that refers to itself": Case(
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ;\n    sh:property [ sh:path ex:kent ; sh:node ex:S ; sh:minCount 1 ] .",
        "ex:a a ex:T ; ex:kent ex:b .\nex:b a ex:T ; ex:kent ex:c .\nex:c a ex:T ; ex:kent ex:a .",
        [],
    ),
}


def write_project(root: Path, shapes: str, data: str) -> Project:
    for file, text in (
        ("ontology/o.ttl", "ex:o a owl:Ontology ."),
        (SHAPES, shapes),
        (DATA, data),
    ):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text + "\n", encoding="utf-8")
    return Project(root)


def rows(report: Report) -> list[str]:
    return sorted(f"{f.file} {f.line - HEAD} {f.constraint or f.rule}" for f in report.findings)


@pytest.mark.parametrize("name", CASES)
def test_shapes_of_others_give_what_shacl_says(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    report = check_for_people(write_project(tmp_path, case.shapes, case.data))
    assert rows(report) == sorted(case.expect), [str(finding) for finding in report.findings]


def test_an_extension_of_shacl_is_told(tmp_path: Path) -> None:
    shapes = (
        "ex:S a sh:NodeShape ; sh:target [ sh:select 'SELECT ?this { ?this a ex:T }' ] ;\n    sh:js [ ] ;\n"
        "    sh:property [ sh:path ex:naam ; sh:mincount 1 ] ."
    )
    report = check_for_people(write_project(tmp_path, shapes, "ex:a a ex:T ."))
    assert rows(report) == [f"{SHAPES} {line} shape-zonder-werking" for line in (1, 2, 3)]
    assert {finding.severity for finding in report.findings} == {Severity.WARNING}
    assert any(finding.how == "bedoelt u sh:minCount?" for finding in report.findings)


BROKEN = {
    "a pattern that is none": "sh:property [ sh:path ex:p ; sh:pattern '(' ]",
    "a number that is a text": "sh:property [ sh:path ex:p ; sh:minCount 'een' ]",
    "a query that is none": "sh:sparql [ sh:select 'SELECT $this WHERE { $this a' ]",
    "a query of another server": "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://e.org/> { $this ?p ?o } }' ]",
    "two of what may be there once": "sh:property [ sh:path ex:p ; sh:datatype xsd:int , xsd:date ]",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_shape_that_cannot_run_stops_no_other(name: str, tmp_path: Path) -> None:
    shapes = (
        f"ex:Kapot a sh:NodeShape ; sh:targetClass ex:T ;\n    {BROKEN[name]} ;\n"
        "    sh:property [ sh:path ex:naam ; sh:minCount 1 ] .\n"
        "ex:Heel a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path ex:adres ; sh:minCount 1 ] ."
    )
    report = check_for_people(write_project(tmp_path, shapes, "ex:a a ex:T ."))
    broken = [finding for finding in report.findings if finding.rule == "shape-onleesbaar"]
    assert [(finding.file, finding.line - HEAD) for finding in broken] == [(SHAPES, 2)]
    assert "Kapot is niet toe te passen" in broken[0].what
    assert [f.path for f in report.findings if f.constraint] == [
        "http://example.org/adres",
        "http://example.org/naam",
    ]


def test_what_shapes_leave_unsaid_is_said_in_dutch_with_what_to_do(tmp_path: Path) -> None:
    shapes = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;\n"
        "    sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:in ( ex:a ex:b ) ] ;\n"
        "    sh:not [ sh:path ex:p ; sh:minCount 1 ] ; sh:or ( [ sh:class ex:U ] [ sh:nodeKind sh:BlankNode ] ) ."
    )
    report = check_for_people(
        write_project(tmp_path, shapes, 'ex:x a ex:T ; ex:q 1 ; ex:p "a" , "2024-02-30"^^xsd:date .')
    )
    assert len(report.findings) == 8
    for finding in report.findings:
        assert finding.how, finding
        assert not {"sh:", "Literal(", "[ ", "_:"} & set(finding.message.split()), finding
        assert "Value" not in finding.message
    assert any("30 februari" in finding.what for finding in report.findings)
