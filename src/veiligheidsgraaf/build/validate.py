"""Check the files of one unit: SHACL shapes, then what SHACL cannot say (contradictions, dangling references, files).

Build time only: pySHACL changes rdflib settings while it loads shapes (pyshacl/monkey/__init__.py).
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import SH

from ..words import iris
from ..words.errors import CannotRead
from ..words.findings import Finding, Severity
from ..words.terms import FOAF, RDF
from .lines import find_line
from .read import SourceFile, Stated

_TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf}
_SEVERITIES = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}


def validate(
    files: Sequence[SourceFile], data: rdflib.Graph, shapes: rdflib.Graph, contradictions: Iterable[str], part: int = 0, parts: int = 1
) -> set[Finding]:
    """All findings about some files. Raises CannotRead when the shapes themselves are wrong.

    `data` holds their triples, stated and inferred, and those they refer to; `contradictions` what the inference rules
    found impossible. With `parts` above 1 only every so many-th target is validated, so that processes can share the work.
    """
    where = _Whereabouts(files)
    return {
        *_check_shapes(data, _aim(shapes, data, where, part, parts), where),
        *_check_contradictions(contradictions, where),
        *_check_plan_files(files),
    }


class _Whereabouts:
    """Subject -> files that describe it, to put file and line on a finding."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._files: dict[str, list[tuple[str, Path]]] = defaultdict(list)
        for file in files:
            for subject in {t.subject.value for t in file.triples}:
                self._files[subject].append((file.name, file.path))

    def __contains__(self, subject: object) -> bool:
        return str(subject) in self._files

    def locate(self, subject: str, predicate: str = "", value: str = "") -> tuple[str, int]:
        """(file, line) of a statement; ("", 0) when no file describes the subject."""
        places = [(name, find_line(path, subject, predicate, value)) for name, path in self._files.get(subject, ())]
        return min(places, key=lambda place: (not place[1], place), default=("", 0))


def _check_shapes(data: rdflib.Graph, shapes: rdflib.Graph, where: _Whereabouts) -> Iterator[Finding]:
    try:
        with redirect_stderr(io.StringIO()):  # pySHACL prints what it raises as well
            _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    except (pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError, pyshacl.errors.ReportableRuntimeError) as error:
        reason = str(error).partition("\n")[0]
        raise CannotRead(f"shapes/: een shape is niet te lezen ({reason})", "herstel de shape die hier genoemd wordt") from None
    if not isinstance(results, rdflib.Graph):
        raise CannotRead(f"shapes/: de controle kon niet worden uitgevoerd ({results})", "herstel de shape die hier genoemd wordt")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        finding = _finding(results, result, where)
        if finding.focus in where:
            yield finding


def _aim(shapes: rdflib.Graph, data: rdflib.Graph, where: _Whereabouts, part: int, parts: int) -> rdflib.Graph:
    """The shapes with only those targets that these files describe: the rest would check again what they refer to.

    The targets of a node shape are put on its property shapes too, in place of `sh:property`: the same meaning, but pySHACL
    then makes each constraint once, and not once per focus node (three times as fast).
    (pySHACL's own `use_shapes` passes over nested shapes, so that everything conforms: pyshacl/shapes_graph.py,
    `shapes_from_uris`, 0.40.1.)
    """
    types = {o for s, o in data.subject_objects(RDF.type) if s in where}
    aimed = rdflib.Graph()
    targets = set()
    for shape, predicate, target in shapes:
        if predicate not in _TARGETS:
            aimed.add((shape, predicate, target))
        elif target in types or (predicate == SH.targetSubjectsOf and any(s in where for s in data.subjects(target))):
            targets.add((shape, predicate, target))
    for shape in {shape for shape, _, _ in targets}:
        if (shape, SH.closed, None) in shapes:  # it counts the paths of its properties
            continue
        for prop in shapes.objects(shape, SH.property):
            aimed.remove((shape, SH.property, prop))
            targets.update((prop, predicate, target) for _, predicate, target in list(targets) if _ == shape)
    for triple in sorted(targets)[part::parts]:
        aimed.add(triple)
    return aimed


def _finding(results: rdflib.Graph, result: rdflib.term.Node, where: _Whereabouts) -> Finding:
    """One SHACL result as a finding. What a query over the graph returns as value is what it is about, if we describe it."""
    focus, value, path, shape = (results.value(result, p) for p in (SH.focusNode, SH.value, SH.resultPath, SH.sourceShape))
    component = results.value(result, SH.sourceConstraintComponent)
    if component == SH.SPARQLConstraintComponent and isinstance(value, rdflib.URIRef) and value in where:
        focus, value = value, None
    file, line = where.locate(str(focus), str(path or ""), str(value or ""))
    messages = sorted(results.objects(result, SH.resultMessage), key=lambda m: getattr(m, "language", None) != "nl")
    return Finding(
        file=file,
        line=line,
        severity=_SEVERITIES[rdflib.URIRef(str(results.value(result, SH.resultSeverity)))],
        focus=str(focus),
        rule=iris.slug(str(shape)),
        message=str(messages[0]) if messages else "",
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        constraint=iris.local_name(str(component)).removesuffix("ConstraintComponent"),
        value="" if value is None else str(value),
    )


def _check_contradictions(contradictions: Iterable[str], where: _Whereabouts) -> Iterator[Finding]:
    """What the inference rules found impossible: one thing in two disjoint classes."""
    for message in contradictions:
        first, second, focus = (word for word in message.split() if word.startswith("http"))
        file, line = where.locate(focus)
        classes = f"{iris.local_name(first)} en {iris.local_name(second)}"
        yield Finding(file, line, Severity.VIOLATION, focus, "tegenspraak", f"is tegelijk {classes}, en dat sluit elkaar uit; kies er één")


def check_references(files: Sequence[SourceFile]) -> Iterator[Finding]:
    """Every address of ours that is used must be described somewhere. In: all files of a project."""
    described = {t.subject.value for file in files for t in file.triples} | {file.graph for file in files}
    for file in files:
        missing = {(t.subject.value, t.predicate.value, iri) for t in file.triples for iri in _own_iris(t) if iri not in described}
        for subject, predicate, iri in missing:
            line = find_line(file.path, subject, predicate, iri)
            is_passage = bool(iris.passage_lines(iri))
            rule = "passage-zonder-digest" if is_passage else "loze-verwijzing"
            how = "draai veiligheidsgraaf evidence --sources DIR --write" if is_passage else "definieer het of herstel de IRI"
            message = f"verwijst naar {iri}, dat nergens beschreven is; {how}"
            yield Finding(file.name, line, Severity.VIOLATION, subject, rule, message, predicate)


def _own_iris(triple: Stated) -> Iterator[str]:
    for term in (triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode) and term.value.startswith((iris.BASE + "id/", iris.DEF)):
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
            yield Finding(file.name, 1, Severity.VIOLATION, file.graph, "plangraaf-bestand", message)
        for subject in sorted({t.subject.value for t in file.triples}):
            other = iris.plan_of(subject)
            if other and other != slug:
                message = f"hoort bij het plan {other}; zet het in graphs/plannen/{other}.ttl"
                yield Finding(file.name, find_line(file.path, subject), Severity.VIOLATION, subject, "plangraaf-ander-plan", message)
