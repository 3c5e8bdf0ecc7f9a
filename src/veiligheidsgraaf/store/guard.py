"""Decide whether a stranger's query may run, on a parse of it and not on a pattern over its text.

Oxigraph follows SERVICE and has no switch to stop it, so a query is parsed first (rdflib's SPARQL grammar) and refused
when a SERVICE stands anywhere in it. What that grammar cannot read is refused as well: fail closed.
"""

from typing import Any

from pyparsing import ParseException
from rdflib.plugins.sparql.parser import QueryUnit, expandUnicodeEscapes
from rdflib.plugins.sparql.parserutils import CompValue

from ..words.errors import InvalidRequest, QueryRefused

MAX_QUERY_CHARACTERS = 20_000
_MAX_NESTING = 60


def check_query(text: str) -> None:
    """Pass a read query without SERVICE. Raises QueryRefused, or InvalidRequest when it is no SPARQL query."""
    if len(text) > MAX_QUERY_CHARACTERS:
        raise QueryRefused(f"de query is langer dan {MAX_QUERY_CHARACTERS} tekens", "vraag minder in één keer")
    if max(text.count(bracket) for bracket in "({[") > _MAX_NESTING * 10:
        raise QueryRefused("de query heeft te veel haakjes", "vraag minder in één keer")
    try:
        parsed = QueryUnit.parse_string(expandUnicodeEscapes(text), parse_all=True)
    except ParseException as error:
        raise InvalidRequest(
            f"regel {error.lineno}, kolom {error.column}: geen SPARQL-leesvraag",
            "deze dienst kent SELECT, ASK, CONSTRUCT en DESCRIBE; wijzigen (INSERT, DELETE, LOAD, ...) kan niet",
        ) from None
    except RecursionError:
        raise QueryRefused("de query is te diep genest", "vraag minder in één keer") from None
    if _has_service(parsed):
        raise QueryRefused("SERVICE wordt niet uitgevoerd", "bevraag de andere bron zelf en voeg de antwoorden samen")


def _has_service(parsed: object) -> bool:
    """Whether a SERVICE pattern stands anywhere in a parse; walks without recursion."""
    todo: list[Any] = [parsed]
    while todo:
        node = todo.pop()
        if isinstance(node, CompValue):
            if node.name == "ServiceGraphPattern":
                return True
            todo.extend(node.values())
        elif isinstance(node, str | bytes):
            continue
        elif hasattr(node, "__iter__"):
            todo.extend(node)
    return False
