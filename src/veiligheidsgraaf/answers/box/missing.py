"""What is told before all that was found: what a line is about and nothing in the graph speaks of, and that
what it asked is not known to be so.
"""

from collections.abc import Callable
from dataclasses import replace

from ...names import tokens
from ...names.stored import quote
from ..answering import Answer, deny
from ..answers import Answers
from ..dutch import join_list
from ..said import Said, Sentence, go_on_with
from .leftover import subject_words
from .reading import Reading

# Words shorter than this are too often the beginning of another.
_SHORTEST, _ENDING = 6, 2


def find_missing(reading: Reading, count_texts: Callable[[str], int]) -> tuple[str, ...]:
    """Unread words that a line is about and that no text has, in any of their forms. `count_texts`: how many
    texts fit a full-text query.
    """
    named = {word for slot in reading.slots for word in tokens.split(slot.said)}
    words = (word for word in subject_words(reading.text, reading.unread) if word not in named)
    long = (word for word in words if len(word) >= _SHORTEST)
    return tuple(word for word in long if not count_texts(f"{quote(word[:-_ENDING])} *"))


def tell_first(answers: Answers, reading: Reading, told: Answer) -> Answer:
    """An answer that begins with what was not found."""
    sentence = told.sentence
    if reading.denied:
        sentence = (*deny(answers, reading.denied), *go_on_with(sentence))
    return replace(told, sentence=(*_say_missing(reading.missing), *sentence))


def _say_missing(words: tuple[str, ...]) -> Sentence:
    """That nothing is found of these words; () for none."""
    named = join_list([f"‘{word}’" for word in words], "of")
    return (Said(f"Van {named} is in de graaf niets gevonden. "),) if words else ()
