"""Forms of a verb that say who does or what is done are known by the infinitive of the vocabulary."""

import pytest

from veiligheidsgraaf.draft.announcements import read_cues
from veiligheidsgraaf.draft.verbs import stems_of


@pytest.mark.parametrize(
    "word",
    ["organiseert", "georganiseerd", "investeert", "helpt", "biedt", "handhaaft", "opgesteld", "uitgevoerd"],
)
def test_form_of_a_verb_says_what_its_infinitive_says(word: str) -> None:
    assert "doen" in set(read_cues().sayings(stems_of(word)))


@pytest.mark.parametrize("word", ["beleid", "gemeente", "toezicht", "overlast", "veiligheid"])
def test_noun_is_no_form_of_a_verb(word: str) -> None:
    assert not set(read_cues().sayings(stems_of(word)))
