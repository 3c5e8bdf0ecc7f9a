"""Labels and descriptions in own words: no eight words in a row of the source, but for names."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ..names.lexicon import Lexicon
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
    copies = Copies(text, _long_names(project, plan.file))
    for subject, predicate, value in plan.file.triples:
        if isinstance(value, ox.Literal) and (copied := copies.find(value.value)):
            yield tell(_RULE, plan.file, subject.value, tell_copied(copied), predicate.value, value.value)


def tell_copied(words: str) -> str:
    """What is wrong with words of a source, and what to do."""
    return f"neemt woorden van de bron over ('{words}'); zeg het in eigen woorden"


class Copies:
    """The runs of words of a source. `names`: names and titles, which may be taken over."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        self._runs = set(_runs(_words(_BROKEN.sub(r"\1\2", text))))
        self._names = [name for name in names if name.count(" ") >= _RUN - 1]

    def find(self, text: str) -> str:
        """The first run of the source in a text, or ""."""
        if text.count(" ") < _RUN - 1:
            return ""
        parts = _without(text, self._names)
        return next((" ".join(run) for part in parts for run in _runs(_words(part)) if run in self._runs), "")


def _long_names(project: Project, file: SourceFile) -> list[str]:
    """Names and titles: facts, and no sentences. Those of the plan's own document too."""
    titles = [
        t.object.value
        for t in file.triples
        if iris.local_name(t.predicate.value) in ("title", "bestandsnaam")
    ]
    return [*titles, *list_names(project.lexicon)]


def list_names(lexicon: Lexicon) -> list[str]:
    """The names of a lexicon as words."""
    return [" ".join(part.text for part in name.words) for name in lexicon.names]


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
