"""How names are searched and sorted."""

from . import tokens

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´"), "'")


def fold(text: str) -> str:
    """Text without capitals and accents and with straight apostrophes, to search in."""
    return tokens.fold(text.translate(_APOSTROPHES))


def alphabetical(name: str) -> tuple[str, str]:
    """A name as Dutch lists sort it: by its letters and digits
    (’s-Hertogenbosch under the s), punctuation after that.
    """
    folded = fold(name)
    return "".join(c for c in folded if c.isalnum() or c.isspace()).strip(), folded
