"""What a line is about and nothing in the graph speaks of: told before all that was found beside it."""

from collections.abc import Callable

from ...names.stored import quote
from ..dutch import join_list
from ..said import Said, Sentence
from .leftover import subject_words
from .reading import Reading

# Words shorter than this are too often the beginning of another.
_SHORTEST, _ENDING = 6, 2


def find_missing(reading: Reading, count_texts: Callable[[str], int]) -> tuple[str, ...]:
    """Unread words that a line is about and that no text has, in any of their forms. `count_texts`: how many
    texts fit a full-text query.
    """
    words = (word for word in subject_words(reading.text, reading.unread) if len(word) >= _SHORTEST)
    return tuple(word for word in words if not count_texts(f"{quote(word[:-_ENDING])} *"))


def say_missing(words: tuple[str, ...]) -> Sentence:
    """That nothing is found of these words; () for none."""
    named = join_list([f"‘{word}’" for word in words], "of")
    return (Said(f"Van {named} is in de graaf niets gevonden. "),) if words else ()
