"""Write a release out as files: every graph and the whole in the common RDF
formats, every question as CSV, a manifest.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from ..words import iris
from ..words.errors import CannotRead
from ..words.prefixes import PREFIXES as ALL_PREFIXES
from ..words.release import Release

_GRAPH_FORMATS = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML)
_DATASET_FORMATS = (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.JSON_LD)
PREFIXES = {
    name: ALL_PREFIXES[name] for name in ("dct", "foaf", "org", "owl", "prov", "rdfs", "skos", "vg", "xsd")
}


def export(release: Release, to: Path, questions: dict[str, Callable[[], bytes]]) -> list[Path]:
    """Write to `to`: veiligheidsgraaf.*, grafen/*, vragen/*.csv, manifest.json with their digests.

    Out: the files.

    `questions`: name -> a call that gives its answer as CSV. Same release, same bytes.
    Raises CannotRead when `to` cannot be written.
    """
    by_graph: dict[str, list[ox.Triple]] = {}
    with release.open_dataset() as lines:
        quads = list(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    for quad in quads:
        by_graph.setdefault(quad.graph_name.value, []).append(quad.triple)
    contents: dict[str, bytes] = {}
    for kind in _DATASET_FORMATS:
        contents[f"veiligheidsgraaf.{kind.file_extension}"] = _serialize(quads, kind)
    whole = sorted({quad.triple for quad in quads}, key=str)
    for kind in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML):
        contents[f"veiligheidsgraaf.{kind.file_extension}"] = _serialize(whole, kind)
    for graph, triples in by_graph.items():
        for kind in _GRAPH_FORMATS:
            name = graph.removeprefix(iris.GRAPH)
            contents[f"grafen/{name}.{kind.file_extension}"] = _serialize(triples, kind)
    for name, answer in questions.items():
        contents[f"vragen/{name}.csv"] = answer()
    files = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
    manifest = {"release": release.digest, "files": files}
    contents["manifest.json"] = (json.dumps(manifest, indent=1) + "\n").encode()
    return [_write(to / name, content) for name, content in sorted(contents.items())]


def _serialize(statements: Iterable[ox.Quad] | Iterable[ox.Triple], kind: ox.RdfFormat) -> bytes:
    out = io.BytesIO()
    ox.serialize(statements, out, kind, prefixes=PREFIXES)
    return out.getvalue()


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CannotRead(
            f"{path}: {error.strerror}", "wijs met --to een map aan waarin geschreven mag worden"
        ) from None
    return path
