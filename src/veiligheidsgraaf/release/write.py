"""Write a release: an immutable directory named by the digest of its
content, made current in one atomic swap.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ..check.findings import Report
from ..check.shape_rules import Rules
from ..store.forms import Forms
from ..turtle.read import Dataset, Stated
from ..words import iris
from ..words.errors import CannotRead, NoRelease
from ..words.project import Project
from ..words.questions import load_questions
from ..words.release import (
    DERIVED,
    FACTS,
    INDEX,
    Release,
    check_release,
    derived_files,
    digest_files,
    is_in_use,
    make_current,
)
from ..words.system import explain_refusal
from .context import make_context
from .data_marks import MARKED, mark_release, read_mark
from .dumps import write_dumps
from .fact_rows import write_release_facts
from .known_names import write_index_of_names
from .metadata import describe_release
from .number_forms import list_forms
from .published_rules import describe_rules
from .statements import graph_of


def write_release(
    project: Project,
    dataset: Dataset,
    inferred: dict[str, tuple[Stated, ...]],
    report: Report,
    home: Path,
    keep: int = 3,
) -> Release:
    """Write everything aside, then move it in place and make it current. Out: the release, old or new. Raises
    CannotRead when it cannot be written.

    An interrupted run leaves a directory named `.building-*` that the next run removes, and the old release
    serving. Of the releases the newest `keep` stay, and those in use.
    """
    releases = home / "releases"
    with _alone(home), _told(home):
        for leftover in releases.glob(".[bd]*"):  # being built, or damaged
            shutil.rmtree(leftover, ignore_errors=True)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
        try:
            _write_content(building, project, dataset, inferred, report)
            write_manifest(building, input_digest(project))
            release = put_in_place(building, home)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        prune(home, release, keep)
        return release


def prune(home: Path, current: Release, keep: int) -> None:
    """Remove releases but the newest, the current one and those in use."""
    found = [Release(path) for path in (home / "releases").iterdir() if not path.name.startswith(".")]
    newest = sorted(found, key=lambda release: release.path.stat().st_mtime_ns, reverse=True)
    for release in newest[keep:]:
        if release != current and not is_in_use(release):
            shutil.rmtree(release.path, ignore_errors=True)


@contextmanager
def _told(home: Path) -> Iterator[None]:
    """What the system refuses while a release is written, as a fault with its cause."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # the latter of the index
        what, how = explain_refusal(error)
        place = getattr(error, "filename", None) or home
        raise CannotRead(f"{place}: {what}; de vorige uitgave blijft", how) from None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One process at a time writes in a home; others wait.

    The system takes the lock off a process that ends. Raises CannotRead.
    """
    try:
        (home / "releases").mkdir(parents=True, exist_ok=True)
        file = (home / "lock").open("w")
    except OSError as error:
        raise CannotRead(
            f"{home}: {error.strerror}", "wijs met --home een map aan waarin geschreven mag worden"
        ) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_manifest(building: Path, digest: str) -> None:
    """State what is in a directory that becomes a release: digests of its files,
    triples per graph, the marks of its data, and the digest of the input.
    """
    content = (path for path in building.rglob("*") if path.is_file() and path.name != FACTS)
    files = digest_files(building, content)
    graphs: Counter[str] = Counter()
    marks = {}
    with (building / "dataset.nq").open(encoding="utf-8") as lines:
        for line in lines:
            graphs[line.rsplit(" ", 2)[1].strip("<>")] += 1
            if MARKED in line and (mark := read_mark(line)):
                marks[mark[0]] = mark[1]
    found = {"index": INDEX, "input": digest, "files": files, "graphs": dict(sorted(graphs.items()))}
    _write_json(building / "manifest.json", {**found, "marks": marks})


def put_in_place(building: Path, home: Path) -> Release:
    """Index a directory with a manifest, write its dumps, and make it the current release of `home`. One that
    is there already stays, unless it is damaged.
    """
    release = Release(
        home / "releases" / hashlib.sha256((building / "manifest.json").read_bytes()).hexdigest()
    )
    if release.path.exists() and not _is_sound(release):
        release.path.rename(release.path.with_name(f".damaged-{release.digest[:16]}-{os.getpid()}"))
    if not release.path.exists():
        _write_store(building)
        write_index_of_names(building)
        write_dumps(building / "dataset.nq", building / "dumps")
        _write_json(building / DERIVED, {"files": digest_files(building, derived_files(building))})
        building.rename(release.path)
    os.utime(release.path)  # the newest
    make_current(home, release)
    return release


def _is_sound(release: Release) -> bool:
    try:
        check_release(release)
    except NoRelease:
        return False
    return True


def input_digest(project: Project) -> str:
    """SHA-256 over names and bytes of all input files: whether a release is
    of this input, without parsing anything.
    """
    digest = hashlib.sha256()
    for folder, suffix in (("ontology", ".ttl"), ("graphs", ".ttl"), ("shapes", ".ttl"), ("queries", ".rq")):
        for name, path in project.files(folder, suffix):
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _write_content(
    folder: Path, project: Project, dataset: Dataset, inferred: dict[str, tuple[Stated, ...]], report: Report
) -> None:
    everything = _canonical_quads(dataset, inferred)
    content = [quad for quad in everything if graph_of(quad) != iris.SHAPES_GRAPH]
    said = (*describe_release(content, _questions(project)), *describe_rules(Rules(project).values()).quads)
    quads_of_all = (*everything, *said)
    unmarked = {_line(quad) for quad in quads_of_all}
    quads = sorted(unmarked | {_line(quad) for quad in mark_release(sorted(unmarked))})
    (folder / "dataset.nq").write_text("".join(f"{quad}\n" for quad in quads), encoding="utf-8", newline="\n")
    forms = list_forms(content)
    _write_json(folder / "forms.json", forms)
    write_release_facts(folder, quads_of_all, load_questions(project), Forms(forms))
    _write_json(folder / "context.jsonld", {"@context": make_context(content)})
    _write_json(folder / "report.json", report.as_json())
    for name, path in project.files("queries", ".rq"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)


def _canonical_quads(dataset: Dataset, inferred: dict[str, tuple[Stated, ...]]) -> list[ox.Quad]:
    """All quads, stated and inferred, blank nodes named by RDFC-1.0: the same for the same graph."""
    canonical = ox.Dataset(dataset.quads())
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    concluded = (
        ox.Quad(*triple, ox.NamedNode(graph)) for graph, triples in inferred.items() for triple in triples
    )
    return [*canonical, *concluded]


def _questions(project: Project) -> dict[str, tuple[str, str, str]]:
    """What the release says of its questions: name -> question,
    description and the query that answers it whole.
    """
    listed = (question for question in load_questions(project).values() if question.listed)
    return {
        question.name: (question.question, question.description, question.standalone) for question in listed
    }


def _line(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} ."


def _write_store(folder: Path) -> None:
    """The index: every graph under its name, and all of them together as the default graph.

    Oxigraph can make that union while it answers, but then it repeats what
    stands in two graphs and overrides FROM.
    """
    store = ox.Store(str(folder / "store"))
    dataset = str(folder / "dataset.nq")
    store.bulk_load(path=dataset, format=ox.RdfFormat.N_QUADS)
    quads = ox.parse(path=dataset, format=ox.RdfFormat.N_QUADS)
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    store.optimize()
    store.flush()


def _write_json(path: Path, content: object) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
