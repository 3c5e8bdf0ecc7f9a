"""Where in a Turtle file a statement stands: line and column.

Parsers give triples without their place, so the tokens of the text are put together to statements: those of a
subject when it is first asked for. Only files that Oxigraph has parsed come here, so they need not be judged.
Blank nodes are named by where they begin; items of a list count as values of the statement that the list is
in.
"""

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from ..words import iris
from ..words.lines import Lines
from ..words.namespaces import RDF
from .read import SourceFile
from .tokens import scan, split_statements

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PREFIX = ("@prefix", "prefix")
_BASE = ("@base", "base")
_DECLARING = (*_PREFIX, *_BASE)
_DIRECTIVES = ("@prefix", "@base")
_WORDS = ("iri", "string", "number", "name")
_WHOLE = 3
_LONGEST = 200
_BLANK = "_:["


class Place(NamedTuple):
    """Line and column, from 1 (0: unknown), and the length of the word that stands there."""

    line: int = 0
    column: int = 0
    length: int = 0


# Offset and length of a word.
_Span = tuple[int, int]


class Positions:
    """Index over the statements of one Turtle text; relative addresses in it are read against `base`."""

    def __init__(self, text: str, base: str = iris.BASE) -> None:
        self._text = text
        self._scanned = _Scan(text, base)
        self._waiting = self._scanned.read_directives()
        if self._waiting is None:
            self._scanned, self._waiting = _Scan(text, base), {}
            self._scanned.read(0, len(text))

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    def find(self, subject: str, predicate: str = "", value: str = "") -> tuple[int, Place]:
        """(depth, place): 3 for the value of the very statement, 2 for the first of
        its predicate, 1 for the subject, 0 for none.
        """
        self._read(subject)
        wanted = (subject, predicate, value)
        for depth in (3, 2, 1):
            if span := self._scanned.spans.get(wanted[:depth]):
                return depth, Place(*self._lines.place(span[0]), span[1])
        return 0, Place()

    def blanks(self, subject: str, predicate: str) -> list[str]:
        """Names, to `find` by, of the blank nodes that are values of a subject and predicate."""
        self._read(subject)
        return self._scanned.blank.get((subject, predicate), [])

    def _read(self, subject: str) -> None:
        for begin, end in (self._waiting or {}).pop(subject, ()):
            self._scanned.read(begin, end)


def find_place(file: SourceFile, subject: str, predicate: str = "", value: str = "") -> Place:
    """Place of the statement, else of subject and predicate, else of the subject's first."""
    return positions(file).find(subject, predicate, value)[1]


def find_line(file: SourceFile, subject: str, predicate: str = "", value: str = "") -> int:
    """Line (from 1) of the statement, else of subject and predicate, else of
    the subject's first; 0 when it is not there.
    """
    return find_place(file, subject, predicate, value).line


def positions(file: SourceFile) -> Positions:
    """The index over a file as it is now."""
    stat = file.path.stat()
    return _positions(file.path, file.base, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=16)  # each as large as forty times its file
def _positions(path: Path, base: str, _changed: int, _size: int) -> Positions:
    return Positions(path.read_bytes().decode("utf-8-sig"), base)


class _Frame:
    """A statement in the making: its terms so far, with their spans.

    `is_list`: an open list adds to the statement around it.
    """

    __slots__ = ("is_list", "spans", "terms")

    def __init__(self, terms: list[str], spans: list[_Span], is_list: bool = False) -> None:
        self.terms = terms
        self.spans = spans
        self.is_list = is_list


class _Scan:
    """Where statements of a Turtle text have their subject, predicate and value, as far as it was read."""

    def __init__(self, text: str, base: str) -> None:
        self.spans: dict[tuple[str, ...], _Span] = {}
        self.blank: dict[tuple[str, ...], list[str]] = {}
        self._text = text
        self._names = _Names(base)
        self._frames = [_Frame([], [])]
        self._is_typed = False  # behind ^^ stands a datatype, which is no term of the statement

    def read_directives(self) -> dict[str, list[_Span]] | None:
        """Read what is declared, and tell where statements begin and end, by subject; None where something is
        declared behind a statement or without a full stop, so that all must be read in order.
        """
        found: dict[str, list[_Span]] = defaultdict(list)
        for begin, end in split_statements(self._text):
            tokens = scan(self._text, begin, end)
            kind, word, at = next((token for token in tokens if token[0] != "comment"), ("", "", 0))
            if word.lower() in _DIRECTIVES and not found:
                self.read(begin, end)
            elif kind in ("iri", "name") and word.lower() not in _DECLARING:
                found[self._names.resolve(kind, word, 0)].append((begin, end))
            elif kind == "mark":
                found[f"{_BLANK}{at}"].append((begin, end))
            elif kind:
                return None
        return dict(found)

    def read(self, begin: int, end: int) -> None:
        """Read whole statements that stand between two offsets."""
        for kind, word, at in scan(self._text, begin, end):
            if kind == "mark":
                self._mark(word, at)
            elif kind in _WORDS or word.lower() in _DIRECTIVES:
                self._word(kind, word, at)

    def _word(self, kind: str, word: str, at: int) -> None:
        if self._is_typed:
            self._is_typed = False
            return
        terms = self._frames[-1].terms
        # A prefix that is declared again is no name.
        is_declared = len(terms) == 1 and terms[0].lower() in _PREFIX
        length = len(word) if kind != "string" else len(word.partition("\n")[0])
        self._add(
            word if is_declared else self._names.resolve(kind, word, len(terms)), (at, min(length, _LONGEST))
        )
        if terms and terms[0].lower() in _DECLARING and self._names.declare(terms):
            terms.clear()
            self._frames[-1].spans.clear()

    def _add(self, term: str, span: _Span) -> None:
        """One more term; when that makes a statement, its places are kept."""
        frame = self._frames[-1]
        terms, spans = frame.terms, frame.spans
        if not frame.is_list:
            terms.append(term)
            spans.append(span)
            if len(terms) != _WHOLE:
                return
        elif len(terms) < _WHOLE - 1:
            return
        subject, predicate = terms[:2]
        if subject.startswith("@"):
            return
        self.spans.setdefault((subject,), spans[0])
        self.spans.setdefault((subject, predicate), spans[1])
        self.spans.setdefault((subject, predicate, term), span)
        if term.startswith(_BLANK):
            self.blank.setdefault((subject, predicate), []).append(term)

    def _mark(self, mark: str, at: int) -> None:
        frame = self._frames[-1]
        if mark == "^^":
            self._is_typed = True
        elif mark in "[(":
            name = f"{_BLANK}{at}"
            self._add(name, (at, 1))
            inner = (
                _Frame([name], [(at, 1)])
                if mark == "["
                else _Frame(frame.terms[:2], frame.spans[:2], is_list=True)
            )
            self._frames.append(inner)
        elif mark in "])":
            if len(self._frames) > 1:
                self._frames.pop()
        elif not frame.is_list:
            kept = {",": 2, ";": 1}.get(mark, 0)
            del frame.terms[kept:], frame.spans[kept:]


class _Names:
    """Prefixes and base as they are declared, to write names out in full."""

    def __init__(self, base: str) -> None:
        self._base = base
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
        """An IRI reference against the base; an absolute one is left alone,
        since urljoin would drop an empty fragment.
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
        if kind in _BASE and len(terms) == _WHOLE - 1:
            self._base = terms[1]
            return True
        return False


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPED.get(m[3], m[3]), text
    )
