"""The tokens of a Turtle text, with their comments.

Only texts that Oxigraph has parsed come here, so the grammar (https://www.w3.org/TR/turtle/, section 6.5)
need not be judged again: what is left to know is where a token ends.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<comment>\#[^\r\n]*)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><[^\x00-\x20<>"]*>)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
      | (?P<name>(?:[A-Za-z0-9_:-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2}|\\.)(?:\.*(?:[A-Za-z0-9_:-]|[^\x00-\x7f]|%[0-9A-Fa-f]{2}|\\.))*)
      | (?P<mark>\^\^|[.;,()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANK_LINE = 2


class UnknownTurtle(Exception):
    """What this module does not know, such as RDF 1.2; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


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
    line: int
    spaced: bool
    before: list[Comment]
    behind: list[str] = field(default_factory=list)


def tokenize(text: str) -> tuple[list[Token], list[Comment]]:
    """Tokens with their comments, and the comments after the last one."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    place, line, newlines = 0, 1, 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise UnknownTurtle(line, f"'{text[place]}' is geen Turtle 1.1")
        kind, word = match.lastgroup or "", match[0]
        if kind == "space":
            newlines += len(re.findall(r"\r\n?|\n", word))
        elif kind == "comment":
            if tokens and not newlines and not comments:
                tokens[-1].behind.append(word.rstrip())
            else:
                comments.append(Comment(word.rstrip(), newlines >= _BLANK_LINE))
            newlines = 0
        else:
            tokens.append(Token(word, kind, line, newlines >= _BLANK_LINE, comments))
            comments, newlines = [], 0
        line, place = line + word.count("\n"), match.end()
    return tokens, comments
