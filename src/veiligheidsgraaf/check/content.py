"""What is checked beside the shapes: of plans their coverage, reviews and style; of what they share the names
of bodies, and themes that no plan uses.
"""

from collections.abc import Collection, Iterable, Iterator

from ..turtle.read import Dataset
from .bodies import check_bodies
from .coverage import check_coverage
from .findings import Finding
from .reviewed import check_reviewed
from .style import check_style
from .unused import check_unused, list_used


def check_content(dataset: Dataset, inferred: Iterable[str], files: Collection[str]) -> Iterator[Finding]:
    """Findings in some files (names).

    `inferred`: N-Triples that follow from those files and what they share.
    """
    found = (*check_plans(dataset, inferred), *check_shared(dataset, list_used(dataset)))
    return (finding for finding in found if finding.file in files)


def check_plans(dataset: Dataset, inferred: Iterable[str]) -> Iterator[Finding]:
    """Findings about each plan of a dataset, for which no other plan matters."""
    yield from check_coverage(dataset, inferred)
    yield from check_reviewed(dataset)
    yield from check_style(dataset)


def check_shared(dataset: Dataset, used: Iterable[str]) -> Iterator[Finding]:
    """Findings about what the plans of a dataset share; `used`: what plans point at."""
    yield from check_bodies(dataset)
    yield from check_unused(dataset, used)
