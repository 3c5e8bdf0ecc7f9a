"""From a project to a release that serves."""

from collections.abc import Callable
from pathlib import Path

from ..check.findings import Report
from ..check.memory import Memory
from ..check.run import check
from ..words.errors import DoesNotConform
from ..words.project import Project
from ..words.release import Release
from .write import write_release

Tell = Callable[[str], None]


def build(project: Project, home: Path, tell: Tell = lambda _: None, keep: int = 3) -> tuple[Release, Report]:
    """Check and, when it conforms, write a release and make it current.

    Raises CannotRead or DoesNotConform.
    """
    dataset, inferred, report = check(project, tell, Memory(home / "checks"))
    if not report.conforms:
        lines = "\n".join(str(finding) for finding in report.violations)
        raise DoesNotConform(lines, f"\n{len(report.violations)} overtredingen: er is niets gebouwd")
    tell("Uitgave schrijven")
    return write_release(project, dataset, inferred, report, home, keep), report
