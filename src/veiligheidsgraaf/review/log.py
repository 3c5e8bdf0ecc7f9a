"""The file of decisions: read anew when it changed, appended to by one at a time, and on disk before anyone
is told.

The lock is on the folder (`flock`), so that it needs no file of its own and ends with whoever holds it. An
append that fails halfway, on a full disk or otherwise, is taken back, so that the file ends where it ended.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..words.errors import CannotRead
from .decisions import Decision, History, next_moments, read_history, spell

_HOW = "maak ruimte op de schijf of controleer de rechten, en neem het besluit opnieuw; er is niets verloren"


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Nobody else that asks holds this folder meanwhile. Raises CannotRead when it cannot be opened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise CannotRead(f"{folder}: niet te openen ({error.strerror})", _HOW) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Log:
    """The decisions of one review."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[object, History] | None = None

    def read(self) -> History:
        """All decisions. Raises CannotRead when the file is there and cannot be read."""
        try:
            found = self.path.stat()
            mark = (found.st_ino, found.st_size, found.st_mtime_ns)
            if self._read is None or self._read[0] != mark:
                self._read = (mark, read_history(self.path.read_bytes()))
            return self._read[1]
        except FileNotFoundError:
            return History()
        except OSError as error:
            how = "controleer het bestand en zijn rechten"
            raise CannotRead(f"{self.path}: niet te lezen ({error.strerror})", how) from None

    def append(
        self, decide: Callable[[History], Sequence[Decision]], then: Callable[[], None] = lambda: None
    ) -> History:
        """Add what `decide` makes of the decisions so far, and do `then`; ids and moments are given here.

        Nobody else adds meanwhile. What `decide` raises leaves the file as it is. Raises CannotRead when it
        cannot be written.
        """
        with lock_folder(self.path.parent):
            history = self.read()
            made = decide(history)
            moments = next_moments(history, len(made), datetime.now(UTC))
            stamped = [
                replace(one, key=one.key or secrets.token_hex(8), when=when)
                for one, when in zip(made, moments, strict=True)
            ]
            if stamped:
                self._write(spell(stamped))
            then()
            return self.read()

    def _write(self, content: bytes) -> None:
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                end = os.fstat(file).st_size
                if end and os.pread(file, 1, end - 1) != b"\n":
                    content = b"\n" + content  # behind a line that was cut off
                try:
                    _write_all(file, content)
                    os.fsync(file)
                except OSError:
                    os.ftruncate(file, end)
                    raise
            finally:
                os.close(file)
            if not end:
                sync_folder(self.path.parent)
        except OSError as error:
            raise CannotRead(f"{self.path}: niet te schrijven ({error.strerror})", _HOW) from None


def _write_all(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
