"""Check a project for people who mend it: every fault is a finding at its line, and one broken file does not
hide the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from ..turtle.places import find_place
from ..turtle.read import Dataset, Scan, scan_project
from ..words import iris
from ..words.errors import BrokenFile, CannotRead, QueryRefused, QueryTooLong, shorten
from ..words.guard import check_query, check_size
from ..words.lines import place_of
from ..words.prefixes import find_undeclared, say_undeclared
from ..words.project import Project
from ..words.questions import read_question
from .evidence import check_evidence
from .findings import Finding, Report, Severity
from .memory import Memory
from .run import check_dataset, without_garbage_collection
from .scope import Scope
from .shape_faults import ShapeFault

_SERVICE = re.compile("service", re.IGNORECASE)
_OXIGRAPH = re.compile(r"^error at (\d+):(\d+): (.*)", re.DOTALL)
_RESTS_ON_ALL = ("ontology/", "shapes/")
_OF_A_PLAN = ("graphs/plannen/", "graphs/passages/")
_ABOUT_OTHERS = ("", "Class", "MinCount", "In", "SPARQL")  # rules that look at what other files say
_WORD = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")


@without_garbage_collection()
def check_for_people(
    project: Project,
    tell: Callable[[str], None] = lambda _: None,
    memory: Memory | None = None,
    sources: Path | None = None,
    scope: Scope | None = None,
) -> Report:
    """Every finding about a project's own files. With `sources` the evidence is re-opened, with `scope` the
    rest is passed over.

    Raises CannotRead when there is no project to check: a folder that is missing or empty.
    """
    tell("Bestanden lezen")
    findings = list(_check_questions(project, scope))
    scan = scan_project(project)
    findings += [as_finding(fault) for fault in scan.faults]
    wanted, notes = scope.units(scan.dataset) if scope else (None, [])
    blocking = sorted({fault.file for fault in scan.faults if fault.file.startswith(_RESTS_ON_ALL)})
    others: list[Finding] = []
    if blocking:
        notes.append(
            f"niet gecontroleerd op shapes en verwijzingen: eerst moet {', '.join(blocking)} te lezen zijn"
        )
    else:
        try:
            others += check_dataset(scan.dataset, tell, memory, wanted)[1].findings
        except ShapeFault as fault:
            findings.append(_at_shape(fault, scan.dataset))
            notes.append("niet gecontroleerd op shapes en verwijzingen: eerst moeten de shapes kloppen")
        if sources:
            tell("Bronnen nakijken")
            kept = scope.files(scan.dataset, wanted) if scope else None
            others += [
                f for f in check_evidence(scan.dataset, sources).findings if kept is None or f.file in kept
            ]
    kept_back, rest = _split(others, scan)
    if kept_back:
        names = sorted({fault.file for fault in scan.faults})
        notes.append(
            f"weggelaten: {kept_back} bevindingen in of door {', '.join(names[:5])}, dat eerst leesbaar moet zijn"
        )
    return Report(tuple(sorted(_without_echoes({*findings, *rest}))), tuple(notes))


def _without_echoes(findings: set[Finding]) -> Iterator[Finding]:
    """One finding where a rule fails on one value by two of its constraints: the reader sees one thing to
    mend.
    """
    heard: set[Finding] = set()
    for finding in sorted(findings):
        bare = replace(finding, constraint="")
        if bare not in heard:
            heard.add(bare)
            yield finding


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


def _check_questions(project: Project, scope: Scope | None) -> Iterator[Finding]:
    for name, path in project.files("queries", ".rq"):
        if scope and name not in scope.changed:
            continue
        try:
            _check_sparql(name, read_question(name, path).sparql)
        except BrokenFile as fault:
            yield as_finding(fault)


def _check_sparql(name: str, text: str) -> None:
    """Pass a text that is SPARQL and asks no other server. Raises BrokenFile at the place of the fault."""
    try:
        check_size(text)
        check_query(text)
        ox.Store().query(text)  # type: ignore[no-untyped-call,unused-ignore]
        return
    except (QueryRefused, QueryTooLong) as error:
        place = _SERVICE.search(text)
        (line, column), what, how = place_of(text, place.start() if place else 0), error.what, error.how
    except SyntaxError as error:
        match = _OXIGRAPH.match(str(error.msg or error))
        line, column, reason = (int(match[1]), int(match[2]), match[3]) if match else (1, 1, str(error))
        what = f"geen geldige SPARQL ({shorten(' '.join(reason.split()), 120)})"
        how = "herstel de query op of vlak voor deze plek"
        if missing := find_undeclared(text):
            (line, column), (what, how) = place_of(text, missing[0]), say_undeclared(missing[1])
    raise BrokenFile(name, line, what, how, rule="vraag-sparql", column=column)


def _at_shape(fault: ShapeFault, dataset: Dataset) -> Finding:
    """A wrong shape at the line where it is described."""
    for file in dataset.shapes:
        if any(triple.subject.value == fault.shape for triple in file.triples):
            place = find_place(file, fault.shape)
            message, violation = shorten(fault.message), Severity.VIOLATION
            return Finding(
                file.name,
                place.line,
                violation,
                fault.shape,
                fault.rule,
                message,
                column=place.column,
                length=place.length,
            )
    return as_finding(fault)


def _split(findings: Iterable[Finding], scan: Scan) -> tuple[int, list[Finding]]:
    """(how many are held back, the rest): what is said of or because of a file that cannot be read whole may
    be untrue.
    """
    if not scan.faults:
        return 0, list(findings)
    lost = _Lost(scan)
    rest, kept_back = [], 0
    for finding in findings:
        doubtful = finding.file in lost.files or (
            finding.constraint in _ABOUT_OTHERS and lost.may_hold(finding.value or finding.focus)
        )
        kept_back += doubtful
        if not doubtful:
            rest.append(finding)
    return kept_back, rest


class _Lost:
    """What may stand in the files that cannot be read whole."""

    def __init__(self, scan: Scan) -> None:
        self.files = {fault.file for fault in scan.faults if fault.rule != "bestand-zonder-graaf"}
        self._plans = {Path(file).stem for file in self.files if file.startswith(_OF_A_PLAN)}
        self._sources = {f"{iris.BASE}id/bron/{plan}" for plan in self._plans}
        self._words: set[str] = set()
        for file, path in scan.broken.items():
            if not file.startswith(_OF_A_PLAN):
                self._words.update(_WORD.findall(path.read_text(encoding="utf-8", errors="replace")))
        self._all = any(file not in scan.broken and not file.startswith(_OF_A_PLAN) for file in self.files)

    def may_hold(self, value: str) -> bool:
        """Whether a thing may be described there: it is of that plan, or its name occurs in the text, or
        nothing could be read.
        """
        if value in self._sources:
            return True
        span = iris.passage_lines(value)
        plan = iris.slug(span[0]) if span else iris.plan_of(value)
        if plan:
            return plan in self._plans
        return value.startswith(iris.BASE) and (self._all or iris.local_name(value) in self._words)


__all__ = ["CannotRead", "as_finding", "check_for_people"]
