"""The command that puts a release into a SPARQL engine."""

from typing import Annotated

import typer

from ..server.settings import read_addresses, read_settings
from ..store.publishing.delivery import deliver
from ..words.errors import InvalidRequest
from .opening import fresh_release
from .options import HomeOption, ProjectOption, choose_project


def publish(
    to: Annotated[
        str, typer.Option("--to", help="Adres waarop de engine SPARQL-vragen beantwoordt.", metavar="URL")
    ],
    graphs: Annotated[
        str,
        typer.Option(
            "--graphs",
            help="Adres van haar Graph Store Protocol, waar dat niet af te leiden is.",
            metavar="URL",
        ),
    ] = "",
    project: ProjectOption = None,
    home: HomeOption = None,
) -> None:
    """Zet de uitgave in een SPARQL-engine: alleen de graphs die veranderd zijn."""
    settings = read_settings()
    for name, address in (("--to", to), ("--graphs", graphs or to)):
        if len(read_addresses(address, name)) != 1:
            raise InvalidRequest(f"{name} neemt één adres", "publiceer naar elke engine apart")
    release = fresh_release(choose_project(project), home, is_checked=True)
    done = deliver(release, to, settings.access, lambda step: typer.echo(step, err=True), graphs)
    typer.echo(
        f"uitgave {release.digest[:12]}: {done.sent} graphs gestuurd, {done.deleted} weggehaald, "
        f"{done.same} stonden er al"
    )
