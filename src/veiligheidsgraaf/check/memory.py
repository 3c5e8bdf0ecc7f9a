"""Results of earlier checks on disk, by the digest of everything they rest on: what did not change is not
done again.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
_MOST = 4096
_NO_CODE = ("__pycache__", "data", "static")  # what is made, what is checked, what browsers get


class Memory:
    """A folder of results; without a folder it remembers nothing. A damaged or unwritable folder is the same
    as none.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def recall(self, key: str) -> dict[str, Any] | None:
        """The result under a key, or None."""
        if self._folder is None:
            return None
        try:
            found, _, text = (self._folder / f"{key}.json").read_text(encoding="utf-8").partition("\n")
            content = json.loads(text) if found == _digest(text) else None
        except (OSError, ValueError, RecursionError):
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
            pending.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
            pending.replace(self._folder / f"{key}.json")
            for old in sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-_MOST]:
                old.unlink()
        except OSError:
            return


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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
