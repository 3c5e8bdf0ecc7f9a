"""Read a project: every Turtle file into its named graph.

Oxigraph's parser reads (about a hundred times faster than rdflib's, it names line and column, and goes on
after an error); the text is scanned for the place of a statement only when there is something to report
(`lines`).
"""

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from ..words import iris
from ..words.errors import BrokenFile
from ..words.project import Project
from .faults import NO_TURTLE, describe, is_cascade

MAX_BYTES = 16 * 1024 * 1024
MOST_WRITTEN_OUT = 10 * MAX_BYTES  # characters of all terms: a long prefix makes a short file huge
MOST_FAULTS = 20  # of one file: after those, what follows is seldom about anything else
_WHERE_IT_BELONGS = (
    "zet het in ontology/, ontology/{vocabulaires,catalogus}/, graphs/referentie/, graphs/plannen/ of graphs/passages/, "
    "met een naam van kleine letters, cijfers en streepjes"
)
Term = ox.NamedNode | ox.BlankNode | ox.Literal


class Stated(NamedTuple):
    """One triple of a file."""

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: Term


@dataclass(frozen=True)
class SourceFile:
    """One Turtle file: `name` as shown to people, the graph it belongs to, its triples and the digest of its
    bytes.
    """

    name: str
    path: Path
    graph: str
    triples: tuple[Stated, ...]
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """All files of a project. Shapes stand apart: they are about the data, not in it."""

    files: tuple[SourceFile, ...]
    shapes: tuple[SourceFile, ...]

    def quads(self) -> Iterator[ox.Quad]:
        """Every stated triple in its graph."""
        for file in self.files:
            graph = ox.NamedNode(file.graph)
            for triple in file.triples:
                yield ox.Quad(*triple, graph)


def read_project(project: Project) -> Dataset:
    """Read ontology/, graphs/ and shapes/. Raises BrokenFile with file and line at the first file that is no
    Turtle.
    """
    scan = scan_project(project)
    for fault in scan.faults:
        raise fault
    return scan.dataset


@dataclass(frozen=True)
class Scan:
    """What could be read of a project, and what could not: of a broken file the dataset holds what the parser
    still understood.
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
    """Read ontology/, graphs/ and shapes/ as far as they can be read. Raises CannotRead when a folder is
    missing or empty.
    """
    files: list[SourceFile] = []
    shapes: list[SourceFile] = []
    faults: list[BrokenFile] = []
    for folder in ("ontology", "graphs", "shapes"):
        for name, path in project.files(folder, ".ttl"):
            graph = iris.GRAPH + "shapes" if folder == "shapes" else iris.graph_of(name)
            if graph is None:
                faults.append(
                    BrokenFile(
                        name,
                        0,
                        "dit bestand hoort bij geen graaf",
                        _WHERE_IT_BELONGS,
                        rule="bestand-zonder-graaf",
                    )
                )
                continue
            file, wrong = _scan_file(name, path, graph)
            faults += wrong
            if file:
                (shapes if folder == "shapes" else files).append(file)
    return Scan(Dataset(tuple(files), tuple(shapes)), tuple(faults))


def read_file(name: str, path: Path, graph: str) -> SourceFile:
    """One Turtle file. Raises BrokenFile naming file, line and what to do."""
    file, faults = _scan_file(name, path, graph)
    if file is None or faults:
        raise faults[0]
    return file


def read_bytes(name: str, path: Path, most: int = MAX_BYTES) -> bytes:
    """Content of a file of a project. Raises BrokenFile when it is no plain file, leads outside its project
    or is too large.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BrokenFile(
                name,
                0,
                "dit is geen gewoon bestand",
                "vervang het door een bestand",
                rule="bestand-onleesbaar",
            )
        if path.is_symlink() and not path.resolve().is_relative_to(_top(name, path)):
            how = "vervang de koppeling door het bestand zelf"
            raise BrokenFile(
                name, 0, "deze koppeling wijst buiten het project", how, rule="bestand-onleesbaar"
            )
        if found.st_size > most:
            size = f"groter dan {most // 1024 // 1024} MB"
            raise BrokenFile(
                name, 0, size, "splits het bestand of haal weg wat er niet in hoort", rule="bestand-te-groot"
            )
        return path.read_bytes()
    except OSError as error:
        reason = f"niet te lezen ({error.strerror})"
        raise BrokenFile(
            name, 0, reason, "controleer het bestand en zijn rechten", rule="bestand-onleesbaar"
        ) from None


def _top(name: str, path: Path) -> Path:
    """The folder that a file's name is relative to."""
    return path.absolute().parents[name.count("/")].resolve()


def _scan_file(name: str, path: Path, graph: str) -> tuple[SourceFile | None, list[BrokenFile]]:
    """What the parser understood of a file, and its faults, the first MOST_FAULTS of them."""
    try:
        content = read_bytes(name, path)
    except BrokenFile as fault:
        return None, [fault]
    faults = list(_check_bytes(name, content))
    names = _BlankNames(name)
    triples: list[Stated] = []
    told: set[str] = set()
    size = 0
    parser = ox.parse(
        content.decode("utf-8", errors="replace").removeprefix("\ufeff").encode(), ox.RdfFormat.TURTLE
    )
    while len(faults) < MOST_FAULTS:
        try:
            triple = names.stated(next(parser).triple)
            triples.append(triple)
            size += len(triple.subject.value) + len(triple.predicate.value) + len(triple.object.value)
            if size > MOST_WRITTEN_OUT:
                what = f"voluit geschreven groter dan {MOST_WRITTEN_OUT // 1024 // 1024} MB"
                return None, [
                    BrokenFile(
                        name,
                        0,
                        what,
                        "gebruik kortere voorvoegsels of splits het bestand",
                        rule="bestand-te-groot",
                    )
                ]
        except StopIteration:
            break
        except SyntaxError as error:
            found = describe(name, content, error)
            is_echo = bool(faults) and faults[-1].line == found.line
            if not is_echo and found.message not in told:
                faults.append(found)
            told.update([found.message] if is_cascade(error) else ())
        except MemoryError:
            faults.append(
                BrokenFile(
                    name, 0, "een woord of tekst is te lang om te lezen", NO_TURTLE, rule="turtle-syntaxis"
                )
            )
            break
    return SourceFile(name, path, graph, tuple(triples), hashlib.sha256(content).hexdigest()), faults


def _check_bytes(name: str, content: bytes) -> Iterator[BrokenFile]:
    try:
        if content.decode("utf-8").startswith("\ufeff"):
            yield BrokenFile(
                name,
                1,
                "begint met een byte order mark",
                "sla het bestand op als UTF-8 zonder BOM",
                rule="bom",
                column=1,
            )
    except UnicodeDecodeError as error:
        line, column = (
            content.count(b"\n", 0, error.start) + 1,
            error.start - content.rfind(b"\n", 0, error.start),
        )
        what = f"byte 0x{content[error.start]:02x} is geen UTF-8"
        yield BrokenFile(
            name, line, what, "sla het bestand op als UTF-8", rule="geen-utf8", column=column, length=1
        )


class _BlankNames:
    """Names blank nodes by file and order of appearance: the same at every reading, and apart from those of
    other files.
    """

    def __init__(self, name: str) -> None:
        self._prefix = hashlib.sha256(name.encode()).hexdigest()[:8]
        self._names: dict[str, ox.BlankNode] = {}

    def stated(self, triple: ox.Triple) -> Stated:
        """A triple with its blank nodes renamed. Raises SyntaxError on a quoted triple, which RDF 1.1 has
        not.
        """
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise SyntaxError("een triple als subject of object kan niet in RDF 1.1")
        if isinstance(subject, ox.BlankNode):
            subject = self._rename(subject)
        if isinstance(value, ox.BlankNode):
            value = self._rename(value)
        return Stated(subject, triple.predicate, value)

    def _rename(self, node: ox.BlankNode) -> ox.BlankNode:
        return self._names.setdefault(node.value, ox.BlankNode(f"{self._prefix}b{len(self._names)}"))
