"""RDF terms and triples outside a store."""

from collections.abc import Mapping
from typing import NamedTuple

from . import iris

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Term(NamedTuple):
    """One RDF term.

    `kind` is uri, bnode or literal, as in SPARQL results; a plain string has neither language nor datatype.
    """

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    @property
    def iri(self) -> str:
        """Its IRI, or "" when it is none."""
        return self.value if self.kind == "uri" else ""

    @property
    def text(self) -> str:
        """What people read: the slug of a thing of ours, else the value."""
        return iris.slug(self.value) if self.kind == "uri" else self.value


# What stands where an answer has nothing.
NOTHING = Term("", "")


class Row(dict[str, Term]):
    """One row of an answer: variable -> term; what is not bound is NOTHING."""

    def __missing__(self, variable: str) -> Term:
        return NOTHING


class Triple(NamedTuple):
    """One statement."""

    subject: Term
    predicate: Term
    object: Term


def iri(value: str) -> Term:
    """An IRI as a term."""
    return Term("uri", value)


def text(value: str) -> Term:
    """A plain text as a term."""
    return Term("literal", value)


def read_term(cell: Mapping[str, str]) -> Term:
    """A term from a cell of SPARQL results in JSON."""
    kind = "literal" if cell["type"] == "typed-literal" else cell["type"]
    datatype = cell.get("datatype", "")
    return Term(kind, cell["value"], cell.get("xml:lang", ""), "" if datatype == _STRING else datatype)


def write_term(term: Term) -> dict[str, str]:
    """A term as a cell of SPARQL results in JSON."""
    cell = {"type": term.kind, "value": term.value}
    if term.language:
        cell["xml:lang"] = term.language
    elif term.datatype:
        cell["datatype"] = term.datatype
    return cell
