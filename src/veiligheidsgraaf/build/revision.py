"""The graph as it was at a git revision.

Only objects are read (`ls-tree`, `cat-file`), by the hash of a commit: no checkout, no filters, no hooks, and what the user wrote
reaches git once, as a name to look up.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..words import iris
from ..words.errors import CannotRead, InvalidRequest
from ..words.project import Project
from .read import MAX_BYTES, SourceFile, read_file

FOLDERS = ("graphs", "ontology")
_NAME = re.compile(r"(?!-)[^\x00-\x20\x7f:?*\[\\]{1,200}")
_MOST_FILES = 5000
_MOST_BYTES = 8 * MAX_BYTES
_SECONDS = 60
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
# What git sets for a hook points at the repository from another folder than ours.
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}


def read_now(project: Project) -> list[SourceFile]:
    """The graph as it stands in the folder: its own files only, not those that come with the package. Raises CannotRead."""
    own = [name for name in FOLDERS if (project.root / name).is_dir()]
    return [
        read_file(name, path, graph) for folder in own for name, path in project.files(folder, ".ttl") if (graph := iris.graph_of(name))
    ]


def read_revision(project: Project, revision: str) -> tuple[str, list[SourceFile]]:
    """(commit hash, files) of the project at a revision. Raises InvalidRequest on no revision, CannotRead on a file that is no Turtle."""
    commit = _find_commit(project.root, revision)
    files = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.ttl"
        for name, content in _read_blobs(project.root, commit):
            if graph := iris.graph_of(name):
                path.write_bytes(content)
                files.append(read_file(f"{revision}:{name}", path, graph))
    return commit, files


def _find_commit(root: Path, revision: str) -> str:
    """The hash of a commit. Raises InvalidRequest or CannotRead."""
    if not _NAME.fullmatch(revision):
        raise InvalidRequest(f"{revision[:80]!a} is geen naam van een revisie", "geef een commit, tak of tag, bijvoorbeeld main of HEAD~1")
    if _git(root, "rev-parse", "--git-dir") is None:
        raise CannotRead(f"{root}: is geen git-repository", "wijs met --project een map in een git-repository aan")
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = (found or b"").decode(errors="replace").strip()
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        how = "controleer de naam, of haal de geschiedenis op met git fetch"
        raise InvalidRequest(f"revisie '{revision}' is hier niet bekend", how)
    return commit


def _read_blobs(root: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """(name relative to the project, content) of every Turtle file in FOLDERS, sorted by name. Raises CannotRead."""
    prefix = os.fsdecode(_git(root, "rev-parse", "--show-prefix") or b"").removesuffix("\n")
    listed = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *(f"{prefix}{name}" for name in FOLDERS))
    entries = sorted(_turtle_files((listed or b"").split(b"\0"), prefix))
    sizes = [size for _, _, size in entries]
    if len(entries) > _MOST_FILES or sum(sizes) > _MOST_BYTES or max(sizes, default=0) > MAX_BYTES:
        raise CannotRead(f"{commit[:12]}: te veel of te grote Turtle-bestanden", "vergelijk met een andere revisie")
    batch = _git(root, "cat-file", "--batch", stdin="".join(f"{blob}\n" for _, blob, _ in entries).encode()) or b""
    at = 0
    for name, blob, size in entries:
        start = batch.find(b"\n", at) + 1
        found, at = batch[at:start], start + size + 1
        if found != f"{blob} blob {size}\n".encode():
            raise CannotRead(f"{commit[:12]}:{name}: is hier niet aanwezig", "haal de hele geschiedenis op met git fetch")
        yield name, batch[start : start + size]


def _turtle_files(entries: Iterable[bytes], prefix: str) -> Iterator[tuple[str, str, int]]:
    """(name, blob hash, size) of the regular Turtle files in a listing of `ls-tree -l -z`; links are passed over."""
    for entry in entries:
        facts, _, path = entry.partition(b"\t")
        name = os.fsdecode(path).removeprefix(prefix)
        if facts.startswith(b"100") and name.endswith(".ttl"):
            _, _, blob, size = facts.decode().split()
            yield name, blob, int(size) if size.isdigit() else -1  # BAD: it is not here


def _git(root: Path, *words: str, stdin: bytes = b"") -> bytes | None:
    """What git prints, or None when it fails. Raises CannotRead without git, or when it takes too long."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
    try:
        command = ["git", "--no-pager", "--no-replace-objects", *words]
        found = subprocess.run(  # noqa: S603 (a list, no shell; the only word from outside is a checked revision name)
            command, cwd=root, env=environment, input=stdin, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise CannotRead("git is niet gevonden", "installeer git, of zet het in PATH") from None
    except subprocess.TimeoutExpired:
        raise CannotRead(f"{root}: git gaf binnen {_SECONDS} seconden geen antwoord", "probeer het opnieuw") from None
    return found.stdout if found.returncode == 0 else None
