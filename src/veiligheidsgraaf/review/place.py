"""Where decided passages stand in the text as it is now: found back by the digest of their lines.

What is found moves with its decision; what is not is shown and is not written. A passage of nothing (the
plan as a whole) rests nowhere and stays.
"""

from collections.abc import Iterable, Mapping, Sequence

from ..check.evidence import digest
from ..check.moves import Lines, find_moves

Marked = tuple[int, int, str]  # first and last line, and digest of them, when it was decided


def split_lines(content: bytes) -> list[bytes]:
    """Lines with their line ends, as the evidence counts them."""
    return content.splitlines(keepends=True)


def find_places(decided: Iterable[Marked], lines: Sequence[bytes]) -> Mapping[Marked, Lines | None]:
    """Each passage -> its lines now, or None when its text is nowhere."""
    places: dict[Marked, Lines | None] = {}
    away: list[Marked] = []
    for one in dict.fromkeys(decided):
        first, last, mark = one
        if not first or digest(lines, first, last) == mark:
            places[one] = (first, last)
        else:
            away.append(one)
    while away:
        # Lines may have had other texts at other times: one of those at a time.
        turn = {(first, last): mark for first, last, mark in away}
        moves = find_moves(turn, lines)
        for span, mark in turn.items():
            places[(*span, mark)] = moves.found.get(span)
        away = [one for one in away if turn[one[:2]] != one[2]]
    return places
