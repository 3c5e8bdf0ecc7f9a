"""What a property or class is called for people:
as a noun, read from the thing that has it, and read from the thing that it points at.

All of it stands in `woorden.toml`; where that says nothing, the label that the ontology gives serves.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from . import iris
from .prefixes import PREFIXES

_FILE = Path(__file__).with_name("woorden.toml")


class Words(NamedTuple):
    """The words of one property; "" where none is given."""

    noun: str = ""
    outward: str = ""
    inward: str = ""


@cache
def read_words() -> dict[str, Words]:
    """The words that are given, by IRI."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        PREFIXES[prefix] + name: Words(**words)
        for prefix, rows in tables.items()
        for name, words in rows.items()
    }


def noun(iri: str, label: str = "") -> str:
    """What it is called in a sentence."""
    return _words(iri).noun or label or iris.local_name(iri)


def outward(iri: str, label: str = "") -> str:
    """What a property is called from the thing that has it."""
    words = _words(iri)
    return words.outward or label or words.noun or iris.local_name(iri)


def inward(iri: str, label: str = "") -> str:
    """What a property is called from the thing that it points at."""
    words = _words(iri)
    return words.inward or f"{label or words.noun or iris.local_name(iri)} van"


def _words(iri: str) -> Words:
    return read_words().get(iri, Words())
