"""The command `check`, and `rules` that explains what it says."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from ..check.configuration import Configuration, read_configuration, read_severity
from ..check.findings import Report
from ..check.memory import Memory
from ..check.policy import apply_baseline, write_baseline
from ..check.processes import end_now
from ..check.project import check_for_people
from ..check.reports.pages import render_page, render_pages
from ..check.reports.registry import find_format
from ..check.reports.shown import Shown
from ..check.scope import find_scope
from ..check.shape_rules import Rules
from ..server.settings import find_home
from ..words.errors import CannotRead, UnknownName
from ..words.project import Project, find_project
from .options import HomeOption, ProjectOption, choose_project
from .progress import progress

FormatOption = Annotated[str, typer.Option("--format", help="text, json, sarif, junit, github, ttl of html.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Bestand om het verslag in te schrijven.")
]
FailOption = Annotated[
    str | None, typer.Option("--fail-on", help="Eindig met 1 vanaf violation, warning of info.")
]
SelectOption = Annotated[
    list[str] | None, typer.Option("--select", help="Alleen deze regel (naam of patroon); mag vaker.")
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help="Niet deze regel (naam of patroon); mag vaker.")
]
ChangedOption = Annotated[
    str | None,
    typer.Option("--changed", help="Alleen wat verschilt van deze git-revisie, en wat ervan afhangt."),
]
EvidenceOption = Annotated[
    Path | None, typer.Option("--sources", help="Map met bronteksten: kijk ook de passages na.")
]
AnswersOption = Annotated[
    Path | None, typer.Option("--answers", help="Map met verwachte antwoorden: vergelijk ze.")
]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", help="Bestand met bekende bevindingen, om over te slaan.")
]
WriteOption = Annotated[
    Path | None, typer.Option("--write-baseline", help="Schrijf alle bevindingen als bekend in dit bestand.")
]

LimitOption = Annotated[
    int | None, typer.Option("--limit", min=0, help="Toon hoogstens zoveel bevindingen; 0 voor alle.")
]
TimeOption = Annotated[
    int, typer.Option("--time-limit", min=0, help="Stop na zoveel seconden; 0 voor nooit.")
]
FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Controleer alles opnieuw, ook wat niet veranderd is.")
]


def check(
    format: FormatOption = "text",
    output: OutputOption = None,
    fail_on: FailOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    changed: ChangedOption = None,
    sources: EvidenceOption = None,
    answers: AnswersOption = None,
    baseline: BaselineOption = None,
    write_baseline_to: WriteOption = None,
    limit: LimitOption = None,
    time_limit: TimeOption = 1800,
    project: ProjectOption = None,
    home: HomeOption = None,
    fresh: FreshOption = False,
) -> None:
    """Lees, leid af en controleer. Eindigt met 0 (goed), 1 (overtredingen) of 2 (kan niet).

    Instellingen komen uit veiligheidsgraaf.toml of uit
    tool.veiligheidsgraaf in pyproject.toml; een optie gaat voor.
    """
    render = find_format(format)
    found = find_project(project)
    settings = _settings(found, fail_on, select, ignore, sources, answers, baseline, limit)
    known = Rules(found)
    settings.policy.check_names(known)
    with _limited(time_limit):
        report = _report(found, settings, changed, None if fresh else find_home(found, home) / "checks")
    if write_baseline_to:
        known_now = write_baseline(report, write_baseline_to)
        typer.echo(f"{known_now} bevindingen in {write_baseline_to}", err=True)
        return
    if settings.baseline:
        report = apply_baseline(report, settings.baseline, whole=changed is None)
    shown = _shown(report, known, found, settings, output is None)
    _write(render(shown), output)
    if output:
        typer.echo(f"{report.about}\n{shown.summary}", err=True)
    elif format != "text":
        typer.echo(report.about, err=True)
    if report.fails(settings.fail_on):
        raise typer.Exit(1)


def _shown(report: Report, known: Rules, project: Project, settings: Configuration, on_screen: bool) -> Shown:
    """The report as formats want it; colour on a terminal only."""
    return Shown(
        report,
        known,
        project,
        version("veiligheidsgraaf"),
        settings.limit,
        _prefix(project.root),
        settings.fail_on,
        on_screen and sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        settings.help_uri,
    )


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """End the command with all its processes after some seconds, or when told
    to (SIGTERM), where the system can (POSIX).
    """
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    how = "kijk of een shape te veel vraagt (een patroon als (a+)+), of geef meer met --time-limit"
    late, told = f"de controle is gestopt na {seconds} seconden; {how}", "de controle is afgebroken"
    earlier = {
        number: signal.signal(number, lambda *_, message=message: end_now(f"fout: {message}"))
        for number, message in ((signal.SIGALRM, late), (signal.SIGTERM, told))
    }
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        for number, handler in earlier.items():
            signal.signal(number, handler)


def rules(
    name: Annotated[str | None, typer.Argument(help="Naam van een regel; leeg voor een overzicht.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="Schrijf een pagina per regel in deze map.")] = None,
    project: ProjectOption = None,
) -> None:
    """Wat vraagt een regel, en hoe ziet goed en fout eruit?"""
    known = Rules(choose_project(project))
    if to:
        pages = render_pages(known.values())
        for file, text in pages.items():
            _write(text, to / file)
        typer.echo(f"{len(pages)} pagina's in {to}")
    elif name is None:
        for rule in known.values():
            typer.echo(f"{rule.name:36} {rule.title}")
    elif name in known:
        typer.echo(render_page(known[name]), nl=False)
    else:
        raise UnknownName("regel", name, known)


def _settings(
    project: Project,
    fail_on: str | None,
    select: list[str] | None,
    ignore: list[str] | None,
    sources: Path | None,
    answers: Path | None,
    baseline: Path | None,
    limit: int | None,
) -> Configuration:
    """The repository's settings, with the options over them."""
    settings = read_configuration(project.root)
    policy = replace(
        settings.policy,
        select=tuple(select) if select else settings.policy.select,
        ignore=(*settings.policy.ignore, *(ignore or ())),
    )
    return replace(
        settings,
        policy=policy,
        fail_on=read_severity(fail_on) if fail_on else settings.fail_on,
        sources=sources or settings.sources,
        answers=answers or settings.answers,
        baseline=baseline or settings.baseline,
        limit=settings.limit if limit is None else limit,
    )


def _report(project: Project, settings: Configuration, changed: str | None, memory: Path | None) -> Report:
    """What is wrong, after what the repository chose not to hear."""
    scope = find_scope(project.root, changed) if changed else None
    with progress() as tell:
        report = check_for_people(project, tell, Memory(memory), settings.sources, scope)
        if settings.answers:
            from .expected import check_answers  # noqa: PLC0415 (brings the store along, which a plain check does without)

            tell("Antwoorden vergelijken")
            report = check_answers(project, report, settings.answers, scope)
    return settings.policy.apply(report, date.today(), whole=scope is None)


def _prefix(root: Path) -> str:
    """From where the command runs (in CI the root of the repository) to the
    project; nothing when it lies elsewhere.
    """
    here = Path.cwd().resolve()
    return f"{root.relative_to(here).as_posix()}/" if root != here and root.is_relative_to(here) else ""


def _write(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CannotRead(
            f"{output}: {error.strerror}", "wijs een bestand aan dat geschreven mag worden"
        ) from None
