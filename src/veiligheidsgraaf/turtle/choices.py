"""What a plan can choose from: the concepts, partners, instruments and
so on that all plans of a project share.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..words import iris
from ..words.namespaces import OWL, SKOS
from .read import Dataset

_NAMES = (str(SKOS.prefLabel), str(SKOS.altLabel))
_DEFINITION = str(SKOS.definition)
_DEPRECATED = str(OWL.deprecated)


@dataclass
class Choice:
    """Something that a plan can refer to: what to write for it, its names, and what it is."""

    slug: str
    names: list[str] = field(default_factory=list)
    definition: str = ""
    retired: bool = False


def read_choices(dataset: Dataset) -> dict[str, list[Choice]]:
    """Kind -> what is of it, by slug, of everything that plans share; what is retired is no choice."""
    found: dict[str, Choice] = defaultdict(lambda: Choice(""))
    for file in dataset.files:
        if file.graph.removeprefix(iris.GRAPH) not in ("vocabulaire", "referentie"):
            continue
        for triple in file.triples:
            address = triple.subject.value
            if not iris.is_thing(address) or not isinstance(triple.object, ox.Literal):
                continue
            choice = found[address]
            choice.slug = iris.slug(address)
            predicate, value = triple.predicate.value, triple.object
            if predicate in _NAMES and value.language == "nl":
                choice.names.insert(0 if predicate == _NAMES[0] else len(choice.names), value.value)
            elif predicate == _DEFINITION and value.language == "nl":
                choice.definition = value.value
            elif predicate == _DEPRECATED:
                choice.retired = True
    kinds: dict[str, list[Choice]] = defaultdict(list)
    for address, choice in sorted(found.items()):
        if choice.names and not choice.retired:
            kinds[iris.path_of(address).partition("/")[0]].append(choice)
    return dict(sorted(kinds.items()))
