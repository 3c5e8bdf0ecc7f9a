"""Check a project for people who mend it: every fault is a finding at its line,
and one broken file does not hide the others.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..turtle.read import Dataset, Scan, scan_project
from ..words.errors import BrokenFile, CannotRead, shorten
from ..words.project import SUFFIXES, Project
from .findings import Finding, Report, Severity
from .lost import hold_back
from .memory import Memory
from .question_files import check_questions
from .run import check_dataset, without_garbage_collection
from .scope import Scope
from .sources import check_sources
from .units import Unit, split_units

_RESTS_ON_ALL = ("ontology/", "shapes/")
_MOST_NAMED = 5


@without_garbage_collection()
def check_for_people(
    project: Project,
    tell: Callable[[str], None] = lambda _: None,
    memory: Memory | None = None,
    sources: Path | None = None,
    scope: Scope | None = None,
) -> Report:
    """Every finding about a project's own files.

    With `sources` the evidence is re-opened, with `scope` the rest is passed over.

    Raises CannotRead when there is no project to check.
    """
    tell("Bestanden lezen")
    scan = scan_project(project)
    units = split_units(scan.dataset)
    faults = [as_finding(fault) for fault in (*check_questions(project, scope), *scan.faults)]
    wanted, notes = scope.units(units) if scope else (None, [])
    others, more = _check_graph(scan, units, tell, memory, wanted)
    if sources:
        tell("Bronnen nakijken")
        kept = scope.files(units, wanted) if scope else None
        others += (f for f in check_sources(scan.dataset, sources).findings if kept is None or f.file in kept)
    held, rest = hold_back(others, scan)
    if held:
        names = ", ".join(sorted({fault.file for fault in scan.faults})[:_MOST_NAMED])
        more.append(f"weggelaten: {held} bevindingen in of door {names}, dat eerst leesbaar moet zijn")
    found, passed = _without_lent(_without_echoes([*faults, *rest]), scan.dataset)
    return Report(tuple(sorted(found)), (*notes, *more, *passed), about=_tell_project(project))


def _check_graph(
    scan: Scan,
    units: list[Unit],
    tell: Callable[[str], None],
    memory: Memory | None,
    wanted: set[str] | None,
) -> tuple[list[Finding], list[str]]:
    """Findings about the graph, and notes; none as long as an ontology or shape cannot be read."""
    blocking = sorted({fault.file for fault in scan.faults if fault.file.startswith(_RESTS_ON_ALL)})
    if blocking:
        first = f"eerst moet {', '.join(blocking)} te lezen zijn"
        return [], [f"niet gecontroleerd op shapes en verwijzingen: {first}"]
    report = check_dataset(scan.dataset, units, tell, memory, wanted)[1]
    return list(report.findings), list(report.notes)


def _tell_project(project: Project) -> str:
    """Which project, how many of its own files were read, and what applied beside them."""
    read = sum(len(project.own_files(folder, suffix)) for folder, suffix in SUFFIXES.items())
    return f"{project.root}: {read} bestanden gelezen" + (f"; {project.about}" if project.about else "")


def _without_echoes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding where a rule of ours fails on one value by two of its constraints: the reader sees one
    thing to mend. Rules of others, which have an address as name, are told as they are.
    """
    heard: set[Finding] = set()
    for finding in sorted(findings):
        bare = replace(finding, constraint="")
        if ":" in finding.rule or bare not in heard:
            heard.add(bare)
            yield finding


def _without_lent(findings: Iterable[Finding], dataset: Dataset) -> tuple[list[Finding], list[str]]:
    """Findings about the project's own files, and a note on how many others there were."""
    everything = list(findings)
    own = [finding for finding in everything if finding.file not in dataset.lent]
    passed = len(everything) - len(own)
    note = f"weggelaten: {passed} bevindingen in bestanden die met het programma meekomen"
    return own, [note] if passed else []


def as_finding(fault: BrokenFile) -> Finding:
    """A fault of a file as a finding."""
    message = shorten(fault.message)
    return Finding(
        fault.file,
        fault.line,
        Severity.VIOLATION,
        "",
        fault.rule,
        message,
        column=fault.column or int(fault.line > 0),
        length=fault.length,
    )


__all__ = ["CannotRead", "as_finding", "check_for_people"]
