"""When something is planned, as people write it."""

import pytest

from veiligheidsgraaf.draft.moments import list_moments, parse_moment

PERIOD = (2024, 2026)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Q4 2024", {"kwartaal": ("2024-Q4",)}),
        (
            "Q1 en Q2 2024 opstarten, daarna doorlopend",
            {"kwartaal": ("2024-Q1", "2024-Q2"), "doorlopend": ("true",)},
        ),
        ("eerste helft van 2025", {"kwartaal": ("2025-Q1", "2025-Q2")}),
        ("3e kwartaal 2025", {"kwartaal": ("2025-Q3",)}),
        ("oktober 2025", {"kwartaal": ("2025-Q4",)}),
        ("2025 en 2026", {"planjaar": ("2025", "2026")}),
        ("Jaarlijks", {"keerPerJaar": ("1",), "planjaar": ("2024", "2025", "2026")}),
        ("Twee keer per jaar", {"keerPerJaar": ("2",), "planjaar": ("2024", "2025", "2026")}),
        (
            "Q4 in 2024, 2025 en 2026",
            {"kwartaal": ("2024-Q4", "2025-Q4", "2026-Q4"), "steedsInKwartaal": ("4",)},
        ),
        ("Q3 en Q4 2024 2025", {"kwartaal": ("2024-Q3", "2024-Q4"), "planjaar": ("2025",)}),
        ("binnenkort", {}),
    ],
)
def test_moment_is_read_as_the_graph_writes_it(text: str, values: dict[str, tuple[str, ...]]) -> None:
    assert parse_moment(text, PERIOD) == values


def test_cell_that_says_what_happens_when_holds_several_moments() -> None:
    text = "Q1 2024 invoering van het platform Q2 2024 evaluatie Q3/Q4 2024 doorontwikkeling"
    assert [moment.values["kwartaal"] for moment in list_moments(text, PERIOD)] == [
        ("2024-Q1",),
        ("2024-Q2",),
        ("2024-Q3", "2024-Q4"),
    ]
