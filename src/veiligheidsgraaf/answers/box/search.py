"""Full-text search over the names and descriptions of all things, goals and measures among them.

In the index of names of the release (SQLite FTS5): an index of words and of their stems, ranked by bm25, and
one of three-letter pieces for what stands inside a compound (`inbraak` in `woninginbraken`) when the first
finds little. Only words from `tokens` reach a MATCH, each quoted.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from ...names import tokens
from ...names.named import Thing
from ...names.stored import StoredLexicon, quote

T = TypeVar("T")
_FEW = 5
# A shorter word is too often a piece of another: `act` in `contact`.
_SHORTEST_PIECE = 5
_SHORTEST_BEGINNING = 4
_MOST_WORDS = 12


class Search:
    """Finds what speaks of words."""

    def __init__(self, names: StoredLexicon) -> None:
        self._names = names

    def find(self, text: str, limit: int, any_word: bool = False) -> list[Thing]:
        """Things that speak of all the words of a line, best first;
        with `any_word` of any of them when none speaks of all.
        """
        words = [
            word
            for word in tokens.words(text[: tokens.MOST_CHARACTERS])
            if not word.is_stop and word.text not in tokens.LIGHT
        ][:_MOST_WORDS]
        if not words:
            return []
        found = self._names.match_texts("texts", " AND ".join(map(_any_form, words)), limit)
        pieces = [word.text for word in words]
        if len(found) < _FEW and all(len(piece) >= _SHORTEST_PIECE for piece in pieces):
            found += self._names.match_texts("pieces", " AND ".join(map(quote, pieces)), limit)
        if not found and any_word and len(words) > 1:
            forms = [_any_form(word) for word in words]
            found = find_rarest(
                forms,
                self._names.count_texts,
                lambda wanted: self._names.match_texts("texts", wanted, limit),
                limit,
            )
        return list(dict.fromkeys(found))[:limit]


def find_rarest(
    forms: Sequence[str],
    count: Callable[[str], int],
    match: Callable[[str], list[T]],
    most: int,
    key: Callable[[T], object] = lambda hit: hit,
) -> list[T]:
    """What has the most of some words, each as a full-text query: first what has all that occur at all, then
    what has them without the commonest, down to what only has the rarest; then what has one of the others, of
    those that are so rare that all of it can be shown. `key`: what makes two hits one.
    """
    counted = {form: count(form) for form in forms}
    kept = sorted((form for form in counted if counted[form]), key=lambda form: counted[form])
    together = [" AND ".join(kept[:number]) for number in range(len(kept), 0, -1)]
    found: dict[object, T] = {}
    for wanted in (*together, *(form for form in kept[1:] if counted[form] <= most)):
        if len(found) < most:
            for hit in match(wanted):
                found.setdefault(key(hit), hit)
    return list(found.values())[:most]


def _any_form(word: tokens.Word) -> str:
    forms = [quote(form) for form in sorted(word.forms)]
    if len(word.text) >= _SHORTEST_BEGINNING:
        forms.append(quote(word.text) + "*")
    return f"({' OR '.join(forms)})"
