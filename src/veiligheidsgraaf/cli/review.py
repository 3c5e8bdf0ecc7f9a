"""The command `review`: a plan beside its suggestions, in the browser of this machine."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..review.pages.desk import Desk
from ..review.pages.loopback import serve_desk
from ..review.suggested import open_review
from ..words.project import find_project
from .options import ProjectOption
from .progress import progress


def review(
    slug: Annotated[
        str, typer.Argument(metavar="[SLUG]", help="Het plan, zoals ommen-2026; leeg: kies op de pagina.")
    ] = "",
    project: ProjectOption = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            help="Map met de tekst van een plan dat al in de graaf staat; leeg: bronnen/ van het project.",
            file_okay=False,
            exists=True,
        ),
    ] = None,
    is_opened: Annotated[
        bool, typer.Option("--open/--niet-openen", help="Open de browser, of toon alleen het adres.")
    ] = True,
) -> None:
    """Lees voorstellen na in de browser, en schrijf wat u overneemt als graaf van het plan."""
    found = find_project(project)
    desk = Desk(found, partial(open_review, found, sources=sources), is_watching=True)
    if slug:
        with progress() as tell:  # a name that is not there is told before the browser opens
            desk.take_seat(open_review(found, slug, tell, sources))
    serve_desk(desk, slug, is_opened)
