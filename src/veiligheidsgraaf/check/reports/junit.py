"""JUnit XML: a suite per file, a case per finding."""

from io import BytesIO

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from ..findings import Finding
from .shown import Shown, dutch, printable


def render_junit(shown: Shown) -> str:
    """The report as JUnit XML. What does not make the check fail is a skipped case, with its message."""
    suites = JUnitXml("veiligheidsgraaf check")
    for file, findings in shown.by_file:
        suite = TestSuite(printable(shown.prefix + file))
        for finding in findings:
            suite.add_testcase(_case(finding, shown))
        suites.add_testsuite(suite)
    if not shown.findings:
        suite = TestSuite("veiligheidsgraaf check")
        suite.add_testcase(TestCase("geen bevindingen", "veiligheidsgraaf"))
        suites.add_testsuite(suite)
    for note in shown.notes:
        suite.add_property("let op", printable(note))
    out = BytesIO()
    suites.write(out, pretty=True)
    return out.getvalue().decode("utf-8")


def _case(finding: Finding, shown: Shown) -> TestCase:
    place = f"{finding.line}:{finding.column}" if finding.line else ""
    case = TestCase(
        printable(f"{finding.rule} {place} {finding.focus}".strip()), printable(shown.uri(finding))
    )
    fails = finding.severity.rank <= shown.fail_on.rank
    told = (Failure if fails else Skipped)(printable(finding.message), dutch(finding.severity))
    context = shown.context(finding)
    where, help_uri = printable(f"{shown.uri(finding)}:{place}"), shown.help_of(shown.rule_of(finding))
    told.text = "\n".join([where, context.text if context else "", help_uri])
    case.result = [told]
    return case
