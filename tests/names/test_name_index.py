"""An index of names made from that of the release before holds what one made at once does, and nothing that
went.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from veiligheidsgraaf.names.entries import Batch, Choice, Entry
from veiligheidsgraaf.names.name_index import find_places, renew_names, write_names
from veiligheidsgraaf.names.named import Plan, Thing
from veiligheidsgraaf.words import iris

from .test_stored import ENTRIES

SENTENCE = Entry(
    Thing("maatregel", f"{iris.BASE}id/plan/x/maatregel/1", "Overlast in de wijk aanpakken"),
    (("prefLabel", "Overlast in de wijk aanpakken"),),
    "Met de politie en het wijkteam",
    is_sentence=True,
)
FIRST = next(entry for entry in ENTRIES if entry.thing.kind == "partner")
CALLED = (("prefLabel", "Ander loket Dalfsen"), ("hiddenLabel", "loket"))
OTHERWISE = replace(FIRST, thing=replace(FIRST.thing, name=CALLED[0][1]), names=CALLED)
NEW = replace(OTHERWISE, thing=replace(OTHERWISE.thing, iri=f"{FIRST.thing.iri}-nieuw"))
PLANS = [Plan("x", "dalfsen", 2020, 2023), Plan("y", "dalfsen", 2024, 2027)]
CHOICES = [Choice("plan", "x", "Plan X"), Choice("plan", "y", "Plan Y"), Choice("thema", "jeugd", "Jeugd")]
WITH_IDS = {
    "things": "SELECT kind, iri, name, statements, description FROM things",
    "labels": "SELECT iri, kind, label, is_hidden FROM labels JOIN things t ON t.id = thing",
    "names": "SELECT iri, kind, words, weight, is_shouted FROM names JOIN things t ON t.id = thing",
    "keys": "SELECT key, iri, kind, words, weight FROM keys k JOIN names n ON n.id = k.name "
    "JOIN things t ON t.id = n.thing",
    "holding": "SELECT form, iri, kind, words FROM holding h JOIN names n ON n.id = h.name "
    "JOIN things t ON t.id = n.thing",
    "shorts": "SELECT key, home, iri, kind, words FROM shorts JOIN things t ON t.id = thing",
    "words": "SELECT word FROM words",
    "forms": "SELECT form, w.word FROM forms f JOIN words w ON w.id = f.word",
    "pairs": "SELECT pair, length, w.word FROM pairs p JOIN words w ON w.id = p.word",
    "plans": "SELECT * FROM plans",
    "choices": "SELECT kind, slug, name, sorted FROM choices",
    "texts": "SELECT term, col, offset, iri, kind FROM temp.in_texts JOIN things t ON t.id = doc",
    "pieces": "SELECT term, col, offset, iri, kind FROM temp.in_pieces JOIN things t ON t.id = doc",
    "typed": "SELECT term, col, offset, label FROM temp.in_typed JOIN labels l ON l.id = doc",
    "slugs": "SELECT term, col, offset, slug FROM temp.in_slugs JOIN choices c ON c.id = doc",
}


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is in an index, without its numbers."""
    with closing(sqlite3.connect(path)) as file:
        for table in ("texts", "pieces", "typed", "slugs"):
            file.execute(f"CREATE VIRTUAL TABLE temp.in_{table} USING fts5vocab(main, {table}, instance)")
        found = {name: sorted(file.execute(sql).fetchall()) for name, sql in WITH_IDS.items()}
        counted = {
            table: file.execute(f"SELECT count(*) FROM temp.in_{table}").fetchone()[0]
            for table in ("texts", "pieces", "typed", "slugs")
        }
    assert counted == {table: len(found[table]) for table in counted}, "nothing is left of what went"
    return found


def write(path: Path, entries: Iterable[Entry], choices: list[Choice], plans: list[Plan]) -> Path:
    write_names(path, entries, plans, choices)
    return path


# What is gone, and what comes.
CHANGES = {
    "nothing": ([], []),
    "a name comes": ([], [NEW]),
    "a name goes": ([FIRST], []),
    "a name changes": ([FIRST], [OTHERWISE]),
    "a sentence changes": ([SENTENCE], [replace(SENTENCE, description="Met de jeugdboa")]),
    "a sentence goes": ([SENTENCE], []),
}


@pytest.mark.parametrize(("gone", "come"), CHANGES.values(), ids=CHANGES)
def test_index_from_an_older_one_holds_what_one_made_at_once_holds(
    tmp_path: Path, gone: list[Entry], come: list[Entry]
) -> None:
    stay = [entry for entry in (*ENTRIES, SENTENCE) if entry not in gone]
    counted = [replace(entry, statements=entry.statements + 5) for entry in stay[:3]]
    now = [*counted, *stay[3:], *come]
    old = write(tmp_path / "old", [*stay, *gone], CHOICES[:2], PLANS[:1])
    new = write(tmp_path / "new", now, CHOICES[1:], PLANS[1:])
    renew_names(
        tmp_path / "renewed",
        old,
        Batch(gone, PLANS[:1], CHOICES[:1]),
        Batch(come, PLANS[1:], CHOICES[2:]),
        counted,
        find_places(now),
    )
    assert held(tmp_path / "renewed") == held(new)
    assert held(old) != held(new)


def test_batches_behind_the_first_are_as_if_all_came_at_once(tmp_path: Path) -> None:
    write_names(tmp_path / "apart", ENTRIES, PLANS, CHOICES, [Batch([SENTENCE]), Batch([], [], [])])
    assert held(tmp_path / "apart") == held(write(tmp_path / "whole", [*ENTRIES, SENTENCE], CHOICES, PLANS))
