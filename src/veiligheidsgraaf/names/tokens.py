"""A typed line as words, and what makes two words the same word.

A word is compared in three forms: as typed, and as the two Dutch stemmers of Snowball cut it. Neither stemmer
is right alone (Kraaij-Pohlmann parts `maatregelen` from `maatregel`, Porter parts `gedaald` from `daal`), so
words are the same when they share a form.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import Stemmer

MOST_CHARACTERS = 240
_MOST_WORDS = 32
_MOST_LETTERS = 40
_MOST_ROOM = 64  # characters that a word takes with what stands around it: beyond, a text is not read
_MOST_ENDING = 3
_SHORTEST_STEM = 5  # Kraaij-Pohlmann cuts `geweld` to `wel`

_WORD = re.compile(r"\d+:\d+[a-z]*|[^\W_]+")
_ENDING = re.compile(r"(?:en|es|e|s)$")
_DOUBLED = re.compile(r"([a-z])\1(?=[a-z]?$)")
_OF_ACTING = re.compile(r"ing(?:en)?$")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_STEMMERS = (Stemmer.Stemmer("dutch"), Stemmer.Stemmer("dutch_porter"))
_one_at_a_time = Lock()  # a stemmer keeps state while it works

# Words that name nothing: left out when names are compared.
STOP = frozenset(
    """
    de het een en of van voor met te ten ter tot in op aan bij om uit door over naar onder tussen tegen binnen
    dat dit die deze er ook nog maar dan als zich zijn haar hun ons onze is s t n the mij ik we wij je u wel
    """.split()  # noqa: SIM905 (as a list it is one word a line)
)
# Words of asking: they say that something is asked, hardly what.
LIGHT = frozenset(
    """
    wie wat welk welke waar wanneer waarom hoe heeft hebben had is zijn was waren wordt worden werd doet doen
    gaat gaan kan kunnen zal zou moet moeten wil geef toon laat zien vertel zoek alle al eens nu graag mag
    komt komen staat staan iets gemeente gemeenten gemeentes plan plannen veiligheidsplan allemaal we men via
    per geen ander andere informatie vertellen kunt mensen beleid
    """.split()  # noqa: SIM905 (as a list it is one word a line)
)
DENIAL = "geen"
_DENIALS = "niet zonder nooit nergens niets ontbreekt ontbreken ontbrekend ontbrekende mist missen"
_SAME = {"art": "artikel", "artikelen": "artikel", **dict.fromkeys(_DENIALS.split(), DENIAL)}


@dataclass(frozen=True)
class Word:
    """A word as typed (small letters, no marks) and the forms that it is known by."""

    text: str
    forms: frozenset[str]

    @property
    def is_stop(self) -> bool:
        """Whether it names nothing."""
        return self.text in STOP


def fold(text: str) -> str:
    """Small letters without marks: `Coördinatie` and `coordinatie` are one."""
    if text.isascii():  # most texts, and nothing to spread
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def split(text: str, most: int = _MOST_WORDS) -> list[str]:
    """The words of a text, folded; `thema's` is one word, `Drugs- en` two, `4:81` one.

    At most `most`, of at most 40 letters; of a text of megabytes only the beginning is read.
    """
    words = _WORD.findall(_APOSTROPHE.sub("", fold(text[: most * _MOST_ROOM])))
    return [word for word in words[:most] if len(word) <= _MOST_LETTERS]


def usual(text: str) -> str:
    """The word that stands for this one: all words that deny are `geen`."""
    return _SAME.get(text, text)


@lru_cache(maxsize=16384)
def word(text: str) -> Word:
    """A word with its forms; `text` as `split` gives it."""
    return Word(text, frozenset((text, _stem(0, text), _stem(1, text))))


def words(text: str, most: int = _MOST_WORDS) -> tuple[Word, ...]:
    """The words of a text with their forms."""
    return tuple(word(usual(part)) for part in split(text, most))


def keys(parts: Iterable[Word]) -> frozenset[str]:
    """What a name is looked up by: its words joined, as typed and per
    stemmer without words that name nothing.

    Joined, because Dutch writes compounds as one word and people do not: `jeugd overlast` is `jeugdoverlast`.
    """
    parts = tuple(parts)
    named = [part.text for part in parts if not part.is_stop] or [part.text for part in parts]
    bare_last = "".join((*named[:-1], bare(named[-1]))) if named else ""
    stemmed = ("".join(_stem(which, text) for text in named) for which in (0, 1))
    return frozenset(
        (
            "".join(part.text for part in parts),
            "".join(named),
            *(key for key in (*stemmed, bare_last) if len(key) >= _SHORTEST_STEM),
        )
    )


@lru_cache(maxsize=16384)
def _stem(which: int, text: str) -> str:
    with _one_at_a_time:
        return str(_STEMMERS[which].stemWord(text))


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, str]:
    """A word as either stemmer cuts it."""
    return _stem(0, text), _stem(1, text)


@lru_cache(maxsize=16384)
def inflections(text: str) -> tuple[str, ...]:
    """What forms of one word share: the word cut lightly and, when
    long enough, as Kraaij-Pohlmann cuts it.
    """
    stem = _stem(0, text)
    return (plain(text), stem) if len(stem) >= _SHORTEST_STEM else (plain(text),)


def is_inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one word: `actie` and `acties`, but not `plan` and `planning`, nor
    `uitvoering`, which is to come, and `uitgevoerd`.
    """
    if (_OF_ACTING.search(one) is None) != (_OF_ACTING.search(other) is None):
        return False
    return plain(one) == plain(other) or (
        abs(len(one) - len(other)) <= _MOST_ENDING
        and not set(inflections(one)).isdisjoint(inflections(other))
    )


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A word without its ending, and single where an ending doubles:
    `plannen` and `plan`, `inbraken` and `inbraak`.
    """
    return _DOUBLED.sub(r"\1", _ENDING.sub("", text))


def plain(text: str) -> str:
    """A word without its ending, cut lightly: `maatregelen` is `maatregel`, but `planning` is not `plan`."""
    return _stem(1, text)
