"""What the command writes for people: reports, explanations, quotes."""

from collections.abc import Iterator
from pathlib import Path

import typer

from ..check.evidence import list_sources, quote
from ..check.explain import Derived, Stated
from ..check.findings import Report
from ..turtle.read import Dataset
from ..words import iris
from ..words.errors import UnknownName


def print_report(report: Report, done: str = "") -> None:
    """Every finding, then the counts. Exits with 1 when there are violations."""
    for finding in report.findings:
        typer.echo(f"{'overtreding' if finding in report.violations else 'let op'}: {finding}")
    warnings = len(report.findings) - len(report.violations)
    typer.echo(
        f"{done + ': ' if done else ''}{len(report.violations)} overtredingen, {warnings} waarschuwingen"
    )
    if not report.conforms:
        raise typer.Exit(1)


def quote_passage(dataset: Dataset, passage: str, sources: Path) -> str:
    """File, lines and text of a passage. Raises UnknownName or CannotRead when its source is not there."""
    described = list_sources(dataset)
    source, first, last = iris.passage_lines(passage) or ("", 0, 0)
    if source not in described:
        raise UnknownName("bron", passage, map(iris.slug, described))
    text = quote(described[source].read_lines(sources), first, last)
    return f"{described[source].file_name}, regels {first}-{last}\n{text}"


def render_explanation(
    explanation: Stated | Derived, place: str, dataset: Dataset, sources: Path | None
) -> str:
    """An explanation as an indented tree, with the quoted lines below it when the sources are there."""
    lines = [f"[{place}]", *_tree(explanation, 0)]
    leaves = [explanation] if isinstance(explanation, Stated) else explanation.leaves()
    passages = dict.fromkeys(passage for leaf in leaves for passage in leaf.passages)
    if sources:
        lines += ["", *(quote_passage(dataset, passage, sources) for passage in passages)]
    return "\n".join(lines) + "\n"


def _tree(explanation: Stated | Derived, depth: int) -> Iterator[str]:
    statement = " ".join(_short(str(term)) for term in explanation.triple)
    if isinstance(explanation, Stated):
        spans = [iris.passage_lines(passage) for passage in explanation.passages]
        where = ", ".join(
            f"{first}-{last}" if first != last else f"{first}" for _, first, last in filter(None, spans)
        )
        lines = f"; regels {where}" if where else ""
        yield f"{'  ' * depth}{statement}   ({explanation.file}:{explanation.line}{lines})"
        return
    yield f"{'  ' * depth}{statement}   want {explanation.rule}:"
    for premise in explanation.premises:
        yield from _tree(premise, depth + 1)


def _short(iri: str) -> str:
    return iris.slug(iri) if iris.is_thing(iri) else iris.local_name(iri)
