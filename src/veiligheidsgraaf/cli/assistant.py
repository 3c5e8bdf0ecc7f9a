"""The command that serves an assistant."""

from pathlib import Path
from typing import Annotated

import typer

from ..server.assistant_stdio import serve_assistant
from .opening import open_release
from .options import HomeOption, ProjectOption, choose_project


def mcp(
    project: ProjectOption = None,
    home: HomeOption = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            help="Map met de bronteksten: dan geeft een passage haar regels.",
            file_okay=False,
            exists=True,
        ),
    ] = None,
) -> None:
    """Bied de hulpmiddelen aan een assistent aan over invoer en uitvoer (Model Context Protocol)."""
    with open_release(choose_project(project), home) as (release, answers, store):
        serve_assistant(release, answers, store, sources and sources.resolve())
