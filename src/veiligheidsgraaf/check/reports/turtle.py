"""A SHACL validation report (https://www.w3.org/TR/shacl/#validation-report) in Turtle."""

import re
from urllib.parse import quote

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS

from ...words import iris
from ..findings import Finding, Severity
from .shown import Shown

_SEVERITIES = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def render_ttl(shown: Shown) -> str:
    """The report as a graph; dct:source says file and lines, as RFC 5147 counts them."""
    graph = Graph()
    graph.bind("sh", SH)
    graph.bind("dct", DCTERMS)
    report = BNode("r")
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not shown.report.findings)))
    for number, finding in enumerate(shown.findings):
        result = BNode(f"r{number:06}")
        graph.add((report, SH.result, result))
        _add_result(graph, result, finding, shown)
    for note in shown.notes:
        graph.add((report, RDFS.comment, Literal(note, lang="nl")))
    return graph.serialize(format="turtle")


def _add_result(graph: Graph, result: BNode, finding: Finding, shown: Shown) -> None:
    line = f"#line={finding.line - 1},{finding.line}" if finding.line else ""
    file = quote(shown.uri(finding), safe="/")
    component = f"{finding.constraint or 'SPARQL'}ConstraintComponent"
    facts = [
        (RDF.type, SH.ValidationResult),
        (
            SH.focusNode,
            _term(finding.focus)
            if finding.focus
            else URIRef(iris.graph_of(finding.file) or f"urn:veiligheidsgraaf:{file}"),
        ),
        (SH.resultSeverity, _SEVERITIES[finding.severity]),
        (SH.sourceShape, URIRef(shown.rule_of(finding).iri)),
        (SH.sourceConstraintComponent, URIRef(str(SH) + component)),
        (SH.resultMessage, Literal(finding.message, lang="nl")),
        (DCTERMS.source, Literal(file + line, datatype=XSD.anyURI)),
    ]
    if _IRI.fullmatch(finding.path):
        facts.append((SH.resultPath, URIRef(finding.path)))
    if finding.value:
        facts.append((SH.value, _term(finding.value)))
    for predicate, value in facts:
        graph.add((result, predicate, value))


def _term(text: str) -> URIRef | Literal | BNode:
    return URIRef(text) if _IRI.fullmatch(text) else Literal(text)
