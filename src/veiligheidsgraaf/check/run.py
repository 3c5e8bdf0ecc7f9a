"""The way through a check, step by step, with a word to whoever watches."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from ..turtle.read import Dataset, Stated, read_project
from ..words.project import Project
from ..words.questions import load_questions
from .coherence import check_coherence
from .findings import Report
from .memory import Memory
from .units import Checked, Checker, Unit, split_units
from .validate import check_references

Tell = Callable[[str], None]
Inferred = dict[str, tuple[Stated, ...]]

# What forked workers inherit: set just before they start.
_work: tuple[Checker, list[Unit]] | None = None


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """A check makes many small things and no cycles worth collecting: a seventh faster without looking for
    them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_garbage_collection()
def check(
    project: Project, tell: Tell = lambda _: None, memory: Memory | None = None
) -> tuple[Dataset, Inferred, Report]:
    """Read, infer and validate; what `memory` knows already is not done again. Raises CannotRead.

    `tell` gets a Dutch sentence per step.
    """
    tell("Bestanden lezen")
    load_questions(project)
    dataset = read_project(project)
    results, report = check_dataset(dataset, tell, memory)
    return (
        dataset,
        {graph: triples for result in results for graph, triples in result.triples.items()},
        report,
    )


def check_dataset(
    dataset: Dataset,
    tell: Tell = lambda _: None,
    memory: Memory | None = None,
    wanted: Collection[str] | None = None,
) -> tuple[list[Checked], Report]:
    """Infer and validate what was read; with `wanted` only the units of those names. Raises BrokenFile at a
    shape that cannot be read.
    """
    tell("Afleiden en controleren")
    units = split_units(dataset)
    results = _check_all(Checker(dataset, units[0]), units, memory or Memory(), wanted)
    findings = {finding for result in results for finding in result.findings}
    names = {f.name for u in units if wanted is None or u.name in wanted for f in u.files}
    findings.update(check_references(dataset.files, names))
    findings.update(check_coherence(dataset.files, names))
    return results, Report(tuple(sorted(findings)))


def _check_all(
    checker: Checker, units: list[Unit], memory: Memory, wanted: Collection[str] | None
) -> list[Checked]:
    """Check every wanted unit that is not remembered, and remember it."""
    shared = checker.key(units[0])
    units = [unit for unit in units if wanted is None or unit.name in wanted]
    keys = [checker.key(unit) for unit in units]
    known = {key: found for key in {shared, *keys} if (found := memory.recall(key))}
    checker.recall_shared(known.get(shared))
    new = [(key, unit) for key, unit in zip(keys, units, strict=True) if key not in known]
    new.sort(
        key=lambda pair: -sum(len(file.triples) for file in pair[1].files)
    )  # the longest first, so that cores end together
    for (key, _), checked in zip(new, _check_new(checker, [unit for _, unit in new]), strict=True):
        memory.keep(key, checked)
        known[key] = checked
    return [known[key] for key in keys]


def _check_new(checker: Checker, units: list[Unit]) -> list[Checked]:
    """Check units, where it can be in forked processes: those inherit what is read, use all cores, and can be
    stopped in a long query.
    """
    global _work  # noqa: PLW0603 (what a fork inherits)
    if not units or "fork" not in multiprocessing.get_all_start_methods():
        return [checker.check(unit) for unit in units]
    checker.prepare()
    _work = checker, units
    try:
        with multiprocessing.get_context("fork").Pool(min(os.cpu_count() or 1, len(units))) as pool:
            return pool.map(_check_one, range(len(units)), chunksize=1)
    finally:
        _work = None


def _check_one(number: int) -> Checked:
    assert _work is not None
    checker, units = _work
    return checker.check(units[number])
