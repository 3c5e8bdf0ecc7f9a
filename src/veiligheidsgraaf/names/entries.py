"""The index of names that a release holds: one SQLite file, written once and then only read.

Things and their names are numbered by how many statements are about them, so that what is found in the order
of the numbers is what people most likely mean.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import tokens
from .lexicon import Lexicon
from .named import FORMS, Name, Plan, Thing
from .slips import SHORTEST, pairs_of_letters

MARK = 0x56474E41  # of a file of this kind, in its first bytes
LAYOUT = 1  # an index of another layout is made anew

_TABLES = """
CREATE TABLE things (
  id INTEGER PRIMARY KEY, kind TEXT, iri TEXT, name TEXT, statements INT, description TEXT
);
CREATE TABLE labels (id INTEGER PRIMARY KEY, thing INT, label TEXT, is_hidden INT);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INT, words TEXT, weight REAL, is_shouted INT);
CREATE TABLE keys (key TEXT, name INT, PRIMARY KEY (key, name)) WITHOUT ROWID;
CREATE TABLE shorts (key TEXT, home TEXT, thing INT, words TEXT, weight REAL, is_shouted INT,
  PRIMARY KEY (key, home, thing, words, weight)) WITHOUT ROWID;
CREATE TABLE holding (form TEXT, name INT, PRIMARY KEY (form, name)) WITHOUT ROWID;
CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT UNIQUE);
CREATE TABLE forms (form TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pairs (pair TEXT, length INT, word INT, PRIMARY KEY (pair, length, word)) WITHOUT ROWID;
CREATE TABLE plans (slug TEXT PRIMARY KEY, municipality TEXT, start INT, end INT) WITHOUT ROWID;
CREATE TABLE choices (id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, name TEXT, UNIQUE (kind, slug));
CREATE VIRTUAL TABLE typed USING fts5(kind, words, content = '', prefix = '1 2 3');
CREATE VIRTUAL TABLE slugs USING fts5(slug, content = '', tokenize = 'trigram');
CREATE VIRTUAL TABLE texts USING fts5(names, description, content = '');
CREATE VIRTUAL TABLE pieces USING fts5(names, description, content = '', tokenize = 'trigram');
"""
_INDEXES = """
CREATE INDEX thing_by_iri ON things (iri);
CREATE INDEX label_by_thing ON labels (thing);
CREATE INDEX name_by_thing ON names (thing);
CREATE INDEX plan_by_municipality ON plans (municipality);
CREATE INDEX choice_by_kind ON choices (kind);
"""
_FULL_TEXT = ("typed", "slugs", "texts", "pieces")
_TWICE = "verband"  # the same thing again as a partner


@dataclass(frozen=True)
class Entry:
    """Something with names: (form, text), the form one of `FORMS`. `statements`: how many are about it;
    `is_sentence`: named by a sentence (a goal, a measure), so found by its words and not as a name.
    """

    thing: Thing
    names: tuple[tuple[str, str], ...]
    description: str = ""
    statements: int = 0
    is_sentence: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """Its names, but for those that are for searching only."""
        hidden = self.hidden
        return tuple(text for _, text in self.names if text not in hidden)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Names that it is found by, and that are not shown."""
        return tuple(text for form, text in self.names if form == "hiddenLabel")


@dataclass(frozen=True)
class Choice:
    """Something that a parameter can be: its kind, slug and name."""

    kind: str
    slug: str
    name: str


def write_names(
    path: Path, entries: Iterable[Entry], plans: Iterable[Plan], choices: Iterable[Choice]
) -> None:
    """Write the index of these names; the same bytes for the same names by one version of SQLite.

    Raises OSError.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
            file.execute("BEGIN")
            ordered = sorted(entries, key=lambda e: (-e.statements, e.thing.kind, e.thing.iri))
            _write_texts(file, ordered)
            _write_lexicon(file, ordered)
            file.executemany(
                "INSERT INTO plans VALUES (?, ?, ?, ?)",
                ((plan.slug, plan.municipality, plan.start, plan.end) for plan in plans),
            )
            for number, choice in enumerate(choices, 1):
                row = (number, choice.kind, choice.slug, choice.name)
                file.execute("INSERT OR IGNORE INTO choices VALUES (?, ?, ?, ?)", row)
                file.execute("INSERT INTO slugs (rowid, slug) VALUES (?, ?)", (number, choice.slug))
            for table in _FULL_TEXT:
                file.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 (ours)
            file.execute("COMMIT")
            file.executescript(f"{_INDEXES} PRAGMA application_id = {MARK}; PRAGMA user_version = {LAYOUT};")
    except sqlite3.Error as error:
        number = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise OSError(number, f"{path.name}: {error}") from error


def _write_texts(file: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Things with their names as people write them, and what full text and typing find them by."""
    label = 0
    for number, entry in enumerate(entries, 1):
        thing = entry.thing
        description = "" if entry.is_sentence else entry.description
        row = (number, thing.kind, thing.iri, thing.name, entry.statements, description)
        file.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", row)
        if thing.kind != _TWICE:
            names = " ".join((*entry.shown, *entry.hidden))
            words = (number, with_forms(names), with_forms(entry.description))
            file.execute("INSERT INTO texts (rowid, names, description) VALUES (?, ?, ?)", words)
            pieces = (number, tokens.fold(names), tokens.fold(description))
            file.execute("INSERT INTO pieces (rowid, names, description) VALUES (?, ?, ?)", pieces)
        if entry.is_sentence:
            continue
        for text in dict.fromkeys((*entry.shown, *entry.hidden)):
            label += 1
            is_hidden = text in entry.hidden
            file.execute("INSERT INTO labels VALUES (?, ?, ?, ?)", (label, number, text, is_hidden))
            typed = (label, kind_token(thing.kind), " ".join(tokens.split(text, len(text))))
            file.execute("INSERT INTO typed (rowid, kind, words) VALUES (?, ?, ?)", typed)


def _write_lexicon(file: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """What a text is looked up in, made by the lexicon in memory: so the two cannot differ."""
    lexicon, things = Lexicon(), {}
    for number, entry in enumerate(entries, 1):
        things[entry.thing] = number
        if not entry.is_sentence:
            for form, text in entry.names:
                lexicon.add(entry.thing, text, FORMS[form])
    numbers: dict[Name, int] = {}
    for name in (*lexicon.names, *(name for found in lexicon.by_key.values() for name in found)):
        if name not in numbers:
            numbers[name] = len(numbers) + 1
            words = " ".join(part.text for part in name.words)
            row = (numbers[name], things[name.thing], words, name.weight, name.is_shouted)
            file.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?)", row)
    file.executemany(
        "INSERT OR IGNORE INTO keys VALUES (?, ?)",
        sorted((key, numbers[name]) for key, found in lexicon.by_key.items() for name in found),
    )
    held = (
        (form, numbers[lexicon.names[at]]) for form, found in sorted(lexicon.by_form.items()) for at in found
    )
    file.executemany("INSERT OR IGNORE INTO holding VALUES (?, ?)", held)
    file.executemany(
        "INSERT OR IGNORE INTO shorts VALUES (?, ?, ?, ?, ?, ?)", sorted(_shorts(lexicon, things))
    )
    _write_words(file, lexicon)


def _shorts(lexicon: Lexicon, things: dict[Thing, int]) -> Iterator[tuple[str, str, int, str, float, bool]]:
    """Names without their place."""
    for key, found in lexicon.shorts.items():
        for short in found:
            name = short.name
            words = " ".join(part.text for part in name.words)
            yield key, short.home, things[name.thing], words, name.weight, name.is_shouted


def _write_words(file: sqlite3.Connection, lexicon: Lexicon) -> None:
    """Every word of a name, its forms, and the pairs of letters by which a slip of it is found."""
    words = sorted(lexicon.words)
    file.executemany("INSERT INTO words VALUES (?, ?)", enumerate(words, 1))
    forms = sorted({form for word in words for form in tokens.word(word).forms})
    file.executemany("INSERT INTO forms VALUES (?)", ((form,) for form in forms))
    pairs = sorted(
        (pair, len(word), number)
        for number, word in enumerate(words, 1)
        if len(word) >= SHORTEST and not word.isdigit()
        for pair in pairs_of_letters(word)
    )
    file.executemany("INSERT INTO pairs VALUES (?, ?, ?)", pairs)


def with_forms(text: str) -> str:
    """A text as its words, each followed by its other forms."""
    return " ".join([_spread(word) for word in tokens.split(text, len(text))])


@lru_cache(maxsize=65_536)
def _spread(word: str) -> str:
    """A word, as `tokens.split` gives it, as all its forms."""
    return " ".join(sorted(tokens.word(tokens.usual(word)).forms))


def kind_token(kind: str) -> str:
    """A kind of thing as one word of full text."""
    return f"soort{kind}"
