"""RDF terms as texts that sort as SPARQL sorts them within a kind, for columns of facts.

<iri    "text    @nl text    ^datatype lexical form
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from ..words.values import Term

_MOST = 32_768  # texts of a few plans
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def write_text(term: Term) -> str:
    """A term as a text."""
    if term.kind == "uri":
        return write_iri(term.value)
    if term.kind == "bnode":
        return write_blank(term.value)
    return write_literal(term.value, term.language, term.datatype)


def write_literal(value: str, language: str | None, datatype: str) -> str:
    """A literal as a text."""
    if language:
        return f"@{language} {value}"
    return f'"{value}' if datatype in ("", _STRING) else f"^{datatype} {value}"


def write_blank(name: str) -> str:
    """A blank node as a text: two of one name are the same only within the facts of a few plans."""
    return f"_{name}"


def read_text(text: str) -> Term:
    """The term of a text."""
    mark, rest = text[0], text[1:]
    if mark == "<":
        return Term("uri", rest)
    if mark == "_":
        return Term("bnode", rest)
    if mark == '"':
        return Term("literal", rest)
    kind, _, value = rest.partition(" ")
    return Term("literal", value, kind, "") if mark == "@" else Term("literal", value, "", kind)


@lru_cache(maxsize=_MOST)
def value_of(text: str) -> str:
    """The value of a text, without its kind."""
    return text[1:] if text[0] in '<"_' else text.partition(" ")[2]


def write_iri(iri: str) -> str:
    """An IRI as a text."""
    return f"<{iri}"


@lru_cache(maxsize=_MOST)
def number_of(*texts: str | None) -> int:
    """The number of texts that are asked for often."""
    return number_row(texts)


def number_row(texts: Iterable[str | None]) -> int:
    """64 bits that stand for texts: the same for the same, and for others in all likelihood another
    (with ten million of them, the chance that any two share one is under one in a hundred thousand).
    """
    joined = "\x1f".join(["\x00" if text is None else text for text in texts])
    return int.from_bytes(blake2b(joined.encode(), digest_size=8).digest(), "big")


def size_sql(column: str) -> str:
    """How large the number in a column of texts is, in SQL; NULL of what is none."""
    return f"CASE WHEN {column} LIKE '^%' THEN TRY_CAST(split_part({column}, ' ', 2) AS DOUBLE) END"
