"""What is checked of a whole project beside its shapes: coverage, names of bodies, reviews, style, themes
that no plan uses.
"""

from collections.abc import Collection, Iterable, Iterator

from ..turtle.read import Dataset
from .bodies import check_bodies
from .coverage import check_coverage
from .findings import Finding
from .reviewed import check_reviewed
from .style import check_style
from .unused import check_unused


def check_content(dataset: Dataset, inferred: Iterable[str], files: Collection[str]) -> Iterator[Finding]:
    """Findings in some files (names).

    `inferred`: N-Triples that follow from those files and what they share.
    """
    found = (
        *check_coverage(dataset, inferred),
        *check_bodies(dataset),
        *check_reviewed(dataset),
        *check_style(dataset),
        *check_unused(dataset),
    )
    return (finding for finding in found if finding.file in files)
