"""The index of names that a release holds: one SQLite file, written once and then only read.

Things and their names are numbered by how many statements are about them, those that are in one plan alone
after all others, so that what is found in the order of the numbers is what people most likely mean. An index
may be made from that of the release before: what it has to forget is taken out, what is new comes behind the
rest.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from .entries import LAYOUT, MARK, Batch, Choice, Entry
from .index_writer import IndexWriter, lexicon_of
from .named import Plan
from .shortening import PLACED, Places

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
CREATE TABLE forms (form TEXT, word INT, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE pairs (pair TEXT, length INT, word INT, PRIMARY KEY (pair, length, word)) WITHOUT ROWID;
CREATE TABLE plans (slug TEXT PRIMARY KEY, municipality TEXT, start INT, end INT) WITHOUT ROWID;
CREATE TABLE choices (id INTEGER PRIMARY KEY, kind TEXT, slug TEXT, name TEXT, sorted TEXT,
  UNIQUE (kind, slug));
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
CREATE INDEX choice_by_kind ON choices (kind, sorted, slug);
"""
_FULL_TEXT = ("typed", "slugs", "texts", "pieces")
_QUICKLY = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
_AT_ONCE = 20_000  # entries, of which the names are in memory together


def write_names(
    path: Path,
    entries: Iterable[Entry],
    plans: Sequence[Plan],
    choices: Sequence[Choice],
    more: Iterable[Batch] = (),
) -> None:
    """Write the index of these names, and behind them those of `more`, in which no place is named; the same
    bytes for the same names by one version of SQLite. Raises OSError.
    """
    ordered = sorted(entries, key=lambda e: (-e.statements, e.thing.kind, e.thing.iri))
    with _opened(path) as file:
        file.executescript(_TABLES)
        file.execute("BEGIN")
        index = IndexWriter(file, find_places(ordered))
        index.add(Batch(ordered, plans, choices))
        for batch in _gather(more):
            index.add(batch)
        for table in _FULL_TEXT:
            file.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 (ours)
        file.execute("COMMIT")
        file.executescript(f"{_INDEXES} PRAGMA application_id = {MARK}; PRAGMA user_version = {LAYOUT};")


def renew_names(
    path: Path, old: Path, gone: Batch, come: Batch, counted: Iterable[Entry], places: Places
) -> None:
    """Write an index from an older one: without what is gone, as it was put in, and with what comes;
    `counted`: entries that only have other numbers of statements. A thing that comes back with other names
    keeps its number. Raises OSError.
    """
    shutil.copyfile(old, path)
    with _opened(path) as file:
        file.execute("BEGIN")
        index = IndexWriter(file, places)
        index.remove(gone)
        index.add(come)
        file.executemany(
            "UPDATE things SET statements = ? WHERE iri = ? AND kind = ?",
            [(entry.statements, entry.thing.iri, entry.thing.kind) for entry in counted],
        )
        file.execute("COMMIT")


def find_places(entries: Iterable[Entry]) -> Places:
    """The municipalities and places among some entries, that names are shortened by."""
    lexicon, _ = lexicon_of([entry for entry in entries if entry.thing.kind in PLACED])
    return Places.of(lexicon.names)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.executescript(_QUICKLY)
            yield file
    except sqlite3.Error as error:
        number = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise OSError(number, f"{path.name}: {error}") from error


def _gather(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Batches, as many together as are in memory at once."""
    entries, plans, choices = list[Entry](), list[Plan](), list[Choice]()
    for batch in batches:
        entries += batch.entries
        plans += batch.plans
        choices += batch.choices
        if len(entries) >= _AT_ONCE:
            yield Batch(entries, plans, choices)
            entries, plans, choices = [], [], []
    yield Batch(entries, plans, choices)
