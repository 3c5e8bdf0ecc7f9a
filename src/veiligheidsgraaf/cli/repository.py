"""Commands for who keeps a repository of plan graphs: fmt, diff, init."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from ..history.diff import compare
from ..history.revision import read_now, read_revision
from ..history.telling import as_json, as_markdown, as_text
from ..turtle.layout import Formatted, format_file
from ..turtle.read import read_file
from ..words import iris
from ..words.errors import CannotRead, InvalidRequest, UnknownName, VeiligheidsgraafError
from ..words.project import find_project
from .options import ProjectOption
from .starter import example_files, name_graphs, own_files, write_files

_FOLDERS = ("graphs", "ontology", "shapes")
_TELLINGS = {"text": as_text, "markdown": as_markdown, "json": as_json}


def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PAD]...", help="Turtle-bestanden of mappen; leeg: het project."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Schrijf niets; eindig met 1 als een bestand anders moet.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Schrijf niets; toon wat er anders zou worden.")
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Zet Turtle in één vaste opmaak; de graaf en de opmerkingen blijven dezelfde."""
    formatted, faults = _format_all(_find_turtle(paths or [], project))
    changed = [found for found in formatted if found.changed]
    for fault in faults:
        typer.echo(f"fout: {fault}", err=True)
    for found in changed:
        if diff:
            typer.echo(found.diff().encode(), nl=False)
        elif check or faults:
            typer.echo(f"{found.name}: opmaak wijkt af; draai veiligheidsgraaf fmt")
        else:
            found.write()
            typer.echo(f"{found.name}: opgemaakt")
    if faults and not (check or diff):
        typer.echo("er is niets geschreven: herstel eerst wat geen Turtle is", err=True)
    if faults:
        raise typer.Exit(2)
    if check and changed:
        raise typer.Exit(1)


def diff(
    revision: Annotated[
        str,
        typer.Argument(
            metavar="REVISIE", help="Commit, tak of tag waarmee vergeleken wordt, bijvoorbeeld main."
        ),
    ],
    other: Annotated[
        str | None,
        typer.Argument(metavar="[NIEUW]", help="Een latere revisie; leeg: de map zoals zij nu is."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="text, markdown of json.")] = "text",
    project: ProjectOption = None,
) -> None:
    """Vertel wat een wijziging aan de graaf betekent, uitspraak voor uitspraak, per plan en thema."""
    if format not in _TELLINGS:
        raise UnknownName("formaat", format, _TELLINGS)
    found = find_project(project)
    commit, before = read_revision(found, revision)
    later, after = read_revision(found, other) if other else ("", read_now(found))
    vocabulary = [
        read_file(name, path, iris.graph_of(name) or "") for name, path in found.files("ontology", ".ttl")
    ]
    names = (commit[:12], later[:12] or "nu") if format != "json" else (commit, later)
    typer.echo(_TELLINGS[format](compare(before, after, vocabulary), *names), nl=False)


def init(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Map voor de nieuwe repository.")],
    ci: Annotated[
        bool, typer.Option("--ci", help="Alleen de bestanden die wijzigingen controleren.")
    ] = False,
    municipality: Annotated[
        str, typer.Option("--gemeente", help="Uw gemeente: begin met haar eigen plan, zonder voorbeeld.")
    ] = "",
    year: Annotated[int, typer.Option("--jaar", help="Het eerste jaar van het plan (bij --gemeente).")] = 0,
    text: Annotated[
        Path | None, typer.Option("--text", help="De tekst van het plan, UTF-8 (bij --gemeente).")
    ] = None,
) -> None:
    """Begin een repository die wijzigingen controleert, met een verzonnen plan
    of dat van uw gemeente; overschrijft niets.
    """
    if municipality and ci:
        raise InvalidRequest("--ci en --gemeente gaan niet samen", "laat een van beide weg")
    if bool(municipality) != bool(year) or (text and not municipality):
        raise InvalidRequest(
            "--gemeente en --jaar horen bij elkaar", "geef beide, zoals --gemeente Ommen --jaar 2026"
        )
    files = own_files(municipality, year, text) if municipality else example_files(ci)
    if ci:
        files = {**files, **name_graphs(folder)}
    written = 0
    for name, is_new in write_files(folder, files, beside=ci):
        written += is_new
        typer.echo(
            f"geschreven: {name}" if is_new else f"bestaat al, niet overschreven: {name}", err=not is_new
        )
    if written and not ci:
        typer.echo(f"Verder met: veiligheidsgraaf check --project {folder}", err=True)


def _format_all(files: Iterable[tuple[str, Path]]) -> tuple[list[Formatted], list[VeiligheidsgraafError]]:
    """Every file laid out, before the first is written, and what cannot
    be: a fault in one leaves all as they are.
    """
    formatted, faults = [], []
    for name, path in files:
        try:
            formatted.append(format_file(name, path))
        except VeiligheidsgraafError as fault:
            faults.append(fault)
    return formatted, faults


def _find_turtle(paths: list[Path], project: str | None) -> Iterator[tuple[str, Path]]:
    """(name, path) of the files that are meant. Raises CannotRead when a path is not there."""
    if not paths:
        root = find_project(project).root
        paths = [root / name for name in _FOLDERS if (root / name).is_dir()]
        for folder in paths:
            yield from (
                (path.relative_to(root).as_posix(), path)
                for path in sorted(folder.rglob("*.ttl"))
                if path.is_file()
            )
        return
    for path in paths:
        if path.is_dir():
            yield from ((_name(found), found) for found in sorted(path.rglob("*.ttl")) if found.is_file())
        elif path.is_file():
            yield _name(path), path
        else:
            raise CannotRead(f"{path}: bestaat niet", "wijs een Turtle-bestand of een map aan")


def _name(path: Path) -> str:
    """A path as it is shown, and stands in a patch: from the current folder when it is below that."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
