"""Expected answers: a folder of CSV files that a project keeps, each
compared with what its question answers now.
"""

import csv
import io
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from ..answers.answers import Answers
from ..check.findings import Finding, Report, Severity
from ..check.scope import Scope
from ..release.build import build
from ..store.pool import PooledStore
from ..words.errors import CannotRead, DoesNotConform, VeiligheidsgraafError, shorten
from ..words.project import Project

_MOST_BYTES = 16 * 1024 * 1024


def check_answers(project: Project, report: Report, folder: Path, scope: Scope | None = None) -> Report:
    """The report with a finding for each answer that is not as its file says, at the first row that differs.

    `{vraag}.csv` holds the whole answer, `{vraag}--{parameter}={waarde}.csv` a part.
    Raises CannotRead when the folder is not there.
    """
    if not folder.is_dir():
        raise CannotRead(
            f"{folder}: map bestaat niet", "wijs met --answers de map met verwachte antwoorden aan"
        )
    files = sorted(folder.glob("*.csv"))
    if scope and not scope.changed:
        return report.with_findings(
            (), [f"overgeslagen, want er is niets veranderd: {len(files)} verwachte antwoorden"]
        )
    if not report.conforms:
        return report.with_findings(
            (), [f"niet vergeleken zolang er overtredingen zijn: {len(files)} verwachte antwoorden"]
        )
    try:
        with tempfile.TemporaryDirectory() as home:
            release = build(project, Path(home))[0]
            with PooledStore(release, 1) as store:
                answers = Answers.of(release, store)
                return report.with_findings(
                    found for path in files for found in _compare(answers, path, _name(project, path))
                )
    except DoesNotConform:  # a rule that the project left out
        return report.with_findings(
            (), [f"niet vergeleken zolang er overtredingen zijn: {len(files)} verwachte antwoorden"]
        )


def _name(project: Project, path: Path) -> str:
    resolved = path.resolve()
    return (
        resolved.relative_to(project.root).as_posix()
        if resolved.is_relative_to(project.root)
        else path.as_posix()
    )


def _compare(answers: Answers, path: Path, name: str) -> Iterator[Finding]:
    question, *parts = path.stem.split("--")
    try:
        values = dict(part.split("=", 1) for part in parts)
        found = answers.ask(question, values, "csv").decode()
    except ValueError:
        yield _at(
            name,
            0,
            "antwoord-zonder-vraag",
            f"{path.stem} is geen vraag met parameters; noem het vraag--parameter=waarde.csv",
        )
        return
    except VeiligheidsgraafError as error:
        yield _at(
            name,
            0,
            "antwoord-zonder-vraag",
            f"{error.what}; {error.how or 'hernoem of verwijder dit bestand'}",
        )
        return
    try:
        if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
            raise OSError(0, "koppeling of te groot")
        expected = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "geen UTF-8"
        yield _at(
            name,
            0,
            "antwoord-veranderd",
            f"het verwachte antwoord is niet te lezen ({reason}); herstel het bestand",
        )
        return
    yield from _first_difference(name, question, expected, found)


def _first_difference(name: str, question: str, expected: str, found: str) -> Iterator[Finding]:
    """A finding at the line of the first row that differs, with both rows."""
    wanted, got = list(_rows(expected)), list(_rows(found))
    for (line, row), (_, new) in zip_longest(wanted, got, fillvalue=(expected.count("\n") + 1, None)):
        if row == new:
            continue
        counts = f"{len(wanted) - 1} rijen verwacht, {len(got) - 1} gevonden"
        if row is None:
            what = f"de vraag {question} geeft een rij meer: {_shown(new)}"
        elif new is None:
            what = f"de vraag {question} geeft deze rij niet meer"
        else:
            what = f"de vraag {question} geeft hier {_shown(new)}"
        yield _at(
            name,
            line,
            "antwoord-veranderd",
            f"{what} ({counts}); herstel de graaf, of vernieuw het verwachte antwoord",
        )
        return


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; a row may span lines."""
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n")))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        yield line, ["(geen geldige CSV)"]


def _shown(row: list[str] | None) -> str:
    return shorten(",".join(row or []).replace(";", ","), 160)


def _at(file: str, line: int, rule: str, message: str) -> Finding:
    return Finding(file, line, Severity.VIOLATION, "", rule, shorten(message), column=int(line > 0))
