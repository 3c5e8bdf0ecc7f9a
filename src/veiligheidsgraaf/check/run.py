"""The way through a check, step by step, with a word to whoever watches."""

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict

from ..turtle.read import Dataset, Stated, read_project
from ..words.project import Project
from ..words.questions import load_questions
from .coherence import check_coherence
from .content import check_content
from .findings import Finding, Report
from .memory import Memory
from .processes import run_in_processes
from .references import check_references
from .units import SHARED, Concluded, Concluder, Unit, digest, list_digests, split_units
from .validate import Validated, validate

Tell = Callable[[str], None]
Inferred = dict[str, tuple[Stated, ...]]


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """A check makes many small things and no cycles worth collecting: a
    seventh faster without looking for them.
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
    concluded, report = check_dataset(dataset, split_units(dataset), tell, memory)
    inferred = {graph: triples for found in concluded for graph, triples in found.triples.items()}
    return dataset, inferred, report


def check_dataset(
    dataset: Dataset,
    units: list[Unit],
    tell: Tell = lambda _: None,
    memory: Memory | None = None,
    wanted: Collection[str] | None = None,
) -> tuple[list[Concluded], Report]:
    """Infer what follows from each unit and validate all of it as one graph; with `wanted` only findings in
    the units of those names, and in the shapes, are told.
    """
    memory = memory or Memory()
    tell("Afleiden")
    concluded, keys = _conclude(units, memory)
    tell("Controleren")
    validated = _validate(dataset, concluded, keys, memory)
    told = {file.name for unit in units if wanted is None or unit.name in wanted for file in unit.files}
    passed = {file.name for file in dataset.files} - told
    own = told - dataset.lent
    beyond: list[Finding] = []
    if dataset.has_rules:
        follows = (text for found in concluded for text in found.inferred.values())
        beyond += check_references(dataset.files, own)
        beyond += check_coherence(dataset.files, own)
        beyond += check_content(dataset, follows, own)
    findings = [*(finding for finding in validated.findings if finding.file not in passed), *beyond]
    return concluded, Report(tuple(sorted(findings)), validated.notes)


def _conclude(units: list[Unit], memory: Memory) -> tuple[list[Concluded], list[str]]:
    """What follows from each unit, and the keys under which that is remembered."""
    concluder = Concluder(next(unit for unit in units if unit.name == SHARED))
    keys = [concluder.key(unit) for unit in units]
    known = {key: found for key in keys if (found := Concluded.from_plain(memory.recall(key)))}
    new = [(key, unit) for key, unit in zip(keys, units, strict=True) if key not in known]
    # The longest first, so that cores end together.
    new.sort(key=lambda pair: -sum(len(file.triples) for file in pair[1].files))
    if new:
        concluder.prepare()
    found_new = list(run_in_processes(concluder.conclude, [unit for _, unit in new]))
    for (key, _), found in zip(new, found_new, strict=True):
        memory.keep(key, asdict(found))
        known[key] = found
    return [known[key] for key in keys], keys


def _validate(dataset: Dataset, concluded: list[Concluded], keys: list[str], memory: Memory) -> Validated:
    """Validate in a process that can be stopped, unless the same was validated before."""
    key = digest("validated", keys, list_digests(dataset.shapes), sorted(dataset.lent), dataset.has_rules)
    if (known := Validated.recall(memory, key)) is not None:
        return known
    (found,) = run_in_processes(lambda data: validate(data, concluded), [dataset])
    memory.keep(key, found.as_plain())
    return found
