"""Decide whether a query may run, be it of a client, a question or a shape:
on a parse of it and not on a pattern over its text.

Oxigraph follows SERVICE and has no switch to stop it, so such a query is refused.
The grammar here is tree-sitter's (https://pypi.org/project/tree-sitter-sparql/),
the one that runs is Oxigraph's, and no two grammars agree on everything:

- a text without the letters of SERVICE cannot be read as one with it, by any grammar: it runs, and Oxigraph
  alone judges its syntax;
- any other text is parsed in each reading that a processor can give it: code point escapes resolved before
  parsing, as SPARQL 1.1 says, or inside strings and IRIs only, as Oxigraph does. A SERVICE in any reading is
  refused, and so is a reading that cannot be parsed: fail closed. Carriage returns become newlines first,
  since not every grammar lets them end a comment.
"""

import re
import warnings
from collections.abc import Iterator
from functools import cache

import tree_sitter_sparql
from tree_sitter import Language, Node, Parser

from .code_points import ESCAPE, resolve
from .errors import QueryRefused, QueryTooLong

MAX_QUERY_CHARACTERS = 20_000
MAX_NESTING = 150
_MAX_NEGATIONS = 400

_SERVICE = re.compile("service", re.IGNORECASE)
# Where functions of an engine itself begin (Virtuoso): they reach files and other servers.
_ENGINE_FUNCTION = re.compile(r"<\s*(?:bif|sql)\s*:", re.IGNORECASE)
_ESCAPE_OR_BACKSLASH = re.compile(rf"\\\\|{ESCAPE.pattern}")

KINDS = "deze dienst kent SELECT, ASK, CONSTRUCT en DESCRIBE"


def check_size(text: str) -> None:
    """Pass a query that is short and shallow enough to look at. Costs next to nothing.

    Raises QueryTooLong or QueryRefused.
    """
    if len(text) > MAX_QUERY_CHARACTERS:
        raise QueryTooLong(
            f"de query is langer dan {MAX_QUERY_CHARACTERS} tekens", "vraag minder in één keer"
        )
    if _nesting(text) > MAX_NESTING or text.count("!") > _MAX_NEGATIONS:
        raise QueryRefused(f"de query is dieper genest dan {MAX_NESTING} niveaus", "vraag minder in één keer")


def check_query(text: str) -> None:
    """Pass a query that cannot reach another server. Says nothing of its syntax. Raises QueryRefused."""
    if not _SERVICE.search(text) and not _SERVICE.search(resolve(text)):
        return
    verdicts = {_judge(reading) for reading in _readings(text)}
    if "service" in verdicts:
        raise QueryRefused(
            "SERVICE wordt niet uitgevoerd", "bevraag de andere bron zelf en voeg de antwoorden samen"
        )
    if "unreadable" in verdicts:
        raise QueryRefused(
            "deze query noemt 'service' en is niet te ontleden, "
            "dus niet zeker is dat zij geen andere server bevraagt",
            f"controleer de syntaxis of vermijd het woord; {KINDS}",
        )


def check_functions(text: str) -> None:
    """Pass a query that names no function of an engine itself. Raises QueryRefused."""
    if any(_ENGINE_FUNCTION.search(reading) for reading in (text, resolve(text))):
        raise QueryRefused(
            "functies van de engine zelf (bif:, sql:) worden niet uitgevoerd",
            "gebruik functies van SPARQL 1.1",
        )


def _judge(reading: str) -> str:
    """ "service", "unreadable" or "none"."""
    root = parse_query(reading)
    if _kinds(root) & {"SERVICE", "service_graph_pattern"}:
        return "service"
    return "unreadable" if root.has_error else "none"


def _kinds(root: Node) -> set[str]:
    """Kinds of all nodes and keywords in a parse; walks without recursion."""
    kinds, todo = set(), [root]
    while todo:
        node = todo.pop()
        kinds.add(node.type)
        todo.extend(node.children)
    return kinds


def parse_query(text: str) -> Node:
    """The tree of a query; its places are in bytes of UTF-8."""
    return _parser().parse(text.encode("utf-8", "surrogatepass")).root_node


@cache
def _parser() -> Parser:
    with warnings.catch_warnings():  # the grammar hands over its address in the way of older versions
        warnings.simplefilter("ignore", DeprecationWarning)
        return Parser(Language(tree_sitter_sparql.language()))


def _readings(text: str) -> Iterator[str]:
    """The text in each way that a processor may take it.

    Where escapes are resolved inside strings and IRIs only,
    each is content there, whatever it stands for: a letter will do.
    """
    text = _lines(text)
    yield _ESCAPE_OR_BACKSLASH.sub(lambda match: match[0] if match[0] == r"\\" else "x", text)
    if ESCAPE.search(text):
        yield _lines(resolve(text))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _nesting(text: str) -> int:
    """How deep brackets nest.

    Those inside strings count too, so a text of many unbalanced ones can be refused for nothing.
    """
    depth = deepest = 0
    for character in text:
        if character in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")}]":
            depth = max(depth - 1, 0)
    return deepest
