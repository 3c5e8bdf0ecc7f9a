"""A review with its suggestions: made anew from the text whenever it is opened, by what the reviewed plans of
the project taught.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..draft.announcements import read_cues
from ..draft.suggest import suggest
from ..draft.teaching import find_period, learn_from
from ..turtle.read import Dataset
from ..words import iris
from ..words.project import Project
from .drafts import list_drafts
from .reopened import Reopened, list_in_graph
from .session import Review


def open_review(
    project: Project, slug: str, tell: Callable[[str], None] = lambda _: None, sources: Path | None = None
) -> Review:
    """The review of a plan; one that is in the graph and was not drafted here is opened to be mended, with
    its text from `sources`. Raises UnknownName or CannotRead.
    """
    if slug in list_in_graph(project) and slug not in {draft.slug for draft in list_drafts(project)}:
        return Reopened(project, slug, sources)
    tell(f"{slug} openen")
    review = Review(project, slug)
    document, choices = review.document, review.choices
    tell(f"{slug}: leren van plannen die zijn nagelezen")
    cues = read_cues()
    others = _without(choices.dataset, slug)
    ranker, _ = learn_from(others, review.draft.text_path.parent, cues)
    tell(f"{slug}: voorstellen maken")
    period = find_period(document, review.draft.settings.year)
    suggestions = suggest(document, choices.lexicon, review.home, period, ranker, cues)
    return review.take_suggestions(suggestions)


def _without(dataset: Dataset, slug: str) -> Dataset:
    """A dataset without the graph of the plan itself: it is no other plan to learn from."""
    own = f"{iris.GRAPH}plan/{slug}"
    return replace(dataset, files=tuple(file for file in dataset.files if file.graph != own))
