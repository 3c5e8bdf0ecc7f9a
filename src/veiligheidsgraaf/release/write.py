"""Write a release: an immutable directory named by the digest of its
content, made current in one atomic swap.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from ..check.pipeline import Country
from ..facts.fact_file import LAYOUT as FACTS_LAYOUT
from ..names.entries import LAYOUT as NAMES_LAYOUT
from ..words.errors import CannotRead, NoRelease
from ..words.holding import is_in_use
from ..words.joined import unpack
from ..words.project import Project
from ..words.release import (
    DERIVED,
    FACTS,
    INDEX,
    NAMES,
    OWN_PART,
    TABLES,
    Release,
    check_release,
    current_release,
    derived_files,
    digest_files,
    make_current,
)
from ..words.system import explain_refusal
from .assemble import Assembly, write_json
from .data_marks import MARKED, read_mark
from .derived import Derived
from .inputs import input_digest
from .known_names import write_names_of
from .part_files import Described
from .remembered import Remembered
from .store_index import write_index


class DamagedRelease(Exception):
    """The release that was to be written is there, and is not what it was: nor may its parts be."""


def write_release(
    project: Project,
    country: Country,
    home: Path,
    remembered: Remembered,
    keep: int = 3,
    published: Sequence[ox.Quad] = (),
) -> Release:
    """Write everything aside, then move it in place and make it current. Out: the release, old or new. Raises
    CannotRead when it cannot be written, DamagedRelease when it was there and is now put aside.

    An interrupted run leaves a directory named `.building-*` that the next run removes, and the old release
    serving. Of the releases the newest `keep` stay, and those in use. `published`: who publishes which part.
    """
    releases = home / "releases"
    with _alone(home), _told(home):
        for leftover in releases.glob(".[bd]*"):  # being built, or damaged
            shutil.rmtree(leftover, ignore_errors=True)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
        try:
            assembly = Assembly(building, project, country, _find_current(home), remembered, published)
            with ThreadPoolExecutor(2) as beside:
                told = beside.submit(input_digest, project)
                assembly.derived.look_at_old(beside)
                assembly.write()
                digest = told.result()
            write_manifest(building, digest, assembly.parts)
            release = put_in_place(building, home, assembly.linked, assembly.derived)
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


def write_manifest(building: Path, digest: str, parts: Mapping[str, Described]) -> None:
    """State what is in a directory that becomes a release: digests of its files and of its parts, triples per
    graph, the marks of its data, the layouts of what is derived (so that a program of another layout makes
    another release), and the digest of the input.
    """
    derived = {"dumps", TABLES, FACTS, NAMES}
    content = (path for path in building.iterdir() if path.name not in derived)
    files = [file for path in content for file in (path, *path.rglob("*")) if file.is_file()]
    marks = read_marks(building / "dumps" / "nq" / f"{OWN_PART}.gz")
    found = {
        "index": INDEX,
        "layouts": {FACTS: FACTS_LAYOUT, NAMES: NAMES_LAYOUT},
        "input": digest,
        "files": digest_files(building, files),
        "parts": {name: part.digest for name, part in parts.items()},
        "blank": sorted(name for name, part in parts.items() if part.has_blanks),
        "graphs": {graph: size for part in parts.values() for graph, (size, _) in part.graphs.items()},
        "marks": marks,
    }
    write_json(building / "manifest.json", found)


def read_marks(part: Path) -> dict[str, str]:
    """The marks that a release has in its own part."""
    with unpack([part]) as lines:
        found = (read_mark(line.decode()) for line in lines if MARKED.encode() in line)
        return dict(mark for mark in found if mark)


def put_in_place(
    building: Path,
    home: Path,
    known: Mapping[str, str] | None = None,
    derived: Derived | None = None,
) -> Release:
    """Index a directory with a manifest and make it the current release of `home`. One that is there already
    stays. Raises DamagedRelease, after it was put aside, when it is not what it was.

    `known`: digests of files of dumps (by name in the directory) that need not be read once more; `derived`:
    what is derived beside the index, when that is written.
    """
    release = Release(
        home / "releases" / hashlib.sha256((building / "manifest.json").read_bytes()).hexdigest()
    )
    if release.path.exists() and not _is_sound(release):
        release.path.rename(release.path.with_name(f".damaged-{release.digest[:16]}-{os.getpid()}"))
        raise DamagedRelease(release.path)
    if not release.path.exists():
        beside = derived.prepare() if derived else ()
        with ThreadPoolExecutor(max(1, len(beside))) as threads:
            waiting = [threads.submit(write) for write in beside]
            generation, linked = write_index(Release(building), _find_current(home))
            for done in waiting:
                done.result()
        if not (building / NAMES).exists():  # not put together from parts
            write_names_of(Release(building))
        said, written = (derived.said, derived.linked) if derived else ({}, {})
        digests = {**(known or {}), **written, **linked}
        files = {path.relative_to(building).as_posix(): path for path in derived_files(building)}
        unread = digest_files(building, (path for name, path in files.items() if name not in digests))
        found = {name: digests.get(name) or unread[name] for name in files}
        write_json(building / DERIVED, {**said, "files": found, "generation": generation})
        building.rename(release.path)
    os.utime(release.path)  # the newest
    make_current(home, release)
    return release


def _find_current(home: Path) -> Release | None:
    try:
        return current_release(home)
    except NoRelease:
        return None


def _is_sound(release: Release) -> bool:
    try:
        check_release(release)
    except NoRelease:
        return False
    return True
