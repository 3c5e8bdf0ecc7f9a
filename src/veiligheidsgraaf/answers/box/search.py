"""Full-text search over the names and descriptions of all things, goals and measures among them.

SQLite FTS5 in memory: an index of words and of their stems, ranked by bm25, and an index of three-letter
pieces for what stands inside a compound (`inbraak` in `woninginbraken`) when the first finds little. Only
words from `tokens` reach a MATCH, each quoted.
"""

import sqlite3
from collections.abc import Iterable
from threading import Lock

from ...names import tokens
from ...names.lexicon import Text, Thing

_FEW = 5
_SHORTEST_PIECE = 3
_SHORTEST_BEGINNING = 4
_MOST_WORDS = 12
_NAME_WEIGHT = 4.0

_TABLES = (
    "CREATE VIRTUAL TABLE words USING fts5(names, description, tokenize = 'unicode61', detail = 'full')",
    "CREATE VIRTUAL TABLE pieces USING fts5(names, description, tokenize = 'trigram')",
)
_FIND = {
    table: f"SELECT rowid FROM {table} WHERE {table} MATCH ? "  # noqa: S608
    f"ORDER BY bm25({table}, {_NAME_WEIGHT}, 1.0), rowid LIMIT ?"
    for table in ("words", "pieces")
}


class Search:
    """An index of texts. Safe to ask from several threads."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._things: list[Thing] = []
        self._lock = Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        for table in _TABLES:
            self._index.execute(table)
        for number, text in enumerate(texts):
            self._things.append(text.thing)
            names = " ".join((*text.names, *text.hidden))
            row = (number, _with_stems(names), _with_stems(text.description))
            self._index.execute("INSERT INTO words (rowid, names, description) VALUES (?, ?, ?)", row)
            folded = (number, tokens.fold(names), tokens.fold(text.description))
            self._index.execute("INSERT INTO pieces (rowid, names, description) VALUES (?, ?, ?)", folded)
        self._index.commit()

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
        found = self._ask("words", " AND ".join(map(_any_form, words)), limit)
        pieces = [word.text for word in words if len(word.text) >= _SHORTEST_PIECE]
        if len(found) < _FEW and pieces:
            found += self._ask("pieces", " AND ".join(map(_quote, pieces)), limit)
        if not found and any_word and len(words) > 1:
            found = self._ask("words", " OR ".join(map(_any_form, words)), limit)
        return [self._things[number] for number in dict.fromkeys(found)][:limit]

    def _ask(self, table: str, wanted: str, limit: int) -> list[int]:
        with self._lock:
            return [number for (number,) in self._index.execute(_FIND[table], (wanted, limit))]


def _with_stems(text: str) -> str:
    """A text as its words, each followed by its other forms."""
    return " ".join(form for part in tokens.words(text, len(text)) for form in sorted(part.forms))


def _any_form(word: tokens.Word) -> str:
    forms = [_quote(form) for form in sorted(word.forms)]
    if len(word.text) >= _SHORTEST_BEGINNING:
        forms.append(_quote(word.text) + "*")
    return f"({' OR '.join(forms)})"


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
