"""Where in a Turtle file a statement stands: line and column.

Parsers give triples without their place, so the text is scanned for its statements. Only files that Oxigraph
has parsed come here, so the scan need not judge them. Blank nodes are named by where they begin; items of a
list count as values of the statement that the list is in.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from ..words import iris
from ..words.namespaces import RDF

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<string>\"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3,5}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3,5}
          |"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+')
      | (?P<tail>@[A-Za-z][A-Za-z0-9-]*|\^\^(?:<[^>]*>|(?:[^\s;,.\[\]()<>"'\#]|\.+(?=[^\s.;,\[\](){}<>"'\#]))+))
      | (?P<iri><[^>]*>)
      | (?P<open>[\[(])
      | (?P<close>[\])])
      | (?P<mark>[;,]|\.+(?=\s|$|[\[\](){}<"'\#;,@]))
      | (?P<word>(?:\\.|[^\s;,.\[\]()<>"'\#\\]|\.+(?=[^\s.;,\[\](){}<>"'\#]))+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PREFIX = ("@prefix", "prefix")
_WHOLE = 3
_LONGEST = 200
_BLANK = "_:["


class Place(NamedTuple):
    """Line and column, from 1 (0: unknown), and the length of the word that stands there."""

    line: int = 0
    column: int = 0
    length: int = 0


_Key = tuple[str, ...]


class Positions:
    """Index over the statements of one Turtle text."""

    def __init__(self, text: str) -> None:
        self._places: dict[_Key, Place] = {}
        self._blank: dict[_Key, list[str]] = {}
        for statement, at in _Scan(text):
            for depth, place in enumerate(at, 1):
                self._places.setdefault(statement[:depth], place)
            if statement[2].startswith(_BLANK):
                self._blank.setdefault(statement[:2], []).append(statement[2])

    def find(self, subject: str, predicate: str = "", value: str = "") -> tuple[int, Place]:
        """(depth, place): 3 for the value of the very statement, 2 for the first of its predicate, 1 for the
        subject, 0 for none.
        """
        wanted = (subject, predicate, value)
        for depth in (3, 2, 1):
            if place := self._places.get(wanted[:depth]):
                return depth, place
        return 0, Place()

    def blanks(self, subject: str, predicate: str) -> list[str]:
        """Names, to `find` by, of the blank nodes that are values of a subject and predicate."""
        return self._blank.get((subject, predicate), [])


def find_place(path: Path, subject: str, predicate: str = "", value: str = "") -> Place:
    """Place of the statement, else of subject and predicate, else of the subject's first."""
    return positions(path).find(subject, predicate, value)[1]


def find_line(path: Path, subject: str, predicate: str = "", value: str = "") -> int:
    """Line (from 1) of the statement, else of subject and predicate, else of the subject's first; 0 when it
    is not there.
    """
    return find_place(path, subject, predicate, value).line


def positions(path: Path) -> Positions:
    """The index over a file as it is now."""
    stat = path.stat()
    return _positions(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _positions(path: Path, _changed: int, _size: int) -> Positions:
    return Positions(path.read_bytes().decode("utf-8"))


class _Frame:
    """A statement in the making: its terms so far, with their places. `list_of`: an open list adds to the
    statement around it.
    """

    def __init__(self, terms: list[tuple[str, Place]], is_list: bool = False) -> None:
        self.terms = terms
        self.is_list = is_list


class _Scan:
    """Every statement of a Turtle text, with the places of its subject, predicate and value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        self._names = _Names()
        self._frames = [_Frame([])]

    def __iter__(self) -> Iterator[tuple[tuple[str, str, str], tuple[Place, Place, Place]]]:
        for token in _TOKEN.finditer(self._text):
            kind, word = token.lastgroup or "", token[0]
            if kind in ("iri", "word", "string") or (kind == "tail" and word.lower() in ("@prefix", "@base")):
                place = self._place(token)
                terms = self._frames[-1].terms
                named = (
                    len(terms) == 1 and terms[0][0].lower() in _PREFIX
                )  # a prefix that is declared again is no name
                yield from self._add(word if named else self._names.resolve(kind, word, len(terms)), place)
                self._declare()
            elif kind == "mark":
                self._mark(word)
            elif kind == "open":
                yield from self._open(word, self._place(token))
            elif kind == "close" and len(self._frames) > 1:
                self._frames.pop()

    def _place(self, token: re.Match[str]) -> Place:
        line = bisect_right(self._starts, token.start())
        return Place(
            line, token.start() - self._starts[line - 1] + 1, min(len(token[0].partition("\n")[0]), _LONGEST)
        )

    def _add(
        self, term: str, place: Place
    ) -> Iterator[tuple[tuple[str, str, str], tuple[Place, Place, Place]]]:
        """One more term; yields a statement when that makes one."""
        frame = self._frames[-1]
        if not frame.is_list:
            frame.terms.append((term, place))
            if len(frame.terms) != _WHOLE:
                return
            (subject, at_subject), (predicate, at_predicate), _ = frame.terms
        elif len(frame.terms) >= _WHOLE - 1:
            (subject, at_subject), (predicate, at_predicate) = frame.terms[:2]
        else:
            return
        if not subject.startswith("@"):
            yield (subject, predicate, term), (at_subject, at_predicate, place)

    def _open(
        self, bracket: str, place: Place
    ) -> Iterator[tuple[tuple[str, str, str], tuple[Place, Place, Place]]]:
        name = f"{_BLANK}{place.line}:{place.column}"
        yield from self._add(name, place)
        inner = [(name, place)] if bracket == "[" else self._frames[-1].terms[:2]
        self._frames.append(_Frame(list(inner), is_list=bracket == "("))

    def _mark(self, mark: str) -> None:
        frame = self._frames[-1]
        if frame.is_list:
            return
        del frame.terms[{",": 2, ";": 1}.get(mark, 0) :]

    def _declare(self) -> None:
        terms = [term for term, _ in self._frames[-1].terms]
        if terms and self._names.declare(terms):
            self._frames[-1].terms.clear()


class _Names:
    """Prefixes and base as they are declared, to write names out in full."""

    def __init__(self) -> None:
        self._base = iris.BASE
        self._prefixes: dict[str, str] = {}

    def resolve(self, kind: str, word: str, position: int) -> str:
        """A token as the IRI or text it stands for."""
        if kind == "iri":
            return self._in_full(_unescape(word[1:-1]))
        if kind == "string":
            quotes = 3 if word.startswith(('"' * 3, "'" * 3)) else 1
            return _unescape(word[quotes:-quotes])
        if word == "a" and position == 1:
            return str(RDF.type)
        prefix, colon, local = word.partition(":")
        if colon and prefix in self._prefixes:
            return self._prefixes[prefix] + local.replace("\\", "")
        return word

    def _in_full(self, reference: str) -> str:
        """An IRI reference against the base; an absolute one is left alone, since urljoin would drop an empty
        fragment.
        """
        if _ABSOLUTE.match(reference):
            return reference
        if reference.startswith("#") or not reference:
            return self._base.partition("#")[0] + reference
        return urljoin(self._base, reference)

    def declare(self, terms: list[str]) -> bool:
        """Take note when the terms are a whole declaration of a prefix or the base."""
        kind = terms[0].lower()
        if kind in _PREFIX and len(terms) == _WHOLE:
            self._prefixes[terms[1].removesuffix(":")] = terms[2]
            return True
        if kind in ("@base", "base") and len(terms) == _WHOLE - 1:
            self._base = terms[1]
            return True
        return False


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text
    )
