"""One page that opens anywhere: no script, nothing fetched, everything of a stranger escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..findings import Severity
from .shown import Shown, dutch, printable


def render_html(shown: Shown) -> str:
    """The report as a page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(printable=printable, dutch=dutch)
    rules = sorted({finding.rule: shown.rule_of(finding) for finding in shown.findings}.values())
    return (
        environment.get_template("report.html").render(shown=shown, rules=rules, severities=list(Severity))
        + "\n"
    )
