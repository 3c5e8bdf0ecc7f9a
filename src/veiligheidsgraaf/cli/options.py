"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

ProjectOption = Annotated[
    str | None, typer.Option("--project", help="Map met graphs/ en zo nodig ontology/, shapes/ en queries/.")
]
HomeOption = Annotated[str | None, typer.Option("--home", help="Map waarin gebouwde uitgaven staan.")]
SourcesOption = Annotated[Path, typer.Option("--sources", help="Map met de bronteksten.")]
