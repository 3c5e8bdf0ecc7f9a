"""A ranker from the reviewed plans of a project whose texts are at hand, and the period that a plan names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..check.evidence import list_sources
from ..check.plans import Plan, read_statements
from ..reading.document import Document
from ..reading.recognition import read_document
from ..turtle.read import Dataset
from ..words.errors import CannotRead
from .announcements import Cues
from .lessons import list_examples
from .looking import look
from .ranker import Example, Ranker, learn
from .setting_aside import set_aside
from .suggest import plain_ranker

_PERIOD = re.compile(r"\b(?P<first>20\d\d)\s*(?:-|–|t/m|tot en met|/)\s*(?P<last>20\d\d)\b")
_USUAL = 3  # years after the first
_LONGEST = 8


@dataclass(frozen=True)
class Taught:
    """A reviewed plan whose text is at hand."""

    plan: Plan
    document: Document


def learn_from(dataset: Dataset, folder: Path, cues: Cues) -> tuple[Ranker, list[str]]:
    """(ranker, slugs of the plans that taught it): learned from plans whose source stands in `folder`.

    By hand when there is none, or no scikit-learn.
    """
    plans = list(_list_taught(dataset, folder))
    try:
        return (learn(list_lessons(dataset, plans, cues), plain_ranker()), [one.plan.slug for one in plans])
    except ModuleNotFoundError:
        return plain_ranker(), []


def list_lessons(dataset: Dataset, plans: Sequence[Taught], cues: Cues) -> list[Example]:
    """What each plan teaches, looked at with a graph that does not have it yet."""
    project = read_statements(dataset)
    texts = {one.plan.slug: one.document.text for one in plans}
    found: list[Example] = []
    for one in plans:
        before = read_statements(set_aside(dataset, one.plan.slug, texts))
        first, _, last = one.plan.period.partition("-")
        view = look(one.document, before.lexicon, one.plan.home, cues, (int(first), int(last)))
        found += list_examples(one.plan, view, project.lexicon)
    return found


def _list_taught(dataset: Dataset, folder: Path) -> Iterator[Taught]:
    described = list_sources(dataset)
    for plan in read_statements(dataset).plans:
        source = described.get(plan.source)
        try:
            if source and plan.statements:
                data = b"".join(source.read_lines(folder))
                yield Taught(plan, read_document(data, source.file_name))
        except CannotRead:
            continue


def find_period(document: Document, year: int) -> tuple[int, int]:
    """First and last year of a plan that starts in `year`: as its text says most, else four years."""
    spans = Counter(
        int(match["last"])
        for match in _PERIOD.finditer(document.text)
        if int(match["first"]) == year and year < int(match["last"]) <= year + _LONGEST
    )
    return year, max(spans, key=lambda last: (spans[last], -last)) if spans else year + _USUAL
