"""Where passages stand in a source that changed: found back by their
digest, wherever that is in the new text.

A passage found once has moved there. One found more than once is where its neighbours went. One
that is nowhere has changed: it is carried along with its neighbours, with the digest that it
had, so that it stays wrong until a person points anew.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .evidence import digest

Lines = tuple[int, int]  # first and last, from 1


@dataclass(frozen=True)
class Moves:
    """Old lines -> new lines, of the passages that were found, and of those that were lost (a guess)."""

    found: Mapping[Lines, Lines]
    lost: Mapping[Lines, Lines]

    def now(self, lines: Lines) -> Lines:
        """Where these lines are now, or would be."""
        return self.found.get(lines) or self.lost.get(lines) or lines


def find_moves(recorded: Mapping[Lines, str], text: Sequence[bytes]) -> Moves:
    """Where passages of a source are in its new text. `recorded`: their lines in the old one, and digests."""
    places = _find_all(text, {(last - first + 1) for first, last in recorded}, set(recorded.values()))
    candidates = {lines: places.get((lines[1] - lines[0] + 1, mark), []) for lines, mark in recorded.items()}
    shifts = {lines: starts[0] - lines[0] for lines, starts in candidates.items() if len(starts) == 1}
    found: dict[Lines, Lines] = {}
    lost: dict[Lines, Lines] = {}
    for lines, starts in candidates.items():
        shift = shifts.get(lines)
        if shift is None:
            near = _near(lines, shifts)
            shift = next((by for by in near if lines[0] + by in starts), None)
        if shift is None:
            by = near[0] if near else 0
            lost[lines] = (max(1, lines[0] + by), max(1, lines[0] + by) + lines[1] - lines[0])
        else:
            found[lines] = (lines[0] + shift, lines[1] + shift)
    return Moves(found, lost)


def _find_all(
    text: Sequence[bytes], lengths: Collection[int], wanted: Collection[str]
) -> dict[tuple[int, str], list[int]]:
    """(number of lines, digest) -> the lines where such a passage begins."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for length in lengths:
        for start in range(len(text) - length + 1):
            mark = digest(text, start + 1, start + length)
            if mark is not None and mark in wanted:
                found[length, mark].append(start + 1)
    return found


def _near(lines: Lines, shifts: Mapping[Lines, int]) -> list[int]:
    """How far the nearest passages moved, the one before first; none when nothing is sure."""
    before = max((other for other in shifts if other[0] <= lines[0]), default=None)
    after = min((other for other in shifts if other[0] > lines[0]), default=None)
    return [shifts[other] for other in (before, after) if other is not None]
