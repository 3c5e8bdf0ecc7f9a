"""Files named by the digest of their content: made once, linked into releases, thrown away when no release
has them and no build used them last.
"""

import hashlib
import os
import secrets
from collections.abc import Collection
from pathlib import Path


class Shelf:
    """A folder of files, each read-only and named by the SHA-256 of what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._at = folder, str(folder)

    def put(self, content: bytes) -> str:
        """Keep some content. Out: its digest. Raises OSError."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if not self.has(digest, len(content)):
            path.parent.mkdir(parents=True, exist_ok=True)
            pending = path.with_name(f"{digest}.{secrets.token_hex(4)}")
            pending.write_bytes(content)
            pending.replace(path)
        return digest

    def path(self, digest: str) -> Path:
        """Where a file stands, or would."""
        return self.folder / digest[:2] / digest

    def has(self, digest: str, size: int | None = None) -> bool:
        """Whether a file is there, and of that size."""
        try:
            found = os.stat(self._place(digest)).st_size  # noqa: PTH116 (a Path takes twice the time)
        except OSError:
            return False
        return size is None or found == size

    def read(self, digest: str) -> bytes:
        """The content of a file. Raises OSError when it is gone or is not what it was."""
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            self.path(digest).unlink(missing_ok=True)
            raise OSError(f"{self.path(digest)} is not what it was")
        return content

    def drop_damaged(self) -> int:
        """Throw away what is not what it was. Out: how many."""
        dropped = 0
        for path in self._list():
            with path.open("rb") as file:
                is_sound = hashlib.file_digest(file, "sha256").hexdigest() == path.name
            if not is_sound:
                path.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def keep_only(self, wanted: Collection[str]) -> None:
        """Throw away what is not wanted and in no release either."""
        for path in self._list():
            if path.name not in wanted and path.stat().st_nlink == 1:
                path.unlink(missing_ok=True)

    def link(self, digest: str, to: Path) -> None:
        """Let a file stand at another place too, without a copy where the system can."""
        try:
            _link(self._place(digest), to)
        except OSError:
            to.write_bytes(self.read(digest))

    def _place(self, digest: str) -> str:
        return f"{self._at}/{digest[:2]}/{digest}"

    def _list(self) -> list[Path]:
        return [path for path in self.folder.glob("*/*") if path.is_file()]


def _link(file: str, to: Path) -> None:
    """Link a file to a place, in a folder that is made when it is not there."""
    try:
        os.link(file, to)
    except FileNotFoundError:
        to.parent.mkdir(parents=True, exist_ok=True)
        os.link(file, to)
