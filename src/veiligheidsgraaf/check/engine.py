"""Run shapes on data: pyshacl-turbo (Rust), which gives what pySHACL gives;
pySHACL itself for a shape that it cannot run.

The data goes in as N-Triples, so that lexical forms and names of blank nodes come out as they went in. A
shape that neither can run is told, and all others are run: the shapes are halved until it stands alone.
Runs at build time only, in a process that can be stopped: nothing interrupts native code.
"""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property

import pyshacl_turbo
import rdflib
from pyshacl_turbo.rdf import Input
from rdflib import RDF, SH

from .conversion import from_ntriples, make_graph, to_rdflib_triple
from .shapes import Node, Shapes


@dataclass(frozen=True)
class Result:
    """One validation result, as SHACL 3.6.2 has it."""

    focus: Node
    path: Node | None
    value: Node | None
    shape: Node | None
    component: Node | None
    constraint: Node | None
    severity: Node | None
    messages: tuple[Node, ...]


@dataclass(frozen=True)
class Unrun:
    """A part of the shapes that was not run, and why: as the engine said it, or in Dutch as the guard did."""

    node: Node
    reason: str
    refused: bool = False


class Engine:
    """Runs shapes on one graph of data."""

    def __init__(self, data: str, shapes: Shapes) -> None:
        self._data = data
        self._shapes = shapes
        self._refused = {refusal.node for refusal in shapes.refusals}

    def run(self) -> tuple[list[Result], list[Unrun]]:
        """Every result, and what could not be run."""
        results: list[Result] = []
        unrun = [Unrun(refusal.node, refusal.reason, refused=True) for refusal in self._shapes.refusals]
        with _quiet():
            try:
                results += self._turbo(self._shapes.whole(self._refused))
            except Exception:  # a shape can be wrong in as many ways as there are libraries below
                self._halve(self._shapes.roots, results, unrun)
        return results, unrun

    def _halve(self, roots: Sequence[Node], results: list[Result], unrun: list[Unrun]) -> None:
        """Run some shapes together, or in halves when one of them stands in the way of the others."""
        if not roots:
            return
        try:
            results += self._turbo(self._shapes.part(roots, self._refused))
        except Exception as error:
            if len(roots) == 1:
                results += self._run_alone(roots[0], str(error), unrun)
                return
            middle = len(roots) // 2
            self._halve(roots[:middle], results, unrun)
            self._halve(roots[middle:], results, unrun)

    def _run_alone(self, root: Node, reason: str, unrun: list[Unrun]) -> list[Result]:
        """A shape that the engine refused: by pySHACL, else without the part that is wrong."""
        try:
            return self._pyshacl(self._shapes.part([root], self._refused))
        except Exception:
            for child in self._shapes.children(root):
                with suppress(Exception):
                    found = self._turbo(self._shapes.part([root], {*self._refused, child}))
                    unrun.append(Unrun(child, reason))
                    return found
        unrun.append(Unrun(root, reason))
        return []

    def _turbo(self, shapes: rdflib.Graph) -> list[Result]:
        compiled = pyshacl_turbo.compile_shapes(shapes)  # type: ignore[no-untyped-call]
        data = Input(self._data, "nt", None, {}, preserve_ids=True)
        _, report, _ = compiled.validate(data, _normalize_report_literals=False)
        return _read(report)

    def _pyshacl(self, shapes: rdflib.Graph) -> list[Result]:
        import pyshacl  # noqa: PLC0415 (slow to import, and seldom needed)

        _, report, _ = pyshacl.validate(self._graph, shacl_graph=shapes, inference="none")
        return _read(report)

    @cached_property
    def _graph(self) -> rdflib.Graph:
        return make_graph(map(to_rdflib_triple, from_ntriples(self._data)))


def _read(report: object) -> list[Result]:
    """The results in a report graph. Raises ValueError when the engine gave none."""
    if not isinstance(report, rdflib.Graph):
        raise ValueError(str(report))
    return [
        Result(
            focus,
            report.value(result, SH.resultPath),
            report.value(result, SH.value),
            report.value(result, SH.sourceShape),
            report.value(result, SH.sourceConstraintComponent),
            report.value(result, SH.sourceConstraint),
            report.value(result, SH.resultSeverity),
            tuple(report.objects(result, SH.resultMessage)),
        )
        for _, result in report.subject_objects(SH.result)
        if (result, RDF.type, SH.ValidationResult) in report
        and (focus := report.value(result, SH.focusNode)) is not None
    ]


@contextmanager
def _quiet() -> Iterator[None]:
    """pySHACL logs to standard error what it raises as well, and rewrites literals as it copies them."""
    level, rewrites = logging.root.manager.disable, rdflib.NORMALIZE_LITERALS
    logging.disable(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
        rdflib.NORMALIZE_LITERALS = rewrites
