"""What every format shows: a report, its rules, and lines of the files it is about."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from ...words.project import Project
from ..findings import Finding, Report, Severity
from ..rules import Rule

_MOST_BYTES = 16 * 1024 * 1024
_WIDEST = 160
_DUTCH = {Severity.VIOLATION: "overtreding", Severity.WARNING: "waarschuwing", Severity.INFO: "mededeling"}
_PLURAL = {
    Severity.VIOLATION: "overtredingen",
    Severity.WARNING: "waarschuwingen",
    Severity.INFO: "mededelingen",
}


@dataclass(frozen=True)
class Context:
    """One line of a file, cut to what fits, and where in it the word
    begins (0: nowhere) and how long it is.
    """

    text: str
    column: int = 0
    length: int = 0

    @property
    def caret(self) -> str:
        """Spaces and marks that stand under the word."""
        return " " * (self.column - 1) + "^" * self.length if self.column else ""


@dataclass(frozen=True)
class Shown:
    """A report to show.

    `most`: how many findings at most (0: all); `prefix`: from the repository's root to the project.
    """

    report: Report
    rules: Mapping[str, Rule]
    project: Project
    version: str
    most: int = 0
    prefix: str = ""
    fail_on: Severity = Severity.VIOLATION
    colour: bool = False
    help_uri: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings to show: when there are too many the worst, in the order of the files."""
        found = self.report.findings
        if not self.most or len(found) <= self.most:
            return found
        return tuple(sorted(sorted(found, key=lambda f: f.severity.rank)[: self.most]))

    @property
    def left_out(self) -> int:
        """How many findings are not shown."""
        return len(self.report.findings) - len(self.findings)

    @property
    def by_file(self) -> list[tuple[str, list[Finding]]]:
        """The findings to show, by file."""
        return [(file, list(found)) for file, found in groupby(self.findings, key=lambda f: f.file)]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know beside the findings."""
        hidden = (f"en nog {self.left_out} bevindingen; toon ze met --limit 0",) if self.left_out else ()
        hushed = (
            (f"{len(self.report.hushed)} bevindingen zijn bekend of onderdrukt",)
            if self.report.hushed
            else ()
        )
        return (*self.report.notes, *hushed, *hidden)

    @property
    def summary(self) -> str:
        """The counts, as a sentence."""
        counts = [(severity, self.report.count(severity)) for severity in Severity]
        return ", ".join(
            f"{number} {_PLURAL[kind] if number != 1 else _DUTCH[kind]}"
            for kind, number in counts
            if number or kind is not Severity.INFO
        )

    def rule_of(self, finding: Finding) -> Rule:
        """The rule of a finding; one without words when the project does not know it."""
        name, what, how, message = (
            printable(text) for text in (finding.rule, finding.what, finding.how, finding.message)
        )
        return self.rules.get(finding.rule) or Rule(name, what, how, message, finding.severity)

    def help_of(self, rule: Rule) -> str:
        """Address of the page about a rule: `{rule}` in the setting stands for
        its name, without one it is the rule's IRI.
        """
        return self.help_uri.replace("{rule}", rule.name) if self.help_uri else rule.iri

    def context(self, finding: Finding) -> Context | None:
        """The line that a finding is about; None when there is none to show."""
        line = _line(self.path(finding.file), finding.line) if finding.line else None
        if line is None:
            return None
        start = max(0, finding.column - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
        part = line[start : start + _WIDEST]
        text = (
            ("…" if start else "")
            + "".join(_visible(c) for c in part)
            + ("…" if start + _WIDEST < len(line) else "")
        )
        before = len("…" if start else "") + sum(
            len(_visible(c)) for c in part[: max(finding.column - 1 - start, 0)]
        )
        length = max(min(finding.length or 1, len(text) - before), 1)
        return Context(text, before + 1, length) if finding.column else Context(text)

    def path(self, file: str) -> Path:
        """Where a file of the report stands on disk."""
        return self.project.path(file)

    def uri(self, finding: Finding) -> str:
        """File of a finding from the root of the repository."""
        return f"{self.prefix}{finding.file}"


def dutch(severity: Severity) -> str:
    """A severity in Dutch."""
    return _DUTCH[severity]


def printable(text: str) -> str:
    """A text without characters that steer a terminal or turn the reading direction."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"\\u{ord(character):04x}"
    return character


def _line(path: Path, number: int) -> str | None:
    lines = _lines(path)
    return lines[number - 1] if number <= len(lines) else None


@lru_cache(maxsize=32)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            return ()
        text = path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    except OSError:
        return ()
    return tuple(text.split("\n"))
