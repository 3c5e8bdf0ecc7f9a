"""A plan graph that is `nagelezen` says who reread it."""

from collections import defaultdict
from collections.abc import Iterator

from ..turtle.read import Dataset, SourceFile
from ..words import iris
from ..words.namespaces import PROV, VG
from .findings import Finding
from .rule_findings import tell

_REVIEWED = iris.thing("beoordelingsstaat", "nagelezen")
_READER = iris.thing("rol", "nalezer")
_HAD_ROLE = str(PROV.hadRole)


def check_reviewed(dataset: Dataset) -> Iterator[Finding]:
    """Plan graphs whose state of review nobody gave."""
    for file in dataset.files:
        if iris.plan_slug(file.graph):
            yield from _check_file(file)


def _check_file(file: SourceFile) -> Iterator[Finding]:
    said: dict[str, list[str]] = defaultdict(list)
    roles: dict[str, str] = {}
    for subject, predicate, value in file.triples:
        if predicate.value == _HAD_ROLE:
            roles[subject.value] = value.value
        elif subject.value == file.graph:
            said[predicate.value].append(value.value)
    if _REVIEWED in said[str(VG.beoordeling)]:
        given = {roles.get(one) for one in said[str(PROV.qualifiedAttribution)]}
        if _READER not in given:
            message = (
                "is nagelezen, maar niemand heeft dat gedaan; "
                "voeg een vg:Curatie met rol:nalezer toe, of maak er concept van"
            )
            yield tell(
                "beoordeling-zonder-nalezer", file, file.graph, message, str(VG.beoordeling), _REVIEWED
            )
