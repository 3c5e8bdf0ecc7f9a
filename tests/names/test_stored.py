"""The index of names in a release: the same names as in memory, what is typed and chosen, and no other file."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.names import tokens
from veiligheidsgraaf.names.entries import Entry
from veiligheidsgraaf.names.find import Names
from veiligheidsgraaf.names.lexicon import Lexicon
from veiligheidsgraaf.names.name_index import write_names
from veiligheidsgraaf.names.named import FORMS, Plan, Thing
from veiligheidsgraaf.names.slips import most_slips, nearest_words
from veiligheidsgraaf.names.stored import StoredLexicon
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.errors import NoRelease
from veiligheidsgraaf.words.release import DERIVED, NAMES, Release, current_release, digest_files

from ..release.test_damage import cut, flip
from ..server.test_serving import copy_home
from .test_find import KNOWN, SENTENCES

ENTRIES = [
    Entry(
        Thing(path.partition("/")[0], f"{iris.BASE}id/{path}", names[0]),
        tuple(("altLabel" if i else "prefLabel", name) for i, name in enumerate(names)),
        statements=len(names),
    )
    for path, names in KNOWN.items()
]


@pytest.fixture(scope="module")
def memory() -> Lexicon:
    made = Lexicon()
    for entry in ENTRIES:
        for form, name in entry.names:
            made.add(entry.thing, name, FORMS[form])
    return made


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredLexicon]:
    path = tmp_path_factory.mktemp("names") / NAMES
    write_names(path, ENTRIES, [Plan("dalfsen-2023", "dalfsen", 2023, 2026)], [])
    with closing(StoredLexicon(sqlite3.connect(path, check_same_thread=False))) as found:
        yield found


@pytest.mark.parametrize("home", ["", "dalfsen"])
@pytest.mark.parametrize("text", [*SENTENCES, "De burgemeester van Dalfsen en die van Hardenberg."])
def test_index_finds_what_memory_finds(stored: StoredLexicon, memory: Lexicon, text: str, home: str) -> None:
    found = Names(memory, home).find(text, nested=True, least=0)
    assert Names(stored, home).find(text, nested=True, least=0) == found


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_word_with_slips_is_near_for_the_index_as_for_memory(
    stored: StoredLexicon, memory: Lexicon, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(sorted(memory.words)))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, max(0, len(word) - 2)))
        letter = data.draw(st.sampled_from("aen"))
        slip = data.draw(st.sampled_from(["more", "less", "other", "swap"]))
        rest = {"more": word[at:], "less": word[at + 1 :], "other": word[at + 1 :], "swap": word[at + 2 :]}[
            slip
        ]
        word = (
            word[:at]
            + {"more": letter, "less": "", "other": letter, "swap": word[at : at + 2][::-1]}[slip]
            + rest
        )
    most = most_slips(word)
    long = [text for text in memory.words if len(text) >= 4]
    assert set(stored.near(word, most)) == set(nearest_words(word, long, most))


def test_index_knows_forms_and_words(stored: StoredLexicon, memory: Lexicon) -> None:
    for text in ("woninginbraken", "jongeren", "politie", "uitvoeringsplannen"):
        word = tokens.word(text)
        assert stored.knows(word) == memory.knows(word)
        assert stored.held([text, "xyz"]) == memory.held([text, "xyz"])
        held = {name.thing.iri for name in memory.numbered(memory.holding(word))}
        assert {name.thing.iri for name in stored.numbered(stored.holding(word))} == held


def names_of(stored: StoredLexicon, text: str, *kinds: str) -> list[str]:
    return [iris.path_of(found.thing.iri) for found in stored.suggest(text, kinds)]


def test_what_is_being_typed_is_suggested_the_most_used_first(stored: StoredLexicon) -> None:
    assert names_of(stored, "over") == ["fenomeen/jeugdoverlast"]
    assert names_of(stored, "burg dal") == []
    assert names_of(stored, "burgemeester d") == ["partner/dalfsen-burgemeester"]
    assert names_of(stored, "jeug")[0] == "doelgroep/jongeren"
    assert names_of(stored, "om")[0] == "partner/openbaar-ministerie", "a whole name goes first"
    assert names_of(stored, "h", "instrument")[0] == "instrument/toezicht-en-handhaving"
    assert {path.partition("/")[0] for path in names_of(stored, "d", "gemeente", "partner")} == {
        "gemeente",
        "partner",
    }
    assert names_of(stored, "") == names_of(stored, "''") == names_of(stored, "xqz") == []


def test_choices_of_a_release_are_looked_up_by_slug(example_release: Release) -> None:
    with StoredLexicon.open(example_release) as names:
        assert names.can_choose("thema", "ondermijning")
        assert not names.can_choose("partner", "ondermijning")
        assert names.slugs_near("thema", "ondermijnng")[0] == "ondermijning"
        assert "politie" in names.slugs_near("partner", "zz")
        assert [plan.start for plan in names.plans_of("voorbeeldstad")] == [2020, 2024]
        assert names.plan("voorbeeldstad-2020")
        assert not names.plan("nergens-2020")
        politie = Thing("partner", iris.thing("partner", "politie"), "Politie")
        assert names.describe(politie)[0] == ("Politie",)
        assert names.describe(Thing("partner", iris.thing("partner", "niets"), "")) == ((), "")
        assert {found.statements for found in names.suggest("politie")} == {3}


def set_layout(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA user_version = 99")


def write_text(path: Path) -> None:
    path.write_text("geen index")


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink], ids=lambda harm: harm.__name__)
def test_index_that_is_not_what_it_was_is_refused_by_name(
    example_release: Release, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    harm(release.names)
    with pytest.raises(NoRelease, match=r"names\.sqlite .*veiligheidsgraaf build"):
        StoredLexicon.open(release)


@pytest.mark.parametrize("harm", [set_layout, write_text], ids=lambda harm: harm.__name__)
def test_index_of_another_layout_is_refused_by_name_whatever_its_digest(
    example_release: Release, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    harm(release.names)
    derived = json.loads((release.path / DERIVED).read_text())
    derived["files"] |= digest_files(release.path, [release.names])
    (release.path / DERIVED).write_text(json.dumps(derived))
    with pytest.raises(NoRelease, match=r"names\.sqlite .*veiligheidsgraaf build"):
        StoredLexicon.open(release)


def test_index_damaged_while_it_serves_is_told(example_release: Release, tmp_path: Path) -> None:
    release = current_release(copy_home(example_release, tmp_path / "home"))
    with StoredLexicon.open(release) as names:
        release.names.write_bytes(release.names.read_bytes()[:8192])
        with pytest.raises(NoRelease, match=r"names\.sqlite is beschadigd"):
            names.suggest("politie")


def test_index_of_the_same_names_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_names(tmp_path / name, reversed(ENTRIES) if name == "other" else ENTRIES, [], [])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_names_of_any_municipality_are_those_of_each_that_has_a_plan(release: Release) -> None:
    with closing(StoredLexicon.open(release)) as names:
        short = {key for (key,) in names.rows("SELECT DISTINCT key FROM shorts")}
        found = {key: {name.thing for name in names.short_at_home(key)} for key in short}
        each = {
            key: {
                name.thing
                for home in names.planned()
                for name in names.named_short(key, home)
                if name.thing.slug.startswith(f"{home}-")
            }
            for key in short
        }
        assert found == each
        assert sum(map(len, found.values())) > 100
        homes = {thing.slug: names.home_of(thing.slug) for things in found.values() for thing in things}
        assert set(homes.values()) == {*names.planned()}
        assert all(slug.startswith(f"{home}-") for slug, home in homes.items())
