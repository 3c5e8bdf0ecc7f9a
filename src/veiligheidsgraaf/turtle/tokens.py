"""The tokens of a Turtle text (https://www.w3.org/TR/turtle/, section 6.5): one lexer for layout and places.

Oxigraph judges the grammar; what is left to know is where a token begins and ends. A text that it found
faults in gives the tokens that can be recognized.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_KINDS = r"""
        (?P<comment>\#[^\r\n]*+)
      | (?P<string>
            \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}
          | '{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}
          | "(?:[^"\\\r\n]++|\\.)*+"
          | '(?:[^'\\\r\n]++|\\.)*+')
      | (?P<iri><[^\x00-\x20<>"]*+>)
      | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)(?P<direction>--[A-Za-z0-9]*+)?
      | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
      | (?P<name>
            (?:[A-Za-z0-9_:-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2}|\\.)++
            (?:\.++(?:[A-Za-z0-9_:-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2}|\\.)++)*+)
"""
_NEWER_KINDS = r"(?P<newer><<\(?|\)?>>|\{\||\|\}|~)"
_TOKEN = re.compile(
    rf"[ \t\r\n]*+(?:{_KINDS}|(?P<mark>\^\^|[.;,()\[\]])|{_NEWER_KINDS})", re.VERBOSE | re.DOTALL
)
# What stands before the full stop that ends a statement: every token but that.
_WITHIN = re.sub(r"\(\?P<\w+>", "(?:", rf"{_KINDS}|\^\^|[;,()\[\]]|{_NEWER_KINDS}")
_STATEMENT = re.compile(rf"(?:[ \t\r\n]*+(?:{_WITHIN}))*+[ \t\r\n]*+\.", re.VERBOSE | re.DOTALL)
_BLANK_LINE = 2
_SPACE = " \t\r\n"
_NEWER = ("newer", "direction")
_VERSION = ("version", "@version")


class UnknownTurtle(Exception):
    """What this module does not know, such as RDF 1.2, at an offset in the text."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at


@dataclass
class Comment:
    """A comment line, and whether a blank line stands before it."""

    text: str
    spaced: bool = False


@dataclass
class Token:
    """A token with the comments on their own lines before it and the one behind it on its line."""

    text: str
    kind: str
    at: int
    spaced: bool
    before: list[Comment]
    behind: list[str] = field(default_factory=list)


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, str, int]]:
    """(kind, token, offset) of every token and comment between two offsets; what is none is passed over."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or ""
        yield kind, match[kind], match.start(kind)


def split_statements(text: str) -> Iterator[tuple[int, int]]:
    """(begin, end) of every statement and directive that ends in a full stop, with what stands before it; of
    what is left at the end too.
    """
    end = 0
    for match in _STATEMENT.finditer(text):
        yield end, match.end()
        end = match.end()
    if end < len(text):
        yield end, len(text)


def find_newer(text: str) -> Iterator[tuple[int, str]]:
    """(offset, token) of what RDF 1.2 added to Turtle: base direction,
    triples in triples, annotations, the version.
    """
    for kind, word, at in scan(text):
        if kind in _NEWER or word.lower() in _VERSION:
            yield at, word


def tokenize(text: str) -> tuple[list[Token], list[Comment]]:
    """Tokens with their comments, and the comments after the last one. Raises UnknownTurtle."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    end = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        word, at = match[kind], match.start(kind)
        if match.start() != end:
            raise _unknown(text, end)
        if kind in _NEWER or word.lower() in _VERSION:
            raise UnknownTurtle(at, f"'{word}' is geen Turtle 1.1")
        newlines = _count_line_ends(text[end:at])
        end = match.end()
        if kind != "comment":
            tokens.append(Token(word, kind, at, newlines >= _BLANK_LINE, comments))
            comments = []
        elif tokens and not newlines and not comments:
            tokens[-1].behind.append(word.rstrip(" \t"))
        else:
            comments.append(Comment(word.rstrip(" \t"), newlines >= _BLANK_LINE))
    if text[end:].strip(_SPACE):
        raise _unknown(text, end)
    return tokens, comments


def _unknown(text: str, end: int) -> UnknownTurtle:
    """That what stands behind the last token is none."""
    at = len(text) - len(text[end:].lstrip(_SPACE))
    return UnknownTurtle(at, f"'{text[at]}' is geen Turtle 1.1")


def _count_line_ends(space: str) -> int:
    return space.count("\n") + space.count("\r") - space.count("\r\n")
