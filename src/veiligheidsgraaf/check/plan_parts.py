"""A project in parts: what plans share, and each plan with its passages, which is read when its turn comes.

A plan is looked at beside the ontology, the vocabularies and those references that it uses: what it points
at, what those point at, and what speaks of it. So a change elsewhere in the references does not touch it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256

import pyoxigraph as ox

from ..turtle.read import Dataset, Placed, SourceFile, Stated, list_files, read_file
from ..words import iris
from ..words.errors import BrokenFile
from ..words.namespaces import VG
from ..words.project import Project
from .conversion import to_triples
from .judge import Judge
from .memory import Memory
from .shapes import Shapes
from .units import SHARED, Concluded, Concluder, Unit, digest, list_digests
from .unused import reach_upward
from .value_tests import Unknown

_INFERRED_REFERENCE = iris.inferred_graph(iris.REFERENCE_GRAPH)
# What ties all plans that describe things of no plan: such things must differ in name, whoever describes
# them.
SHARING = "/"
_MUNICIPALITY = str(VG.gemeente)
_OF_A_PLAN = (iris.GRAPH + "plan/", iris.GRAPH + "passages/")


def slug_of(graph: str) -> str:
    """Slug of the plan that a graph, or that of its passages, is of; "" for what plans share."""
    return next((graph.removeprefix(start) for start in _OF_A_PLAN if graph.startswith(start)), "")


@dataclass(frozen=True)
class Layout:
    """The files of a project, not read yet: those of what plans share, and those of each plan by its slug."""

    shared: tuple[Placed, ...]
    shapes: tuple[Placed, ...]
    plans: Mapping[str, tuple[Placed, ...]]
    lent: frozenset[str]
    has_rules: bool
    has_own_shapes: bool


def lay_out(project: Project) -> Layout:
    """Which files a project has.

    Raises BrokenFile at the first that cannot be read as it is called or where it stands.
    """
    found = {}
    for folder in ("ontology", "graphs", "shapes"):
        found[folder], faults = list_files(project, folder)
        for fault in faults:
            raise fault
    plans: dict[str, tuple[Placed, ...]] = defaultdict(tuple)
    shared = []
    for placed in (*found["ontology"], *found["graphs"]):
        if slug := slug_of(placed.graph):
            plans[slug] += (placed,)
        else:
            shared.append(placed)
    everything = (*found["ontology"], *found["graphs"], *found["shapes"])
    lent = frozenset(placed.name for placed in everything if project.is_lent(placed.path))
    own_shapes = not project.is_ours and any(placed.name not in lent for placed in found["shapes"])
    return Layout(tuple(shared), tuple(found["shapes"]), dict(plans), lent, project.has_rules, own_shapes)


def read_placed(files: Iterable[Placed]) -> tuple[SourceFile, ...]:
    """Some files, read. Raises BrokenFile."""
    return tuple(read_file(file.name, file.path, file.graph, keeps=True) for file in files)


def digest_placed(files: Iterable[Placed]) -> list[tuple[str, str]]:
    """Name and digest of some files, without parsing them. Raises BrokenFile."""
    return [(file.name, _digest_file(file)) for file in files]


def _digest_file(file: Placed) -> str:
    try:
        return sha256(file.path.read_bytes()).hexdigest()
    except OSError as error:
        how = "herstel het bestand of de rechten erop"
        raise BrokenFile(file.name, 0, str(error.strerror), how, rule="bestand-onleesbaar") from None


class Shared:
    """What the plans of a project share, read once, and inferred unless `memory` has it; processes forked
    from here have it too.
    """

    def __init__(self, layout: Layout, memory: Memory) -> None:
        files = read_placed(layout.shared)
        self.dataset = Dataset(files, read_placed(layout.shapes), layout.lent, layout.has_rules)
        self.concluder = Concluder(Unit(SHARED, files))
        self.concluded = self.concluder.recall(Unit(SHARED, files), memory)
        self.slugs = tuple(layout.plans)
        self._has_own_shapes = layout.has_own_shapes
        self._fixed = tuple(file for file in files if file.graph != iris.REFERENCE_GRAPH)
        self._references = tuple(file for file in files if file.graph == iris.REFERENCE_GRAPH)

    @cached_property
    def key(self) -> str:
        """Digest of what every plan rests on: all that is shared but the references, the shapes, our code."""
        fixed = list_digests(self._fixed)
        shapes, lent = list_digests(self.dataset.shapes), sorted(self.dataset.lent)
        return digest("shared", fixed, shapes, lent, self.dataset.has_rules)

    @cached_property
    def _index(self) -> "_Index":
        follows = self.concluded.inferred.get(_INFERRED_REFERENCE, "")
        return _Index(self._references, follows)

    @cached_property
    def whole_key(self) -> str:
        """Digest of all that is shared."""
        return digest("references", list_digests(self._references), self.slugs)

    @property
    def reference_files(self) -> frozenset[str]:
        """Names of the files of which a plan sees only what it uses."""
        return frozenset(file.name for file in self._references)

    def addresses(self) -> Iterator[str]:
        """What a reader may have meant: all that is shared, and every plan with its source."""
        for file in self._references:
            yield from (triple.subject.value for triple in file.triples)
        for slug in self.slugs:
            yield from (f"{iris.BASE}id/plan/{slug}", iris.source(slug))

    def reach(self, used: Iterable[str], files: Iterable[SourceFile]) -> frozenset[str]:
        """What is shared among some addresses and what is above them by some files; and their graphs."""
        files = tuple(files)
        found = reach_upward(used, files)
        return frozenset(found & self._subjects).union(file.graph for file in files)

    @cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(triple.subject.value for file in self.dataset.files for triple in file.triples)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes."""
        return Shapes(to_triples(self.dataset.shapes))

    @cached_property
    def judge(self) -> Judge | None:
        """What judges plans by the shapes, when those are our own and it can."""
        inferred = {g: text for g, text in self.concluded.inferred.items() if g != _INFERRED_REFERENCE}
        try:
            return None if self._has_own_shapes else Judge(self.shapes, self._fixed, inferred)
        except Unknown:
            return None

    def prepare(self) -> None:
        """Make what processes forked from here need, but what only those need that infer."""
        _ = self.key, self._index, self._subjects

    def uses(self, files: Iterable[SourceFile]) -> frozenset[str]:
        """Subjects of the references that matter for some files of plans: all of them for a plan that
        describes what is not its own.
        """
        files = tuple(files)
        if any(not plan_in(stranger) for stranger in find_strangers(files)):
            return self._index.everything
        said = {term.value for file in files for triple in file.triples for term in (triple[0], triple[2])}
        slugs = {slug_of(file.graph) for file in files}
        return self._index.reach(said, slugs)

    def digest_uses(self, used: Iterable[str]) -> str:
        """Digest of what is said of some subjects of the references."""
        return self._index.digest(used)

    def narrow(self, used: frozenset[str]) -> tuple[tuple[SourceFile, ...], Concluded]:
        """What is shared, of the references only what is said of some subjects; and what follows from it."""
        said: dict[str, list[Stated]] = defaultdict(list)
        for subject in sorted(used):
            for name, triple in self._index.stated.get(subject, ()):
                said[name].append(triple)
        files = tuple(replace(file, triples=tuple(said[file.name]), parsed=()) for file in self._references)
        lines = sorted(line for subject in used for line in self._index.inferred.get(subject, ()))
        inferred = {**self.concluded.inferred, _INFERRED_REFERENCE: "\n".join(lines)}
        return (*self._fixed, *files), Concluded(inferred, self.concluded.contradictions)


class _Index:
    """The references by subject: what is stated, with the name of its file, and the lines that follow."""

    def __init__(self, files: Iterable[SourceFile], follows: str) -> None:
        self.stated: dict[str, list[tuple[str, Stated]]] = defaultdict(list)
        self.inferred: dict[str, list[str]] = defaultdict(list)
        self._speak: dict[str, set[str]] = defaultdict(set)
        for file in files:
            for triple in file.triples:
                self.stated[triple.subject.value].append((file.name, triple))
                if slug := plan_in(triple.object.value):
                    self._speak[slug].add(triple.subject.value)
        for line in follows.splitlines():
            self.inferred[line.partition("> ")[0].removeprefix("<")].append(line)

    @property
    def everything(self) -> frozenset[str]:
        """Every subject."""
        return frozenset(self.stated)

    def reach(self, said: Iterable[str], slugs: Iterable[str]) -> frozenset[str]:
        """Subjects among some terms, those that speak of some plans, and all that they lead to."""
        waiting = [term for term in said if term in self.stated]
        waiting += [subject for slug in slugs for subject in self._speak.get(slug, ())]
        found = set(waiting)
        while waiting:
            subject = waiting.pop()
            for _, triple in self.stated[subject]:
                value = triple.object.value
                if value not in found and value in self.stated and not isinstance(triple.object, ox.Literal):
                    found.add(value)
                    waiting.append(value)
        return frozenset(found)

    def digest(self, used: Iterable[str]) -> str:
        """Digest of what is said of some subjects."""
        told = sha256()
        for subject in sorted(used):
            told.update(self._digests(subject))
        return told.hexdigest()

    def _digests(self, subject: str) -> bytes:
        if subject not in self._known:
            lines = sorted(f"{t.predicate} {t.object}" for _, t in self.stated.get(subject, ()))
            self._known[subject] = sha256("\n".join((subject, *lines)).encode()).digest()
        return self._known[subject]

    @cached_property
    def _known(self) -> dict[str, bytes]:
        return {}


@lru_cache(maxsize=65536)  # addresses of a few plans, each of which is asked for in several places
def plan_in(address: str) -> str:
    """Slug of the plan that an address is of: its plan, something in it, its graphs, its source or a passage;
    "" for any other.
    """
    for start in (*_OF_A_PLAN, f"{iris.BASE}id/plan/", f"{iris.BASE}id/bron/"):
        if address.startswith(start):
            return address.removeprefix(start).partition("/")[0].partition("#")[0]
    return ""


def find_strangers(files: Iterable[SourceFile]) -> Iterator[str]:
    """Things that a plan describes and that are not its own: where they belong others may describe them
    too.
    """
    files = tuple(files)
    own = {slug_of(file.graph) for file in files}
    for subject in dict.fromkeys(triple.subject for file in files for triple in file.triples):
        if isinstance(subject, ox.NamedNode) and plan_in(subject.value) not in own:
            yield subject.value


def find_ties(files: Iterable[SourceFile]) -> Iterator[str]:
    """What ties a plan to others: its municipality, slugs of plans it speaks of, and things of others that it
    describes.
    """
    files = tuple(files)
    own = {slug_of(file.graph) for file in files}
    for file in files:
        for triple in file.triples:
            if triple.predicate.value == _MUNICIPALITY:
                yield triple.object.value
            for term in (triple.subject, triple.object):
                if isinstance(term, ox.NamedNode) and (slug := plan_in(term.value)) and slug not in own:
                    yield slug
    strangers = set(find_strangers(files))
    yield from strangers
    if any(not plan_in(stranger) for stranger in strangers):
        yield SHARING
