"""Check the files of one unit: SHACL shapes, then what SHACL cannot say (contradictions, dangling references,
files).

Build time only: pySHACL changes rdflib settings while it loads shapes (pyshacl/monkey/__init__.py).
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from ..turtle.places import find_place
from ..turtle.read import SourceFile, Stated, Term
from ..words import iris
from ..words.errors import shorten
from ..words.namespaces import FOAF, RDF
from .conversion import Triple
from .findings import Finding, Severity
from .graph import make_graph
from .lexical import explain_lexical, replace_what
from .shape_faults import broken_shape, name_shape
from .whereabouts import Where, Whereabouts

_TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf}
_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


def validate(
    files: Sequence[SourceFile], data: rdflib.Graph, shapes: rdflib.Graph, contradictions: Iterable[str]
) -> set[Finding]:
    """All findings about some files. Raises BrokenFile when the shapes themselves are wrong.

    `data` holds their triples, stated and inferred, and those they refer to; `contradictions` what the inference rules
    found impossible.
    """
    where = Whereabouts(files, data)
    return {
        *_check_shapes(data, shapes, _aim(shapes, data, where), where),
        *_check_contradictions(contradictions, where),
        *_check_plan_files(files),
    }


def run_shapes(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """The report graph of pySHACL. Raises what pySHACL raises, and ValueError when it gives no report."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # pySHACL logs to standard error what it raises as well
    try:
        _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    finally:
        logging.disable(level)
    if not isinstance(results, rdflib.Graph):
        raise ValueError(str(results))
    return results


def _check_shapes(
    data: rdflib.Graph, shapes: rdflib.Graph, aimed: rdflib.Graph, where: Whereabouts
) -> Iterator[Finding]:
    """What the aimed shapes find; the whole shapes say which rule a nameless part of one belongs to."""
    try:
        results = run_shapes(data, aimed)
    except Exception as error:  # a shape can be wrong in as many ways as there are libraries under pySHACL
        raise broken_shape(error, aimed, shapes, lambda part: run_shapes(data, part)) from None
    for result in results.subjects(RDF.type, SH.ValidationResult):
        finding = _finding(results, result, where, shapes)
        if finding.focus in where:
            yield finding


def _aim(shapes: rdflib.Graph, data: rdflib.Graph, where: Whereabouts) -> rdflib.Graph:
    """The shapes with only those targets that these files describe: the rest would check again what they
    refer to.

    The targets of a node shape are put on its property shapes too, in place of `sh:property`: the same
    meaning, but pySHACL then makes each constraint once, and not once per focus node (three times as fast).
    (pySHACL's own `use_shapes` passes over nested shapes, so that everything conforms:
    pyshacl/shapes_graph.py,
    `shapes_from_uris`, 0.40.1.)
    """
    types = {o for s, o in data.subject_objects(RDF.type) if s in where}
    targets = [
        (shape, predicate, target)
        for shape, predicate, target in shapes
        if predicate in _TARGETS
        and (
            target in types
            or (predicate == SH.targetSubjectsOf and any(s in where for s in data.subjects(target)))
        )
    ]
    lent: dict[Triple, list[Triple]] = {}
    for shape, predicate, target in targets:
        if (shape, SH.closed, None) not in shapes:  # a closed one counts the paths of its properties
            for prop in shapes.objects(shape, SH.property):
                lent.setdefault((shape, SH.property, prop), []).append((prop, predicate, target))
    rest = (triple for triple in shapes if triple[1] not in _TARGETS and triple not in lent)
    return make_graph(chain(rest, targets, *lent.values()))


def _finding(
    results: rdflib.Graph, result: rdflib.term.Node, where: Whereabouts, shapes: rdflib.Graph
) -> Finding:
    """One SHACL result as a finding. What a query over the graph returns as value is what it is about, if we
    describe it.
    """
    focus, value, path, shape = (
        results.value(result, p) for p in (SH.focusNode, SH.value, SH.resultPath, SH.sourceShape)
    )
    component = results.value(result, SH.sourceConstraintComponent)
    if component == SH.SPARQLConstraintComponent and isinstance(value, rdflib.URIRef) and value in where:
        focus, value = value, None
    assert focus is not None
    declared = (
        shapes.value(shape, SH.path) if path is not None and not isinstance(path, rdflib.URIRef) else path
    )
    found = where.locate_result(focus, declared, value, shapes)
    messages = sorted(
        results.objects(result, SH.resultMessage),
        key=lambda m: (getattr(m, "language", None) != "nl", str(m)),
    )
    message = str(messages[0]) if messages else "voldoet niet aan de shape; lees de uitleg van de regel"
    return Finding(
        file=found.file,
        line=found.place.line,
        severity=_SEVERITIES.get(
            rdflib.URIRef(str(results.value(result, SH.resultSeverity))), Severity.VIOLATION
        ),
        focus=str(focus),
        rule=_rule(shape, shapes),
        message=shorten(replace_what(message, reason) if (reason := explain_lexical(value)) else message),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        constraint=iris.local_name(str(component)).removesuffix("ConstraintComponent"),
        value="" if value is None or isinstance(value, rdflib.BNode) else shorten(str(value)),
        column=found.place.column,
        length=found.place.length,
    )


def _rule(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> str:
    """The stable name of a shape; that of the nearest named shape around it when it has none."""
    named = name_shape(shape, shapes)
    return iris.slug(str(named)) if isinstance(named, rdflib.URIRef) else "naamloze-shape"


def _at(where: Where, rule: str, focus: str, message: str, path: str = "", value: str = "") -> Finding:
    """A violation of a rule beyond SHACL."""
    line, column, length = where.place
    text = shorten(message)
    return Finding(
        where.file,
        line,
        Severity.VIOLATION,
        focus,
        rule,
        text,
        path,
        "",
        shorten(value),
        column=column,
        length=length,
    )


def _check_contradictions(contradictions: Iterable[str], where: Whereabouts) -> Iterator[Finding]:
    """What the inference rules found impossible: one thing in two disjoint classes."""
    for message in contradictions:
        first, second, focus = (rdflib.URIRef(word) for word in message.split() if word.startswith("http"))
        classes = f"{iris.local_name(first)} en {iris.local_name(second)}"
        found = where.locate_contradiction(focus, (first, second))
        yield _at(
            found, "tegenspraak", str(focus), f"is tegelijk {classes}, en dat sluit elkaar uit; kies er één"
        )


def check_references(files: Sequence[SourceFile], wanted: Collection[str] | None = None) -> Iterator[Finding]:
    """Every address of ours that is used must be described somewhere. In: all files of a project, and which
    of them to check.
    """
    described = {t.subject for file in files for t in file.triples} | {
        ox.NamedNode(file.graph) for file in files
    }
    for file in files:
        if wanted is not None and file.name not in wanted:
            continue
        missing = {
            (t.subject.value, t.predicate.value, iri)
            for t in file.triples
            for iri in _unknown_iris(t, described)
        }
        for subject, predicate, iri in missing:
            is_passage = bool(iris.passage_lines(iri))
            rule = "passage-zonder-digest" if is_passage else "loze-verwijzing"
            how = (
                "draai veiligheidsgraaf evidence --sources DIR --write"
                if is_passage
                else "definieer het of herstel de IRI"
            )
            message = f"verwijst naar {shorten(iri, 200)}, dat nergens beschreven is; {how}"
            yield _at(
                Where(file.name, find_place(file, subject, predicate, iri)),
                rule,
                subject,
                message,
                predicate,
                iri,
            )


def _unknown_iris(triple: Stated, described: Collection[Term]) -> Iterator[str]:
    """Addresses of ours in a triple that are not described."""
    for term in (triple.predicate, triple.object):
        if (
            term not in described
            and isinstance(term, ox.NamedNode)
            and term.value.startswith((iris.BASE + "id/", iris.DEF))
        ):
            yield term.value


def _check_plan_files(files: Iterable[SourceFile]) -> Iterator[Finding]:
    """A file in graphs/plannen/ describes its own plan and no other."""
    for file in files:
        if not file.graph.startswith(iris.GRAPH + "plan/"):
            continue
        slug = file.graph.removeprefix(iris.GRAPH + "plan/")
        plan = iris.thing("plan", slug)
        topics = {t.object.value for t in file.triples if t.predicate.value == str(FOAF.primaryTopic)}
        if topics != {plan}:
            message = f"beschrijft niet precies het plan {slug}; geef <{file.graph}> foaf:primaryTopic <{plan}>, of hernoem het bestand"
            place = find_place(file, file.graph, str(FOAF.primaryTopic))
            line = place if place.line else place._replace(line=1, column=1)
            yield _at(
                Where(file.name, line), "plangraaf-bestand", file.graph, message, str(FOAF.primaryTopic)
            )
        for subject in sorted({t.subject.value for t in file.triples}):
            other = iris.plan_of(subject)
            if other and other != slug:
                message = f"hoort bij het plan {other}; zet het in graphs/plannen/{other}.ttl"
                yield _at(
                    Where(file.name, find_place(file, subject)), "plangraaf-ander-plan", subject, message
                )
