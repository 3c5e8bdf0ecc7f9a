"""What `evidence --missed` prints, and what it is told not to print again."""

from collections.abc import Iterator
from pathlib import Path

from ..check.evidence import list_sources
from ..check.mentions import Kind
from ..check.missed import Missed, find_missed
from ..check.not_meant import add_not_meant, read_not_meant
from ..check.plans import read_statements
from ..turtle.read import Dataset
from ..words import iris
from ..words.errors import InvalidRequest, UnknownName
from ..words.project import Project

_MOST_LINES = 12
_KINDS = {
    Kind.ARTICLE: "wetsartikel",
    Kind.DATE: "datum",
    Kind.YEAR: "jaar",
    Kind.NUMBER: "getal",
    Kind.DIRECTION: "richting",
    Kind.LEVEL: "niveau",
}


def list_missed(project: Project, dataset: Dataset, sources: Path, only: str | None) -> Iterator[str]:
    """Lines to print, plan by plan.

    Raises UnknownName for a plan that is not there, CannotRead for a source.
    """
    stated = read_statements(dataset)
    described = list_sources(dataset)
    slugs = [plan.slug for plan in stated.plans]
    if only and only not in slugs:
        raise UnknownName("plan", only, slugs)
    for plan in stated.plans:
        if (only and plan.slug != only) or plan.source not in described:
            continue
        found = find_missed(
            stated, plan, described[plan.source], sources, read_not_meant(project.root, plan.slug)
        )
        yield f"{plan.slug}: {len(found)} keer noemt de tekst iets dat geen uitspraak op die regels zegt"
        yield from map(_line, found)
        yield ""


def remember_not_meant(project: Project, dataset: Dataset, sources: Path, told: str, reason: str) -> Path:
    """Keep `PLAN:REGEL:WOORDEN`; returns the file. Raises InvalidRequest, UnknownName or CannotRead."""
    slug, _, rest = told.partition(":")
    line, _, words = rest.partition(":")
    if not (line.isdigit() and words):
        raise InvalidRequest(
            f"'{told}' is geen PLAN:REGEL:WOORDEN", "schrijf bijvoorbeeld dalfsen-2019:38:Politiewet"
        )
    described = list_sources(dataset)
    source = iris.source(slug) if iris.SLUG.fullmatch(slug) else ""
    if source not in described:
        raise UnknownName("bron", slug, map(iris.slug, described))
    return add_not_meant(project.root, slug, described[source].read_lines(sources), int(line), words, reason)


def _line(missed: Missed) -> str:
    shown = ", ".join(map(str, missed.lines[:_MOST_LINES]))
    more = f" en {len(missed.lines) - _MOST_LINES} andere" if len(missed.lines) > _MOST_LINES else ""
    what = _KINDS.get(missed.kind) or ", ".join(
        dict.fromkeys(f"{thing.kind} {thing.name}" for thing in missed.things)
    )
    return f"  {shown + more:>7}  {missed.text}  ({what})"
