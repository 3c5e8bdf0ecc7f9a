"""For people at a terminal: by file, with the line and a caret."""

from collections.abc import Iterator

from rich.color import ColorSystem
from rich.style import Style

from ..findings import Finding, Severity
from .shown import Shown, dutch, printable

_COLOURS = {Severity.VIOLATION: "bold red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def render_text(shown: Shown) -> str:
    """The report as text; colour only when asked for."""
    lines = [printable(shown.report.about), ""] if shown.report.about else []
    lines += [line for file, findings in shown.by_file for line in _render_file(shown, file, findings)]
    lines += [_paint(shown, "dim", f"let op: {printable(note)}") for note in shown.notes]
    return "\n".join([*lines, shown.summary]) + "\n"


def _render_file(shown: Shown, file: str, findings: list[Finding]) -> Iterator[str]:
    yield _paint(shown, "bold underline", printable(file))
    told = 0
    for finding in findings:
        place = f"{finding.line}:{finding.column}" if finding.column else str(finding.line or "")
        kind = _paint(shown, _COLOURS[finding.severity], dutch(finding.severity))
        rule = _paint(shown, "dim", f"[{printable(finding.rule)}]")
        yield f"  {place:>7}  {kind}  {printable(finding.what)}  {rule}"
        if finding.how:
            yield f"           {printable(finding.how)}"
        if finding.focus and finding.line != told:
            yield _paint(shown, "dim", f"           {printable(finding.focus)}")
        context = shown.context(finding) if finding.line != told else None
        told = finding.line
        if context:
            yield f"    {finding.line:>5} | {context.text}"
            if context.caret:
                yield f"          | {_paint(shown, _COLOURS[finding.severity], context.caret)}"
    yield ""


def _paint(shown: Shown, style: str, text: str) -> str:
    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if shown.colour else text
