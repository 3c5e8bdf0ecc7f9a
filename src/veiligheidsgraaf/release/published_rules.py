"""The rules of `check` as data, so that the address a finding names (`/id/regel/...`) answers like any other.

They stand in `.../graph/regels`; the shapes that most of them are stand as written in `.../graph/shapes`.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from ..check.findings import Severity
from ..check.reports.shown import dutch as name_severity
from ..check.rules import Rule
from ..words import iris
from ..words.prefixes import expand
from .statements import Statements, dutch

_SEVERITIES = {
    Severity.VIOLATION: "sh:Violation",
    Severity.WARNING: "sh:Warning",
    Severity.INFO: "sh:Info",
}


def describe_rules(rules: Iterable[Rule]) -> Statements:
    """Each rule with its name, what it asks and why, how to mend, and how it looks right and wrong."""
    found = Statements(iris.RULES_GRAPH)
    for severity, name in _SEVERITIES.items():
        found.add(expand(name), "skos:prefLabel", dutch(name_severity(severity)))
    for rule in rules:
        found.add(rule.iri, "rdf:type", "vg:Regel")
        found.add(rule.iri, "skos:prefLabel", dutch(rule.title))
        found.add(rule.iri, "skos:notation", ox.Literal(rule.name))
        found.add(rule.iri, "dct:description", dutch(rule.explanation))
        found.add(rule.iri, "sh:severity", _SEVERITIES[rule.severity])
        for predicate, text in (
            ("vg:herstel", dutch(rule.how)),
            ("vg:voorbeeldGoed", ox.Literal(rule.good)),
            ("vg:voorbeeldFout", ox.Literal(rule.bad)),
        ):
            if text.value:
                found.add(rule.iri, predicate, text)
    return found
