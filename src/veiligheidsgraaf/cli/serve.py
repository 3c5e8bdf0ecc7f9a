"""The command that serves."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..server.settings import find_home, read_settings
from ..words.project import find_project
from .options import HomeOption, ProjectOption
from .release import fresh_release


def serve(
    host: Annotated[str, typer.Option("--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Poort om op te luisteren.")] = 8000,
    project: ProjectOption = None,
    home: HomeOption = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            help="Map met de bronteksten: dan opent een passage in haar context.",
            file_okay=False,
            exists=True,
        ),
    ] = None,
) -> None:
    """Bouw zo nodig, en bied de pagina's en het SPARQL-endpoint aan."""
    read_settings()  # a faulty one is told before anything is built
    place = find_home(find_project(project), home)
    release = fresh_release(find_project(project), home)
    typer.echo(
        f"Veiligheidsgraaf {release.digest[:12]} staat op http://{host}:{port}/ (stoppen met Ctrl-C)",
        err=True,
    )
    # The server takes the place of this process, which holds everything that building takes.
    words = [sys.executable, "-P", "-m", "veiligheidsgraaf.server", str(place), host, str(port)]
    os.execv(sys.executable, [*words, str(sources.resolve())] if sources else words)  # noqa: S606
