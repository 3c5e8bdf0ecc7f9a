"""What a check finds, and the report that holds it."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """SHACL severities, worst first; only a Violation stops a build."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: where, about what, by which rule.

    `file` is relative to the project, `line` counts from 1 (0: unknown), `column` from 1 in
    characters (0: unknown), `length` is of the word there. `rule` is the stable name of the
    rule, `constraint` the SHACL component that failed.
    """

    file: str
    line: int
    severity: Severity
    focus: str
    rule: str
    message: str
    path: str = ""
    constraint: str = ""
    value: str = ""
    column: int = 0
    length: int = 0

    def __str__(self) -> str:
        """`file:line <focus>: message`, as people read it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        focus = f" <{self.focus}>" if self.focus else ""
        return f"{where}{focus}: {self.message}" + (f" (waarde: {self.value})" if self.value else "")

    @property
    def what(self) -> str:
        """What is wrong: the message up to its first semicolon."""
        return self.message.partition("; ")[0]

    @property
    def how(self) -> str:
        """What to do: the message after its first semicolon."""
        return self.message.partition("; ")[2]

    @property
    def fingerprint(self) -> str:
        """The same for the same fault wherever in its file it stands: no line, no column."""
        about = (self.rule, self.constraint, self.file, self.focus, self.path, self.value)
        told = () if self.focus else (self.message,)
        return hashlib.sha256("\0".join((*about, *told)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Report:
    """All findings of one check, sorted; notes say what was not checked, `hushed` what was found but is known
    or excused, `about` what was read and what applied.
    """

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    hushed: tuple[Finding, ...] = ()
    about: str = ""

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Findings that stop a build."""
        return tuple(f for f in self.findings if f.severity is Severity.VIOLATION)

    @property
    def conforms(self) -> bool:
        """Whether nothing stops a build."""
        return not self.violations

    def count(self, severity: Severity) -> int:
        """How many findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def fails(self, level: Severity) -> bool:
        """Whether something is as bad as `level` or worse."""
        return any(finding.severity.rank <= level.rank for finding in self.findings)

    def with_findings(self, more: Iterable[Finding], notes: Iterable[str] = ()) -> "Report":
        """The same report with more findings and notes."""
        return replace(self, findings=tuple(sorted((*self.findings, *more))), notes=(*self.notes, *notes))

    def as_json(self) -> dict[str, object]:
        """The report as plain data, the same for the same input."""
        return {"conforms": self.conforms, "findings": [dict(vars(finding)) for finding in self.findings]}


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """A fingerprint for each finding; the second of two that are alike gets `-2`, and so on."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        found.append(finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}")
    return found
