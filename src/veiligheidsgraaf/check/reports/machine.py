"""For programs: JSON, and annotations that GitHub draws in a pull request."""

import json

from ..findings import Severity, fingerprints
from .shown import Shown

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_json(shown: Shown) -> str:
    """Everything a finding carries, as one JSON object."""
    findings = []
    for finding, fingerprint in zip(shown.findings, fingerprints(shown.findings), strict=True):
        rule = shown.rule_of(finding)
        row = {
            "file": finding.file,
            "line": finding.line,
            "column": finding.column,
            "severity": finding.severity.value,
            "rule": finding.rule,
            "shape": rule.iri if finding.constraint else "",
            "constraint": finding.constraint,
            "focus": finding.focus,
            "path": finding.path,
            "value": finding.value,
            "message": finding.what,
            "how": finding.how,
            "help": shown.help_of(rule),
            "fingerprint": fingerprint,
        }
        findings.append(row)
    counts = {severity.value: shown.report.count(severity) for severity in Severity}
    whole = {
        "conforms": shown.report.conforms,
        "counts": counts,
        "known": len(shown.report.hushed),
        "left_out": shown.left_out,
        "notes": list(shown.report.notes),
        "findings": findings,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def render_github(shown: Shown) -> str:
    """One workflow command per finding; the worst first, since GitHub shows ten of each kind.

    Escapes as in github.com/actions/toolkit, packages/core/src/command.ts.
    """
    lines = []
    for finding in sorted(shown.findings, key=lambda f: (f.severity.rank, f)):
        fields = {"file": shown.uri(finding), "line": finding.line, "col": finding.column}
        if finding.column and finding.length:
            fields["endColumn"] = finding.column + finding.length - 1
        fields["title"] = finding.rule
        properties = ",".join(
            f"{key}={_escape_property(str(value))}" for key, value in fields.items() if value
        )
        lines.append(f"::{_LEVELS[finding.severity]} {properties}::{_escape(finding.message)}")
    lines += [f"::notice::{_escape(note)}" for note in shown.notes]
    return "\n".join([*lines, shown.summary]) + "\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
