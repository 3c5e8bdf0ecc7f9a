"""Where releases are kept and what one release holds on disk.

    {home}/current                 digest of the release that serves, one line
    {home}/releases/{digest}/      report.json  context.jsonld  forms.json  manifest.json  queries/
                                   store/  names.sqlite  facts.duckdb  tabellen/  dumps/  derived.json

A release never changes. Its data are parts: what plans share, what the release says of itself, and each plan.
A part is a file in every format of `dumps/`, of which N-Quads are the data themselves; the dump of a format
is its parts one after the other. Parts that stay the same are linked from one release to the next. `store/`
is Oxigraph's index of the parts, `names.sqlite` the index of their names, `facts.duckdb` the rows of the
questions, `tabellen/` the same as tidy tables. Everything but those and `dumps/` has the same bytes for the
same input, and the digest is over it and over the N-Quads of each part, unpacked; what the others have to be
stands in `derived.json`.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from . import iris
from .errors import NoRelease
from .joined import unpack

# Layout of a release: since 2 the index holds the union of all graphs as its default graph, since 3 what is
# derived has digests, since 4 it has its numbers as stated, since 5 its data say which release they are,
# since 6 it has facts, since 7 an index of names, since 8 its data are parts, since 9 it has tables to take
# away. A release of another layout is built anew.
INDEX = 9
# What says in a graph of the release which data they are; the digest of all of them is that of the dataset.
MARK = "owl:versionInfo"
# The index of names, the rows of all questions, the digests of those and of the files of store/ and dumps/.
NAMES = "names.sqlite"
FACTS = "facts.duckdb"
TABLES = "tabellen"
DERIVED = "derived.json"
# Parts that are no plan: what plans share, what the release says of itself, and, in formats without graphs,
# what several plans say.
SHARED_PART, OWN_PART, LOOSE_PART = "gedeeld", "uitgave", "los"
PLAN_PARTS = "plan/"
# What stands in a dump beside its parts, by the name of its file: before, between and after them.
HEAD, GLUE, TAIL = "begin", "tussen", "einde"
# Bytes that are looked at before a release serves; the rest of a large one is looked at while it does. What
# is there only to be taken away comes last.
AT_ONCE = 64 * 1024 * 1024
_TAKEN_AWAY = ("dumps", TABLES)
_PIECE = 1024 * 1024
BUILD = "draai veiligheidsgraaf build: dat bouwt haar opnieuw"
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """One release directory."""

    path: Path

    @property
    def digest(self) -> str:
        """SHA-256 over the manifest: the name of the directory."""
        return self.path.name

    @property
    def store(self) -> Path:
        """Directory of the Oxigraph store."""
        return self.path / "store"

    @property
    def names(self) -> Path:
        """The index of names."""
        return self.path / NAMES

    @property
    def facts(self) -> Path:
        """File with the rows of all questions."""
        return self.path / FACTS

    @property
    def dumps(self) -> Path:
        """Directory of the files to take away."""
        return self.path / "dumps"

    @property
    def parts(self) -> dict[str, str]:
        """Name of each part -> digest of its N-Quads, unpacked; those of plans last."""
        found: dict[str, str] = self.manifest["parts"]
        return dict(sorted(found.items(), key=lambda part: (part[0].startswith(PLAN_PARTS), part[0])))

    def part(self, name: str, suffix: str = "nq") -> Path:
        """The packed file of a part in a format."""
        return self.dumps / suffix / f"{name}.gz"

    def open_dataset(self, *names: str) -> BinaryIO:
        """The N-Quads of some parts, or of all, as one file."""
        return unpack([self.part(name) for name in names or self.parts])

    def dump(self, suffix: str) -> list[Path]:
        """The packed files that are the dump of a format, one after the other; none for a format of which
        there is no dump.
        """
        if not (self.dumps / suffix).is_dir():
            return []
        head, glue, tail = (self.part(name, suffix) for name in (HEAD, GLUE, TAIL))
        files = (self.part(name, suffix) for name in (*self.parts, LOOSE_PART))
        found = [path for path in files if path.exists()]
        if glue.exists():
            found = [path for each in found for path in (glue, each)][1:]
        return [path for path in (head, *found, tail) if path.exists()]

    @property
    def tables(self) -> dict[str, Path]:
        """Question -> its rows as a tidy table, packed CSV."""
        found = sorted((self.path / TABLES).glob("*.csv.gz"))
        return {path.name.removesuffix(".csv.gz"): path for path in found}

    @property
    def context(self) -> dict[str, Any]:
        """The JSON-LD context of the ontology."""
        found: dict[str, Any] = json.loads((self.path / "context.jsonld").read_text(encoding="utf-8"))[
            "@context"
        ]
        return found

    @property
    def manifest(self) -> dict[str, Any]:
        """What is in it: file digests, graphs with triple counts, marks of the data, digest of the input."""
        found: dict[str, Any] = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        return found

    @property
    def derived(self) -> dict[str, Any]:
        """What is derived and was made how: file digests, and what index and facts were made of."""
        found: dict[str, Any] = json.loads((self.path / DERIVED).read_text(encoding="utf-8"))
        return found

    @property
    def mark(self) -> str:
        """The digest of its data, which a copy of them says of itself."""
        return str(self.manifest["marks"][iris.DATASET])


def current_release(home: Path) -> Release:
    """The release that serves. Raises NoRelease when there is none or it is not whole."""
    try:
        name = (home / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoRelease(f"{home}: er is nog geen graaf gebouwd", BUILD) from None
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or "geen tekst"
        raise NoRelease(f"{home / 'current'} is niet te lezen ({cause})", BUILD) from None
    if not _DIGEST.fullmatch(name):
        raise NoRelease(f"{home / 'current'} noemt geen uitgave", BUILD)
    release = Release(home / "releases" / name)
    parts = ("manifest.json", "context.jsonld", DERIVED, "dumps", NAMES, FACTS)
    if not all((release.path / part).exists() for part in parts) or not release.store.is_dir():
        raise NoRelease(f"{release.path}: de gebouwde graaf is niet volledig", BUILD)
    if _read(release, "manifest.json").get("index") != INDEX:
        raise NoRelease(
            f"{release.path}: de gebouwde graaf is van een andere versie van dit programma", BUILD
        )
    return release


def check_release(
    release: Release,
    beside: Release | None = None,
    most: int | None = None,
    rest: Callable[[], object] = lambda: None,
) -> bool:
    """Pass a release whose files have the digests that its manifest and its name say, and whose index and
    dumps have those written when they were made. Raises NoRelease naming the first that has not.

    `beside`: a release that was passed; what is linked with it is not read once more. `most`: bytes to read,
    small files first, those to take away last; all are at least there. `rest`: what is done after each piece
    that was read. Out: whether all were looked at.
    """
    try:
        manifest = (release.path / "manifest.json").read_bytes()
        if hashlib.sha256(manifest).hexdigest() != release.digest:
            raise damaged(release, "manifest.json past niet bij de naam van de map")
        files = {**_read(release, "manifest.json")["files"], **_read(release, DERIVED)["files"]}
        if beside is not None:
            files = {name: digest for name, digest in files.items() if not _is_linked(release, beside, name)}
        sizes = {name: (release.path / name).stat().st_size for name in files}
        left = sum(sizes.values()) if most is None else most
        for name in sorted(files, key=lambda name: (name.startswith(_TAKEN_AWAY), sizes[name], name)):
            left -= sizes[name]
            if left < 0:
                return False
            _check_files(release, {name: files[name]}, rest)
        return True
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(release, f"de gebouwde graaf is niet volledig ({type(error).__name__})") from None


def check_index_head(release: Release) -> None:
    """Pass an index whose own small files are what they were. Raises NoRelease.

    Its large files have checksums that are looked at as they are read; but of a `MANIFEST` that is cut off,
    RocksDB makes an index with less in it, and so wrong answers.
    """
    try:
        files: dict[str, str] = _read(release, DERIVED)["files"]
        names = (name for name in files if name.startswith("store/") and not name.endswith(".sst"))
        _check_files(release, {name: files[name] for name in names})
    except (OSError, KeyError, TypeError, AttributeError) as error:
        raise damaged(release, f"de index is niet volledig ({type(error).__name__})") from None


def check_names(release: Release) -> None:
    """Pass an index of names that is what it was. Raises NoRelease."""
    try:
        _check_files(release, {NAMES: _read(release, DERIVED)["files"][NAMES]})
    except (OSError, KeyError, TypeError, AttributeError) as error:
        raise damaged(release, f"{NAMES} is niet te lezen ({type(error).__name__})") from None


def digest_files(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Name in the folder -> SHA-256."""
    return {path.relative_to(folder).as_posix(): _digest(path) for path in sorted(paths)}


def _digest(path: Path, rest: Callable[[], object] = lambda: None) -> str:
    """The SHA-256 of a file."""
    digest, piece = hashlib.sha256(), memoryview(bytearray(_PIECE))
    with path.open("rb", buffering=0) as file:
        while length := file.readinto(piece):
            digest.update(piece[:length])
            rest()
    return digest.hexdigest()


def derived_files(folder: Path) -> list[Path]:
    """Files of the index, the dumps, the tables, the names and the facts, but the index's log and lock, which
    say nothing.
    """
    index = [path for path in (folder / "store").iterdir() if not path.name.startswith("LO")]
    dumps = [path for part in ("dumps", TABLES) for path in (folder / part).rglob("*") if path.is_file()]
    return [*index, *dumps, folder / NAMES, folder / FACTS]


def _is_linked(release: Release, beside: Release, name: str) -> bool:
    """Whether a file is one with that of another release."""
    try:
        return (release.path / name).samefile(beside.path / name)
    except FileNotFoundError:
        return False


def _check_files(release: Release, files: dict[str, str], rest: Callable[[], object] = lambda: None) -> None:
    for name, digest in files.items():
        if _digest(release.path / name, rest) != digest:
            raise damaged(release, f"{name} is beschadigd")


def _read(release: Release, name: str) -> dict[str, Any]:
    try:
        found = json.loads((release.path / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise damaged(release, f"{name} is niet te lezen") from None
    if not isinstance(found, dict):
        raise damaged(release, f"{name} is niet te lezen")
    return found


def damaged(release: Release, what: str) -> NoRelease:
    """The refusal of a release that is not what it was."""
    return NoRelease(f"{release.path}: {what}", BUILD)


def make_current(home: Path, release: Release) -> None:
    """Let a release serve, in one atomic step (rename)."""
    pending = home / f"current.{os.getpid()}"
    try:
        pending.write_text(release.digest + "\n", encoding="utf-8")
        pending.replace(home / "current")
    finally:
        pending.unlink(missing_ok=True)
