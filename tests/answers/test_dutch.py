"""Numbers, lists and times as Dutch has them in a sentence."""

import pytest

from veiligheidsgraaf.answers.dutch import (
    is_plural,
    join_list,
    place,
    spell_decimal,
    spell_number,
    spell_span,
    within,
)


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "geen"), (1, "één"), (3, "drie"), (12, "twaalf"), (13, "13"), (999, "999"), (1234, "1.234"),
     (1234567, "1.234.567")],
)  # fmt: skip
def test_number_is_a_word_up_to_twelve_and_then_figures_with_points(number: int, told: str) -> None:
    assert spell_number(number) == told


@pytest.mark.parametrize(
    ("items", "told"), [([], ""), (["A"], "A"), (["A", "B"], "A en B"), (["A", "B", "C"], "A, B en C")]
)
def test_list_has_en_before_its_last(items: list[str], told: str) -> None:
    assert join_list(items) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1234.50", "1.234,50"),
        ("-5", "-5"),
        ("0.7", "0,7"),
        ("12 procent", "12 procent"),
        ("1.2.3", "1.2.3"),
        ("", ""),
    ],
)
def test_stated_number_keeps_its_decimals_in_dutch_form(text: str, told: str) -> None:
    assert spell_decimal(text) == told


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-01-01", "2026-12-31", "in 2026"),
        ("2026-10-01", "2026-12-31", "in het vierde kwartaal van 2026"),
        ("2024-01-01", "2025-12-31", "van 2024 tot en met 2025"),
        ("2024-03-01", "2024-04-30", "van 1 maart 2024 tot en met 30 april 2024"),
        ("2025-01-01", "", "vanaf 2025"),
        ("", "2025-06-30", "tot en met 30 juni 2025"),
    ],
)
def test_span_of_days_is_said_as_the_year_or_quarter_it_is(first: str, last: str, told: str) -> None:
    assert spell_span(first, last) == told


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Ondermijning", "thema", "ondermijning"),
        ("Jeugd en veiligheid", "thema", "jeugd en veiligheid"),
        ("Zorg- en Veiligheidshuis", "thema", "Zorg- en Veiligheidshuis"),
        ("AVG en privacy", "fenomeen", "AVG en privacy"),
        ("Politie", "partner", "Politie"),
    ],
)
def test_only_ordinary_words_lose_their_capital_within_a_sentence(name: str, kind: str, told: str) -> None:
    assert within(name, kind) == told


def test_municipality_as_a_place_is_only_its_name() -> None:
    assert place("Gemeente Dalfsen") == "Dalfsen"


@pytest.mark.parametrize(
    ("name", "kind", "plural"),
    [
        ("Boa's van Hellendoorn", "partner", True),
        ("Ouderen", "doelgroep", True),
        ("Gemeentelijke toezichthouders", "partner", True),
        ("Stichting Welzijn Ouderen", "partner", False),
        ("Kamer van Koophandel", "partner", False),
        ("rijden onder invloed", "fenomeen", False),
    ],
)
def test_verb_follows_the_number_of_a_name(name: str, kind: str, plural: bool) -> None:
    assert is_plural(name, kind) is plural
