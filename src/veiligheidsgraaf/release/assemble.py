"""Put the parts of a release together: those of plans come from their check and are linked, the others are
made here. What several parts say is gathered on the way, part by part.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import pyoxigraph as ox

from ..check.pipeline import Country
from ..check.shape_rules import Rules
from ..check.work import name_product
from ..words import iris
from ..words.packed import unpack
from ..words.project import Project
from ..words.questions import Question, load_questions
from ..words.release import (
    LOOSE_PART,
    OWN_PART,
    PLAN_PARTS,
    SHARED_PART,
    Release,
)
from .beside_plans import BesidePlans
from .catalogue import DUMPS, PUBLISHER
from .context import make_context
from .counts import Figures
from .data_marks import mark_graphs
from .derived import Derived
from .dumps import frame
from .gathered_plans import GatheredPlans, gather_plans
from .metadata import describe_release
from .number_forms import join_forms
from .part_files import (
    FIGURES,
    FORMS,
    Described,
    PartFiles,
    describe_graphs,
    make_formats,
    sort_graphs,
)
from .published_rules import describe_rules
from .remembered import Kept, Remembered
from .shared_files import LINES, find_said, make_said_by_several, make_shared
from .statements import graph_of


class Assembly:
    """A release in the making, in a folder of its own; `old`: the one before."""

    def __init__(
        self,
        folder: Path,
        project: Project,
        country: Country,
        old: Release | None,
        remembered: Remembered,
        published: Sequence[ox.Quad] = (),
    ) -> None:
        self._folder, self._project, self._country, self._old = folder, project, country, old
        self._remembered, self._published = remembered, published
        self._figures: list[Figures] = []
        self._numbers: list[Described] = []
        self._gathered: list[GatheredPlans] = []
        self.parts: dict[str, Described] = {}
        self.linked: dict[str, str] = {}
        self.derived = Derived(folder, country, old, remembered, self._loaded)

    def write(self) -> None:
        """Write all but the manifest and what is derived."""
        for suffix in DUMPS:
            for name, content in frame(suffix).items():
                self._write_dump(name, suffix, content)
        self._link_plans()
        self._write_shared()
        self._write_loose()
        words = self._list_words()
        self.derived.beside = self._write_own(words)
        self._figures, self._gathered = [], []  # large, and used no more
        numbers = (*self._numbers, *self.parts.values())
        forms = join_forms((part.forms, part.typed) for part in numbers)
        write_json(self._folder / "forms.json", forms)
        write_json(self._folder / "context.jsonld", {"@context": make_context(words)})
        write_json(self._folder / "report.json", self._country.report.as_json())
        for name, path in self._project.files("queries", ".rq"):
            (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self._folder / name)

    @cached_property
    def _loaded(self) -> dict[str, Question]:
        """The questions of the project, read once."""
        return load_questions(self._project)

    @property
    def graphs(self) -> dict[str, tuple[int, str]]:
        """Every graph with its size and digest."""
        return {graph: said for part in self.parts.values() for graph, said in part.graphs.items()}

    def _link_plans(self) -> None:
        shelf, product = self._country.shelf, name_product(PartFiles())
        plans = {slug: made.products[product] for slug, made in self._country.plans.items()}
        for slug, files in plans.items():
            for suffix in DUMPS:
                self._link_dump(f"{PLAN_PARTS}{slug}", suffix, files[suffix])
        for some in gather_plans(shelf, self._remembered, plans):
            self.parts |= {f"{PLAN_PARTS}{slug}": part for slug, part in some.parts.items()}
            self._numbers.append(some.numbers)
            self._figures.append(some.figures)
            self._gathered.append(some)

    def _write_shared(self) -> None:
        """The part that plans share."""
        shared = self._country.shared
        rests_on = [shared.key, shared.whole_key]
        self._shared = self._remembered.bind("gedeeld", rests_on, partial(make_shared, shared))
        self.parts[SHARED_PART] = Described.read(*self._shared.read(FORMS))
        self._link(SHARED_PART, self._shared)

    def _write_loose(self) -> None:
        """What several plans say."""
        several = sorted({some.loose for some in self._gathered})

        def make() -> Mapping[str, bytes]:
            said = (line for some in self._gathered for line in some.read_loose())
            return make_said_by_several(self._shared.read_lines("nt"), said)

        rests_on = [self.parts[SHARED_PART].digest, several]
        self._loose = self._remembered.bind("wat meer plannen zeggen", rests_on, make)
        self._link(LOOSE_PART, self._loose)
        self._figures.append(Figures.from_bytes(*self._loose.read(FIGURES)))

    def _write_own(self, words: Sequence[ox.Quad]) -> BesidePlans:
        """The part that the release says of itself. Out: all that it says beside its plans."""
        sizes = {graph: size for graph, (size, _) in self.graphs.items()}
        described = describe_release(self._figures, sizes, words, self._questions())
        rules = describe_rules(Rules(self._project).values()).quads
        catalogue = [quad for quad in words if graph_of(quad) == iris.CATALOG_GRAPH]
        shapes = [
            ox.Quad(*triple, ox.NamedNode(file.graph))
            for file in self._country.shared.dataset.shapes
            for triple in file.triples
        ]
        said = [*described, *self._published, *rules, *catalogue, *shapes]
        unmarked = sort_graphs(said, (), OWN_PART)
        described_as = {**self.graphs, **describe_graphs(unmarked, with_forms=False).graphs}
        marks = mark_graphs({graph: digest for graph, (_, digest) in described_as.items()})
        graphs = unmarked.with_more(sort_graphs(marks, (), OWN_PART))
        elsewhere = [partial(kept.read_lines, "nt") for kept in (self._shared, self._loose)]
        (said_by_others,) = self._loose.read(LINES)
        known = find_said(graphs.merged, said_by_others, elsewhere)
        lines = {line: triple for line, triple in graphs.merged.items() if line not in known}
        for suffix, content in make_formats(graphs, list(lines.items())).items():
            self._write_dump(OWN_PART, suffix, content)
        self.parts[OWN_PART] = describe_graphs(graphs, with_forms=False)
        return BesidePlans(lambda: unpack(*self._shared.read("nq")), self.parts[SHARED_PART].digest, said)

    def _list_words(self) -> list[ox.Quad]:
        """What plans share, but of the references only who publishes."""
        return [
            ox.Quad(*triple, ox.NamedNode(file.graph))
            for file in self._country.shared.dataset.files
            for triple in file.triples
            if file.graph != iris.REFERENCE_GRAPH or triple.subject == PUBLISHER
        ]

    def _link(self, part: str, kept: Kept) -> None:
        """Let a part of the release be what was made before."""
        for suffix in sorted(kept.digests.keys() & DUMPS.keys()):
            self._link_dump(part, suffix, kept.digests[suffix])

    def _link_dump(self, part: str, suffix: str, digest: str) -> None:
        name = _name_dump(part, suffix)
        self._country.shelf.link(digest, self._folder / name)
        self.linked[name] = digest

    def _write_dump(self, name: str, suffix: str, content: bytes) -> None:
        path = self._folder / _name_dump(name, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def _questions(self) -> dict[str, tuple[str, str, str]]:
        """What the release says of its questions: name -> question, description and the query that answers it
        whole.
        """
        found = self._loaded.values()
        return {q.name: (q.question, q.description, q.standalone) for q in found if q.listed}


def _name_dump(part: str, suffix: str) -> str:
    return f"dumps/{suffix}/{part}.gz"


def write_json(path: Path, content: object) -> None:
    """Write plain data, the same bytes for the same data, a value to a line: with an indent it takes Python
    much longer.
    """
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",\n", ": "))
    path.write_text(f"{told}\n", encoding="utf-8")
