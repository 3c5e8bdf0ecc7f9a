"""Turns of phrase of the question box, as `turns_of_phrase.toml` and `english.toml` have them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...facts.constraints import NOT
from ...names import tokens
from ..intent import Form

_PHRASES = Path(__file__).with_name("turns_of_phrase.toml")
_ENGLISH = Path(__file__).with_name("english.toml")

Pattern = re.Pattern[str]

# Quiet words that names are made of.
_IN_NAMES = frozenset(("veilig", "veiligheid", "gebied"))


@dataclass(frozen=True)
class Outside:
    """Something that the graph does not hold: what asks for it, unless with `unless`, what to say, and
    by which words figures are called that plans cite of it.
    """

    asks: Pattern
    unless: Pattern | None
    dutch: str
    english: str
    cited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Something to tell beside an answer: what asks for it, the kind of thing that must be named and the
    question that must be asked ("" for any), whether it tells what the thing is, and what to say.
    """

    asks: Pattern
    kind: str
    question: str
    explains: bool
    dutch: str
    english: str


@cache
def forms() -> tuple[tuple[Form, Pattern], ...]:
    """Kinds of answer with the words that ask for them, the surest first."""
    return tuple((Form(item["vorm"]), _any_of(item["patronen"])) for item in _table()["vorm"])


@cache
def turn(name: str, key: str = "patronen") -> Pattern:
    """The pattern of one turn of phrase."""
    return _any_of(_table()[name][key])


@cache
def turning_before() -> Pattern:
    """Words at the end of what stands before a name that turn that name round."""
    table = _table()["uitsluiten"]
    between = "|".join(table["ertussen"])
    return re.compile(rf"(?<!\S)(?:{'|'.join(table['ervoor'])})(?: (?:{between}))* ?$")


@cache
def turning_after() -> Pattern:
    """Words right after a name that turn that name round."""
    return re.compile(rf"^ ?(?:{'|'.join(_table()['uitsluiten']['erna'])})(?!\S)")


@cache
def alone_before() -> Pattern:
    """Words at the end of what stands before somebody that leave out all others."""
    table = _table()["houdt"]
    return re.compile(rf"(?<!\S)(?:{'|'.join(table['alleen'])})(?: (?:{'|'.join(table['ertussen'])}))* ?$")


@cache
def asking() -> frozenset[str]:
    """Words of asking beside those of the questions."""
    return frozenset(_table()["vragend"].split()) | quiet() - _IN_NAMES


@cache
def quiet() -> frozenset[str]:
    """Words that ask nothing by themselves."""
    return frozenset(_table()["stil"].split())


@cache
def statuses() -> tuple[tuple[str, str, Pattern], ...]:
    """How far a measure is (`niet-` before it when it is not), each with the words that say so."""
    return tuple(
        (NOT if item.get("niet") else "", item["slug"], _any_of(item["patronen"]))
        for item in _table()["status"]
    )


@cache
def ourselves() -> frozenset[str]:
    """Words by which somebody speaks of a municipality without naming it."""
    return frozenset(_table()["anderen"]["wij"])


@cache
def outside() -> tuple[Outside, ...]:
    """What the graph does not hold."""
    return tuple(
        Outside(
            _any_of(item["patronen"]),
            _any_of(item["behalve"]) if "behalve" in item else None,
            item["zegt"],
            item["says"],
            tuple(item.get("cijfers", ())),
        )
        for item in _table()["buiten"]
    )


@cache
def remarks() -> tuple[Remark, ...]:
    """What is told beside an answer."""
    return tuple(
        Remark(
            _any_of(item["patronen"]),
            item.get("soort", ""),
            item.get("vraag", ""),
            item.get("met_uitleg", False),
            item["zegt"],
            item["says"],
        )
        for item in _table()["opmerking"]
    )


def asks_places(text: str) -> bool:
    """Whether a line asks in which municipalities or plans something is."""
    return turn("plaatsen").search(" ".join(tokens.split(text))) is not None


@cache
def english() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """English words of asking -> Dutch ones."""
    words = _english()["woorden"]
    return {tuple(tokens.split(said)): tuple(tokens.split(meant)) for said, meant in words.items()}


@cache
def only_english() -> frozenset[str]:
    """Those of one word that are no Dutch words as well."""
    return frozenset(said[0] for said in english() if len(said) == 1) - frozenset(_english()["beide"])


def _any_of(patterns: Iterable[str]) -> Pattern:
    return re.compile(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\S)")


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_PHRASES.read_text(encoding="utf-8"))


@cache
def _english() -> Mapping[str, Any]:
    return tomllib.loads(_ENGLISH.read_text(encoding="utf-8"))
