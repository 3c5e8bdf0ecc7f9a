"""The command that serves."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..server.settings import check_root_path, find_home, read_settings
from .opening import fresh_release
from .options import HomeOption, ProjectOption, choose_project


def serve(
    host: Annotated[str, typer.Option("--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Poort om op te luisteren.", min=0, max=65535)] = 8000,
    root_path: Annotated[
        str, typer.Option("--root-path", help="Pad waaronder een proxy dit publiceert, zoals /veiligheid.")
    ] = "",
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
    if root_path:
        os.environ["VEILIGHEIDSGRAAF_ROOT_PATH"] = check_root_path(root_path)
    read_settings()  # a faulty one is told before anything is built
    found = choose_project(project)
    place = find_home(found, home)
    fresh_release(found, home, is_checked=True)
    # The server takes the place of this process, which holds everything that building takes.
    words = [sys.executable, "-P", "-m", "veiligheidsgraaf.server", str(place), host, str(port)]
    os.execv(sys.executable, [*words, str(sources.resolve())] if sources else words)  # noqa: S606
