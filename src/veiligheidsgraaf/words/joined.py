"""Several files that are read as one, whatever their number."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from isal import igzip


class Joined(io.RawIOBase):
    """The bytes of some files, one after the other; one is open at a time."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._waiting = list(reversed(paths))
        self._file: BinaryIO | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any buffer, as in RawIOBase)
        """As in RawIOBase; 0 at the end of the last."""
        view = memoryview(buffer)
        while True:
            if self._file is None:
                if not self._waiting:
                    return 0
                self._file = self._waiting.pop().open("rb")
            part = self._file.read(len(view))
            if part:
                view[: len(part)] = part
                return len(part)
            self._file.close()
            self._file = None

    def close(self) -> None:
        """Close the file that is open."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


def unpack(paths: Sequence[Path]) -> BinaryIO:
    """What some files packed by gzip hold, as one. Raises OSError or EOFError while it is read."""
    joined = io.BufferedReader(Joined(paths), 1024 * 1024)
    return cast(BinaryIO, igzip.IGzipFile(fileobj=joined, mode="rb"))  # type: ignore[no-untyped-call]
