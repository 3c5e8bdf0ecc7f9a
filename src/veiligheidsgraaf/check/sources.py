"""All that needs the texts of the plans: passages, ties that their
words bear, sentences that were taken over.
"""

import hashlib
from pathlib import Path

from ..turtle.read import Dataset
from ..words.errors import CannotRead
from .copied import check_copied
from .evidence import Source, check_evidence, list_sources
from .findings import Finding, Report
from .plans import read_statements
from .ties import check_ties


def check_sources(dataset: Dataset, sources: Path) -> Report:
    """Every finding that the texts of the plans are needed for. Out: at the statement.

    Names are looked for only in a source that is the one that was read: in another text the lines are others.
    """
    findings: set[Finding] = set(check_evidence(dataset, sources).findings)
    stated = read_statements(dataset)
    described = list_sources(dataset)
    for plan in stated.plans:
        source = described.get(plan.source)
        if source and _is_as_read(source, sources):
            findings.update(check_ties(stated, plan, source, sources))
            findings.update(check_copied(stated, plan, source, sources))
    return Report(tuple(sorted(findings)))


def _is_as_read(source: Source, folder: Path) -> bool:
    try:
        content = b"".join(source.read_lines(folder))
    except CannotRead:
        return False
    return hashlib.sha256(content).hexdigest() == source.sha256.lower()
