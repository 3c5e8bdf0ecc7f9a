"""The command that serves."""

from typing import Annotated

import typer

from ..settings import read_settings
from ..words.project import find_project
from .options import HomeOption, ProjectOption, fresh_release


def serve(
    host: Annotated[str, typer.Option("--host", help="Adres om op te luisteren.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Poort om op te luisteren.")] = 8000,
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Bouw zo nodig, en bied de pagina's en het SPARQL-endpoint aan."""
    import uvicorn  # noqa: PLC0415 (the other commands start twice as fast without the web)

    from ..app import create_app  # noqa: PLC0415

    found = find_project(project)
    release = fresh_release(found, home)
    typer.echo(f"Veiligheidsgraaf {release.digest[:12]} staat op http://{host}:{port}/ (stoppen met Ctrl-C)", err=True)
    uvicorn.run(create_app(release, read_settings()), host=host, port=port, log_level="warning", server_header=False)
