"""Check what was read and inferred, as one graph: the shapes, and what SHACL cannot say.

A result stands where its statement does; where the thing is described nowhere, at
what refers to it, else at the target of the shape.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import rdflib
from rdflib import SH, XSD

from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.errors import shorten
from .conversion import to_graph, to_rdflib, to_rdflib_triple, to_triples
from .engine import Engine, Result, Unrun
from .findings import Finding, Severity
from .integrity import check_contradictions, check_plan_files
from .memory import Memory
from .messages import word_reason, word_result
from .shape_terms import check_terms
from .shapes import TARGETS, Node, Shapes
from .units import Concluded
from .whereabouts import Where, Whereabouts

_SEVERITIES = {SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
_OUR_RULES = iris.BASE + "id/regel/"


@dataclass(frozen=True)
class Validated:
    """What is wrong with a graph; `passed`: a mark for each result about what is described nowhere."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        many = len(self.passed)
        told = f"weggelaten: {many} bevindingen over wat nergens beschreven is; zie loze-verwijzing"
        return (told,) if many else ()

    def as_plain(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"findings": [asdict(finding) for finding in self.findings], "passed": list(self.passed)}

    @classmethod
    def from_plain(cls, content: Mapping[str, Any]) -> "Validated":
        """From plain values. Raises KeyError, TypeError or ValueError when they are not of this form."""
        findings = (Finding(**{**row, "severity": Severity(row["severity"])}) for row in content["findings"])
        return cls(tuple(findings), tuple(content["passed"]))

    @classmethod
    def recall(cls, memory: Memory, key: str) -> "Validated | None":
        """What is remembered under a key, or None."""
        content = memory.recall(key)
        try:
            return None if content is None else cls.from_plain(content)
        except (KeyError, TypeError, ValueError):
            return None


def validate(
    dataset: Dataset,
    concluded: Iterable[Concluded],
    shapes: Shapes | None = None,
    judged: Sequence[Result] | None = None,
) -> Validated:
    """All findings about a dataset with what follows from it. `shapes`: those of the dataset; `judged`: what
    they have to say, where that is known.
    """
    validator = _Validator(dataset, tuple(concluded), shapes)
    if judged is None:
        results, unrun = Engine(validator.data, validator.shapes).run()
    else:
        results, unrun = list(judged), []
    found = [(result, validator.find(result)) for result in results]
    told = [finding for _, finding in found if finding is not None]
    findings = [*told, *(validator.tell(part) for part in unrun), *validator.beyond_shacl()]
    passed = sorted(_mark(result) for result, finding in found if finding is None)
    return Validated(tuple(sorted(_without_echoes(findings))), tuple(passed))


def _mark(result: Result) -> str:
    """The same for the same result, wherever it was found."""
    about = (result.focus, result.path, result.value, result.shape, result.component, result.constraint)
    told = ("" if term is None or isinstance(term, rdflib.BNode) else term.n3() for term in about)
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


def _without_echoes(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of our own rules once each; those of others as often as their shapes give them."""
    ours, others = set(), []
    for finding in findings:
        if ":" in finding.rule:
            others.append(finding)
        else:
            ours.add(finding)
    return [*ours, *others]


class _Validator:
    """The dataset in the forms that validation asks for."""

    def __init__(
        self, dataset: Dataset, concluded: tuple[Concluded, ...], shapes: Shapes | None = None
    ) -> None:
        self._dataset = dataset
        self._concluded = concluded
        self.shapes = shapes or Shapes(to_triples(dataset.shapes))
        self._where = Whereabouts(dataset.files, lambda: self._graph)
        self._shape_files = Whereabouts(dataset.shapes, lambda: self.shapes.graph)

    @cached_property
    def data(self) -> str:
        """All triples, stated and inferred, as N-Triples."""
        stated = (file.lines for file in self._dataset.files)
        follows = (text for found in self._concluded for text in found.inferred.values())
        return "\n".join((*stated, *follows))

    def find(self, result: Result) -> Finding | None:
        """A result as a finding; None for a thing of ours that is
        described nowhere, which another rule tells.
        """
        focus, value = result.focus, result.value
        rule = self._rule(result.shape)
        if value is not None and self._is_over_graph(result):
            focus, value = value, None
        if focus not in self._where and str(focus).startswith((iris.BASE, iris.DEF)) and ":" not in rule:
            return None
        path = result.path
        declared = (
            self.shapes.graph.value(result.shape, SH.path)
            if isinstance(path, rdflib.BNode) and result.shape is not None
            else path
        )
        found = self._locate(focus, declared, value, result)
        return Finding(
            found.file,
            found.place.line,
            _SEVERITIES.get(rdflib.URIRef(str(result.severity)), Severity.VIOLATION),
            "" if isinstance(focus, rdflib.BNode) else shorten(str(focus)),
            rule,
            word_result(result, self.shapes),
            path=str(path) if isinstance(path, rdflib.URIRef) else "",
            constraint=iris.local_name(str(result.component)).removesuffix("ConstraintComponent"),
            value="" if value is None or isinstance(value, rdflib.BNode) else shorten(str(value)),
            column=found.place.column,
            length=found.place.length,
        )

    def tell(self, part: Unrun) -> Finding:
        """A part of the shapes that was not run, as a finding at its place."""
        name = self.shapes.name(part.node)
        reason = part.reason if part.refused else word_reason(part.reason)
        about = f"shape {iris.local_name(str(name))}" if name is not None else "een shape zonder naam"
        message = f"{about} is niet toe te passen: {reason}; herstel haar, al het andere is wel gecontroleerd"
        return self._at_shape(part.node, "shape-onleesbaar", shorten(message), Severity.VIOLATION)

    def beyond_shacl(self) -> Iterable[Finding]:
        """What SHACL cannot say, and what the shapes ask that SHACL does not know."""
        contradictions = [message for found in self._concluded for message in found.contradictions]
        if self._dataset.has_rules:
            yield from check_contradictions(contradictions, self._where)
            yield from check_plan_files(self._dataset.files)
        for node, predicate, message in check_terms(self.shapes, self._dataset.files):
            yield self._at_shape(node, "shape-zonder-werking", message, Severity.WARNING, predicate)

    def _at_shape(
        self, node: Node, rule: str, message: str, severity: Severity, predicate: Node | None = None
    ) -> Finding:
        name = self.shapes.name(node)
        where = self._shape_files.locate(node, predicate)
        if not where.place.line and name is not None:
            where = self._shape_files.locate(name)
        return Finding(
            where.file or "shapes/",
            where.place.line,
            severity,
            str(name or ""),
            rule,
            message,
            column=where.place.column,
            length=where.place.length,
        )

    def _locate(self, focus: Node, path: Node | None, value: Node | None, result: Result) -> Where:
        """Where a result is about: in the data, else at the target that points at what is not in the data."""
        if focus in self._where:
            found = self._where.locate_result(focus, path, value, self.shapes.graph)
            if isinstance(value, rdflib.BNode) and (at := self._where.locate(value)).depth > found.depth:
                return at
            return found
        if _key(focus) in self._mentions:
            file, subject, predicate = self._mentions[_key(focus)]
            return self._where.locate_in(file, subject, predicate, focus)
        root = self.shapes.name(result.shape)
        for target in TARGETS:
            for shape in self.shapes.graph.subjects(target, focus):
                if (at := self._shape_files.locate(shape, target, focus)).place.line:
                    return at
        return self._shape_files.locate(root) if root is not None else Where("shapes/")

    def _is_over_graph(self, result: Result) -> bool:
        """Whether a rule of ours over the whole graph found a thing: then it is about that, and not about the
        class that the rule hangs on.
        """
        return (
            result.component == SH.SPARQLConstraintComponent
            and str(self.shapes.name(result.shape)).startswith(_OUR_RULES)
            and (None, SH.targetNode, result.focus) in self.shapes.graph
            and isinstance(result.value, rdflib.URIRef)
            and result.value in self._where
        )

    def _rule(self, shape: Node | None) -> str:
        """The stable name of a shape; that of the nearest named shape around it when it has none."""
        name = self.shapes.name(shape)
        return iris.slug(str(name)) if name is not None else "naamloze-shape"

    @cached_property
    def _mentions(self) -> dict[tuple[str, ...], tuple[SourceFile, Node, Node]]:
        """Things and texts that are only spoken of -> the first statement that does."""
        found: dict[tuple[str, ...], tuple[SourceFile, Node, Node]] = {}
        for file in self._dataset.files:
            for triple in file.triples:
                value = _key(to_rdflib(triple.object))
                if value not in found:
                    found[value] = (file, to_rdflib(triple.subject), to_rdflib(triple.predicate))
        return found

    @cached_property
    def _graph(self) -> rdflib.Graph:
        """All triples in rdflib: for the few results whose statement
        was inferred or stands in a blank node.
        """
        graph = to_graph(self._dataset.files)
        for found in self._concluded:
            for triples in found.triples.values():
                for triple in triples:
                    graph.add(to_rdflib_triple(triple))
        return graph


def _key(term: Node) -> tuple[str, ...]:
    """A term to find it by: a text is the same with and without xsd:string."""
    if not isinstance(term, rdflib.Literal):
        return (str(term),)
    return str(term), (term.language or "").lower(), str(term.datatype or XSD.string)
