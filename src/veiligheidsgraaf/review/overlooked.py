"""What was passed over: names, figures and dates of the text that no accepted thing on their lines says, and
the lines on which nothing rests.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..check.evidence import list_sources
from ..check.missed import find_missed
from ..check.moves import Lines
from ..check.not_meant import read_not_meant
from ..check.plans import read_statements
from ..reading.document import Document, Role
from ..turtle.read import Dataset, Reading, SourceFile
from ..words import iris
from .drafts import Draft


@dataclass(frozen=True)
class Passed:
    """Words of the text that nothing says: their lines, what they are (`naam`, `getal` ...) and what they
    may name.
    """

    lines: tuple[int, ...]
    words: str
    kind: str
    things: tuple[str, ...] = ()


def find_passed(
    dataset: Dataset,
    draft: Draft,
    texts: Mapping[str, str],
    folder: Path | None = None,
) -> tuple[Passed, ...]:
    """What is passed over, by line. `texts`: the files of the plan as they would be written."""
    files = [file for file in dataset.files if file.name not in texts]
    for name, text in texts.items():
        base = iris.file_base(name)
        reading = Reading(name, text, base)
        path = draft.project.root / name
        mark = hashlib.sha256(text.encode()).hexdigest()
        files.append(SourceFile(name, path, iris.graph_of(name) or "", tuple(reading.triples), mark, base))
    whole = Dataset(tuple(files), dataset.shapes, dataset.lent, dataset.has_rules)
    stated = read_statements(whole)
    plan = next(one for one in stated.plans if one.slug == draft.slug)
    source = list_sources(whole)[plan.source]
    not_meant = read_not_meant(draft.project.root, draft.slug)
    found = find_missed(stated, plan, source, folder or draft.text_path.parent, not_meant)
    return tuple(
        Passed(one.lines, one.text, one.kind.value, tuple(thing.iri for thing in one.things)) for one in found
    )


def find_bare_lines(
    document: Document, spans: Iterable[Lines], passed: Collection[Role]
) -> tuple[Lines, ...]:
    """Runs of lines on which nothing rests. Empty lines part no run, those of the roles `passed` do."""
    resting = {line for first, last in spans for line in range(first, last + 1)}
    runs: list[list[int]] = []
    is_open = False
    for line in document.lines:
        if not line.text.strip():
            continue
        if line.number in resting or line.role in passed:
            is_open = False
        elif is_open:
            runs[-1][1] = line.number
        else:
            runs.append([line.number, line.number])
            is_open = True
    return tuple((first, last) for first, last in runs)
