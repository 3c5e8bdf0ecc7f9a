"""The smallest change of a Turtle text: statements and their predicates by where they stand, and texts in
their place.

Only texts that Oxigraph parses come here. What is not touched stays as it is, comments included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from ..words.errors import VeiligheidsgraafError
from ..words.namespaces import RDF
from .layout import format_text
from .tokens import Token, tokenize

_DIRECTIVES = ("@prefix", "@base", "prefix", "base")
_OPEN, _CLOSE = "[(", "])"


@dataclass(frozen=True)
class Verb:
    """A predicate of a statement: its IRI, from the word itself up to its last object."""

    predicate: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A statement: its subject, from that up to its full stop; `last`: where its last object ends."""

    subject: str
    start: int
    end: int
    last: int
    verbs: tuple[Verb, ...]


@dataclass(frozen=True)
class Parts:
    """The statements of a text in order, and its prefixes."""

    text: str
    blocks: tuple[Block, ...]
    prefixes: dict[str, str]

    def find(self, subject: str) -> list[Block]:
        """The statements about a subject."""
        return [block for block in self.blocks if block.subject == subject]

    @property
    def head_end(self) -> int:
        """Where the last declaration of a prefix ends."""
        return max((at for at in _ends_of_directives(self.text)), default=0)


def read_parts(text: str) -> Parts:
    """The statements of a text. Raises UnknownTurtle."""
    tokens, _ = tokenize(text)
    return _Reader(tokens, text).read()


def replace_spans(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """A text with other words at [start, end), each change by the offsets of the text as it was."""
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def change_verbs(
    block: Block, wanted: Mapping[str, str], names: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    """The changes by which a statement says other things. `wanted`: predicate -> objects as Turtle, "" for
    none; `names`: predicate as Turtle. What is said for the first time comes last.
    """
    changes = []
    for at, verb in enumerate(block.verbs):
        if verb.predicate in wanted:
            objects = wanted[verb.predicate]
            begin = verb.start if objects or not at else block.verbs[at - 1].end
            changes.append((begin, verb.end, f"{names[verb.predicate]} {objects}" if objects else ""))
    said = {verb.predicate for verb in block.verbs}
    new = [
        f" ;\n    {names[one]} {objects}" for one, objects in wanted.items() if objects and one not in said
    ]
    return [*changes, (block.last, block.last, "".join(new))] if new else changes


def add_block(parts: Parts, block: str, after: str = "") -> str:
    """The text with one statement more: behind the last that is about `after`, else at the end."""
    there = parts.find(after)
    if not there:
        text = parts.text if parts.text.endswith("\n") else parts.text + "\n"
        return f"{text}\n{block}"
    end = parts.text.find("\n", there[-1].end)
    end = len(parts.text) if end < 0 else end + 1
    return f"{parts.text[:end]}\n{block}{parts.text[end:]}"


def lay_out_as_before(before: str, after: str, name: str = "") -> str:
    """A changed text in the one layout, where the text before was in it; else as it is.

    Raises VeiligheidsgraafError for a change that is no Turtle.
    """
    laid_out = format_text(after, name)
    try:
        was = format_text(before, name) == before
    except VeiligheidsgraafError:
        was = False
    return laid_out if was else after


def _ends_of_directives(text: str) -> Iterable[int]:
    tokens, _ = tokenize(text)
    for at, token in enumerate(tokens):
        if token.text.lower() in _DIRECTIVES:
            is_prefix = token.text.lower().endswith("prefix")
            last = tokens[at + (2 if is_prefix else 1)]
            stop = tokens[at + (3 if is_prefix else 2)] if token.text.startswith("@") else last
            yield stop.at + len(stop.text)


class _Reader:
    def __init__(self, tokens: list[Token], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._prefixes: dict[str, str] = {}
        self._base = ""

    def read(self) -> Parts:
        blocks, at = [], 0
        while at < len(self._tokens):
            if self._tokens[at].text.lower() in _DIRECTIVES:
                at = self._declare(at)
            else:
                block, at = self._block(at)
                blocks.append(block)
        return Parts(self._text, tuple(blocks), self._prefixes)

    def _declare(self, at: int) -> int:
        word = self._tokens[at].text
        if word.lower().endswith("prefix"):
            self._prefixes[self._tokens[at + 1].text.removesuffix(":")] = self._resolve(self._tokens[at + 2])
            at += 3
        else:
            self._base = self._resolve(self._tokens[at + 1])
            at += 2
        return at + word.startswith("@")

    def _block(self, at: int) -> tuple[Block, int]:
        """The statement that begins at a token, and the token behind it."""
        begin, depth = at, 0
        verbs: list[Verb] = []
        verb = -1
        at = self._behind_node(at)
        while True:
            token = self._tokens[at]
            is_mark = token.kind == "mark"
            if depth == 0 and is_mark and token.text in ";.":
                if verb >= 0:
                    verbs.append(self._verb(verb, at - 1))
                    verb = -1
                if token.text == ".":
                    break
            elif depth == 0 and verb < 0:
                verb = at
            depth += is_mark and token.text in _OPEN
            depth -= is_mark and token.text in _CLOSE
            at += 1
        first, stop = self._tokens[begin], self._tokens[at]
        last = max((one.end for one in verbs), default=first.at + len(first.text))
        subject = self._resolve(first)
        return Block(subject, first.at, stop.at + len(stop.text), last, tuple(verbs)), at + 1

    def _behind_node(self, at: int) -> int:
        """The token behind a subject, which may be a bracket."""
        depth = 0
        while True:
            token = self._tokens[at]
            depth += token.kind == "mark" and token.text in _OPEN
            depth -= token.kind == "mark" and token.text in _CLOSE
            at += 1
            if depth == 0:
                return at

    def _verb(self, first: int, last: int) -> Verb:
        begin, end = self._tokens[first], self._tokens[last]
        predicate = str(RDF.type) if begin.text == "a" else self._resolve(begin)
        return Verb(predicate, begin.at, end.at + len(end.text))

    def _resolve(self, token: Token) -> str:
        if token.kind == "iri":
            reference = token.text[1:-1]
            is_whole = not self._base or ":" in reference.partition("/")[0].partition("#")[0]
            if is_whole:
                return reference
            if not reference or reference.startswith("#"):
                return self._base.partition("#")[0] + reference
            return urljoin(self._base, reference)
        prefix, colon, local = token.text.partition(":")
        if token.kind == "name" and colon and prefix in self._prefixes:
            return self._prefixes[prefix] + local.replace("\\", "")
        return token.text
