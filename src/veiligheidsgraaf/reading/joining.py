"""Broken lines as one text: hyphens that only broke a word go, those of the word itself stay."""

import re
from collections.abc import Iterable, Sequence, Set

from .document import Piece

_HYPHENS = "-‐\u00ad"
_SOFT = "\u00ad"
# What a hanging hyphen goes with: `zorg- en veiligheidshuis`.
_LINKS = frozenset(("en", "of", "als", "tot", "dan", "noch", "respectievelijk", "resp", "maar", "c.q"))
# Vowels that would be read as one sound: such compounds keep their hyphen (`auto-ongeval`, `zee-eend`).
_CLASH = re.compile(r"(?:a[aeiu]|e[eiu]|i[ejo]|o[eou]|u[iu]|y[aeiou])$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-‐'’][^\W_]+)*")
_EMPHASIS = re.compile(r"\*\*|__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|\u00ad")

Span = tuple[int, int, int]  # line number, start, end


def find_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document in small letters, those with a hyphen whole: how it writes them itself."""
    return frozenset(match[0].lower().replace("‐", "-") for text in texts for match in _WORD.finditer(text))


def join(spans: Sequence[Span], lines: Sequence[str], words: Set[str]) -> tuple[str, tuple[Piece, ...]]:
    """The text of some parts of lines, and where each of its characters stands.

    `lines` are all lines, of which the first has number 1; `words` those that the document knows.
    """
    text, pieces = "", list[Piece]()
    for number, start, end in spans:
        for begin, stop in _without_marks(lines[number - 1], start, end):
            part = lines[number - 1][begin:stop]
            if pieces and pieces[-1].line != number:
                text, pieces = _close(text, pieces, part, words)
            pieces.append(Piece(len(text), number, begin, stop))
            text += part
    return text, tuple(pieces)


def _close(text: str, pieces: list[Piece], part: str, words: Set[str]) -> tuple[str, list[Piece]]:
    """The text so far, ready for a part of the next line: with a space, a hyphen, or without one."""
    if not (text[-1:] in _HYPHENS and text[-2:-1].isalnum()):
        return f"{text} ", pieces
    before, after = re.split(r"\s", text[:-1])[-1], re.split(r"\s", part)[0]
    if text[-1] != _SOFT and after.strip(".,;:()").lower() in _LINKS:
        return f"{text} ", pieces
    if text[-1] != _SOFT and _keeps_hyphen(before, after, words):
        return text, pieces
    last = pieces[-1]
    shorter = Piece(last.at, last.line, last.start, last.end - 1)
    return text[:-1], [*pieces[:-1], *([shorter] if shorter.end > shorter.start else [])]


def _keeps_hyphen(before: str, after: str, words: Set[str]) -> bool:
    """Whether the hyphen at a line end is of the word: as the document writes it elsewhere, else by rule."""
    first, rest = _last_word(before), _first_word(after)
    whole, parted = (first + rest).lower(), f"{first}-{rest}".lower()
    if (whole in words) != (parted in words):
        return parted in words
    is_name = first[-1:].isupper() or first[-1:].isdigit() or not rest[:1].islower()
    return is_name or bool(_CLASH.search(first[-1:] + rest[:1]))


def _last_word(text: str) -> str:
    found = re.search(r"[^\W_]+(?:[-'’][^\W_]+)*$", text)
    return found[0] if found else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""


def _without_marks(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a line without marks of emphasis and soft hyphens, and without space around them."""
    stripped = line[start:end].strip()
    start += len(line[start:end]) - len(line[start:end].lstrip())
    end = start + len(stripped)
    parts, at = [], start
    for match in _EMPHASIS.finditer(line, start, end):
        if match[0] == _SOFT and match.end() == end:
            continue  # at the line end: it says how to go on
        if match.start() > at:
            parts.append((at, match.start()))
        at = match.end()
    if end > at:
        parts.append((at, end))
    return parts
