"""The command `review`: a plan beside its suggestions, in the browser of this machine."""

from typing import Annotated

import typer

from ..review.pages.desk import Desk
from ..review.pages.loopback import serve_desk
from ..words.project import find_project
from .options import ProjectOption


def review(
    slug: Annotated[
        str, typer.Argument(metavar="[SLUG]", help="Het plan, zoals ommen-2026; leeg: kies op de pagina.")
    ] = "",
    project: ProjectOption = None,
    is_opened: Annotated[
        bool, typer.Option("--open/--niet-openen", help="Open de browser, of toon alleen het adres.")
    ] = True,
) -> None:
    """Lees voorstellen na in de browser, en schrijf wat u overneemt als graaf van het plan."""
    desk = Desk(find_project(project))
    if slug:
        desk.seat(slug)  # a name that is not there is told here
    serve_desk(desk, slug, is_opened)
