"""What the question box suggests while somebody types."""

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.answers.box.suggesting import MOST, QUESTION, suggest


def lines_for(answers: Answers, typed: str) -> list[str]:
    return [one.text for one in suggest(answers.names, answers.listed, typed)]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("jeugdov", "Jeugdoverlast"),
        ("wie werkt aan onderm", "wie werkt aan Ondermijning"),
        ("wie werkt aan onder", "wie werkt aan Ondermijning"),
        ("cameratoezicht in har", "cameratoezicht in Gemeente Hardenberg"),
        ("riec", "RIEC Oost-Nederland"),
        ("welke plannen sta", "Welke plannen staan in de graaf?"),
    ],
)
def test_last_words_are_completed(typed: str, line: str, answers: Answers) -> None:
    assert line in lines_for(answers, typed)


def test_questions_are_told_apart_from_names(answers: Answers) -> None:
    kinds = {one.text: one.kind for one in suggest(answers.names, answers.listed, "welke partners")}
    assert kinds["Welke partners werken aan een thema?"] == QUESTION


@pytest.mark.parametrize("typed", ["", "x", "zzqqy", "de", '" OR *', "a " * 500, "((((", "\x00\x01"])
def test_whatever_is_typed_suggestions_are_few(typed: str, answers: Answers) -> None:
    assert len(lines_for(answers, typed)) <= MOST
