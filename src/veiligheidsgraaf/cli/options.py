"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from ..words.project import Project, find_project_or_ours

ProjectOption = Annotated[
    str | None, typer.Option("--project", help="Map met graphs/ en zo nodig ontology/, shapes/ en queries/.")
]
HomeOption = Annotated[str | None, typer.Option("--home", help="Map waarin gebouwde uitgaven staan.")]
SourcesOption = Annotated[Path, typer.Option("--sources", help="Map met de bronteksten.")]


def choose_project(project: str | None) -> Project:
    """The project to ask: the nearest, else the data that came with the package,
    which is told on standard error. Raises CannotRead.
    """
    found, told = find_project_or_ours(project)
    if told:
        typer.echo(told, err=True)
    return found
