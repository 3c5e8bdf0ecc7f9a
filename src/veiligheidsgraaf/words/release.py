"""Where releases are kept and what one release holds on disk.

    {home}/current                 digest of the release that serves, one line
    {home}/releases/{digest}/      dataset.nq  report.json  context.jsonld  manifest.json
                                   queries/  store/  dumps/

A release never changes. Everything but `store/`, Oxigraph's index of dataset.nq, and `dumps/`, the same
dataset packed in several formats, has the same bytes for the same input, and the digest is over those.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import NoRelease

# Layout of store/: 2 holds the union of all graphs as its default graph. A release of another layout is built
# anew.
INDEX = 2


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
    def dumps(self) -> Path:
        """Directory of the files to take away."""
        return self.path / "dumps"

    @property
    def context(self) -> dict[str, Any]:
        """The JSON-LD context of the ontology."""
        found: dict[str, Any] = json.loads((self.path / "context.jsonld").read_text(encoding="utf-8"))[
            "@context"
        ]
        return found

    @property
    def manifest(self) -> dict[str, Any]:
        """What is in it: file digests, named graphs with triple counts, digest of the input."""
        found: dict[str, Any] = json.loads((self.path / "manifest.json").read_text(encoding="utf-8"))
        return found


def current_release(home: Path) -> Release:
    """The release that serves. Raises NoRelease when there is none or it is not whole."""
    try:
        release = Release(home / "releases" / (home / "current").read_text(encoding="utf-8").strip())
    except OSError:
        raise NoRelease(f"{home}: er is nog geen graaf gebouwd", "draai veiligheidsgraaf build") from None
    parts = ("manifest.json", "context.jsonld", "dumps")
    if not all((release.path / part).exists() for part in parts) or not release.store.is_dir():
        raise NoRelease(f"{release.path}: de gebouwde graaf is niet volledig", "draai veiligheidsgraaf build")
    if release.manifest.get("index") != INDEX:
        raise NoRelease(
            f"{release.path}: de gebouwde graaf is van een andere versie van dit programma",
            "draai veiligheidsgraaf build",
        )
    return release


def check_release(release: Release) -> None:
    """Pass a release whose files have the digests that its manifest and its name say. Raises NoRelease naming
    the first that has not.
    """
    try:
        manifest = (release.path / "manifest.json").read_bytes()
        if hashlib.sha256(manifest).hexdigest() != release.digest:
            raise _damaged(release, "manifest.json past niet bij de naam van de map")
        for name, digest in release.manifest["files"].items():
            with (release.path / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    raise _damaged(release, f"{name} is beschadigd")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(release, f"de gebouwde graaf is niet volledig ({type(error).__name__})") from None


def _damaged(release: Release, what: str) -> NoRelease:
    return NoRelease(f"{release.path}: {what}", "verwijder deze map en draai veiligheidsgraaf build")


def make_current(home: Path, release: Release) -> None:
    """Let a release serve, in one atomic step (rename)."""
    pending = home / f"current.{os.getpid()}"
    pending.write_text(release.digest + "\n", encoding="utf-8")
    pending.replace(home / "current")
