"""Keys come from the plan's own numbering, or from the place of its headings, and stay."""

import pytest

from veiligheidsgraaf.reading.recognition import read_document
from veiligheidsgraaf.review.keys import Paragraphs, Wanted, give_keys

NUMBERED = """\
# 1 Inleiding

Vooraf.

## 1.2. Opzet

Hier.

### Zonder nummer

Daar.

# Hoofdstuk 3: Jeugd

Verder.
"""
PLAIN = """\
Vooraf.

# Inleiding

Een.

## Opzet

Twee.

## Werkwijze

Drie.

# Jeugd

Vier.
"""


@pytest.mark.parametrize(
    ("text", "words", "paragraph"),
    [
        (NUMBERED, "Vooraf.", "1"),
        (NUMBERED, "Hier.", "1.2"),
        (NUMBERED, "Daar.", "1.2"),
        (NUMBERED, "Verder.", "3"),
        (PLAIN, "Vooraf.", "0"),
        (PLAIN, "Een.", "1"),
        (PLAIN, "Twee.", "1.1"),
        (PLAIN, "Drie.", "1.2"),
        (PLAIN, "Vier.", "2"),
    ],
)
def test_paragraph_is_the_number_of_the_plan_or_the_place_of_the_heading(
    text: str, words: str, paragraph: str
) -> None:
    document = read_document(text.encode(), "plan.md")
    line = next(one.number for one in document.lines if one.text == words)
    assert Paragraphs(document).find(line) == paragraph


def test_keys_count_by_kind_in_a_paragraph_and_those_given_stay() -> None:
    document = read_document(NUMBERED.encode(), "plan.md")
    first, second = Wanted("a", "maatregel", 3), Wanted("b", "maatregel", 3)
    goal, priority = Wanted("c", "doel", 3), Wanted("d", "prioriteit", 7)
    given = give_keys([first, second, goal, priority], Paragraphs(document), {})
    assert list(given.values()) == ["1-1", "1-2", "1-1", "1"]
    kept = {"maatregel/1-1": "b", "maatregel/1-2": "weg"}
    again = give_keys([first, second], Paragraphs(document), kept)
    assert again == {first: "1-3", second: "1-1"}
