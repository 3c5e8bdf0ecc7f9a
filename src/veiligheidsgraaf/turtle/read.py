"""Read a project: every Turtle file into its named graph.

Oxigraph's parser reads (about a hundred times faster than rdflib's, it names line and
column, and goes on after an error); the text is scanned for the place of a statement
only when there is something to report (`places`).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

from ..words import iris
from ..words.errors import BrokenFile
from ..words.project import Project
from .blank_names import BlankNames
from .faults import MERGE, NO_TURTLE, describe, find_newer_faults, is_cascade, is_declared_at
from .file_bytes import BOM, MAX_BYTES, UTF_16, check_bytes, read_bytes

MOST_WRITTEN_OUT = 10 * MAX_BYTES  # characters of all terms: a long prefix makes a short file huge
MOST_FAULTS = 20  # of one file: after those, what follows is seldom about anything else
_WHERE_IT_BELONGS = (
    "zet het in ontology/, ontology/{vocabulaires,catalogus}/, graphs/referentie/, graphs/plannen/ of "
    "graphs/passages/, met een naam van kleine letters, cijfers en streepjes"
)
# What ends so holds RDF, and is not read.
_RDF = (".ttl", ".turtle", ".n3", ".nt", ".nq", ".trig", ".rdf", ".owl", ".jsonld")
_FOLDERS = ("ontology", "graphs", "shapes")
Term = ox.NamedNode | ox.BlankNode | ox.Literal


class Stated(NamedTuple):
    """One triple of a file."""

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: Term


class Placed(NamedTuple):
    """A Turtle file that is not read yet: its name, where it stands, and the graph it belongs to."""

    name: str
    path: Path
    graph: str


@dataclass(frozen=True)
class SourceFile:
    """One Turtle file: `name` as shown to people, the graph it belongs to, its triples, the digest of its
    bytes, and the address that relative ones in it are read against; its triples as the parser gave them,
    where they were kept.
    """

    name: str
    path: Path
    graph: str
    triples: tuple[Stated, ...]
    sha256: str
    base: str = iris.BASE
    parsed: tuple[ox.Quad, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def plain(self) -> tuple[ox.Quad, ...]:
        """Its triples as quads of no graph."""
        return self.parsed or tuple(ox.Quad(*triple) for triple in self.triples)

    @cached_property
    def lines(self) -> str:
        """Its triples as N-Triples, a line each."""
        said = self.parsed or [ox.Triple(*triple) for triple in self.triples]
        return (ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


@dataclass(frozen=True)
class Dataset:
    """All files of a project.

    Shapes stand apart: they are about the data, not in it. `lent` names the files that came with the package,
    `has_rules` says whether our rules beyond SHACL are about it.
    """

    files: tuple[SourceFile, ...]
    shapes: tuple[SourceFile, ...]
    lent: frozenset[str] = frozenset()
    has_rules: bool = True

    def quads(self) -> Iterator[ox.Quad]:
        """Every stated triple in its graph, those of the shapes too."""
        for file in (*self.files, *self.shapes):
            graph = ox.NamedNode(file.graph)
            for triple in file.triples:
                yield ox.Quad(*triple, graph)


def read_project(project: Project) -> Dataset:
    """Read ontology/, graphs/ and shapes/.

    Raises BrokenFile with file and line at the first file that is no Turtle.
    """
    scan = scan_project(project)
    for fault in scan.faults:
        raise fault
    return scan.dataset


@dataclass(frozen=True)
class Scan:
    """What could be read of a project, and what could not: of a broken file the
    dataset holds what the parser still understood.
    """

    dataset: Dataset
    faults: tuple[BrokenFile, ...]

    @property
    def broken(self) -> dict[str, Path]:
        """Files with a fault."""
        names = {fault.file for fault in self.faults}
        return {
            file.name: file.path for file in (*self.dataset.files, *self.dataset.shapes) if file.name in names
        }


def scan_project(project: Project) -> Scan:
    """Read ontology/, graphs/ and shapes/ as far as they can be read.

    Raises CannotRead when a folder is missing or empty.
    """
    found: dict[str, list[SourceFile]] = {folder: [] for folder in _FOLDERS}
    faults: list[BrokenFile] = []
    for folder, files in found.items():
        placed, wrong = list_files(project, folder)
        faults += wrong
        for name, path, graph in placed:
            file, wrong = _scan_file(name, path, graph)
            faults += wrong
            if file:
                files.append(file)
    read = (*found["ontology"], *found["graphs"])
    everything = (*read, *found["shapes"])
    lent = frozenset(file.name for file in everything if project.is_lent(file.path))
    return Scan(Dataset(read, tuple(found["shapes"]), lent, project.has_rules), tuple(faults))


def list_files(project: Project, folder: str) -> tuple[list[Placed], list[BrokenFile]]:
    """The Turtle files of a folder with their graphs, and what cannot be read as it is called or where it
    stands. Raises CannotRead when a folder is missing or empty.
    """
    faults = list(_find_overlooked(project, folder))
    placed = []
    for name, path in project.files(folder, ".ttl"):
        graph = _graph_for(project, folder, name)
        if graph is None:
            what = "dit bestand hoort bij geen graaf"
            faults.append(BrokenFile(name, 0, what, _WHERE_IT_BELONGS, rule="bestand-zonder-graaf"))
        else:
            placed.append(Placed(name, path, graph))
    return placed, faults


def _graph_for(project: Project, folder: str, name: str) -> str | None:
    """The named graph of a file: by its folder, or one of its own where the settings name the file; in a
    project that stands alone every folder will do.
    """
    if folder == "shapes":
        return iris.SHAPES_GRAPH
    if folder == "ontology" and (project.is_named(name) or not project.has_rules):
        return iris.ONTOLOGY_GRAPH
    if project.is_named(name) or not project.has_rules:
        return iris.graph_of(name) or f"{iris.GRAPH}bestand/{quote(name)}"
    return iris.graph_of(name)


def _find_overlooked(project: Project, folder: str) -> Iterator[BrokenFile]:
    """Files that hold RDF by their name and are not read: `plan.TTL`, `plan.jsonld`."""
    for name, path in project.others(folder, ".ttl"):
        if path.suffix.lower() in _RDF:
            what = f"dit bestand wordt niet gelezen: de naam eindigt op {path.suffix} en niet op .ttl"
            how = "zet de inhoud als Turtle in een bestand dat op .ttl eindigt"
            yield BrokenFile(name, 0, what, how, rule="bestand-naam")


def read_file(name: str, path: Path, graph: str, base: str | None = None, keeps: bool = False) -> SourceFile:
    """One Turtle file; relative addresses in it are read against `base`, else against that of its name.
    `keeps`: what the parser gave is kept, to put in a store.

    Raises BrokenFile naming file, line and what to do.
    """
    file, faults = _scan_file(name, path, graph, base, keeps)
    if file is None or faults:
        raise faults[0]
    return file


def _scan_file(
    name: str, path: Path, graph: str, base: str | None = None, keeps: bool = False
) -> tuple[SourceFile | None, list[BrokenFile]]:
    """What the parser understood of a file, and its faults, the first MOST_FAULTS of them."""
    try:
        content = read_bytes(name, path)
    except BrokenFile as fault:
        return None, [fault]
    wrong = check_bytes(name, content)
    if wrong and content.startswith(UTF_16):
        return None, [wrong]
    faults = [wrong] if wrong else []
    base = iris.file_base(name) if base is None else base
    reading = Reading(name, content.decode("utf-8", errors="replace").removeprefix(BOM), base, keeps)
    faults += reading.faults
    if reading.is_too_large:
        return None, faults
    digest = hashlib.sha256(content).hexdigest()
    triples, parsed = tuple(reading.triples), tuple(reading.parsed)
    return SourceFile(name, path, graph, triples, digest, base, parsed), faults


class Reading:
    """The triples of a Turtle text as far as the parser understands it, and its faults, at most MOST_FAULTS.

    Without a base a relative address is a fault: a plan's own file says
    against which source its evidence is read.
    """

    def __init__(self, name: str, text: str, base: str, keeps: bool = False) -> None:
        self.triples: list[Stated] = []
        self.parsed: list[ox.Quad] = []
        self._keeps = keeps
        self.faults = list(islice(find_newer_faults(name, text), MOST_FAULTS))
        self.is_too_large = False
        self._name, self._text = name, text
        self._told: set[str] = set()
        self._is_newer = bool(self.faults)
        self._is_merge = any(MERGE in fault.what for fault in self.faults)
        self._read(ox.parse(text.encode(), ox.RdfFormat.TURTLE, base_iri=base or None))

    def _read(self, parser: Iterator[ox.Quad]) -> None:
        names = BlankNames(self._name)
        size = 0
        while len(self.faults) < MOST_FAULTS:
            try:
                quad = next(parser)
                triple = Stated(*names.rename(quad))
            except StopIteration:
                return
            except SyntaxError as error:
                self._add(error)
                continue
            except MemoryError:
                what = "een woord of tekst is te lang om te lezen"
                self.faults.append(BrokenFile(self._name, 0, what, NO_TURTLE, rule="turtle-syntaxis"))
                return
            self.triples.append(triple)
            if self._keeps:
                self.parsed.append(quad if not names.has_any else ox.Quad(*triple))
            size += len(triple.subject.value) + len(triple.predicate.value) + len(triple.object.value)
            if size > MOST_WRITTEN_OUT:
                what = f"voluit geschreven groter dan {MOST_WRITTEN_OUT // 1024 // 1024} MB"
                how = "gebruik kortere voorvoegsels of splits het bestand"
                self.faults = [BrokenFile(self._name, 0, what, how, rule="bestand-te-groot")]
                self.is_too_large = True
                return

    def _add(self, error: SyntaxError) -> None:
        """Tell a fault, unless it is the echo of one that was told."""
        if self._is_merge or (error.lineno is None and self._is_newer):
            return  # told at its place
        found = describe(self._name, error)
        lines = {fault.line for fault in self.faults}
        is_echo = found.line in lines or is_declared_at(error, self._text, lines)
        if not is_echo and found.message not in self._told:
            self.faults.append(found)
        self._told.update([found.message] if is_cascade(error) else ())
