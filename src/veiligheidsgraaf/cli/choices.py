"""The command that shows what a curator can choose from: `terms`."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Annotated

import pyoxigraph as ox
import typer
from rich.console import Console
from rich.table import Table

from ..names.tokens import fold
from ..turtle.read import Dataset, read_project
from ..words import iris
from ..words.errors import UnknownName
from ..words.namespaces import OWL, SKOS
from ..words.project import find_project
from .options import ProjectOption

_NAMES = (str(SKOS.prefLabel), str(SKOS.altLabel))
_DEFINITION = str(SKOS.definition)
_DEPRECATED = str(OWL.deprecated)


@dataclass
class _Choice:
    """Something that a plan can refer to: what to write for it, its names, and what it is."""

    slug: str
    names: list[str] = field(default_factory=list)
    definition: str = ""
    retired: bool = False


def terms(
    kind: Annotated[
        str | None, typer.Argument(metavar="[SOORT]", help="thema, rol, partner, ...; leeg: alle soorten.")
    ] = None,
    search: Annotated[str, typer.Option("--search", help="Alleen waar deze woorden in staan.")] = "",
    project: ProjectOption = None,
) -> None:
    """Toon waaruit een plan kan kiezen: begrippen, partners en instrumenten, met wat zij betekenen."""
    choices = _gather(read_project(find_project(project)))
    if kind is None:
        for name, of_kind in choices.items():
            typer.echo(f"{name:<18} {len(of_kind):>4}")
        typer.echo("\nmet veiligheidsgraaf terms SOORT ziet u ze alle", err=True)
        return
    if kind not in choices:
        raise UnknownName("soort", kind, choices)
    _show([choice for choice in choices[kind] if _holds(choice, search)])


def _gather(dataset: Dataset) -> dict[str, list[_Choice]]:
    """Kind -> what is of it, by slug, of everything that plans share; what is retired is no choice."""
    found: dict[str, _Choice] = defaultdict(lambda: _Choice(""))
    for file in dataset.files:
        if file.graph.removeprefix(iris.GRAPH) not in ("vocabulaire", "referentie"):
            continue
        for triple in file.triples:
            address = triple.subject.value
            if not iris.is_thing(address) or not isinstance(triple.object, ox.Literal):
                continue
            choice = found[address]
            choice.slug = iris.slug(address)
            predicate, value = triple.predicate.value, triple.object
            if predicate in _NAMES and value.language == "nl":
                choice.names.insert(0 if predicate == _NAMES[0] else len(choice.names), value.value)
            elif predicate == _DEFINITION and value.language == "nl":
                choice.definition = value.value
            elif predicate == _DEPRECATED:
                choice.retired = True
    kinds: dict[str, list[_Choice]] = defaultdict(list)
    for address, choice in sorted(found.items()):
        if choice.names and not choice.retired:
            kinds[iris.path_of(address).partition("/")[0]].append(choice)
    return dict(sorted(kinds.items()))


def _holds(choice: _Choice, search: str) -> bool:
    text = fold(" ".join((choice.slug, *choice.names, choice.definition)))
    return all(word in text for word in fold(search).split())


def _show(choices: list[_Choice]) -> None:
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
