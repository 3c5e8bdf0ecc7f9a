"""Words that are a slip of the keyboard away: a letter more, less, other, or two that changed places."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
# Letters of a word -> letters that may be wrong in it.
_FORGIVEN = ((SHORTEST, 0), (8, 1), (13, 2), (41, 3))
_MOST_NEAR = 8
_UNDONE = 3


def most_slips(text: str) -> int:
    """How many slips a word of this length is forgiven."""
    return next(wrong for letters, wrong in _FORGIVEN if len(text) < letters or letters == _FORGIVEN[-1][0])


def nearest_words(text: str, words: Collection[str], most: int) -> list[str]:
    """Of these words those at most so many slips away, nearest first (optimal string alignment)."""
    found = process.extract(text, words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR)
    return [word for word, _, _ in found]


def is_slip(text: str, word: str) -> bool:
    """Whether letters were dropped, added or swapped: another letter instead makes another word."""
    return len(text) != len(word) or sorted(text) == sorted(word)


def is_another(text: str, word: str) -> bool:
    """Whether two letters or more are others, in their places, and none was dropped, added or swapped.

    That is no slip, but another word: `drugshonden` beside `drugshandel`.
    """
    if len(text) != len(word):
        return False
    other = sum(one != two for one, two in zip(text, word, strict=True))
    return other > 1 and other == OSA.distance(text, word)


def pairs_of_letters(text: str) -> frozenset[str]:
    """Every two letters in a row, its beginning and its end among them."""
    padded = f"^{text}$"
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


def least_shared(text: str, most: int) -> int:
    """How many pairs of letters a word at most so many slips away shares with this one: each undoes three."""
    return max(1, len(pairs_of_letters(text)) - _UNDONE * most)
