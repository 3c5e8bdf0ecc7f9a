"""Where releases are kept and what one release holds on disk.

    {home}/current                 digest of the release that serves, one line
    {home}/releases/{digest}/      dataset.nq  report.json  manifest.json  queries/  store/

A release never changes. Everything but `store/`, Oxigraph's index of dataset.nq, has the same bytes for the same input,
and the digest is over those.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import NoRelease


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
    if not (release.path / "manifest.json").is_file() or not release.store.is_dir():
        raise NoRelease(f"{release.path}: de gebouwde graaf is niet volledig", "draai veiligheidsgraaf build")
    return release


def make_current(home: Path, release: Release) -> None:
    """Let a release serve, in one atomic step (rename)."""
    pending = home / f"current.{os.getpid()}"
    pending.write_text(release.digest + "\n", encoding="utf-8")
    pending.replace(home / "current")
