"""Files of a release that are made of all its plans, by what they rest on: made once, kept on the shelf."""

from collections.abc import Callable, Mapping

from ..check.memory import Memory
from ..check.shelf import Shelf
from ..check.units import digest

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
