"""Commands that answer from a release: ask, query, compare, export."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ..answers.answers import Answers
from ..answers.box.asking import Asked, Asker
from ..answers.formats import render_table
from ..answers.said import read_out
from ..store.query import Query
from ..words.errors import CannotRead, InvalidRequest, UnknownName
from .opening import open_release
from .options import HomeOption, ProjectOption, choose_project

# How `ask` ends when it has no rows.
NOTHING_FOUND, NOT_UNDERSTOOD = 3, 4
_FORMATS = ("csv", "tsv", "json", "xml", "table")


def query(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Naam van de vraag; leeg voor een overzicht.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Bestand met een SPARQL-query.")] = None,
    format: Annotated[str, typer.Option("--format", help="csv, tsv, json, xml of table.")] = "table",
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Stel een vraag, bijvoorbeeld: query partners-per-thema --thema ondermijning --format csv.

    Parameters van een vraag gaan als --naam waarde. Met --file, of zonder
    naam en met een query op de invoer: SPARQL.
    """
    if format not in _FORMATS:
        raise UnknownName("formaat", format, _FORMATS)
    found = choose_project(project)
    with open_release(found, home) as (_, answers, store):
        text = _read_text(file) if file or (name is None and not sys.stdin.isatty()) else ""
        if text.strip():
            typer.echo(
                store.run(Query(text, rows_format="csv" if format == "table" else format)).body.decode(),
                nl=False,
            )
        elif name is None:
            for question in answers.listed:
                typer.echo(f"{question.name:24} {question.question}")
        elif format == "table":
            typer.echo(
                render_table(
                    answers.table(name, _read_parameters(context)),
                    shutil.get_terminal_size((160, 40)).columns,
                ),
                nl=False,
            )
        else:
            typer.echo(answers.ask(name, _read_parameters(context), format).decode(), nl=False)


def ask(
    line: Annotated[list[str], typer.Argument(help="Uw vraag of zoekwoord, zoals u het zou zeggen.")],
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Stel een vraag in gewone woorden, bijvoorbeeld: ask welke partners
    werken aan ondermijning in Hardenberg.

    Hoe de vraag gelezen is, staat op de foutuitvoer; het antwoord op de uitvoer. Het einde zegt wat er was:
    0 rijen, 3 niets gevonden, 4 niet begrepen of niet in de graaf.
    """
    with open_release(choose_project(project), home) as (_, answers, _):
        asked = Asker(answers).ask(" ".join(line))
    typer.echo(_tell_reading(asked), err=True)
    if asked.answer is None or asked.table is None:
        raise typer.Exit(NOT_UNDERSTOOD)
    typer.echo(" ".join((read_out(asked.answer.sentence), *(one.text for one in asked.reading.remarks))))
    typer.echo(render_table(asked.table, shutil.get_terminal_size((160, 40)).columns), nl=False)
    if not asked.table.rows:
        raise typer.Exit(NOTHING_FOUND)


def compare(
    first: Annotated[str, typer.Argument(help="Slug van een plan.")],
    second: Annotated[str, typer.Argument(help="Slug van een ander plan.")],
    format: Annotated[str, typer.Option("--format", help="table, csv of json.")] = "table",
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Leg twee plannen naast elkaar: wat kwam, bleef of ging, of wat twee gemeenten delen of missen."""
    from ..answers.compare import compare as compare_plans  # noqa: PLC0415 (brings what `ask` does without)

    if format not in ("table", "csv", "json"):
        raise UnknownName("formaat", format, ("table", "csv", "json"))
    with open_release(choose_project(project), home) as (_, answers, _):
        found = compare_plans(answers, first, second)
    if format == "table":
        typer.echo(render_table(found.table(), shutil.get_terminal_size((160, 40)).columns), nl=False)
    else:
        typer.echo(found.table().as_csv() if format == "csv" else found.as_json(), nl=format == "json")


def export(
    to: Annotated[Path, typer.Option("--to", help="Map om naar te schrijven.")],
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Schrijf de graaf als Turtle, TriG, N-Quads, JSON-LD en RDF/XML, en elke vraag als CSV."""
    from ..release.export import export as export_release  # noqa: PLC0415 (brings much that `ask` does without)

    with open_release(choose_project(project), home) as (release, answers, _):
        questions = {question.name: _csv_of(answers, question.name) for question in answers.listed}
        files = export_release(release, to, questions)
    typer.echo(f"{len(files)} bestanden in {to}")


def _tell_reading(asked: Asked) -> str:
    """How a line was read, in a few lines for people."""
    reading, intent = asked.reading, asked.reading.intent
    told = [item.text for item in reading.outside]
    told += [read_out(asked.cited.sentence)] if asked.cited else []
    if intent and asked.question:
        pairs = (f"{key} {value}" for key, value in intent.address)
        told.append("gelezen als: " + " - ".join((asked.question.question, *pairs)))
    elif reading.passes_over_denial:
        told.append("de ontkenning is niet te beantwoorden: de graaf weet wat plannen noemen")
    elif not reading.outside:
        told.append("zo is deze regel niet zeker te lezen")
    told += [f"niet gelezen: {', '.join(reading.unread)}"] if reading.unread else []
    told += (
        [f"bedoelt u {', '.join(item.thing.name for item in asked.named)}?"]
        if not intent and asked.named
        else []
    )
    wider = asked.answer.emptiness.wider if asked.answer and asked.answer.emptiness else ()
    told += [f"ruimer, {item.told}: {item.things} {item.called}" for item in wider]
    for doubt in reading.doubt:
        pairs = (f"{key}={value}" for key, value in doubt.intent.address)
        told.append(f"of: {doubt.intent.question} {' '.join(pairs)} ({doubt.things} gevonden)")
    if not intent:
        told += ["het dichtst bij komen:", *(f"  {q.question}" for q in asked.nearest)]
    return "\n".join(told)


def _csv_of(answers: Answers, name: str) -> Callable[[], bytes]:
    return lambda: answers.ask(name, {}, "csv")


def _read_text(file: Path | None) -> str:
    if file is None:
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(
            f"{file}: {getattr(error, 'strerror', None) or 'geen UTF-8'}",
            "wijs met --file een leesbaar bestand aan",
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
