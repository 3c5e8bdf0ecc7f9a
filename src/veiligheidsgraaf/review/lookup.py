"""What can be chosen: concepts of the vocabularies, things of the reference graph and new things of this
review; searched as one types, and the nearest to a new name.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..check.plans import Project as Stated
from ..check.plans import read_statements
from ..names.find import Names
from ..names.lexicon import Lexicon, Thing, kind_of
from ..names.nearest import Likeness, find_nearest
from ..names.tokens import fold
from ..turtle.read import Dataset
from ..words import iris
from ..words.namespaces import DCTERMS, ORG, OWL, PROV, RDF, SKOS, VG

_TEXTS = {
    **{str(SKOS.prefLabel): "name", str(DCTERMS.title): "name"},  # a scheme has a title
    **{str(SKOS.definition): "definition", str(SKOS.notation): "notation"},
}
_NAMES = tuple(map(str, (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)))
_TYPE = str(RDF.type)
_FEW = 3
MOST = 12


@dataclass(frozen=True)
class Choice:
    """Something to choose. `why`: in Dutch, how it was found, or what it is."""

    iri: str
    name: str
    kind: str
    why: str = ""

    @property
    def slug(self) -> str:
        """Its slug, which is the value of a concept."""
        return iris.slug(self.iri)


@dataclass(frozen=True)
class _About:
    name: str = ""
    definition: str = ""
    notation: str = ""


class Choices:
    """The concepts, things and plans of a project."""

    def __init__(self, dataset: Dataset) -> None:
        self.stated: Stated = read_statements(dataset)
        self.types: dict[str, set[str]] = defaultdict(set)
        self._about: dict[str, dict[str, str]] = defaultdict(dict)
        self.labels: dict[str, list[str]] = defaultdict(list)
        self._gone: set[str] = set()
        self.dataset = dataset
        self.part_of: dict[str, str] = {}
        for file in dataset.files:
            if not file.graph.startswith(f"{iris.GRAPH}passages/"):
                for subject, predicate, value in file.triples:
                    self._read(subject.value, predicate.value, value)
        self._names = Names(self.lexicon)
        self._extra: dict[str, tuple[str, ...]] = {}

    def _read(self, subject: str, predicate: str, value: object) -> None:
        if isinstance(value, ox.Literal):
            is_dutch = value.language in (None, "nl")
            if predicate in _TEXTS and is_dutch:
                self._about[subject].setdefault(_TEXTS[predicate], value.value)
            if predicate in _NAMES and is_dutch:
                self.labels[subject].append(value.value)
            elif predicate == str(OWL.deprecated):
                self._gone.add(subject)
        elif isinstance(value, ox.NamedNode):
            if predicate == _TYPE:
                self.types[subject].add(value.value)
            elif predicate in map(str, (ORG.unitOf, ORG.postIn, VG.ligtIn, DCTERMS.publisher)):
                self.part_of.setdefault(subject, value.value)

    @property
    def lexicon(self) -> Lexicon:
        """All names of the project."""
        return self.stated.lexicon

    @property
    def agents(self) -> tuple[str, ...]:
        """Who keeps graphs, by address."""
        return tuple(sorted(iri for iri, types in self.types.items() if str(PROV.Agent) in types))

    def take_up(self, extra: Mapping[str, tuple[str, ...]]) -> None:
        """Let new things (address -> names) be chosen as well."""
        self._extra = dict(extra)

    def names_of_new(self, iri: str) -> tuple[str, ...]:
        """All names of something new."""
        return self._extra.get(iri, ())

    def name_of(self, iri: str) -> str:
        """What a thing is called; "" when it is not known."""
        iri = iri if iri.startswith(iris.BASE) else ""
        return next(iter(self._extra.get(iri, ())), "") or self._about.get(iri, {}).get("name", "")

    def about(self, iri: str) -> tuple[str, str, str]:
        """(name, definition, notation) of a thing, "" where it has none."""
        found = self._about.get(iri, {})
        return found.get("name", ""), found.get("definition", ""), found.get("notation", "")

    def core_themes(self, edition: str) -> tuple[str, ...]:
        """The themes of an edition of the Kernbeleid, by address."""
        start = f"{iris.THINGS}thema/{edition}/"
        return tuple(
            iri for iri, types in self.types.items() if iri.startswith(start) and str(VG.Thema) in types
        )

    def is_known(self, iri: str) -> bool:
        """Whether a thing is in the project, or new in this review."""
        return iri in self._extra or (iri in self._about and iri not in self._gone) or iri in self.types

    def list_concepts(self, kind: str) -> tuple[tuple[str, str, str], ...]:
        """(slug, name, definition) of every concept of a kind, in the order of their names."""
        found = (
            (iris.slug(iri), about.get("name", ""), about.get("definition", ""))
            for iri, about in self._about.items()
            if iris.is_thing(iri) and kind_of(iri) == kind and iri not in self._gone and about.get("name")
        )
        return tuple(sorted(found, key=lambda one: one[1].casefold()))

    def find(self, kinds: str, typed: str, most: int = MOST) -> list[Choice]:
        """Things of some kinds (with commas between) that typed text may mean, likeliest first."""
        wanted = frozenset(kinds.split(","))
        found: dict[str, Choice] = {}
        folded = fold(typed).strip()
        if not folded:
            return []
        for iri, names in self._extra.items():
            if kind_of(iri) in wanted and any(folded in fold(name) for name in names):
                found[iri] = Choice(iri, names[0], kind_of(iri), "nieuw in dit plan")
        for match in self._names.find(self._names.read(typed)):
            self._add(found, match.thing, wanted, "")
        for thing, known in self.lexicon.by_thing.items():
            spelt = (" ".join(part.text for part in one.words) for one in known)
            if any(folded in text for text in spelt):
                self._add(found, thing, wanted, "")
        order = sorted(
            found.values(), key=lambda one: (not fold(one.name).startswith(folded), len(one.name), one.iri)
        )
        return order[:most]

    def _add(self, found: dict[str, Choice], thing: Thing, wanted: frozenset[str], why: str) -> None:
        if thing.kind in wanted and thing.iri not in self._gone:
            found.setdefault(
                thing.iri, Choice(thing.iri, thing.name, thing.kind, why or self.about(thing.iri)[1])
            )

    def nearest(self, kinds: str, name: str, most: int = _FEW) -> list[Choice]:
        """What a new name may be another name of: "is dit niet ...?"."""
        wanted = frozenset(kinds.split(","))
        found: dict[str, Choice] = {}
        same = self._find_new(wanted, name)
        if same:
            found[same.iri] = same
        for thing, how in find_nearest(self.lexicon, name, wanted, most + len(self._gone)):
            self._add(found, thing, wanted, how.value)
        return list(found.values())[:most]

    def _find_new(self, wanted: frozenset[str], name: str) -> Choice | None:
        for iri, names in self._extra.items():
            if kind_of(iri) in wanted and fold(name) in map(fold, names):
                return Choice(iri, names[0], kind_of(iri), Likeness.SAME.value)
        return None
