"""Entries put into the index of names of a release, and taken out of it again."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from . import tokens
from .entries import Batch, Entry, kind_token, typed_words
from .lexicon import Lexicon
from .named import FORMS, Name, Thing
from .shortening import Places, shorten_names
from .slips import SHORTEST, pairs_of_letters


def lexicon_of(entries: Iterable[Entry]) -> tuple[Lexicon, list[Thing]]:
    """The lexicon in memory of some entries, so that the index cannot differ from it; and what has names."""
    lexicon, named = Lexicon(), list[Thing]()
    for entry in entries:
        if not entry.is_sentence:
            named.append(entry.thing)
            for form, text in entry.names:
                lexicon.add(entry.thing, text, FORMS[form])
    return lexicon, named


class IndexWriter:
    """The file while it is written."""

    def __init__(self, file: sqlite3.Connection, places: Places) -> None:
        self._file, self._places = file, places
        self._freed: dict[tuple[str, str], int] = {}

    def add(self, batch: Batch) -> None:
        """Put some entries, in their order, behind the rest."""
        numbers = self._add_things(batch.entries)
        self._add_names(batch.entries, numbers)
        self._file.executemany(
            "INSERT OR REPLACE INTO plans VALUES (?, ?, ?, ?)",
            ((plan.slug, plan.municipality, plan.start, plan.end) for plan in batch.plans),
        )
        number = self._last("choices")
        for choice in batch.choices:
            row = (number + 1, choice.kind, choice.slug, choice.name, choice.name.lower())
            if self._file.execute("INSERT OR IGNORE INTO choices VALUES (?, ?, ?, ?, ?)", row).rowcount:
                number += 1
                self._file.execute("INSERT INTO slugs (rowid, slug) VALUES (?, ?)", (number, choice.slug))

    def _add_things(self, entries: Sequence[Entry]) -> dict[Thing, int]:
        """Things with their names as people write them, and what full text and typing find them by."""
        label, last = self._last("labels"), self._last("things")
        numbers: dict[Thing, int] = {}
        for entry in entries:
            thing = entry.thing
            number = self._freed.get((thing.kind, thing.iri), 0)
            if not number:
                last = number = last + 1
            numbers[thing] = number
            description = "" if entry.is_sentence else entry.description
            row = (number, thing.kind, thing.iri, thing.name, entry.statements, description)
            self._file.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", row)
            if entry.is_full_text:
                for table, texts in (("texts", entry.texts), ("pieces", entry.pieces)):
                    sql = f"INSERT INTO {table} (rowid, names, description) VALUES (?, ?, ?)"  # noqa: S608
                    self._file.execute(sql, (number, *texts))
            for text in () if entry.is_sentence else dict.fromkeys((*entry.shown, *entry.hidden)):
                label += 1
                is_hidden = text in entry.hidden
                self._file.execute("INSERT INTO labels VALUES (?, ?, ?, ?)", (label, number, text, is_hidden))
                typed = (label, kind_token(thing.kind), typed_words(text))
                self._file.execute("INSERT INTO typed (rowid, kind, words) VALUES (?, ?, ?)", typed)
        return numbers

    def _add_names(self, entries: Iterable[Entry], things: dict[Thing, int]) -> None:
        """What a text is looked up in."""
        lexicon, _ = lexicon_of(entries)
        numbers: dict[Name, int] = {}
        last = self._last("names")
        for name in (*lexicon.names, *(name for found in lexicon.by_key.values() for name in found)):
            if name not in numbers:
                last += 1
                numbers[name] = last
                row = (last, things[name.thing], _words(name), name.weight, name.is_shouted)
                self._file.execute("INSERT INTO names VALUES (?, ?, ?, ?, ?)", row)
        keys = {(key, numbers[name]) for key, found in lexicon.by_key.items() for name in found}
        held = {(form, numbers[lexicon.names[at]]) for form, on in lexicon.by_form.items() for at in on}
        for table, rows in (("keys", keys), ("holding", held)):
            self._file.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", sorted(rows))  # noqa: S608
        shorts = sorted(self._shorts(lexicon, things))
        self._file.executemany("INSERT OR IGNORE INTO shorts VALUES (?, ?, ?, ?, ?, ?)", shorts)
        self._add_words(lexicon.words)

    def _shorts(
        self, lexicon: Lexicon, things: dict[Thing, int]
    ) -> Iterator[tuple[str, str, int, str, float, bool]]:
        """Names without their place."""
        for short in shorten_names(lexicon.names, self._places):
            name = short.name
            for key in tokens.keys(name.words):
                yield key, short.home, things[name.thing], _words(name), name.weight, name.is_shouted

    def _add_words(self, words: Iterable[str]) -> None:
        """Every word of a name, its forms, and the pairs of letters by which a slip of it is found."""
        last, new = self._last("words"), []
        for word in sorted(words):
            row = (last + 1, word)
            if self._file.execute("INSERT OR IGNORE INTO words VALUES (?, ?)", row).rowcount:
                last += 1
                new.append(row)
        forms = sorted((form, number) for number, word in new for form in tokens.word(word).forms)
        self._file.executemany("INSERT INTO forms VALUES (?, ?)", forms)
        pairs = sorted((pair, len(word), number) for number, word in new for pair in _pairs(word))
        self._file.executemany("INSERT INTO pairs VALUES (?, ?, ?)", pairs)

    def remove(self, batch: Batch) -> None:
        """Take some entries out, as they were put in."""
        for entry in batch.entries:
            self._remove_thing(entry)
        self._remove_names(batch.entries)
        self._file.executemany("DELETE FROM plans WHERE slug = ?", [(plan.slug,) for plan in batch.plans])
        for choice in batch.choices:
            sql = "SELECT id FROM choices WHERE kind = ? AND slug = ?"
            for (number,) in self._file.execute(sql, (choice.kind, choice.slug)).fetchall():
                self._file.execute("DELETE FROM choices WHERE id = ?", (number,))
                self._forget("slugs", number, slug=choice.slug)

    def _remove_thing(self, entry: Entry) -> None:
        kind, iri = entry.thing.kind, entry.thing.iri
        (number,) = self._file.execute(
            "SELECT id FROM things WHERE iri = ? AND kind = ?", (iri, kind)
        ).fetchone()
        self._freed[kind, iri] = number
        self._file.execute("DELETE FROM things WHERE id = ?", (number,))
        if entry.is_full_text:
            for table, (names, description) in (("texts", entry.texts), ("pieces", entry.pieces)):
                self._forget(table, number, names=names, description=description)
        sql = "SELECT id, label FROM labels WHERE thing = ?"
        for label, text in self._file.execute(sql, (number,)).fetchall():
            self._forget("typed", label, kind=kind_token(kind), words=typed_words(text))
        self._file.execute("DELETE FROM labels WHERE thing = ?", (number,))

    def _remove_names(self, entries: Iterable[Entry]) -> None:
        lexicon, named = lexicon_of(entries)
        of = {thing: self._freed[thing.kind, thing.iri] for thing in named}
        numbers: dict[tuple[int, str, float, bool], int] = {}
        for at in of.values():
            sql = "SELECT words, weight, is_shouted, id FROM names WHERE thing = ?"
            for words, weight, is_shouted, number in self._file.execute(sql, (at,)).fetchall():
                numbers[at, words, weight, bool(is_shouted)] = number
        for table, column, found in (("keys", "key", lexicon.by_key), ("holding", "form", lexicon.by_form)):
            rows = [
                (key, numbers[of[name.thing], _words(name), name.weight, name.is_shouted])
                for key, on in found.items()
                for name in (lexicon.names[one] if isinstance(one, int) else one for one in on)
            ]
            self._file.executemany(f"DELETE FROM {table} WHERE {column} = ? AND name = ?", rows)  # noqa: S608
        short = ((row[0], row[2]) for row in self._shorts(lexicon, of))
        self._file.executemany("DELETE FROM shorts WHERE key = ? AND thing = ?", sorted(set(short)))
        self._file.executemany("DELETE FROM names WHERE id = ?", [(one,) for one in numbers.values()])
        self._remove_words(lexicon.words)

    def _remove_words(self, words: Iterable[str]) -> None:
        """Take out those of some words that no name holds any more."""
        sql = "SELECT n.words FROM holding h JOIN names n ON n.id = h.name WHERE h.form = ?"
        for word in words:
            if any(word in held.split() for (held,) in self._file.execute(sql, (word,))):
                continue
            (number,) = self._file.execute("SELECT id FROM words WHERE word = ?", (word,)).fetchone()
            self._file.execute("DELETE FROM words WHERE id = ?", (number,))
            forms = [(form, number) for form in tokens.word(word).forms]
            self._file.executemany("DELETE FROM forms WHERE form = ? AND word = ?", forms)
            pairs = [(pair, len(word), number) for pair in _pairs(word)]
            self._file.executemany("DELETE FROM pairs WHERE pair = ? AND length = ? AND word = ?", pairs)

    def _forget(self, table: str, number: int, **columns: str) -> None:
        """Take a row out of full text, which wants to know what was in it."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({table}, rowid, {names}) VALUES ('delete', ?, {marks})"  # noqa: S608
        self._file.execute(sql, (number, *columns.values()))

    def _last(self, table: str) -> int:
        return int(self._file.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])  # noqa: S608


def _words(name: Name) -> str:
    return " ".join(part.text for part in name.words)


def _pairs(word: str) -> Iterable[str]:
    return pairs_of_letters(word) if len(word) >= SHORTEST and not word.isdigit() else ()
