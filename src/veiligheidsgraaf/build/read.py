"""Read a project: every Turtle file into its named graph.

Oxigraph's parser reads (about a hundred times faster than rdflib's and it names line and column); rdflib's, slower, is
asked for line numbers only when there is something to report (`lines`).
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from ..words import iris
from ..words.errors import CannotRead
from ..words.project import Project

MAX_BYTES = 64 * 1024 * 1024


Term = ox.NamedNode | ox.BlankNode | ox.Literal


class Stated(NamedTuple):
    """One triple of a file."""

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: Term


@dataclass(frozen=True)
class SourceFile:
    """One Turtle file: `name` as shown to people, the graph it belongs to, its triples and the digest of its bytes."""

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
    """Read ontology/, graphs/ and shapes/. Raises CannotRead with file and line at the first file that is no Turtle."""
    files = []
    for folder in ("ontology", "graphs"):
        for name, path in project.files(folder, ".ttl"):
            graph = iris.graph_of(name)
            if graph is None:
                raise CannotRead(
                    f"{name}: deze map hoort bij geen graaf",
                    "zet het bestand in ontology/, ontology/{vocabulaires,catalogus}/ of graphs/{referentie,plannen,passages}/",
                )
            files.append(read_file(name, path, graph))
    shapes = [read_file(name, path, iris.GRAPH + "shapes") for name, path in project.files("shapes", ".ttl")]
    return Dataset(tuple(files), tuple(shapes))


def read_file(name: str, path: Path, graph: str) -> SourceFile:
    """One Turtle file. Raises CannotRead naming file, line and what to do."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CannotRead(f"{name}: groter dan {MAX_BYTES // 1024 // 1024} MB", "splits het bestand")
        content = path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{name}: {error.strerror}", "controleer of het bestand leesbaar is") from None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CannotRead(f"{name}:{line}: byte 0x{content[error.start]:02x} is geen UTF-8", "sla het bestand op als UTF-8") from None
    try:
        # Blank nodes get the file's name in front, so that equal labels in two files stay two nodes.
        prefix = hashlib.sha256(name.encode()).hexdigest()[:8]
        triples = tuple(_stated(quad.triple, prefix) for quad in ox.parse(content, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        how = "herstel de schrijfwijze op of vlak voor deze regel"
        raise CannotRead(f"{name}:{error.lineno or 0}: geen geldige Turtle ({error.msg})", how) from None
    return SourceFile(name, path, graph, triples, hashlib.sha256(content).hexdigest())


def to_graph(files: Iterable[SourceFile]) -> rdflib.Graph:
    """The triples of some files as one rdflib graph."""
    graph = rdflib.Graph()
    terms: dict[Term, rdflib.term.Identifier] = {}
    for file in files:
        for triple in file.triples:
            for term in triple:
                if term not in terms:
                    terms[term] = to_rdflib(term)
            graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return graph


def to_rdflib(term: Term) -> rdflib.term.Identifier:
    """The same term in rdflib."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def to_rdflib_triple(triple: Stated) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    """The same triple in rdflib."""
    return to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)


def to_oxigraph(triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]) -> Stated:
    """The same triple in Oxigraph."""
    subject, predicate, value = (_to_oxigraph(term) for term in triple)
    assert not isinstance(subject, ox.Literal)
    assert isinstance(predicate, ox.NamedNode)
    return Stated(subject, predicate, value)


def _to_oxigraph(term: rdflib.term.Node) -> Term:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def _stated(triple: ox.Triple, prefix: str) -> Stated:
    """A triple with its blank nodes renamed. Raises SyntaxError on a quoted triple, which RDF 1.1 has not."""
    subject, value = triple.subject, triple.object
    if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
        raise SyntaxError("een triple als subject of object kan niet in RDF 1.1")
    if isinstance(subject, ox.BlankNode):
        subject = ox.BlankNode(prefix + subject.value)
    if isinstance(value, ox.BlankNode):
        value = ox.BlankNode(prefix + value.value)
    return Stated(subject, triple.predicate, value)
