"""A ranker from the reviewed plans of a project whose texts are at hand, and the period that a plan names."""

import re
from collections import Counter
from pathlib import Path

from ..check.evidence import list_sources
from ..check.plans import read_statements
from ..reading.document import Document
from ..reading.recognition import read_document
from ..turtle.read import Dataset
from ..words.errors import CannotRead
from .announcements import Cues
from .lessons import list_examples
from .looking import look
from .ranker import Example, Ranker, learn
from .suggest import plain_ranker

_PERIOD = re.compile(r"\b(?P<first>20\d\d)\s*(?:-|–|t/m|tot en met|/)\s*(?P<last>20\d\d)\b")
_USUAL = 3  # years after the first
_LONGEST = 8


def learn_from(dataset: Dataset, folder: Path, cues: Cues) -> tuple[Ranker, list[str]]:
    """(ranker, slugs of the plans that taught it): learned from plans whose source stands in `folder`.

    By hand when there is none, or no scikit-learn.
    """
    project = read_statements(dataset)
    described = list_sources(dataset)
    examples: list[Example] = []
    taught: list[str] = []
    for plan in project.plans:
        source = described.get(plan.source)
        try:
            data = b"".join(source.read_lines(folder)) if source else b""
            document = read_document(data, source.file_name) if source and data else None
        except CannotRead:
            continue
        if document and plan.statements:
            first, _, last = plan.period.partition("-")
            view = look(document, project.lexicon, plan.home, cues, (int(first), int(last)))
            examples += list_examples(plan, view, project.names_of(plan))
            taught.append(plan.slug)
    try:
        return (learn(examples), taught) if examples else (plain_ranker(), [])
    except ModuleNotFoundError:
        return plain_ranker(), []


def find_period(document: Document, year: int) -> tuple[int, int]:
    """First and last year of a plan that starts in `year`: as its text says most, else four years."""
    spans = Counter(
        int(match["last"])
        for match in _PERIOD.finditer(document.text)
        if int(match["first"]) == year and year < int(match["last"]) <= year + _LONGEST
    )
    return year, max(spans, key=lambda last: (spans[last], -last)) if spans else year + _USUAL
