"""Commands about the text files: build, evidence, explain."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated

import typer

from ..check.evidence import Claim, list_claims
from ..check.explain import Explainer
from ..check.findings import Severity
from ..check.passages import write_passages
from ..check.sources import check_sources
from ..release.build import build as build_release
from ..release.others.accepting import list_folders
from ..server.settings import find_home, read_settings
from ..turtle.read import Dataset, read_project
from ..words import iris
from ..words.errors import InvalidRequest, UnknownName
from ..words.project import Project, find_project
from .options import HomeOption, ProjectOption, SourcesOption, choose_project
from .passed_over import list_missed, remember_not_meant
from .progress import progress
from .terminal import print_report, quote_passage, render_explanation

WriteOption = Annotated[
    bool, typer.Option("--write", help="Reken de digests uit en schrijf graphs/passages/.")
]
ConfirmOption = Annotated[
    list[str] | None,
    typer.Option(
        "--confirm", help="Bij --write: PLAN:EERSTE-LAATSTE is opnieuw gelezen en klopt; mag vaker."
    ),
]
QuoteOption = Annotated[
    str | None, typer.Option("--quote", help="Druk de regels af waarop een uitspraak rust (IRI of slug).")
]
MissedOption = Annotated[
    bool, typer.Option("--missed", help="Toon wat in de bron staat en in geen uitspraak op die regels.")
]
PlanOption = Annotated[str | None, typer.Option("--plan", help="Alleen dit plan (bij --missed).")]
NotMeantOption = Annotated[
    str | None,
    typer.Option("--not-meant", help="Onthoud PLAN:REGEL:WOORDEN als niet bedoeld; --missed laat ze weg."),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Waarom het niet bedoeld is.")]

_CONFIRMED = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*):([1-9]\d*)(?:-([1-9]\d*))?")


def build(
    project: ProjectOption = None,
    home: HomeOption = None,
    others: Annotated[
        list[Path] | None,
        typer.Option("--with", help="Map of git-kopie van een ander, die meedoet in de uitgave; mag vaker."),
    ] = None,
) -> None:
    """Controleer en schrijf een uitgave; een overtreding laat de vorige uitgave staan.

    Met --with, en met `bij` in de instellingen, doen plannen van anderen mee. Wie daarvan niet voldoet, doet
    niet mee of blijft in zijn vorige versie; de rest gaat door.
    """
    found = find_project(project)
    folders, told = list_folders(found, others or ()), list[str]()
    place = find_home(found, home)
    with progress() as tell:
        release, report = build_release(found, place, tell, read_settings().keep, folders, told.append)
    for line in told:
        typer.echo(f"let op: {line}", err=True)
    for finding in report.findings:
        if finding.severity is not Severity.INFO:  # hints are for who edits: `check` shows them
            typer.echo(f"let op: {finding}", err=True)
    typer.echo(f"{release.path}")


def evidence(
    sources: SourcesOption,
    write: WriteOption = False,
    confirm: ConfirmOption = None,
    cite: QuoteOption = None,
    missed: MissedOption = False,
    plan: PlanOption = None,
    not_meant: NotMeantOption = None,
    reason: ReasonOption = "",
    project: ProjectOption = None,
) -> None:
    """Open elke bron opnieuw en controleer elke passage."""
    found = find_project(project)
    dataset = read_project(found)
    if not_meant:
        typer.echo(f"onthouden in {remember_not_meant(found, dataset, sources, not_meant, reason)}", err=True)
        return
    if missed:
        for line in list_missed(found, dataset, sources, plan):
            typer.echo(line)
        return
    if write:
        _write(dataset, found, sources, confirm or ())
        dataset = read_project(found)
    claims = list_claims(dataset)
    if cite:
        for passage in _passages_of(cite, claims):
            typer.echo(quote_passage(dataset, passage, sources) + "\n")
        return
    report = check_sources(dataset, sources)
    passages = {claim.passage for claim in claims}
    print_report(report, f"{len(passages)} passages onder {len(claims)} uitspraken nagekeken")


def _write(dataset: Dataset, project: Project, sources: Path, confirmed: Iterable[str]) -> None:
    written = write_passages(dataset, project.root, sources, {_passage(told) for told in confirmed})
    for told in written.told:
        typer.echo(told, err=True)
    for path in written.files:
        typer.echo(f"geschreven: {path}", err=True)


def _passages_of(subject: str, claims: Collection[Claim]) -> list[str]:
    """What a statement, or a plan by its slug, rests on. Raises UnknownName."""
    wanted = subject if subject.startswith("http") else iris.thing("plan", subject)
    passages = [claim.passage for claim in claims if claim.subject == wanted]
    if not passages:
        raise UnknownName("uitspraak", subject, {iris.slug(claim.subject) for claim in claims})
    return passages


def _passage(told: str) -> str:
    """The passage of `PLAN:EERSTE-LAATSTE`. Raises InvalidRequest."""
    match = _CONFIRMED.fullmatch(told)
    if match is None:
        raise InvalidRequest(
            f"'{told}' is geen PLAN:EERSTE-LAATSTE", "schrijf bijvoorbeeld dalfsen-2019:37-41"
        )
    first, last = int(match[2]), int(match[3] or match[2])
    return iris.passage(match[1], first, last)


def explain(
    subject: Annotated[str, typer.Argument(help="Onderwerp: slug of IRI, bijvoorbeeld politie.")],
    predicate: Annotated[str, typer.Argument(help="Eigenschap, bijvoorbeeld werktAan.")],
    value: Annotated[
        str, typer.Argument(metavar="OBJECT", help="Waarde: slug of IRI, bijvoorbeeld ondermijning.")
    ],
    sources: Annotated[
        Path | None, typer.Option("--sources", help="Map met de bronteksten, om de regels af te drukken.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Hoeveel afleidingen.")] = 5,
    project: ProjectOption = None,
) -> None:
    """Waarom staat dit in de graaf? De regel, de triples en de passages; elke afleiding wordt nagerekend."""
    with progress() as tell:
        tell("Afleiden wat eruit volgt")
        dataset = read_project(choose_project(project))
        explainer = Explainer(dataset)
        triple = explainer.find(subject, predicate, value)
        found, total = explainer.explain(triple, limit)
    for number, explanation in enumerate(found, 1):
        typer.echo(render_explanation(explanation, f"{number} van {total}", dataset, sources))
