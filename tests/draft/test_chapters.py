"""Which headings of a plan of our own making are priorities."""

from veiligheidsgraaf.draft.suggest import suggest
from veiligheidsgraaf.draft.suggestion import Kind, Suggestion
from veiligheidsgraaf.names.lexicon import Lexicon
from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.words import iris

THEMES = ("woonoverlast", "ondermijning", "verkeersveiligheid", "cybercrime")
SHAPED = """# Plan

## {0} en leefbaarheid

### Ambitie

Minder hinder.

## {1}

### Wat willen we bereiken?

Meer zicht.

## {2}

### Wat gaan we doen?

Wij schouwen straten.

## Inleiding

### Doel van dit plan

Woorden.
"""


def find(text: str) -> dict[str, Suggestion]:
    lexicon = Lexicon()
    lexicon.add_all((iris.thing("thema", slug), "prefLabel", slug.capitalize()) for slug in THEMES)
    found = suggest(read_document(text.encode(), "plan.md"), lexicon, "voorbeeldstad", (2026, 2029))
    return {one.values["naam"][0]: one for one in found if one.kind is Kind.PRIORITEIT}


def shown(text: str) -> set[str]:
    return {name for name, one in find(text).items() if one.score >= 0.3}


def test_heading_that_says_so_is_a_priority_without_its_number() -> None:
    text = "# Plan\n\n## Prioriteit 1: Woonoverlast\n\nWoorden.\n\n## Prioriteit 2: Handel\n\nWoorden.\n"
    found = find(text)
    assert found.keys() == {"Woonoverlast", "Handel"}
    assert found["Woonoverlast"].values["thema"] == (iris.thing("thema", "woonoverlast"),)
    assert "thema" not in found["Handel"].values


def test_chapters_beside_each_other_with_goals_and_measures_are_priorities() -> None:
    text = SHAPED.format("Woonoverlast", "Ondermijning", "Verkeersveiligheid")
    assert shown(text) == {"Woonoverlast en leefbaarheid", "Ondermijning", "Verkeersveiligheid"}


def test_heading_called_as_an_item_of_the_list_of_priorities_is_one() -> None:
    text = "# Plan\n\nOnze prioriteiten zijn:\n\n- Woonoverlast\n- Handel\n\n## 3. Woonoverlast\n\nWoorden.\n\n## 4. Handel\n\nWoorden.\n"
    assert shown(text) == {"Woonoverlast", "Handel"}


def test_chapter_that_comes_twice_is_the_one_with_goals_and_measures() -> None:
    twice = "# Lokale prioriteiten\n\n## Woonoverlast\n\nEen beeld.\n\n# Aanpak\n\n"
    text = twice + SHAPED.format("Woonoverlast", "Ondermijning", "Verkeersveiligheid").partition("\n\n")[2]
    found = [one for one in find(text).values() if one.score >= 0.3]
    assert (
        len([one for one in found if one.values.get("thema") == (iris.thing("thema", "woonoverlast"),)]) == 1
    )


def test_theme_in_brackets_is_not_that_of_the_chapter() -> None:
    found = find("# Prioriteiten\n\n## Ondermijning (niet zijnde cybercrime)\n\nWoorden.\n")
    (one,) = found.values()
    assert one.values["thema"] == (iris.thing("thema", "ondermijning"),)
