"""A slip of the keyboard is told from another word."""

import pytest

from veiligheidsgraaf.names.slips import is_another


@pytest.mark.parametrize(
    ("text", "word", "another"),
    [
        ("drugshonden", "drugshandel", True),
        ("drugshandle", "drugshandel", False),
        ("drugshamdel", "drugshandel", False),
        ("jeugdovrlats", "jeugdoverlast", False),
        ("kinderen", "kinderen", False),
    ],
)
def test_two_other_letters_make_another_word(text: str, word: str, another: bool) -> None:
    assert is_another(text, word) is another
