"""Which line of a Turtle file a statement stands on.

Parsers give triples without their place, so the text is scanned for its statements: subject, predicate and object, at the
top level (nothing inside brackets). Only files that Oxigraph has parsed come here, so the scan need not judge them.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from ..words import iris
from ..words.terms import RDF

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<tail>@[A-Za-z][A-Za-z0-9-]*|\^\^(?:<[^>]*>|[^\s;,.\[\]()<>"']+))
      | (?P<iri><[^>]*>)
      | (?P<open>[\[(])
      | (?P<close>[\])])
      | (?P<mark>[;,.](?=\s|$|[\[\](){}<"'#]))
      | (?P<word>[^\s;,\[\]()<>"'#]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WHOLE = 3
_Place = tuple[tuple[str, str, str], int]


def find_line(path: Path, subject: str, predicate: str = "", value: str = "") -> int:
    """Line (from 1) of the statement, else of subject and predicate, else of the subject's first; 0 when it is not there."""
    places = [place for place in _statements(path) if place[0][0] == subject]
    wanted = (subject, predicate, value)
    for depth in (3, 2, 1):
        for statement, line in places:
            if statement[:depth] == wanted[:depth]:
                return line
    return 0


@cache
def _statements(path: Path) -> tuple[_Place, ...]:
    return tuple(_scan(path.read_text(encoding="utf-8")))


def _scan(text: str) -> Iterator[_Place]:
    """Every top-level statement of a Turtle text with the line of its object."""
    names = _Names()
    statement: list[str] = []
    depth, line, seen = 0, 1, 0
    for token in _TOKEN.finditer(text):
        kind, word = token.lastgroup, token[0]
        if kind == "comment":
            continue
        line, seen = line + text.count("\n", seen, token.start()), token.start()
        depth += (kind == "open") - (kind == "close")
        if kind in ("open", "close") or depth:
            if kind == "close" and not depth:
                statement.append("")  # a blank node or list: a subject or object without a name
            continue
        if kind == "mark" or (kind == "word" and word == "."):
            statement = names.end(statement, word)
        elif kind in ("iri", "word", "string") or (kind == "tail" and word in ("@prefix", "@base")):
            statement.append(names.resolve(kind, word, len(statement)))
            if len(statement) == _WHOLE and not statement[0].startswith("@"):
                yield (statement[0], statement[1], statement[2]), line


class _Names:
    """Prefixes and base as they are declared, to write names out in full."""

    def __init__(self) -> None:
        self._base = iris.BASE
        self._prefixes: dict[str, str] = {}

    def resolve(self, kind: str, word: str, position: int) -> str:
        """A token as the IRI or text it stands for."""
        if kind == "iri":
            return self._in_full(word[1:-1])
        if kind == "string":
            quotes = 3 if word.startswith(('"' * 3, "'" * 3)) else 1
            return re.sub(r"\\(.)", r"\1", word[quotes:-quotes])
        if word == "a" and position == 1:
            return str(RDF.type)
        prefix, colon, local = word.partition(":")
        if colon and prefix in self._prefixes and not word.startswith("_:"):
            return self._prefixes[prefix] + local.replace("\\", "")
        return word

    def _in_full(self, reference: str) -> str:
        """An IRI reference against the base; an absolute one is left alone, since urljoin would drop an empty fragment."""
        if _ABSOLUTE.match(reference):
            return reference
        return self._base.partition("#")[0] + reference if reference.startswith("#") else urljoin(self._base, reference)

    def end(self, statement: list[str], mark: str) -> list[str]:
        """What of a statement goes on after a mark: `,` keeps subject and predicate, `;` the subject, `.` nothing."""
        if statement and statement[0].lower() in ("@prefix", "prefix"):
            self._prefixes[statement[1].removesuffix(":")] = statement[2]
            return []
        if statement and statement[0].lower() in ("@base", "base"):
            self._base = statement[1]
            return []
        return {",": statement[:2], ";": statement[:1]}.get(mark, [])
