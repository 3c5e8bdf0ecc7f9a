"""An intent and its address: one is made of the other and back."""

import pytest

from veiligheidsgraaf.answers.intent import Form, Intent, read_intent
from veiligheidsgraaf.words.errors import InvalidRequest


@pytest.mark.parametrize(
    "intent",
    [
        Intent("maatregelen"),
        Intent("partners-per-thema", (("thema", "ondermijning"), ("niet-partner", "politie")), Form.WHO),
        Intent("maatregelen", (("thema", "jeugd"),), Form.COUNT, group="gemeente", most="meeste"),
        Intent("partners-per-thema", everywhere=True),
        Intent("instrumenten-per-thema", (("gemeente", "dalfsen"),), only=True, others_than="hardenberg"),
    ],
)
def test_address_of_intent_is_read_as_that_intent(intent: Intent) -> None:
    assert read_intent(intent.question, intent.address) == intent


def test_list_without_constraints_has_empty_address() -> None:
    assert Intent("doelen").address == ()


def test_key_given_twice_has_both_values() -> None:
    intent = read_intent("doelen", [("plan", "a"), ("plan", "b"), ("vorm", "veranderd"), ("thema", "")])
    assert intent.values_of("plan") == ("a", "b")
    assert intent.form is Form.CHANGE
    assert intent.pairs == (("plan", "a"), ("plan", "b"))


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ([("vorm", "gedicht")], "kies uit lijst, aantal"),
        ([("groep", "maan")], "kies uit"),
        ([("uiterste", "veel")], "meeste, minste"),
        ([("overal", "nee")], "kies uit ja"),
        ([("vorm", "wie"), ("vorm", "wet")], "geef hem een keer"),
    ],
)
def test_value_that_says_no_known_answer_is_refused(pairs: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_intent("doelen", pairs)
    assert says in f"{caught.value.what} {caught.value.how}"
