"""The way through the build, step by step, with a word to whoever watches."""

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

from ..words.errors import DoesNotConform
from ..words.findings import Report
from ..words.project import Project
from ..words.questions import load_questions
from ..words.release import Release
from .infer import Triple
from .read import Dataset, read_project
from .release import write_release
from .units import Checked, Checker, Unit, split_units

Tell = Callable[[str], None]
Inferred = dict[str, frozenset[Triple]]

# What forked workers inherit: set just before they start.
_work: tuple[Checker, list[Unit]] | None = None


def check(project: Project, tell: Tell = lambda _: None) -> tuple[Dataset, Inferred, Report]:
    """Read, infer and validate. `tell` gets a Dutch sentence per step. Raises CannotRead."""
    tell("Bestanden lezen")
    load_questions(project)
    dataset = read_project(project)
    tell("Afleiden en controleren")
    units = split_units(dataset)
    results = _check_all(Checker(dataset, units[0]), units)
    inferred = {graph: triples for result in results for graph, triples in result.inferred.items()}
    findings = {finding for result in results for finding in result.findings}
    return dataset, inferred, Report(tuple(sorted(findings)))


def build(project: Project, home: Path, tell: Tell = lambda _: None) -> tuple[Release, Report]:
    """Check and, when it conforms, write a release and make it current. Raises CannotRead or DoesNotConform."""
    dataset, inferred, report = check(project, tell)
    if not report.conforms:
        lines = "\n".join(str(finding) for finding in report.violations)
        raise DoesNotConform(lines, f"\n{len(report.violations)} overtredingen: er is niets gebouwd")
    tell("Uitgave schrijven")
    return write_release(project, dataset, inferred, report, home), report


def _check_all(checker: Checker, units: list[Unit]) -> list[Checked]:
    """Check every unit, on all cores where processes can be forked: a fork inherits what is read, and copies nothing."""
    global _work  # noqa: PLW0603 (what a fork inherits)
    cores = min(os.cpu_count() or 1, len(units))
    if cores == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return [checker.check(unit) for unit in units]
    _work = checker, units
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            return pool.map(_check_one, range(len(units)), chunksize=1)
    finally:
        _work = None


def _check_one(number: int) -> Checked:
    assert _work is not None
    checker, units = _work
    return checker.check(units[number])
