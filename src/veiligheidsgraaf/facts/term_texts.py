"""RDF terms as texts that sort as SPARQL sorts them within a kind, for columns of facts.

<iri    "text    @nl text    ^datatype lexical form
"""

import hashlib
from collections.abc import Mapping

from ..words.values import Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_cell(cell: Mapping[str, str]) -> str:
    """A cell of SPARQL results in JSON as a text."""
    value = cell["value"]
    if cell["type"] == "uri":
        return f"<{value}"
    if language := cell.get("xml:lang"):
        return f"@{language} {value}"
    datatype = cell.get("datatype", _STRING)
    return f'"{value}' if datatype == _STRING else f"^{datatype} {value}"


def read_text(text: str) -> Term:
    """The term of a text."""
    mark, rest = text[0], text[1:]
    if mark == "<":
        return Term("uri", rest)
    if mark == '"':
        return Term("literal", rest)
    kind, _, value = rest.partition(" ")
    return Term("literal", value, kind, "") if mark == "@" else Term("literal", value, "", kind)


def value_of(text: str) -> str:
    """The value of a text, without its kind."""
    return text[1:] if text[0] in '<"' else text.partition(" ")[2]


def write_iri(iri: str) -> str:
    """An IRI as a text."""
    return f"<{iri}"


def number_of(*texts: str | None) -> int:
    """64 bits that stand for texts: the same for the same, and for others in all likelihood another
    (with ten million of them, the chance that any two share one is under one in a hundred thousand).
    """
    joined = "\x1f".join("\x00" if text is None else text for text in texts)
    return int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=8).digest(), "big")
