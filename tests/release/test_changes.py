"""A release that is made from the one before says what one made anew says, and shares with it what is the same."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest

from veiligheidsgraaf.release import fact_rows, name_parts, store_index
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import LOOSE_PART, SHARED_PART, Release

from ..names.test_name_index import held

PLAN = "graphs/plannen/voorbeeldstad-2020.ttl"
# What a person may change in one plan, and back.
EDITS = {
    "a word": ("Een waakzame stad", "Een alerte stad"),
    "a number written otherwise": ("vg:waarde 40.0 ;", "vg:waarde 40.00 ;"),
    "a partner that acts": (
        "vg:betrekt partner:politie , gemeente:voorbeeldstad",
        "vg:betrekt partner:politie",
    ),
}


def tables(release: Release) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(release.facts), read_only=True) as base:
        names = [row[0] for row in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {name: sorted(base.execute(f'SELECT * FROM "{name}"').fetchall(), key=str) for name in names}


def index(release: Release) -> set[str]:
    """What the index holds, but for the names of blank nodes."""
    quads = ox.Store.read_only(str(release.store))
    return {str(quad) for quad in quads if "_:" not in str(quad)}


def names_of(release: Release) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(release.names)) as file:
        return file.execute("SELECT * FROM things").fetchall()


def taken_away(release: Release) -> dict[str, bytes]:
    return {name: gzip.decompress(path.read_bytes()) for name, path in release.tables.items()}


@pytest.fixture
def little(monkeypatch) -> None:
    """Nothing is so large a share that all is made anew."""
    monkeypatch.setattr(store_index, "_LARGE_SHARE", 0)
    monkeypatch.setattr(fact_rows, "_LARGE_SHARE", 0)
    monkeypatch.setattr(name_parts, "_LARGE_SHARE", 0)


@pytest.mark.proof
def test_changed_release_is_what_one_made_anew_is(example: Project, tmp_path: Path, little: None) -> None:
    old = build(example, tmp_path / "a")[0]
    path = example.root / PLAN
    text = path.read_text()
    for number, (before, after) in enumerate(EDITS.values(), 1):
        assert before in text
        path.write_text(text.replace(before, after))
        changed, anew = build(example, tmp_path / "a")[0], build(example, tmp_path / f"b{number}")[0]
        assert changed.digest == anew.digest != old.digest
        assert (changed.derived["generation"], anew.derived["generation"]) == (number, 0)
        assert index(changed) == index(anew)
        assert tables(changed) == tables(anew)
        assert held(changed.names) == held(anew.names)
        assert taken_away(changed) == taken_away(anew)
    assert changed.derived["names"]["times"] > 1, "the names of the last were not written anew"


@pytest.mark.proof
def test_changed_reference_gives_what_one_made_anew_has(
    example: Project, tmp_path: Path, little: None
) -> None:
    old = build(example, tmp_path / "a")[0]
    path = example.root / "graphs/referentie/voorbeeldstad.ttl"
    text = path.read_text()
    assert '"Jeugdwerk"@nl' in text
    path.write_text(text.replace('"Jeugdwerk"@nl', '"Straathoekwerk"@nl'))
    changed, anew = build(example, tmp_path / "a")[0], build(example, tmp_path / "b")[0]
    assert changed.digest == anew.digest != old.digest
    found, wanted = tables(changed), tables(anew)
    assert set(found.pop("term")) >= set(wanted.pop("term")), "texts of before may stay"
    assert found == wanted
    assert any("Straathoekwerk" in row for row in found["ding"])
    assert held(changed.names) == held(anew.names)


def test_what_is_the_same_is_linked(example: Project, tmp_path: Path, little: None) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    new = build(example, tmp_path)[0]
    for suffix in ("nq", "ttl", "rdf"):
        assert new.part("plan/voorbeeldstad-2024", suffix).samefile(
            old.part("plan/voorbeeldstad-2024", suffix)
        )
        assert not new.part("plan/voorbeeldstad-2020", suffix).samefile(
            old.part("plan/voorbeeldstad-2020", suffix)
        )
        assert new.part(SHARED_PART, suffix).samefile(old.part(SHARED_PART, suffix)), "what plans share"
    assert new.part(LOOSE_PART, "ttl").samefile(old.part(LOOSE_PART, "ttl")), "what several plans say"
    assert not new.names.samefile(old.names), "a plan is found by its description"
    before, after = taken_away(old), taken_away(new)
    tables_kept = {name for name, path in new.tables.items() if path.samefile(old.tables[name])}
    assert tables_kept == {name for name in after if after[name] == before[name]} != set(after)
    linked = [path for path in new.store.glob("*.sst") if (old.store / path.name).exists()]
    assert linked
    assert all(path.samefile(old.store / path.name) for path in linked)


def test_table_that_is_not_what_it_was_is_made_anew(example: Project, tmp_path: Path) -> None:
    old = build(example, tmp_path)[0]
    sound = taken_away(old)
    damaged, kept = "locaties", "trekkers"
    old.tables[damaged].write_bytes(b"cut off")
    path = example.root / PLAN
    path.write_text(path.read_text().replace("Een waakzame stad", "Een alerte stad"))
    new = build(example, tmp_path)[0]
    assert taken_away(new)[damaged] == sound[damaged]
    assert new.tables[kept].samefile(old.tables[kept])


@pytest.mark.proof
def test_names_that_stay_the_same_are_linked(example: Project, tmp_path: Path) -> None:
    old = build(example, tmp_path)[0]
    path = example.root / PLAN
    path.write_text(path.read_text().replace(*EDITS["a number written otherwise"]))
    new = build(example, tmp_path)[0]
    assert new.digest != old.digest
    assert new.names.samefile(old.names)
    old.names.write_bytes(b"cut off")  # and so the new one: they are one file
    path.write_text(path.read_text().replace("vg:waarde 40.00 ;", "vg:waarde 40.000 ;"))
    assert names_of(build(example, tmp_path)[0]) == names_of(build(example, tmp_path / "anew")[0])
