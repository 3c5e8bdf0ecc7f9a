"""The command `veiligheidsgraaf`: results on standard output, progress on standard error, no traceback at a user.

Exit codes: 0 well, 1 the graph has violations, 2 the command could not run.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from .answers.answers import Answers
from .answers.formats import render_table
from .app import create_app
from .build.evidence import check_evidence, list_claims, list_sources, quote, write_passages
from .build.export import export as export_release
from .build.pipeline import build as build_release
from .build.pipeline import check as check_project
from .build.read import read_project
from .build.release import input_digest
from .settings import find_home, read_settings
from .store.pool import PooledStore
from .store.worker import Query
from .words import iris
from .words.errors import CannotRead, DoesNotConform, InvalidRequest, NoRelease, UnknownName, VeiligheidsgraafError
from .words.findings import Report
from .words.project import Project, find_project
from .words.questions import load_release_questions
from .words.release import Release, current_release

app = typer.Typer(
    help="Veiligheidsplannen van gemeenten als kennisgraaf: controleren, bouwen, bevragen en aanbieden.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
ProjectOption = Annotated[str | None, typer.Option("--project", help="Map met graphs/ en zo nodig ontology/, shapes/ en queries/.")]
HomeOption = Annotated[str | None, typer.Option("--home", help="Map waarin gebouwde uitgaven staan.")]
SourcesOption = Annotated[Path, typer.Option("--sources", help="Map met de bronteksten.")]
_OPEN = {"allow_extra_args": True, "ignore_unknown_options": True}
_FORMATS = ("csv", "tsv", "json", "xml", "table")


@app.command()
def check(project: ProjectOption = None) -> None:
    """Lees, leid af en controleer. Eindigt met 0 (goed), 1 (overtredingen) of 2 (kan niet)."""
    with _progress() as tell:
        _, _, report = check_project(find_project(project), tell)
    _print_report(report)


@app.command()
def build(project: ProjectOption = None, home: HomeOption = None) -> None:
    """Controleer en schrijf een uitgave; een overtreding laat de vorige uitgave staan."""
    found = find_project(project)
    with _progress() as tell:
        release, report = build_release(found, find_home(found, home), tell)
    for finding in report.findings:
        typer.echo(f"let op: {finding}", err=True)
    typer.echo(f"{release.path}")


@app.command(context_settings=_OPEN)
def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Naam van de vraag; leeg voor een overzicht.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Bestand met een SPARQL-query.")] = None,
    format: Annotated[str, typer.Option("--format", help="csv, tsv, json, xml of table.")] = "table",
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Stel een vraag, bijvoorbeeld: query partners-per-thema --thema ondermijning --format csv.

    Parameters van een vraag gaan als --naam waarde. Met --file, of zonder naam en met een query op de invoer: SPARQL.
    """
    if format not in _FORMATS:
        raise UnknownName("formaat", format, _FORMATS)
    found = find_project(project)
    with _open(found, home) as (_, answers, store):
        text = _read_text(file) if file or (name is None and not sys.stdin.isatty()) else ""
        if text.strip():
            typer.echo(store.run(Query(text, rows_format="csv" if format == "table" else format)).body.decode(), nl=False)
        elif name is None:
            for question in answers.questions.values():
                typer.echo(f"{question.name:24} {question.question}")
        elif format == "table":
            typer.echo(render_table(answers.table(name, _read_parameters(context)), shutil.get_terminal_size((160, 40)).columns), nl=False)
        else:
            typer.echo(answers.ask(name, _read_parameters(context), format).decode(), nl=False)


@app.command()
def export(
    to: Annotated[Path, typer.Option("--to", help="Map om naar te schrijven.")], project: ProjectOption = None, home: HomeOption = None
) -> None:
    """Schrijf de graaf als Turtle, TriG, N-Quads, JSON-LD en RDF/XML, en elke vraag als CSV."""
    with _open(find_project(project), home) as (release, answers, _):
        questions = {name: _csv_of(answers, name) for name in answers.questions}
        files = export_release(release, to, questions)
    typer.echo(f"{len(files)} bestanden in {to}")


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Poort om op te luisteren.")] = 8000,
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Bouw zo nodig, en bied de pagina's en het SPARQL-endpoint aan."""
    found = find_project(project)
    release = _fresh_release(found, home)
    typer.echo(f"Veiligheidsgraaf {release.digest[:12]} staat op http://{host}:{port}/ (stoppen met Ctrl-C)", err=True)
    uvicorn.run(create_app(release, read_settings()), host=host, port=port, log_level="warning", server_header=False)


@app.command()
def evidence(
    sources: SourcesOption,
    write: Annotated[bool, typer.Option("--write", help="Reken de digests uit en schrijf graphs/passages/.")] = False,
    cite: Annotated[str | None, typer.Option("--quote", help="Druk de regels af waarop een uitspraak rust (IRI of slug).")] = None,
    project: ProjectOption = None,
) -> None:
    """Open elke bron opnieuw en controleer elke passage."""
    found = find_project(project)
    dataset = read_project(found)
    if write:
        for path in write_passages(dataset, found.root, sources):
            typer.echo(f"geschreven: {path}", err=True)
        dataset = read_project(found)
    if cite:
        wanted = cite if cite.startswith("http") else iris.thing("plan", cite)
        passages = [s.passage for s in list_claims(dataset) if s.subject == wanted]
        if not passages:
            raise UnknownName("uitspraak", cite, {iris.slug(s.subject) for s in list_claims(dataset)})
        described = list_sources(dataset)
        for passage in passages:
            source, first, last = iris.passage_lines(passage) or ("", 0, 0)
            typer.echo(
                f"{described[source].file_name}, regels {first}-{last}\n{quote(described[source].read_lines(sources), first, last)}\n"
            )
        return
    report = check_evidence(dataset, sources)
    _print_report(
        report, f"{len({s.passage for s in list_claims(dataset)})} passages onder {len(list_claims(dataset))} uitspraken nagekeken"
    )


def main() -> None:
    """Run the command; faults become one Dutch message and an exit code."""
    try:
        sys.exit(app(standalone_mode=False))  # the code of a typer.Exit, or None
    except DoesNotConform as error:
        _fail(str(error), 1)
    except VeiligheidsgraafError as error:
        _fail(str(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        _fail("afgebroken", 2)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own complaint about options
            _fail(error.format_message(), 2)
        raise


def _fail(message: str, code: int) -> None:
    typer.echo(f"fout: {message}", err=True)
    sys.exit(code)


def _print_report(report: Report, done: str = "") -> None:
    for finding in report.findings:
        typer.echo(f"{'overtreding' if finding in report.violations else 'let op'}: {finding}")
    warnings = len(report.findings) - len(report.violations)
    typer.echo(f"{done + ': ' if done else ''}{len(report.violations)} overtredingen, {warnings} waarschuwingen")
    if not report.conforms:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A moving line on standard error, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("Beginnen") as status:
        yield status.update


def _fresh_release(project: Project, home: str | None) -> Release:
    """The current release when it is of these very files, else a new one."""
    place = find_home(project, home)
    try:
        release = current_release(place)
        if release.manifest["input"] == input_digest(project):
            return release
    except NoRelease:
        pass
    with _progress() as tell:
        return build_release(project, place, tell)[0]


@contextmanager
def _open(project: Project, home: str | None) -> Iterator[tuple[Release, Answers, PooledStore]]:
    release = _fresh_release(project, home)
    settings = read_settings()
    with PooledStore(release, 1, settings.timeout, settings.patience, settings.memory) as store:
        yield release, Answers(store, load_release_questions(release)), store


def _csv_of(answers: Answers, name: str) -> Callable[[], bytes]:
    return lambda: answers.ask(name, {}, "csv")


def _read_text(file: Path | None) -> str:
    if file is None:
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(
            f"{file}: {getattr(error, 'strerror', None) or 'geen UTF-8'}", "wijs met --file een leesbaar bestand aan"
        ) from None


def _read_parameters(context: typer.Context) -> dict[str, str]:
    """`--thema x --plan=y` -> {"thema": "x", "plan": "y"}. Raises InvalidRequest on anything else."""
    values: dict[str, str] = {}
    words = iter(context.args)
    for word in words:
        key, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--"):
            raise InvalidRequest(f"'{word}' is geen parameter", "schrijf parameters als --thema ondermijning")
        if not equals and (value := next(words, "")) == "":
            raise InvalidRequest(f"parameter --{key} heeft geen waarde", f"schrijf --{key} waarde")
        values[key] = value
    return values
