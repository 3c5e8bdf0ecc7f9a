"""The names of a release from what each of its parts says; from those of the release before where only a few
parts differ, because writing them all takes as long as there are plans.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .known_names import Renewal, renew_index_of_names, write_index_of_names
from .said_names import Known

# Of what the names of a release were made: what all rest on, the digests of what each part says (of names
# that others may have too, and of its own), and through how many releases they were made from one another.
Made = Mapping[str, Any]
_LARGE_SHARE = 4  # one in so many parts that changed is worth a file made anew
_MOST_TIMES = 30


def write_release_names(
    path: Path,
    read: Callable[[str], bytes],
    made_of: object,
    parts: Mapping[str, tuple[str, str]],
    old: tuple[Path, Made] | None = None,
) -> Made:
    """Write the names of all parts: name -> digests of what it says (`KnownNames`), which `read` gives.
    `old`: the names of the release before and of what they were made. Out: of what these were made. Raises
    OSError.
    """
    told = {name: list(digests) for name, digests in parts.items()}
    now = {"made of": made_of, "parts": told}
    if old is not None and old[1].get("made of") == made_of:
        names, before = old
        times = int(before["times"])
        if before["parts"] == told:
            os.link(names, path)
            return {**now, "times": times}
        renewal = _compare(read, before["parts"], told) if times < _MOST_TIMES else None
        if renewal and renew_index_of_names(path, names, renewal):
            return {**now, "times": times + 1}
    said, own = zip(*parts.values(), strict=True)
    write_index_of_names(path, _read(read, said), _read(read, own))
    return {**now, "times": 0}


def _compare(
    read: Callable[[str], bytes], old: Mapping[str, list[str]], new: Mapping[str, list[str]]
) -> Renewal | None:
    """What differs; None when that is much, or when what was said before is not there any more. Where only
    plans' own names differ, places are all that is read of the parts that stay: by those names are shortened.
    """
    gone = [digests for name, digests in old.items() if new.get(name) != digests]
    come = [digests for name, digests in new.items() if old.get(name) != digests]
    if max(len(gone), len(come)) * _LARGE_SHARE > len(old):
        return None
    stay = [digests[0] for name, digests in new.items() if old.get(name) == digests]
    try:
        told = [
            list(_read(read, (digests[at] for digests in some))) for some in (gone, come) for at in (0, 1)
        ]
    except OSError:
        return None
    said = [sorted(digests[0] for digests in some) for some in (gone, come)]
    make = Known.places_from_bytes if said[0] == said[1] else Known.from_bytes
    return Renewal(lambda: map(make, map(read, stay)), told[0], told[2], told[1], told[3])


def _read(read: Callable[[str], bytes], digests: Iterable[str]) -> Iterator[Known]:
    return (Known.from_bytes(read(digest)) for digest in digests)
