"""What a repository chose not to hear: rules that it leaves out, findings
that it excuses for a while, and a baseline.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from ..words import iris
from ..words.errors import CannotRead, UnknownName
from .findings import Finding, Report, Severity, fingerprints

_FORMAT = "veiligheidsgraaf-baseline-1"
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Suppression:
    """Findings of a rule (and of files, and about things, that match) are excused until a date, for a reason.

    It stands at `line`.
    """

    rule: str
    reason: str
    until: date
    file: str = "*"
    focus: str = "*"
    declared_in: str = ""
    line: int = 0

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is one of these."""
        focus = fnmatchcase(finding.focus, self.focus) or fnmatchcase(iris.slug(finding.focus), self.focus)
        return fnmatchcase(finding.rule, self.rule) and fnmatchcase(finding.file, self.file) and focus


@dataclass(frozen=True)
class Policy:
    """Rules to keep or to leave out, as names or patterns like `plan-*`, and suppressions."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    def check_names(self, known: Iterable[str]) -> None:
        """Raises UnknownName when a name or pattern fits no rule: a typo
        would silence nothing and say nothing.
        """
        for pattern in (*self.select, *self.ignore, *(s.rule for s in self.suppressions)):
            if not any(fnmatchcase(name, pattern) for name in known):
                raise UnknownName("regel", pattern, known)

    def apply(self, report: Report, today: date, whole: bool = True) -> Report:
        """The report without what is left out or excused; suppressions that are
        overdue or, in a `whole` check, idle are findings.
        """
        chosen = [finding for finding in report.findings if self._is_chosen(finding.rule)]
        excused = {f for f in chosen if any(today <= s.until and s.covers(f) for s in self.suppressions)}
        more = []
        for suppression in self.suppressions:
            used = any(suppression.covers(finding) for finding in chosen)
            if today > suppression.until:
                more.append(
                    _about(
                        suppression,
                        "onderdrukking-verlopen",
                        f"gold tot {suppression.until}; los op wat er gemeld wordt",
                    )
                )
            elif whole and not used:
                more.append(
                    _about(suppression, "onderdrukking-ongebruikt", "onderdrukt niets meer; verwijder haar")
                )
        kept = sorted([*(finding for finding in chosen if finding not in excused), *more])
        return replace(report, findings=tuple(kept), hushed=(*report.hushed, *sorted(excused)))

    def _is_chosen(self, rule: str) -> bool:
        chosen = not self.select or any(fnmatchcase(rule, pattern) for pattern in self.select)
        return chosen and not any(fnmatchcase(rule, pattern) for pattern in self.ignore)


def _about(suppression: Suppression, rule: str, what: str) -> Finding:
    message = f"de onderdrukking van {suppression.rule} ({suppression.reason}) {what}"
    return Finding(
        suppression.declared_in,
        suppression.line,
        Severity.WARNING,
        "",
        rule,
        message,
        column=int(suppression.line > 0),
    )


def write_baseline(report: Report, path: Path) -> int:
    """Write down all findings as known; returns how many."""
    rows = [
        {"fingerprint": mark, "rule": finding.rule, "file": finding.file, "focus": finding.focus}
        for finding, mark in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    try:
        path.write_text(
            json.dumps({"format": _FORMAT, "known": rows}, ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )
    except OSError as error:
        raise CannotRead(
            f"{path}: {error.strerror}", "wijs met --write-baseline een bestand aan dat geschreven mag worden"
        ) from None
    return len(rows)


def apply_baseline(report: Report, path: Path, whole: bool = True) -> Report:
    """The report without what a baseline knows; a note says how much of the baseline is solved.

    Raises CannotRead.
    """
    known = _read_baseline(path)
    marked = list(zip(report.findings, fingerprints(report.findings), strict=True))
    old = [finding for finding, mark in marked if mark in known]
    new = tuple(finding for finding, mark in marked if mark not in known)
    solved = len(known) - len(old)
    note = (f"{solved} bevindingen van de baseline zijn opgelost: schrijf haar opnieuw met --write-baseline",)
    return replace(
        report,
        findings=new,
        hushed=(*report.hushed, *old),
        notes=(*report.notes, *(note if whole and solved else ())),
    )


def _read_baseline(path: Path) -> set[str]:
    how = "maak de baseline opnieuw met --write-baseline"
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CannotRead(f"{path}: te groot voor een baseline", how)
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != _FORMAT:
            raise CannotRead(f"{path}: geen baseline van deze versie", how)
        return {str(row["fingerprint"]) for row in content["known"]}
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror}", how) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise CannotRead(f"{path}: geen leesbare baseline", how) from None
