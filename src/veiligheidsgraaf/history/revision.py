"""The graph as it was at a git revision.

Only objects are read (`ls-tree`, `cat-file`), by the hash of a commit: no checkout, no filters, no hooks.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..turtle.file_bytes import MAX_BYTES
from ..turtle.read import SourceFile, read_file
from ..words import iris
from ..words.errors import CannotRead
from ..words.project import Project
from .git import ask_git, find_commit

FOLDERS = ("graphs", "ontology")
_MOST_FILES = 5000
_MOST_BYTES = 8 * MAX_BYTES


def read_now(project: Project) -> list[SourceFile]:
    """The graph as it stands in the folder: its own files only, not those that come with the package.

    Raises CannotRead.
    """
    return [
        read_file(name, path, graph)
        for folder in FOLDERS
        for name, path in project.own_files(folder, ".ttl")
        if (graph := iris.graph_of(name))
    ]


def read_revision(project: Project, revision: str) -> tuple[str, list[SourceFile]]:
    """(commit hash, files) of the project at a revision.

    Raises InvalidRequest on no revision, CannotRead on a file that is no Turtle.
    """
    commit = find_commit(project.root, revision)
    files = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.ttl"
        for name, content in _read_blobs(project.root, commit):
            if graph := iris.graph_of(name):
                path.write_bytes(content)
                files.append(read_file(f"{revision}:{name}", path, graph, iris.file_base(name)))
    return commit, files


def _read_blobs(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """(name relative to the project, content) of every Turtle file in FOLDERS, sorted by name.

    Raises CannotRead.
    """
    prefix = os.fsdecode(ask_git(root, "rev-parse", "--show-prefix") or b"").removesuffix("\n")
    listed = ask_git(
        root,
        "ls-tree",
        "-r",
        "-z",
        "-l",
        "--full-tree",
        commit,
        "--",
        *(f"{prefix}{name}" for name in FOLDERS),
    )
    entries = sorted(_turtle_files((listed or b"").split(b"\0"), prefix))
    sizes = [size for _, _, size in entries]
    if len(entries) > _MOST_FILES or sum(sizes) > _MOST_BYTES or max(sizes, default=0) > MAX_BYTES:
        raise CannotRead(
            f"{commit[:12]}: te veel of te grote Turtle-bestanden", "vergelijk met een andere revisie"
        )
    batch = (
        ask_git(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for _, blob, _ in entries).encode())
        or b""
    )
    at = 0
    for name, blob, size in entries:
        start = batch.find(b"\n", at) + 1
        found, at = batch[at:start], start + size + 1
        if found != f"{blob} blob {size}\n".encode():
            raise CannotRead(
                f"{commit[:12]}:{name}: is hier niet aanwezig", "haal de hele geschiedenis op met git fetch"
            )
        yield name, batch[start : start + size]


def _turtle_files(entries: Iterable[bytes], prefix: str) -> Iterator[tuple[str, str, int]]:
    """(name, blob hash, size) of the regular Turtle files in a listing of
    `ls-tree -l -z`; links are passed over.
    """
    for entry in entries:
        facts, _, path = entry.partition(b"\t")
        name = os.fsdecode(path).removeprefix(prefix)
        if facts.startswith(b"100") and name.endswith(".ttl"):
            _, _, blob, size = facts.decode().split()
            yield name, blob, int(size) if size.isdigit() else -1  # BAD: it is not here
