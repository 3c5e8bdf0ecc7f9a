"""What properties are called is written once, for sentences and for pages alike."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from veiligheidsgraaf.turtle.read import read_project
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.prefixes import compact
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.wording import inward, noun, outward, read_words

from ..conftest import ROOT

PACKAGE = ROOT / "src" / "veiligheidsgraaf"


def test_given_words_go_before_the_label_and_the_label_before_the_bare_name() -> None:
    assert noun(iris.DEF + "betrekt", "betrekt") == "partner"
    assert outward(iris.DEF + "betrekt", "betrekt") == "partners"
    assert inward(iris.DEF + "betrekt", "betrekt") == "betrokken bij maatregelen"
    assert (noun("urn:x#kleur", "tint"), outward("urn:x#kleur", "tint")) == ("tint", "tint")
    assert (noun("urn:x#kleur"), outward("urn:x#kleur"), inward("urn:x#kleur")) == (
        "kleur",
        "kleur",
        "kleur van",
    )


def test_borrowed_property_that_has_only_a_noun_is_called_so_on_pages() -> None:
    assert outward("http://www.w3.org/2000/01/rdf-schema#range") == "bereik"


@pytest.fixture(scope="module")
def terms() -> set[str]:
    files = read_project(Project(ROOT)).files
    return {
        triple.subject.value
        for file in files
        if file.graph == iris.GRAPH + "ontologie"
        for triple in file.triples
    }


def test_words_of_our_own_are_of_terms_that_exist(terms: set[str]) -> None:
    ours = {iri for iri in read_words() if iri.startswith(iris.DEF)}
    assert ours <= terms
    assert len(ours) > 30


def tables_of_words() -> Iterator[Path]:
    """Modules that hold words of properties themselves."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if '"betrokken bij maatregelen"' in text or '"zelfde begrip"' in text or '"hetzelfde als"' in text:
            yield path


def test_no_module_has_a_table_of_its_own() -> None:
    assert not list(tables_of_words())


@pytest.mark.parametrize("iri", sorted(read_words()), ids=compact)
def test_words_read_as_words(iri: str) -> None:
    for word in read_words()[iri]:
        assert word == word.strip()
        assert not word.endswith((".", ":"))
