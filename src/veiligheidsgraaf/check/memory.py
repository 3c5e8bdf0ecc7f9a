"""Results of earlier checks on disk, by the digest of everything they rest
on: what did not change is not done again.

Each is sealed with a key that this machine made for itself and that is in no repository: a result that
someone committed, or put into a shared cache, is no result, so that a gate cannot be talked into anything.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import platformdirs

PACKAGE = Path(__file__).resolve().parent.parent
_MOST = 16384
_SELDOM = 512  # looking for the oldest takes as long as there are results
_NO_CODE = ("__pycache__", "data", "static")  # what is made, what is checked, what browsers get


class Memory:
    """A folder of results; without a folder it remembers nothing.

    A damaged or unwritable folder is the same as none.
    """

    def __init__(self, folder: Path | None = None, keys: Path | None = None) -> None:
        """With `keys`, the folder of this machine's key, a user's own by default."""
        self._key = _machine_key(keys or platformdirs.user_state_path("veiligheidsgraaf")) if folder else None
        self._folder = folder if self._key else None
        self._kept = 0

    def recall(self, key: str) -> dict[str, Any] | None:
        """The result under a key, or None."""
        if self._folder is None:
            return None
        try:
            found, _, text = (self._folder / f"{key}.json").read_text(encoding="utf-8").partition("\n")
            content = json.loads(text) if hmac.compare_digest(found, self._seal(key, text)) else None
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return content if isinstance(content, dict) else None

    def keep(self, key: str, content: dict[str, Any]) -> None:
        """Remember a result of plain values, and forget the oldest beyond a limit."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            pending = self._folder / f"{key}.tmp"
            text = json.dumps(content)
            pending.write_text(f"{self._seal(key, text)}\n{text}", encoding="utf-8")
            pending.replace(self._folder / f"{key}.json")
            self._kept += 1
            if self._kept % _SELDOM == 1:
                found = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
                for old in found[:-_MOST]:
                    old.unlink()
        except OSError:
            return

    def _seal(self, key: str, text: str) -> str:
        return hmac.new(self._key or b"", f"{key}\n{text}".encode(), hashlib.sha256).hexdigest()


@cache
def digest_code(package: Path = PACKAGE) -> str:
    """Digest of all our code, tables and templates among it, and of its version."""
    found = hashlib.sha256(version("veiligheidsgraaf").encode())
    for path in _list_code(package):
        found.update(path.relative_to(package).as_posix().encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _list_code(package: Path) -> Iterable[Path]:
    return sorted(
        path
        for path in package.rglob("*")
        if path.is_file() and not any(part in _NO_CODE for part in path.relative_to(package).parts)
    )


def _machine_key(folder: Path) -> bytes | None:
    """The key of this machine, made when there is none yet; None where none can be kept."""
    path = folder / "geheugen.sleutel"
    try:
        if not path.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            pending = folder / f"{secrets.token_hex(8)}.tmp"
            with os.fdopen(os.open(pending, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
            try:
                os.link(pending, path)  # the first of two that begin at once wins
            except FileExistsError:
                pass
            finally:
                pending.unlink()
        return path.read_bytes() or None
    except OSError:
        return None
