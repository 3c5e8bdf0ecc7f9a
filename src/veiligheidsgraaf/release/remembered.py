"""Files of a release that are made of all its plans, by what they rest on: made once, kept on the shelf."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from ..check.memory import Memory
from ..check.shelf import Shelf
from ..check.units import digest
from ..words.packed import unpack

Make = Callable[[], Mapping[str, bytes]]


class Remembered:
    """What was made before. `kept`: digests of all files that were asked for."""

    def __init__(self, memory: Memory, shelf: Shelf) -> None:
        self._memory, self._shelf = memory, shelf
        self.kept: set[str] = set()

    def files(self, name: str, rests_on: object, make: Make) -> Mapping[str, str]:
        """File name -> its digest on the shelf. `rests_on`: plain values, the same when the files are."""
        key = digest(name, rests_on)
        known: dict[str, str] = (self._memory.recall(key) or {}).get("files", {})
        if not known or not all(map(self._shelf.has, known.values())):
            known = {file: self._shelf.put(content) for file, content in make().items()}
            self._memory.keep(key, {"files": known})
        self.kept.update(known.values())
        return known

    def bind(self, name: str, rests_on: object, make: Make) -> "Kept":
        """The same files, to be asked for more than once."""
        return Kept(self._shelf, lambda: self.files(name, rests_on, make))


class Kept:
    """Some remembered files."""

    def __init__(self, shelf: Shelf, ask: Callable[[], Mapping[str, str]]) -> None:
        self._shelf, self._ask = shelf, ask
        self.digests = ask()

    def read(self, *wanted: str) -> list[bytes]:
        """What is in some of them; what is not what it was is made anew. Raises OSError."""
        try:
            return [self._shelf.read(self.digests[file]) for file in wanted]
        except OSError:
            for digest in self.digests.values():
                with suppress(OSError):
                    self._shelf.read(digest)  # what is damaged goes off the shelf
            self.digests = self._ask()
            return [self._shelf.read(self.digests[file]) for file in wanted]

    def read_lines(self, file: str) -> list[str]:
        """The lines of a packed one. Raises OSError."""
        return [line for line in unpack(*self.read(file)).decode().split("\n") if line]
