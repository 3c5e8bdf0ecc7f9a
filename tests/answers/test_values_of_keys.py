"""Values of keys are looked up in the names and facts of a release."""

from typing import cast

import pytest

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.names.stored import StoredLexicon
from veiligheidsgraaf.words.errors import UnknownName


class CountedNames:
    """Names, and what was looked up in them."""

    def __init__(self, names: StoredLexicon) -> None:
        self._names = names
        self.looked_up: list[tuple[str, str]] = []

    def can_choose(self, kind: str, slug: str) -> bool:
        self.looked_up.append((kind, slug))
        return self._names.can_choose(kind, slug)

    def slugs_near(self, kind: str, slug: str) -> list[str]:
        return self._names.slugs_near(kind, slug)


def test_a_value_is_looked_up_once_however_often_it_is_checked(example_answers: Answers) -> None:
    names = CountedNames(example_answers.names)
    answers = Answers(
        example_answers._store, example_answers.questions, cast(StoredLexicon, names), example_answers.facts
    )
    answers.check_value("partner", "politie")  # as REST does, to tell all faults at once
    assert answers.page("maatregelen", [("partner", "politie")], 5).total
    assert names.looked_up == [("partner", "politie")]
    for _ in range(2):
        with pytest.raises(UnknownName):
            answers.check_value("partner", "politi")
