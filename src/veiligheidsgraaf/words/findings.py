"""What a check finds, and the report that holds it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """SHACL severities; only a Violation stops a build."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong: where, about what, by which rule.

    `file` is relative to the project, `line` counts from 1 (0: unknown), `constraint` is the SHACL component that failed.
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

    def __str__(self) -> str:
        """`file:line <focus>: message`, as people read it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        focus = f" <{self.focus}>" if self.focus else ""
        return f"{where}{focus}: {self.message}" + (f" (waarde: {self.value})" if self.value else "")


@dataclass(frozen=True)
class Report:
    """All findings of one check, sorted."""

    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Findings that stop a build."""
        return tuple(f for f in self.findings if f.severity is Severity.VIOLATION)

    @property
    def conforms(self) -> bool:
        """Whether nothing stops a build."""
        return not self.violations

    def as_json(self) -> dict[str, object]:
        """The report as plain data, the same for the same input."""
        return {"conforms": self.conforms, "findings": [asdict(f) for f in self.findings]}
