"""What may stand in files that cannot be read whole: what is said of or because of them may be untrue."""

import re
from collections.abc import Iterable
from pathlib import Path

from ..turtle.read import Scan
from ..words import iris
from .findings import Finding

_OF_A_PLAN = ("graphs/plannen/", "graphs/passages/")
_ABOUT_OTHERS = ("", "Class", "MinCount", "In", "SPARQL")  # rules that look at what other files say
_WORD = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")


def hold_back(findings: Iterable[Finding], scan: Scan) -> tuple[int, list[Finding]]:
    """(how many are held back, the rest): what is said of or because of a
    file that cannot be read whole may be untrue.
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
        """Whether a thing may be described there: it is of that plan, or its name
        occurs in the text, or nothing could be read.
        """
        if value in self._sources:
            return True
        span = iris.passage_lines(value)
        plan = iris.slug(span[0]) if span else iris.plan_of(value)
        if plan:
            return plan in self._plans
        return value.startswith(iris.BASE) and (self._all or iris.local_name(value) in self._words)
