"""What a plan says of itself in its first lines: what it is called, and who adopted it and when."""

import pytest

from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.reading.title_page import find_adoption, find_title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["Voorwoord", "", "Integraal Veiligheidsplan 2026-2029", "tekst"],
            "Integraal Veiligheidsplan 2026-2029",
        ),
        (["**Nota veilige gemeente**"], "Nota veilige gemeente"),
        (["Samen verder", "Dit beleid over veiligheid is een zin."], "Samen verder"),
        (["", "  "], ""),
    ],
)
def test_title_is_the_first_line_that_names_a_plan(lines: list[str], title: str) -> None:
    assert find_title(lines) == title


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vastgesteld door de gemeenteraad op 3 maart 2026", ("gemeenteraad", "2026-03-03")),
        (
            "vastgesteld in de\nvergadering van de raad van Elzenrade op 12 december 2025",
            ("raad", "2025-12-12"),
        ),
        ("Vastgesteld door het college van burgemeester en wethouders op 1 mei 2026.", None),
        ("wordt elk jaar vastgesteld door de gemeenteraad", ("", "")),
        ("vastgesteld door de raad op 1 mei 2024; vastgesteld door de raad op 2 mei 2026", ("", "")),
    ],
)
def test_adoption_is_told_when_it_stands_there_once(text: str, told: tuple[str, str] | None) -> None:
    assert find_adoption(text) == (told or ("college van burgemeester en wethouders", "2026-05-01"))


def test_document_carries_what_its_first_lines_say() -> None:
    told = read_document(
        b"Voorwoord\n\nVeiligheidsplan 2026\n\nVastgesteld door de raad op 3 maart 2026\n"
    ).metadata
    assert (told.title, told.adopted_by, told.adopted) == ("Veiligheidsplan 2026", "raad", "2026-03-03")


def test_markdown_is_known_by_its_headings() -> None:
    assert read_document(b"# Plan\n\ntekst\n\n## Jeugd\n").metadata.kind == "markdown"
    assert read_document(b"# 1 is een getal\n").metadata.kind == "tekst"
