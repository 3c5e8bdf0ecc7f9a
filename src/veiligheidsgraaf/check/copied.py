"""Labels and descriptions in own words: no eight words in a row of the source, but for names."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ..turtle.read import SourceFile
from ..words import iris
from .evidence import Source
from .findings import Finding
from .plans import Plan, Project
from .rule_findings import tell

_RULE = "woorden-van-de-bron"
_RUN = 8
_WORD = re.compile(r"\w+")
_BROKEN = re.compile(r"(\w)-\s*\n\s*(\w)")


def check_copied(project: Project, plan: Plan, source: Source, folder: Path) -> Iterator[Finding]:
    """Texts of a plan that hold a run of words of its source.

    Raises CannotRead when the source is not there.
    """
    text = b"".join(source.read_lines(folder)).decode("utf-8", errors="replace")
    runs = set(_runs(_words(_BROKEN.sub(r"\1\2", text))))
    names = _long_names(project, plan.file)
    for subject, predicate, value in plan.file.triples:
        if not isinstance(value, ox.Literal) or value.value.count(" ") < _RUN - 1:
            continue
        copied = next(
            (run for part in _without(value.value, names) for run in _runs(_words(part)) if run in runs), None
        )
        if copied:
            message = f"neemt woorden van de bron over ('{' '.join(copied)}'); zeg het in eigen woorden"
            yield tell(_RULE, plan.file, subject.value, message, predicate.value, value.value)


def _long_names(project: Project, file: SourceFile) -> list[str]:
    """Names and titles of eight words or more: facts, and no sentences.

    Those of the plan's own document too.
    """
    titles = [
        t.object.value
        for t in file.triples
        if iris.local_name(t.predicate.value) in ("title", "bestandsnaam")
    ]
    names = (" ".join(part.text for part in name.words) for name in project.lexicon.names)
    return [name for name in (*titles, *names) if name.count(" ") >= _RUN - 1]


def _without(text: str, names: Iterable[str]) -> list[str]:
    """A text in parts, the names cut out of it."""
    folded = " ".join(_words(text))
    for name in names:
        folded = folded.replace(" ".join(_words(name)), "|")
    return folded.split("|")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
