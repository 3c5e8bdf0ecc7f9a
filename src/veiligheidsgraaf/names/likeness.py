"""When words of a text are a name: another ending, capitals that a name needs, an abbreviation, a slip."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from . import tokens, vocabulary
from .named import Name
from .texts import Placed
from .tokens import Word

_ARTICLES = frozenset(("de", "het", "een", "deze", "die", "dit", "dat"))
_LONGEST_ENDING = 3
_OTHER_WORDS = ("ende", "end", "schap", "heid", "ig", "ige")
# What character recognition takes for one another.
_SLIPS = (
    ("rn", "m"), ("m", "rn"), ("n", "m"), ("m", "n"), ("l", "i"), ("i", "l"), ("1", "l"), ("0", "o"),
    ("c", "e"), ("e", "c"), ("u", "n"), ("n", "u"), ("ii", "u"), ("vv", "w"), ("t", "f"), ("f", "t"),
)  # fmt: skip


def joined(name: Name) -> str:
    """The words of a name as one."""
    return "".join(part.text for part in name.words)


def without_stops(parts: Iterable[Word]) -> str:
    """Words as one, less those that name nothing."""
    return "".join(part.text for part in parts if not part.is_stop)


def is_alike(run: Sequence[Placed], name: Name) -> bool:
    """Whether words that share a key are forms of one name: each its own
    form, or together when one is written apart.
    """
    said = [part.text for part in run if not part.word.is_stop]
    held = [part.text for part in name.words if not part.is_stop]
    if len(said) == len(held):
        return all(map(_is_form, said, held))
    return "".join(said[:-1]) + tokens.plain(said[-1]) == "".join(held[:-1]) + tokens.plain(
        held[-1]
    ) or "".join(said) == "".join(held)


def _is_form(one: str, other: str) -> bool:
    """Whether two words are one word with another ending: plural,
    adjective, and no other word of its stem.
    """
    if one == other:
        return True
    if (
        abs(len(one) - len(other)) > _LONGEST_ENDING
        or one.endswith(_OTHER_WORDS)
        or other.endswith(_OTHER_WORDS)
    ):
        return False
    return tokens.plain(one) == tokens.plain(other) or tokens.bare(one) == tokens.bare(other)


def means(run: Sequence[Placed], name: Name) -> bool:
    """Whether a run that has the letters of a name means it: not an
    ordinary word, capitals where a name needs them.
    """
    text = " ".join(part.text for part in name.words)
    if name.thing.kind == "rechtsgrond" and all(
        part.text == "artikel" or part.text[:1].isdigit() for part in name.words
    ):
        return False
    raw = "".join(part.raw for part in run)
    if name.is_shouted and len(text) <= 5 and not raw[:2].isupper():  # noqa: PLR2004 (OM, AIVD)
        return False
    if name.thing.kind == "gemeente" and run[-1].raw.islower():
        return False
    if text in vocabulary.capitalised():
        return raw[:2].isupper() if name.is_shouted else run[-1].raw[:1].isupper()
    return True


def starts_anew(run: Sequence[Placed]) -> bool:
    """Whether an article follows a word that is no preposition: `andere de gemeente` are two things."""
    return any(two.text in _ARTICLES and not one.word.is_stop for one, two in pairwise(run))


def is_verb(last: str, name: Name) -> bool:
    """Whether a text says as a verb what the name says as a noun: `handhaven` for handhaving."""
    return name.words[-1].text.endswith(("ing", "ingen")) and not last.endswith(("ing", "ingen", "ings"))


def is_short_for(short: str, name: str) -> bool:
    """Whether an abbreviation is made of letters of a name, in order and with the same first."""
    rest = iter(tokens.fold(name))
    return tokens.fold(name)[:1] == short[0].lower() and all(letter in rest for letter in short.lower())


def unslip(text: str) -> Iterator[str]:
    """What a word may have been before a slip of character recognition: one slip, the
    first letter kept, or the same slip throughout.
    """
    for wrong, right in _SLIPS:
        at = text.find(wrong, 1)
        while at > 0:
            yield text[:at] + right + text[at + len(wrong) :]
            at = text.find(wrong, at + 1)
