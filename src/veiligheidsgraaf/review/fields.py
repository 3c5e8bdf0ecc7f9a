"""What can be said of each kind of thing, read from formulieren.toml: one table for forms, checks, writing
and mending.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("formulieren.toml")
_MARKS = "!+*"
NEW = "nieuw"


@dataclass(frozen=True)
class Field:
    """One thing that can be said. `predicate`: as prefix and name, "" when it is written otherwise or not at
    all; `accepts`: what it takes (see formulieren.toml); `many`: more than one; `required`: at least one.
    """

    name: str
    label: str
    predicate: str
    accepts: str
    many: bool
    required: bool
    hint: str = ""

    @property
    def form(self) -> str:
        """The first part of what it accepts: tekst, keuze, ding, item, veld ..."""
        return self.accepts.partition(":")[0]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of what it accepts: of a thing, concept or item."""
        return tuple(filter(None, self.accepts.partition(":")[2].split(",")))


@dataclass(frozen=True)
class Form:
    """A kind of statement or thing: its title, its class and its fields in the order they are written in."""

    kind: str
    title: str
    class_name: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The field of a name."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True)
class Part:
    """Something that is a field of the measure or goal it stands in, and alone a statement of its own."""

    kind: str
    title: str
    field: str
    alone: str
    form: Form


@dataclass(frozen=True)
class Newcomer:
    """A kind of thing that can be new: its form, the kind in its address, the file it goes to, the kind of
    its kinds, and the property by which it is part of another.
    """

    form: Form
    address: str
    file: str
    kinds: str
    part_of: str


@cache
def forms() -> Mapping[str, Form]:
    """The kinds of statements, those that are decided and those that are made of parts."""
    table = _table()
    return {
        kind: Form(kind, found["titel"], found["klasse"], _fields(table["veld"], found))
        for kind, found in table["soort"].items()
    }


@cache
def parts() -> Mapping[str, Part]:
    """What can stand in another."""
    table = _table()
    found = {}
    for kind, about in table["deel"].items():
        own = Field(kind, about["titel"], "", about["vorm"], about["vorm"].startswith("ding"), True)
        more = [*_fields(table["veld"], {"velden": about.get("velden", [])})]
        more += forms()[about["alleen"]].fields if about["alleen"] else ()
        fields = (own, *(replace(one, required=False) for one in more if one.name != kind))
        form = Form(kind, about["titel"], "", fields)
        found[kind] = Part(kind, about["titel"], about["veld"], about["alleen"], form)
    return found


@dataclass(frozen=True)
class Bounds:
    """What a number of a unit can be, and what to do with another."""

    lowest: float
    highest: float
    hint: str


@cache
def bounds() -> Mapping[str, Bounds]:
    """By unit, of those that have bounds."""
    found = _table()["eenheid"].items()
    return {unit: Bounds(about["laagste"], about["hoogste"], about["hulp"]) for unit, about in found}


@cache
def newcomers() -> Mapping[str, Newcomer]:
    """The kinds of things that can be new."""
    found = {}
    table = _table()
    for kind, about in table["nieuw"].items():
        own = {**table["veld"]}
        own["soort"] = {
            "label": "Soort",
            "eigenschap": f"vg:{about['soorten']}",
            "vorm": f"keuze:{about['soorten']}",
        }
        own["deel-van"] = {**own["deel-van"], "eigenschap": about.get("deel-van", "")}
        form = Form(kind, about["titel"], about["klasse"], _fields(own, about))
        found[kind] = Newcomer(
            form, about["adres"], about["bestand"], about["soorten"], about.get("deel-van", "")
        )
    return found


def find_form(kind: str, values: Mapping[str, tuple[str, ...]]) -> Form | None:
    """The form of an item; of a new thing that of what is new."""
    if kind == NEW:
        newcomer = newcomers().get(next(iter(values.get("wat", ())), ""))
        return newcomer.form if newcomer else None
    part = parts().get(kind)
    return part.form if part else forms().get(_SAME.get(kind, kind))


def statement_kind(kind: str) -> str:
    """The kind of statement that a kind of suggestion becomes."""
    return _SAME.get(kind, kind)


_SAME = {"verband": "deelname"}


def _fields(known: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Field, ...]:
    fields = []
    for written in found["velden"]:
        name, mark = written.rstrip(_MARKS), written[len(written.rstrip(_MARKS)) :]
        about = found.get("veld", {}).get(name) or known[name]
        fields.append(
            Field(
                name,
                about["label"],
                about["eigenschap"],
                about["vorm"],
                mark in ("+", "*"),
                mark in ("!", "+"),
                about.get("hulp", ""),
            )
        )
    return tuple(fields)


def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
