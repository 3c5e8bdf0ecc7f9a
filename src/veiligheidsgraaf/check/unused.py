"""Themes of a project that no plan uses: each is asked why it exists. A hint, never a reason to stop.

A theme is used when a plan points at it, at what is narrower, or at a phenomenon that matches it
(`vg:betreft` reaches as far).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.namespaces import RDF, SKOS, VG
from .findings import Finding
from .rule_findings import tell

_IS_A, _THEME = str(RDF.type), str(VG.Thema)
_UPWARD = frozenset(map(str, (SKOS.broader, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)))
_THEMES = f"{iris.BASE}id/thema/"


def list_used(dataset: Dataset) -> set[str]:
    """What the plans of a dataset point at."""
    return {
        triple.object.value
        for file in dataset.files
        if iris.plan_slug(file.graph)
        for triple in file.triples
        if triple.predicate.value not in _UPWARD
    }


def reach_upward(addresses: Iterable[str], files: Iterable[SourceFile]) -> set[str]:
    """Some addresses and all above them or matched with them, as some files say."""
    above: dict[str, set[str]] = defaultdict(set)
    for file in files:
        for subject, predicate, value in file.triples:
            if predicate.value in _UPWARD:
                above[subject.value].add(value.value)
    found = set(addresses)
    waiting = list(found)
    while waiting:
        new = above[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def check_unused(dataset: Dataset, pointed_at: Iterable[str]) -> Iterator[Finding]:
    """Own themes that no plan of the project uses; none of what was lent, and none without plans.

    `pointed_at`: what the plans point at.
    """
    used = reach_upward(pointed_at, dataset.files)
    if not used:
        return
    for file in dataset.files:
        if file.name in dataset.lent:
            continue
        for subject, predicate, value in file.triples:
            theme = subject.value
            is_theme = predicate.value == _IS_A and value.value == _THEME and theme.startswith(_THEMES)
            if is_theme and theme not in used:
                message = (
                    "geen plan gebruikt dit thema; geef het aan een uitspraak (vg:thema), of haal het weg"
                )
                yield tell("thema-ongebruikt", file, theme, message, _IS_A, _THEME)
