"""SARIF 2.1.0 (OASIS), as code scanning services read it."""

from urllib.parse import quote

from sarif_pydantic.sarif import (
    ArtifactContent,
    ArtifactLocation,
    Level,
    Location,
    LogicalLocation,
    Message,
    PhysicalLocation,
    Region,
    ReportingConfiguration,
    ReportingDescriptor,
    Result,
    Run,
    Sarif,
    Tool,
    ToolDriver,
)

from ..findings import Finding, Severity, fingerprints
from ..rules import Rule
from .pages import render_page
from .shown import Shown, printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: Level.ERROR, Severity.WARNING: Level.WARNING, Severity.INFO: Level.NOTE}


def render_sarif(shown: Shown) -> str:
    """The report as one SARIF run, with help for every rule that was broken."""
    names = sorted({finding.rule for finding in shown.findings})
    rules = {finding.rule: shown.rule_of(finding) for finding in shown.findings}
    driver = ToolDriver(
        name="veiligheidsgraaf",
        version=shown.version,
        information_uri="https://w3id.org/veiligheidsgraaf/",
        rules=[_descriptor(rules[name], shown) for name in names],
        language="nl",
    )
    marks = fingerprints(shown.findings)
    fields = {
        "tool": Tool(driver=driver),
        "invocations": [_invocation(shown)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "De map van de repository."}}},
        "results": [
            _result(finding, names.index(finding.rule), mark, shown)
            for finding, mark in zip(shown.findings, marks, strict=True)
        ],
    }
    log = Sarif(schema_uri=SCHEMA, runs=[Run(**fields)])
    text: str = log.model_dump_json(by_alias=True, exclude_none=True, indent=1)
    return text + "\n"


def _invocation(shown: Shown) -> dict[str, object]:
    notes = [{"level": "note", "message": {"text": note}} for note in shown.notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _descriptor(rule: Rule, shown: Shown) -> ReportingDescriptor:
    return ReportingDescriptor(
        id=rule.name,
        short_description=Message(text=rule.title or rule.name),
        full_description=Message(text=rule.explanation or rule.title or rule.name),
        default_configuration=ReportingConfiguration(enabled=True, level=_LEVELS[rule.severity].value),
        help_uri=shown.help_of(rule),
        help=Message(
            text=f"{rule.explanation}\n\n{rule.how}".strip() or rule.name, markdown=render_page(rule)
        ),
    )


def _result(finding: Finding, index: int, mark: str, shown: Shown) -> Result:
    value = f" (waarde: {finding.value})" if finding.value else ""
    details = {
        "focus": finding.focus,
        "path": finding.path,
        "constraint": finding.constraint,
        "value": finding.value,
    }
    return Result(
        rule_id=shown.rule_of(finding).name,
        rule_index=index,
        level=_LEVELS[finding.severity],
        message=Message(text=printable(finding.message + value)),
        locations=[_location(finding, shown)],
        partial_fingerprints={"veiligheidsgraaf/v1": mark},
        properties={key: text for key, text in details.items() if text} or None,
    )


def _location(finding: Finding, shown: Shown) -> Location:
    context = shown.context(finding)
    region = None
    if finding.line:
        region = Region(
            start_line=finding.line,
            start_column=finding.column or None,
            end_column=finding.column + finding.length if finding.column and finding.length else None,
            snippet=ArtifactContent(text=context.text) if context else None,
        )
    logical = [LogicalLocation(fully_qualified_name=finding.focus, kind="element")] if finding.focus else None
    artifact = ArtifactLocation(uri=quote(shown.uri(finding), safe="/"), uri_base_id="SRCROOT")
    return Location(
        physical_location=PhysicalLocation(artifact_location=artifact, region=region),
        logical_locations=logical,
    )
