"""The names of a release, read from its index: what the matcher looks up, what can be chosen, what is typed.

Lookups go by key to the file; what is kept in memory is bounded. Safe to ask from several threads.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import TracebackType
from typing import Any

from ..words.errors import NoRelease
from ..words.release import NAMES, Release, check_names, damaged
from . import tokens
from .entries import LAYOUT, MARK, Choice, kind_token
from .named import Name, Plan, Thing
from .shortening import owner_of
from .slips import SHORTEST, least_shared, nearest_words, pairs_of_letters
from .tokens import Word

_CACHE_KB = 4096
_MOST_NAMES, _MOST_HOLDING = 500, 20_000
_MOST_SLUGS_NEAR, _MOST_COUNTED = 40, 2_000
_SHORTEST_PIECE = 3
_AFTER_ALL = "\U0010ffff"
_COLUMNS = "SELECT n.words, n.weight, n.is_shouted, t.kind, t.iri, t.name "
_NAME = _COLUMNS + "FROM names n JOIN things t ON t.id = n.thing "
_BY_KEY = _NAME + "JOIN keys k ON k.name = n.id WHERE k.key = ? ORDER BY n.id LIMIT ?"
_SHORT = (
    _COLUMNS + "FROM shorts n JOIN things t ON t.id = n.thing "
    "WHERE n.key = ? AND n.home IN ('', ?) ORDER BY t.id LIMIT ?"
)
_SHORT_AT_HOME = (
    _COLUMNS + "FROM shorts n JOIN things t ON t.id = n.thing JOIN plans p ON p.municipality = n.home "
    "WHERE n.key = ? AND instr(t.iri, '/' || n.home || '-') GROUP BY n.thing, n.words ORDER BY t.id LIMIT ?"
)
_OF_THING = _NAME + "WHERE t.iri = ? AND t.kind = ? ORDER BY n.id"
_BEGINS = (
    "SELECT EXISTS (SELECT 1 FROM keys WHERE key >= ?1 AND key < ?2) "
    "OR EXISTS (SELECT 1 FROM shorts WHERE key >= ?1 AND key < ?2)"
)
_NEAR = (
    "SELECT w.word FROM words w JOIN (SELECT word, COUNT(*) AS shared FROM pairs "
    "WHERE pair IN ({}) AND length BETWEEN ? AND ? GROUP BY word HAVING shared >= ?) p ON w.id = p.word"
)
_TYPED = (
    "SELECT t.kind, t.iri, t.name, CASE WHEN l.is_hidden THEN t.name ELSE l.label END, t.statements "
    "FROM typed JOIN labels l ON l.id = typed.rowid JOIN things t ON t.id = l.thing "
    "WHERE typed MATCH ? ORDER BY typed.rowid LIMIT ?"
)
_SLUGS = (
    "SELECT c.slug FROM slugs JOIN choices c ON c.id = slugs.rowid "
    "WHERE slugs MATCH ? AND c.kind = ? ORDER BY rank LIMIT ?"
)


@dataclass(frozen=True)
class Suggestion:
    """A thing that someone may be typing, its name with those words, and how many statements are about it."""

    thing: Thing
    label: str
    statements: int


class StoredLexicon:
    """The index of names of one release."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file
        self._lock = Lock()
        self.named = lru_cache(maxsize=4096)(self._named)
        self.named_short = lru_cache(maxsize=1024)(self._named_short)
        self.begins = lru_cache(maxsize=8192)(self._begins)
        self.holding = lru_cache(maxsize=64)(self._holding)

    @classmethod
    def open(cls, release: Release) -> "StoredLexicon":
        """Open the index of a release. Raises NoRelease when it is cut, changed, or of another layout."""
        check_names(release)
        try:
            uri = f"{release.names.as_uri()}?mode=ro&immutable=1"
            file = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise damaged(release, f"{NAMES} is niet te openen ({error})") from None
        try:
            found = [
                file.execute(f"PRAGMA {key}").fetchone()[0] for key in ("application_id", "user_version")
            ]
            file.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        except sqlite3.Error as error:
            file.close()
            raise damaged(release, f"{NAMES} is niet te lezen ({error})") from None
        if found != [MARK, LAYOUT]:
            file.close()
            raise damaged(release, f"{NAMES} is van een andere versie van dit programma")
        return cls(file)

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._file.close()

    def __enter__(self) -> "StoredLexicon":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of the index. Raises NoRelease when it was damaged while it served."""
        try:
            with self._lock:
                return self._file.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            what = f"{NAMES} is beschadigd ({error})"
            raise NoRelease(what, "draai veiligheidsgraaf build: dat bouwt haar opnieuw") from None

    # What the matcher looks up.

    def _named(self, key: str) -> tuple[Name, ...]:
        return tuple(_names(self.rows(_BY_KEY, (key, _MOST_NAMES))))

    def _named_short(self, key: str, home: str) -> tuple[Name, ...]:
        return tuple(_names(self.rows(_SHORT, (key, home, _MOST_NAMES))))

    def short_at_home(self, key: str) -> tuple[Name, ...]:
        """Names without their place of what municipalities with a plan have of their own, of any of them."""
        return tuple(_names(self.rows(_SHORT_AT_HOME, (key, _MOST_NAMES))))

    def home_of(self, slug: str) -> str:
        """The municipality (slug) with a plan that a body is of, "" when it is of none or of several."""
        owner = owner_of(slug, lambda one: self.can_choose("gemeente", one))
        return owner if owner and self.plans_of(owner) else ""

    def _begins(self, head: str) -> bool:
        return bool(self.rows(_BEGINS, (head, head + _AFTER_ALL))[0][0])

    def _holding(self, word: Word) -> frozenset[int]:
        sql = "SELECT name FROM holding WHERE form IN (?, ?) LIMIT ?"
        found = self.rows(sql, (word.text, tokens.plain(word.text), _MOST_HOLDING))
        return frozenset(number for (number,) in found)

    def numbered(self, numbers: Collection[int]) -> Sequence[Name]:
        """The names of these numbers."""
        sql = _NAME + f"WHERE n.id IN ({_marks(numbers)}) ORDER BY n.id"
        return list(_names(self.rows(sql, tuple(numbers))))

    def names_of(self, thing: Thing) -> Sequence[Name]:
        """All names of a thing."""
        return list(_names(self.rows(_OF_THING, (thing.iri, thing.kind))))

    def held(self, texts: Collection[str]) -> AbstractSet[str]:
        """Which of these are words of a name, letter by letter."""
        found = self.rows(f"SELECT word FROM words WHERE word IN ({_marks(texts)})", tuple(texts))  # noqa: S608
        return {word for (word,) in found}

    def knows(self, word: Word) -> bool:
        """Whether a name holds a form of a word."""
        sql = f"SELECT 1 FROM forms WHERE form IN ({_marks(word.forms)}) LIMIT 1"  # noqa: S608
        return bool(self.rows(sql, tuple(word.forms)))

    def stands_in_texts(self, word: str) -> bool:
        """Whether a label or description has a word, letter by letter."""
        return bool(self.rows("SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1", (quote(word),)))

    def near(self, text: str, most: int) -> Sequence[str]:
        """Words of names at most so many slips away."""
        pairs = sorted(pairs_of_letters(text))
        bounds = (max(SHORTEST, len(text) - most), len(text) + most, least_shared(text, most))
        found = self.rows(_NEAR.format(_marks(pairs)), (*pairs, *bounds))
        return nearest_words(text, [word for (word,) in found], most)

    # What can be chosen, and what is known of it.

    def can_choose(self, kind: str, slug: str) -> bool:
        """Whether a parameter of this kind can be this."""
        return bool(self.rows("SELECT 1 FROM choices WHERE kind = ? AND slug = ?", (kind, slug)))

    def choices(self, kind: str, most: int = -1) -> list[Choice]:
        """What a parameter of this kind can be, by name; at most so many, -1 for all."""
        sql = "SELECT kind, slug, name FROM choices WHERE kind = ? ORDER BY sorted, slug LIMIT ?"
        return [Choice(*row) for row in self.rows(sql, (kind, most))]

    def slug_named(self, kind: str, name: str) -> str:
        """The slug of what has this very name, "" when none has."""
        sql = "SELECT slug FROM choices WHERE kind = ? AND name = ? COLLATE NOCASE LIMIT 1"
        found = self.rows(sql, (kind, name[: tokens.MOST_CHARACTERS]))
        return str(found[0][0]) if found else ""

    def slugs_near(self, kind: str, slug: str) -> list[str]:
        """Slugs of a kind that look most like this one, else the first few."""
        text = slug[: tokens.MOST_CHARACTERS].lower()
        pieces = {text[at : at + _SHORTEST_PIECE] for at in range(len(text) - _SHORTEST_PIECE + 1)}
        wanted = " OR ".join(quote(piece) for piece in sorted(pieces) if "\0" not in piece)
        found = self.rows(_SLUGS, (wanted, kind, _MOST_SLUGS_NEAR)) if wanted else []
        sql = "SELECT slug FROM choices WHERE kind = ? ORDER BY slug LIMIT ?"
        return [row[0] for row in found or self.rows(sql, (kind, _MOST_SLUGS_NEAR))]

    def plans_of(self, municipality: str) -> list[Plan]:
        """The plans of a municipality (slug), oldest first."""
        sql = "SELECT slug, municipality, start, end FROM plans WHERE municipality = ? ORDER BY start, slug"
        return [Plan(*row) for row in self.rows(sql, (municipality,))]

    def plans_at_an_end(self, newest: bool) -> list[Plan]:
        """Of all plans those that begin last, or first."""
        order = "DESC" if newest else "ASC"
        sql = f"""
            SELECT slug, municipality, start, end FROM plans
            WHERE start = (SELECT start FROM plans ORDER BY start {order} LIMIT 1)
            ORDER BY municipality, slug LIMIT ?"""  # noqa: S608 (one of two words of our own)
        return [Plan(*row) for row in self.rows(sql, (_MOST_NAMES,))]

    def planned(self) -> tuple[str, ...]:
        """Municipalities (slugs) that have a plan; the first few hundred of them."""
        sql = "SELECT DISTINCT municipality FROM plans ORDER BY municipality LIMIT ?"
        return tuple(slug for (slug,) in self.rows(sql, (_MOST_NAMES,)))

    def plan(self, slug: str) -> Plan | None:
        """A plan by its slug."""
        found = self.rows("SELECT slug, municipality, start, end FROM plans WHERE slug = ?", (slug,))
        return Plan(*found[0]) if found else None

    def describe(self, thing: Thing) -> tuple[tuple[str, ...], str]:
        """(the names of a thing but for those for searching only, its description)."""
        found = self.rows(
            "SELECT id, description FROM things WHERE iri = ? AND kind = ?", (thing.iri, thing.kind)
        )
        if not found:
            return (), ""
        sql = "SELECT label FROM labels WHERE thing = ? AND NOT is_hidden ORDER BY id"
        return tuple(label for (label,) in self.rows(sql, found[0][:1])), found[0][1]

    def suggest(self, text: str, kinds: Collection[str] = (), most: int = 10) -> list[Suggestion]:
        """Things of these kinds (none: all) whose name has all words of a text, the last one begun;
        a whole name first, then the ones that most statements are about.
        """
        words = tokens.split(text[: tokens.MOST_CHARACTERS])
        if not words:
            return []
        said = " ".join(quote(word) for word in words[:-1])
        of_kind = f"kind : ({' OR '.join(map(kind_token, kinds))}) AND " if kinds else ""
        whole = self.named("".join(words)) if len("".join(words)) > 1 else ()
        found = {
            name.thing.iri: self._suggested(name.thing)
            for name in whole
            if not kinds or name.thing.kind in kinds
        }
        wanted = f"{of_kind}words : ({said} {quote(words[-1])} *)"
        for kind, iri, name, label, statements in self.rows(_TYPED, (wanted, most * 4)):
            found.setdefault(iri, Suggestion(Thing(kind, iri, name), label, statements))
        return list(found.values())[:most]

    def _suggested(self, thing: Thing) -> Suggestion:
        found = self.rows("SELECT statements FROM things WHERE iri = ? AND kind = ?", (thing.iri, thing.kind))
        return Suggestion(thing, thing.name, found[0][0])

    def match_texts(self, table: str, wanted: str, most: int) -> list[Thing]:
        """Things whose text fits a full-text query, best first; `table`: texts or pieces."""
        sql = (
            f"SELECT t.kind, t.iri, t.name FROM {table} JOIN things t ON t.id = {table}.rowid "  # noqa: S608
            f"WHERE {table} MATCH ? ORDER BY bm25({table}, 4.0, 1.0), t.id LIMIT ?"
        )
        return [Thing(*row) for row in self.rows(sql, (wanted, most))]

    def count_texts(self, wanted: str) -> int:
        """How many things have a text that fits a full-text query: of a common word no more than so many."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM texts WHERE texts MATCH ? LIMIT {_MOST_COUNTED})"  # noqa: S608
        return int(next(iter(self.rows(sql, (wanted,))))[0])


def quote(text: str) -> str:
    """Words as one term of a full-text query."""
    return '"' + text.replace('"', '""') + '"'


def _names(rows: Iterable[tuple[Any, ...]]) -> Iterator[Name]:
    for words, weight, is_shouted, *thing in rows:
        yield Name(Thing(*thing), tuple(map(tokens.word, words.split())), weight, bool(is_shouted))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
