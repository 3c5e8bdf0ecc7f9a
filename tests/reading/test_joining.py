"""Broken lines are one text again, and every character of it knows its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiligheidsgraaf.reading.joining import find_words, join


def joined(*lines: str, also: str = "") -> str:
    spans = [(number, 0, len(line)) for number, line in enumerate(lines, 1)]
    return join(spans, lines, find_words([*lines, also]))[0]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("de veilig-", "heid van de stad"), "de veiligheid van de stad"),
        (("de veilig\u00ad", "heid"), "de veiligheid"),
        (("de vei\u00adlig\u00adheid",), "de veiligheid"),
        (("het Zorg-", "en Veiligheidshuis"), "het Zorg- en Veiligheidshuis"),
        (("de regio Oost-", "Nederland"), "de regio Oost-Nederland"),
        (("een auto-", "ongeval"), "een auto-ongeval"),
        (("een zee-", "eend"), "een zee-eend"),
        (("het jaar 2023-", "2026"), "het jaar 2023-2026"),
        (("de OM-", "cijfers"), "de OM-cijfers"),
        (("een **vet", "woord** hier"), "een vet woord hier"),
        (("de  gemeente", "  werkt samen"), "de  gemeente werkt samen"),
    ],
)
def test_lines_are_joined_as_the_word_is_written(lines: tuple[str, ...], text: str) -> None:
    assert joined(*lines) == text


def test_hyphen_stays_where_the_document_writes_the_word_with_it() -> None:
    assert joined("de woon-", "werkafstand") == "de woonwerkafstand"
    assert joined("de woon-", "werkafstand", also="over woon-werkafstand gesproken") == "de woon-werkafstand"
    assert joined("een politie-", "eenheid", also="de politieeenheid") == "een politieeenheid"


@given(st.lists(st.text(alphabet="ab-*\u00ad .É\t", max_size=12), min_size=1, max_size=6))
def test_each_character_stands_where_its_piece_says(lines: list[str]) -> None:
    spans = [(number, 0, len(line)) for number, line in enumerate(lines, 1)]
    text, pieces = join(spans, lines, frozenset())
    for piece in pieces:
        assert piece.start < piece.end
        found = text[piece.at : piece.at + piece.end - piece.start]
        assert found == lines[piece.line - 1][piece.start : piece.end]
    covered = sum(piece.end - piece.start for piece in pieces)
    assert len(text) - covered <= len(lines)  # but for a space between lines
