"""The command that shows what a curator can choose from: `terms`."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ..names.tokens import fold
from ..turtle.choices import Choice, read_choices
from ..turtle.read import read_project
from ..words.errors import UnknownName
from .options import ProjectOption, choose_project


def terms(
    kind: Annotated[
        str | None, typer.Argument(metavar="[SOORT]", help="thema, rol, partner, ...; leeg: alle soorten.")
    ] = None,
    search: Annotated[str, typer.Option("--search", help="Alleen waar deze woorden in staan.")] = "",
    project: ProjectOption = None,
) -> None:
    """Toon waaruit een plan kan kiezen: begrippen, partners en instrumenten, met wat zij betekenen."""
    choices = read_choices(read_project(choose_project(project)))
    if kind is None:
        for name, of_kind in choices.items():
            typer.echo(f"{name:<18} {len(of_kind):>4}")
        typer.echo("\nmet veiligheidsgraaf terms SOORT ziet u ze alle", err=True)
        return
    if kind not in choices:
        raise UnknownName("soort", kind, choices)
    _show([choice for choice in choices[kind] if _holds(choice, search)])


def _holds(choice: Choice, search: str) -> bool:
    text = fold(" ".join((choice.slug, *choice.names, choice.definition)))
    return all(word in text for word in fold(search).split())


def _show(choices: list[Choice]) -> None:
    """A table on a terminal, else a line each with tabs between."""
    console = Console()
    if not console.is_terminal:
        for choice in choices:
            typer.echo("\t".join((choice.slug, "; ".join(choice.names), choice.definition)))
        return
    table = Table("schrijf", "naam", "betekenis", box=None)
    for choice in choices:
        table.add_row(choice.slug, "; ".join(choice.names), choice.definition)
    console.print(table)
