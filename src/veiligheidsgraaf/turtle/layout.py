"""Turtle in one stable layout. In: a text. Out: the same graph and the same comments, laid out.

What changes is white space, the spelling of directives (`PREFIX` becomes `@prefix`) and superfluous `;`.
Order, names and literals stay as written: in a plan graph they follow the plan. Nothing is written before
both texts are parsed and compared.
"""

import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..words import iris
from ..words.errors import CannotRead, VeiligheidsgraafError
from .blank import name_blank_nodes
from .faults import describe, describe_unknown, find_newer_faults
from .file_bytes import BOM, check_bytes
from .patch import make_patch
from .read import Stated
from .tokens import Comment, UnknownTurtle, tokenize
from .tree import Block, Collection, Directive, Item, Pair, Statement, Term, parse

WIDTH = 140
_MOST_BYTES = 16 * 1024 * 1024
_STEP = 4


@dataclass(frozen=True)
class Formatted:
    """A file, its text as it was and as it should be."""

    name: str
    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the layout is another."""
        return self.before != self.after

    def diff(self) -> str:
        """The change as a patch that `git apply` takes: lines end at a line feed and nowhere else."""
        return make_patch(self.name, self.before, self.after)

    def write(self) -> None:
        """Write it in one atomic step, with the rights it had. Raises CannotRead when that cannot be done."""
        target = self.path.resolve()
        try:
            handle, pending = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self.after.encode())
                Path(pending).chmod(target.stat().st_mode)
                Path(pending).replace(target)
            except BaseException:
                Path(pending).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise CannotRead(
                f"{self.name}: niet te schrijven ({error.strerror})", "controleer de rechten"
            ) from None


def format_file(name: str, path: Path) -> Formatted:
    """One Turtle file, laid out but not yet written; a byte order mark is left out.

    Raises CannotRead naming file and line.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CannotRead(
                f"{name}: groter dan {_MOST_BYTES // 1024 // 1024} MB",
                "splits het bestand, of laat het buiten fmt",
            )
        content = path.read_bytes()
    except OSError as error:
        raise CannotRead(f"{name}: {error.strerror}", "controleer of het bestand leesbaar is") from None
    if (fault := check_bytes(name, content)) and fault.rule != "bom":
        raise fault
    text = content.decode("utf-8")
    return Formatted(name, path, text, format_text(text.removeprefix(BOM), name))


def format_text(text: str, name: str = "") -> str:
    """A Turtle text in the one layout. Raises CannotRead when it is no Turtle 1.1.

    Raises VeiligheidsgraafError rather than give a text with another graph or other comments.
    """
    for fault in find_newer_faults(name, text):
        raise fault
    try:
        graph = _parse(text)
    except SyntaxError as error:
        raise describe(name, error) from None
    try:
        laid_out = _lay_out(text)
    except UnknownTurtle as unknown:
        raise describe_unknown(name, text, unknown) from None
    try:
        same = _is_same(graph, _parse(laid_out)) and _comments(text) == _comments(laid_out)
    except (SyntaxError, UnknownTurtle):
        same = False
    if not same:
        raise VeiligheidsgraafError(
            f"{name}: de opmaak zou de graaf of een opmerking veranderen; er is niets geschreven",
            "meld dit aan de makers",
        )
    return laid_out


def _parse(text: str) -> list[Stated]:
    """The triples of a text; relative addresses against one that is made up, which both texts get."""
    return [Stated(*q.triple) for q in ox.parse(text.encode(), ox.RdfFormat.TURTLE, base_iri=iris.BASE)]


def _comments(text: str) -> Counter[str]:
    tokens, end = tokenize(text)
    return Counter(
        [c.text for token in tokens for c in token.before]
        + [c for token in tokens for c in token.behind]
        + [c.text for c in end]
    )


def _is_same(first: list[Stated], second: list[Stated]) -> bool:
    """Whether two parses give the same graph.

    Labels of blank nodes stay; those without one are compared by what they say.

    (Order is no ground: Oxigraph gives a bracket before or after the triple it
    stands in, depending on a `;` at its end.)
    """
    if len(first) != len(second):
        return False
    labels = {term: str(term) for term in _blank_nodes(first) & _blank_nodes(second)}
    return _named(first, labels) == _named(second, labels)


def _blank_nodes(triples: list[Stated]) -> set[ox.BlankNode]:
    return {term for triple in triples for term in triple if isinstance(term, ox.BlankNode)}


def _named(triples: list[Stated], labels: dict[ox.BlankNode, str]) -> Counter[tuple[str, ...]]:
    names = name_blank_nodes(triples, labels)
    return Counter(
        tuple(names[term] if isinstance(term, ox.BlankNode) else str(term) for term in triple)
        for triple in triples
    )


def _lay_out(text: str) -> str:
    document = parse(text)
    lines: list[str] = []
    above: Directive | Statement | None = None
    for part in document.parts:
        apart = isinstance(above, Statement) or (above is not None and isinstance(part, Statement))
        _add_comments(lines, part.before, apart)
        if part.spaced or (apart and not part.before):
            lines.append("")
        lines += [_behind(part.text, part.behind)] if isinstance(part, Directive) else _statement(part)
        above = part
    _add_comments(lines, document.end, isinstance(above, Statement))
    return "".join(f"{line}\n" for line in lines).lstrip("\n")


def _add_comments(lines: list[str], comments: list[Comment], apart: bool) -> None:
    for number, comment in enumerate(comments):
        if comment.spaced or (apart and number == 0):
            lines.append("")
        lines.append(comment.text)


def _statement(statement: Statement) -> list[str]:
    """The lines of a statement: the subject with its first predicate, then one predicate on a line."""
    lines = _node(statement.subject.node, 0, len(_inline(statement.subject.node) or "") <= WIDTH)
    for number, pair in enumerate(statement.pairs):
        is_last = number == len(statement.pairs) - 1
        if number:
            lines += [_indent(_STEP, comment) for comment in pair.before]
        head = f"{lines.pop()} {pair.verb}" if number == 0 else _indent(_STEP, pair.verb)
        lines += _pair(pair, head, _STEP, "." if is_last and not statement.tail else ";")
    if statement.tail:
        lines += [_indent(_STEP, comment) for comment in statement.tail]
        lines.append(_behind(_indent(_STEP, "."), statement.behind_stop))
    elif not statement.pairs:
        lines.append(_behind(f"{lines.pop()} .", statement.subject.behind))
    return lines


def _pair(pair: Pair, head: str, indent: int, mark: str) -> list[str]:
    """The lines of a predicate and its objects, from `head` on, the last ending in `mark`."""
    inline = [_inline(item.node) for item in pair.objects]
    commented = any(item.before or item.behind for item in pair.objects[:-1]) or pair.objects[-1].before
    whole = " , ".join(text or "" for text in inline)
    fits = None not in inline and not commented and len(head) + len(whole) + len(mark) + 2 <= WIDTH
    if fits or (len(pair.objects) == 1 and isinstance(pair.objects[0].node, Term)):
        return _close(
            [f"{head} {whole}"] if fits else _head(head, _node(pair.objects[0].node, indent, True)),
            mark,
            pair.objects[-1],
        )
    hug = not commented and all(isinstance(item.node, Block) for item in pair.objects)
    base = indent if hug or len(pair.objects) == 1 else indent + _STEP
    lines = [head]
    for number, item in enumerate(pair.objects):
        lines += [_indent(base, comment) for comment in item.before]
        is_last = number == len(pair.objects) - 1
        text = inline[number]
        shown = _node(
            item.node,
            base,
            not hug and len(pair.objects) > 1 and text is not None and base + len(text) + 2 <= WIDTH,
        )
        if number == 0 or hug:
            shown = _head(lines.pop(), shown)
        else:
            shown[0] = _indent(base, shown[0])
        lines += _close(shown, mark if is_last else ",", item)
    return lines


def _head(head: str, lines: list[str]) -> list[str]:
    return [f"{head} {lines[0]}", *lines[1:]]


def _close(lines: list[str], mark: str, item: Item) -> list[str]:
    """Lines with a mark at their end, and behind it the comment of what ends there."""
    return [*lines[:-1], _behind(f"{lines[-1]} {mark}".rstrip(), item.behind)]


def _node(node: Term | Block | Collection, indent: int, fits: bool) -> list[str]:
    """The lines of a node; the first without indentation."""
    text = _inline(node)
    if isinstance(node, Term):
        return node.text.split("\n")
    if fits and text is not None:
        return [text]
    lines = ["[" if isinstance(node, Block) else "("]
    inner = indent + _STEP
    if isinstance(node, Block):
        for number, pair in enumerate(node.pairs):
            lines += [_indent(inner, comment) for comment in pair.before]
            lines += _pair(
                pair, _indent(inner, pair.verb), inner, "" if number == len(node.pairs) - 1 else ";"
            )
    else:
        for item in node.items:
            lines += [_indent(inner, comment) for comment in item.before]
            text = _inline(item.node)
            shown = _node(item.node, inner, text is not None and inner + len(text) <= WIDTH)
            lines += _close([_indent(inner, shown[0]), *shown[1:]], "", item)
    return [
        *lines,
        *(_indent(inner, comment) for comment in node.tail),
        _indent(indent, "]" if isinstance(node, Block) else ")"),
    ]


def _inline(node: Term | Block | Collection) -> str | None:
    """A node on one line; None when a comment or a line end in a literal forbids it."""
    if isinstance(node, Term):
        return None if "\n" in node.text else node.text
    if node.tail:
        return None
    if isinstance(node, Collection):
        items = [None if item.before or item.behind else _inline(item.node) for item in node.items]
        return None if None in items else f"( {' '.join(filter(None, items))} )"
    pairs = [_inline_pair(pair) for pair in node.pairs]
    return None if None in pairs else f"[ {' ; '.join(filter(None, pairs))} ]"


def _inline_pair(pair: Pair) -> str | None:
    objects = [None if item.before or item.behind else _inline(item.node) for item in pair.objects]
    return None if pair.before or None in objects else f"{pair.verb} {' , '.join(filter(None, objects))}"


def _indent(by: int, text: str) -> str:
    return " " * by + text


def _behind(line: str, comments: list[str]) -> str:
    return " ".join([line, *comments])
