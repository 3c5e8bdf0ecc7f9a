"""Full-text search over the lines of the plans themselves, where the server has their texts.

The index is made when the server starts, in a private file of SQLite that goes when it stops: the texts of
the plans are no part of a release. A hit is a line with its words marked.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from ...names import tokens
from ...names.stored import quote
from . import turns_of_phrase as phrases
from .search import find_rarest

MOST_HITS = 8
_MOST_WORDS, _SHORTEST_BEGINNING, _AROUND = 6, 4, 24
_MOST_PLANS = 50
# What SQLite may do for one search: some tenths of a second on a country of plans.
_MOST_STEPS, _BETWEEN = 2_000, 10_000
_START, _END, _CUT = "\x02", "\x03", " … "
_TABLE = (
    "CREATE VIRTUAL TABLE lines USING fts5(text, source UNINDEXED, plan UNINDEXED, number UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2')"
)
# Every word of the texts.
_WORDS = "CREATE VIRTUAL TABLE woorden USING fts5vocab(lines, row)"
_SHORTEST_PART, _MOST_COMPOUNDS, _MOST_COUNTED = 5, 30, 2000


@dataclass(frozen=True)
class PlanLine:
    """A line of a source (slug) of a plan (IRI), as pieces of which every second one is a word looked for."""

    source: str
    plan: str
    number: int
    pieces: tuple[str, ...]


class PlanLines:
    """The lines of plans; `add` them first. Safe for several threads."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._file.execute(_TABLE)
        self._file.execute(_WORDS)
        self._lock, self._steps = Lock(), 0
        self._file.set_progress_handler(self._step, _BETWEEN)

    def add(self, source: str, plan: str, lines: Iterable[str]) -> None:
        """The lines of one source, the first of which is number 1."""
        rows = ((text, source, plan, number) for number, text in enumerate(lines, 1) if text.strip())
        with self._lock:
            self._steps = -_MOST_STEPS
            self._file.execute("BEGIN")
            self._file.executemany("INSERT INTO lines VALUES (?, ?, ?, ?)", rows)
            self._file.execute("COMMIT")

    def find(
        self,
        text: str,
        plans: Collection[str] = (),
        leaving_out: Collection[str] = (),
        any_word: bool = False,
    ) -> list[PlanLine]:
        """Lines with all the words of a typed line, best first; with `any_word` those with some when none has
        all. `plans`: only of these (IRIs); `leaving_out`: what is no matter of a text, like municipalities.
        """
        words = words_to_find(text, leaving_out)
        if not words:
            return []
        forms = [_any_form(word) for word in words]
        found = self._match(" AND ".join(forms), plans)
        if not found:
            forms = [_any_form(word, self._compounds(word)) for word in words]
            found = self._match(" AND ".join(forms), plans)
        if found or not any_word or len(words) == 1:
            return found
        plain = {_any_form(word): form for word, form in zip(words, forms, strict=True)}
        forms = [one if self._count(one) else other for one, other in plain.items()]
        return find_rarest(
            forms,
            self._count,
            lambda wanted: self._match(wanted, plans),
            MOST_HITS,
            key=lambda line: (line.source, line.number),
        )

    def _count(self, wanted: str) -> int:
        """How many lines a query finds: of a common word no more than so many."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM lines WHERE lines MATCH ? LIMIT {_MOST_COUNTED})"  # noqa: S608
        with self._lock:
            self._steps = 0
            try:
                return int(self._file.execute(sql, (wanted,)).fetchone()[0])
            except sqlite3.OperationalError:  # it took too long
                return _MOST_COUNTED

    def _compounds(self, word: tokens.Word) -> list[str]:
        """Words of the texts that a word is a part of: `woninginbraken` for `inbraken`."""
        parts = {form for form in (word.text, *word.forms) if len(form) >= _SHORTEST_PART}
        if not parts:
            return []
        wanted = " OR ".join("term LIKE ?" for _ in parts)
        sql = f"SELECT term FROM woorden WHERE {wanted} ORDER BY doc DESC, term LIMIT {_MOST_COMPOUNDS}"  # noqa: S608
        with self._lock:
            self._steps = 0
            try:
                rows = self._file.execute(sql, [f"%{part}%" for part in sorted(parts)]).fetchall()
            except sqlite3.OperationalError:  # it took too long
                return []
        return [term for (term,) in rows]

    def _match(self, wanted: str, plans: Collection[str]) -> list[PlanLine]:
        some = sorted(plans)[:_MOST_PLANS]
        of_plans = f"AND plan IN ({', '.join('?' * len(some))}) " if some else ""
        sql = (
            f"SELECT source, plan, number, snippet(lines, 0, ?, ?, ?, {_AROUND}) FROM lines "  # noqa: S608
            f"WHERE lines MATCH ? {of_plans}ORDER BY bm25(lines), rowid LIMIT {MOST_HITS}"
        )
        with self._lock:
            self._steps = 0
            try:
                rows = self._file.execute(sql, (_START, _END, _CUT, wanted, *some)).fetchall()
            except sqlite3.OperationalError:  # it took too long
                return []
        return [PlanLine(source, plan, int(number), _pieces(text)) for source, plan, number, text in rows]

    def _step(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST_STEPS)


def words_to_find(text: str, leaving_out: Collection[str] = ()) -> Sequence[tokens.Word]:
    """The words of a typed line that a text may have: not those of asking."""
    left = {part for name in leaving_out for part in tokens.split(name)}
    return [
        word
        for word in tokens.words(text[: tokens.MOST_CHARACTERS])
        if not word.is_stop
        and word.text not in tokens.LIGHT
        and word.text not in phrases.asking()
        and word.text not in left
        and len(word.text) > 1
    ][:_MOST_WORDS]


def _any_form(word: tokens.Word, compounds: Sequence[str] = ()) -> str:
    forms = [quote(form) for form in sorted({word.text, *word.forms, *compounds})]
    if len(word.text) >= _SHORTEST_BEGINNING:
        forms.append(quote(word.text) + "*")
    return f"({' OR '.join(forms)})"


def _pieces(text: str) -> tuple[str, ...]:
    """A snippet as pieces, the second, fourth and so on of which were looked for."""
    return tuple(text.replace(_END, _START).split(_START))
