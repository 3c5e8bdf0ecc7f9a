"""A Turtle text as a tree that keeps what a parser throws away: comments, and how each term is spelled.

A comment on the line of a token belongs to what ends there, one on a line of its own to what comes next.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .tokens import Comment, Token, UnknownTurtle, tokenize

MAX_DEPTH = 100


@dataclass
class Term:
    """An IRI, name, number or literal, as spelled; also the empty `[]` and `()`."""

    text: str


@dataclass
class Item:
    """An object or list member.

    `before`: comment lines above it; `behind`: the comment at the end of its line, at most one.
    """

    node: "Term | Block | Collection"
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


@dataclass
class Pair:
    """A predicate with its objects."""

    verb: str
    objects: list[Item]
    before: list[str] = field(default_factory=list)


@dataclass
class Block:
    """`[ ... ]`; `tail`: comment lines before its end."""

    pairs: list[Pair]
    tail: list[str] = field(default_factory=list)


@dataclass
class Collection:
    """`( ... )`; `tail`: comment lines before its end."""

    items: list[Item]
    tail: list[str] = field(default_factory=list)


@dataclass
class Directive:
    """`@prefix` or `@base`, with what stands above and behind it."""

    text: str
    spaced: bool
    before: list[Comment]
    behind: list[str] = field(default_factory=list)


@dataclass
class Statement:
    """A subject with its predicates; `tail`: comment lines before its full
    stop, `behind_stop` the comment behind that.
    """

    subject: Item
    pairs: list[Pair]
    spaced: bool
    before: list[Comment]
    tail: list[str] = field(default_factory=list)
    behind_stop: list[str] = field(default_factory=list)


@dataclass
class Document:
    """Everything in a file, in order, and the comments after the last of it."""

    parts: list[Directive | Statement]
    end: list[Comment]


def parse(text: str) -> Document:
    """The tree of a valid Turtle text. Raises UnknownTurtle."""
    return _Parser(*tokenize(text)).parse()


class _Parser:
    """Builds the tree.

    A comment that has no line of its own in the layout moves up to the nearest that has.
    """

    def __init__(self, tokens: list[Token], end: list[Comment]) -> None:
        self._tokens = tokens
        self._end = end
        self._at = 0
        self._over: list[str] = []  # comments that move down to what comes next

    def parse(self) -> Document:
        parts: list[Directive | Statement] = []
        while self._at < len(self._tokens):
            parts.append(
                self._directive()
                if self._peek().text.lower() in ("@prefix", "@base", "prefix", "base")
                else self._statement()
            )
        return Document(parts, [*map(Comment, self._take_over()), *self._end])

    def _peek(self) -> Token:
        if self._at == len(self._tokens):
            raise UnknownTurtle(self._tokens[-1].at, "de zin heeft geen einde")
        return self._tokens[self._at]

    def _next(self, expected: str = "") -> Token:
        token = self._peek()
        if expected and token.text != expected:
            raise UnknownTurtle(token.at, f"'{expected}' verwacht in plaats van '{token.text[:40]}'")
        self._at += 1
        return token

    def _take_over(self) -> list[str]:
        over, self._over = self._over, []
        return over

    def _open(self, token: Token) -> tuple[bool, list[Comment]]:
        """Whether a part is spaced from what is above it, and its comments, those that moved down first."""
        return token.spaced, [*map(Comment, self._take_over()), *token.before]

    def _directive(self) -> Directive:
        first = self._next()
        word = first.text.lower().removeprefix("@")
        parts = [self._next() for _ in range(2 if word == "prefix" else 1)]
        if first.text.startswith("@"):
            parts.append(self._next("."))
        spaced, before = self._open(first)
        made = Directive(
            " ".join([f"@{word}", *(p.text for p in parts if p.text != "."), "."]),
            spaced,
            before,
            parts[-1].behind,
        )
        _move_up(
            made,
            [
                *first.behind,
                *(c for p in parts[:-1] for c in (*_texts(p.before), *p.behind)),
                *_texts(parts[-1].before),
            ],
        )
        return made

    def _statement(self) -> Statement:
        spaced, before = self._open(self._peek())
        self._peek().before = []
        subject = self._item(0)
        pairs = [] if self._peek().text == "." else list(self._pairs(0))
        stop = self._next(".")
        made = Statement(subject, pairs, spaced, before, [*self._take_over(), *_texts(stop.before)])
        _move_up(made, [*subject.before, *(subject.behind if pairs else ())])
        subject.before, subject.behind = [], [] if pairs else subject.behind
        if pairs:
            _move_up(made, pairs[0].before)
            pairs[0].before = []
        last = pairs[-1].objects[-1] if pairs else subject
        if made.tail:
            made.behind_stop = stop.behind
        else:
            self._put_behind(last, stop.behind)
        return made

    def _put_behind(self, item: Item, comments: list[str]) -> None:
        """Put a comment at the end of an item's line; when one stands there already, move it down."""
        if item.behind:
            self._over += comments
        else:
            item.behind = comments

    def _pairs(self, depth: int) -> Iterator[Pair]:
        """The predicates of a subject or block, up to its end."""
        while self._peek().text not in (".", "]"):
            verb = self._next()
            before = [*self._take_over(), *_texts(verb.before), *verb.behind]
            objects = list(self._objects(depth))
            before += objects[0].before
            objects[0].before = []
            yield Pair(verb.text, objects, before)
            while self._peek().text == ";":
                mark = self._next()
                self._over += _texts(mark.before)
                if self._over:
                    self._over += mark.behind
                else:
                    self._put_behind(objects[-1], mark.behind)

    def _objects(self, depth: int) -> Iterator[Item]:
        while True:
            item = self._item(depth)
            item.before = [*self._take_over(), *item.before]
            if self._peek().text == ",":
                mark = self._next()
                self._put_behind(item, mark.behind)
                self._over = [*_texts(mark.before), *self._over]
                yield item
            else:
                yield item
                return

    def _item(self, depth: int) -> Item:
        """A subject, object or list member, with its comments."""
        if depth > MAX_DEPTH:
            raise UnknownTurtle(self._peek().at, f"meer dan {MAX_DEPTH} haken in elkaar")
        first = self._next()
        if first.text == "[":
            return self._block(first, depth)
        if first.text == "(":
            return self._collection(first, depth)
        if first.kind == "mark":
            raise UnknownTurtle(first.at, f"'{first.text}' staat hier niet goed")
        words, before, last = [first.text], _texts(first.before), first
        while first.kind == "string" and (
            self._peek().kind == "tag" or self._peek().text == "^^" or words[-1] == "^^"
        ):
            before += last.behind
            last = self._next()
            words.append(last.text)
            before += _texts(last.before)
        return Item(Term("".join(words)), before, last.behind)

    def _block(self, first: Token, depth: int) -> Item:
        outer = self._take_over()
        self._over = first.behind
        pairs = list(self._pairs(depth + 1))
        last = self._next("]")
        tail = [*self._take_over(), *_texts(last.before)]
        node = Block(pairs, tail) if pairs or tail else Term("[]")
        return Item(node, [*outer, *_texts(first.before)], last.behind)

    def _collection(self, first: Token, depth: int) -> Item:
        outer = self._take_over()
        self._over = first.behind
        items = []
        while self._peek().text != ")":
            over = self._take_over()
            items.append(self._item(depth + 1))
            items[-1].before = [*over, *items[-1].before]
        last = self._next(")")
        tail = [*self._take_over(), *_texts(last.before)]
        node = Collection(items, tail) if items or tail else Term("()")
        return Item(node, [*outer, *_texts(first.before)], last.behind)


def _texts(comments: list[Comment]) -> list[str]:
    return [comment.text for comment in comments]


def _move_up(part: Directive | Statement, comments: list[str]) -> None:
    """Add comments directly above a part."""
    for text in comments:
        part.before.append(Comment(text, part.spaced))
        part.spaced = False
