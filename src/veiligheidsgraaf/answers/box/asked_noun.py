"""The noun that a line asks for, when nothing read it: then no table and no sentence stand for an answer.

`hoeveel respondenten`: of what is counted nothing is known, whatever else is there. `grootste ergernis`: what
comes first is asked, and of what.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from ...names import tokens
from . import turns_of_phrase as phrases
from .reading import Choice
from .yes_or_no import says_no_more_than_where

_SHORTEST, _SHORTEST_HEAD = 3, 4
_OF = ("van", "op", "voor")
_SPACE_OR_CHOICE = re.compile(r"[ |]")


def words_of(asking: Iterable[str]) -> frozenset[str]:
    """The words of the phrases of a question."""
    return frozenset(word for phrase in asking for word in _SPACE_OR_CHOICE.split(phrase))


def find_unread_noun(
    text: str, choice: Choice, asking: Collection[str], known: Collection[str]
) -> tuple[str, ...]:
    """The words of a line that say what it asks for and that a reading did nothing with; () when it
    read them.

    `asking`: words of the question of the reading, `known`: of any; what is called so was understood.
    """
    said = tokens.split(text)
    unread = {word for one in choice.unread for word in tokens.split(one)}
    found = [*_unranked(said, choice, unread), *_spread_wide(said, choice, unread)]
    if says_no_more_than_where(choice):
        placed = {word for slot in choice.slots if slot.pairs for word in tokens.split(slot.said)}
        nouns = (noun for noun in _nouns(said, placed) if noun in unread and noun not in known)
        found += [noun for noun in nouns if not _ends_with(noun, asking)]
    return tuple(dict.fromkeys(found))


def _unranked(said: Sequence[str], choice: Choice, unread: AbstractSet[str]) -> Iterator[str]:
    """A word that ranks and did nothing, with the noun behind it when that was not read for certain."""
    for words, after in _turns("rangorde", said):
        noun = next((word for word in said[after:] if word not in tokens.STOP), "")
        if not unread >= set(words) or not noun:
            continue
        if noun in unread or _is_guessed(noun, choice) or _is_part(noun, choice):
            yield from (*words, noun)


def _spread_wide(said: Sequence[str], choice: Choice, unread: Collection[str]) -> Iterator[str]:
    """A word that did nothing behind one that was taken for a part of several names: `controle van kelders`
    is no control of other things.
    """
    for place, (word, joint) in enumerate(pairwise(said)):
        if word in tokens.STOP or joint not in _OF or not _is_guessed(word, choice):
            continue
        noun = next((one for one in said[place + 2 :] if one not in tokens.STOP), "")
        if noun in unread:
            yield noun


def _is_guessed(noun: str, choice: Choice) -> bool:
    """Whether a word was no more than a part of the names of several things."""
    return any(len(slot.pairs) > 1 and noun in tokens.split(slot.said) for slot in choice.slots)


def _nouns(said: Sequence[str], placed: Collection[str]) -> Iterator[str]:
    """The first word that means something behind each turn that asks for a noun."""
    empty = tokens.STOP | tokens.LIGHT | phrases.quiet()
    for _, after in _turns("gevraagd", said):
        yield from [
            word
            for word in said[after:]
            if word not in empty and word not in placed and len(word) >= _SHORTEST and word.isalpha()
        ][:1]


def _turns(name: str, said: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The words of each place of a turn of phrase, and the number of the word behind it."""
    joined = " ".join(said)
    for match in phrases.turn(name).finditer(joined):
        first = joined[: match.start()].count(" ")
        size = match[0].count(" ") + 1
        yield tuple(said[first : first + size]), first + size


def _ends_with(noun: str, heads: Collection[str]) -> bool:
    """Whether a compound is of something that was read: `kernbeleidthema` is a `thema`."""
    return any(len(head) >= _SHORTEST_HEAD and noun.endswith(head) for head in heads)


def _is_part(noun: str, choice: Choice) -> bool:
    """Whether a word was taken for a longer name that it is one of the words of."""
    things = (slot.thing for slot in choice.slots if slot.thing and tokens.split(slot.said) == [noun])
    names = ([word for word in tokens.words(thing.name) if not word.is_stop] for thing in things)
    forms = tokens.word(noun).forms
    return any(len(name) > 1 and any(not forms.isdisjoint(word.forms) for word in name) for name in names)
