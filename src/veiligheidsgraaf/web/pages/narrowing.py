"""What an answer is narrowed by, as people see it: each constraint with a way to take it off, and the fields
to choose with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...answers.intent import EVERYWHERE, FORM, GROUP, MOST, ONLY, OTHERS
from ...facts.constraints import ALL, CURRENT, HELD, NOT, PERIOD, THINGS, WORDS
from ...names.entries import Choice
from ...words import iris
from ...words.parameters import DAY
from ...words.parameters import THINGS as KINDS
from ...words.questions import Question
from ..addresses import QUESTION
from .library import Library
from .regions import REGION

# A list to choose from has at most this many; with more of a kind one types.
_MOST_CHOICES = 150
# Keys that have another name for people.
_TOLD = {"van": "vanaf", "tot": "tot en met", HELD: "alleen", WORDS: "met de woorden", "op": "op"}
# How an answer is asked for -> what that is called.
_HOW = {
    FORM: "antwoord",
    GROUP: "per",
    MOST: "uiterste",
    EVERYWHERE: "waar",
    ONLY: "waar",
    OTHERS: "niet in",
}
_FORMS = {"of": "ja of nee", "wet": "welke wet", "ontbreekt": "waar het ontbreekt", "vergelijk": "vergeleken"}
_WHERE = {EVERYWHERE: "in alle gemeenten", ONLY: "nergens anders"}


@dataclass(frozen=True)
class Chosen:
    """One constraint: its key, its value by name, whether it excludes, and the address without it."""

    key: str
    name: str
    excludes: bool
    without: str


@dataclass(frozen=True)
class Field:
    """A field of the form: its key, the values to choose from (none when there are too many to list or when
    one types), and the value.
    """

    key: str
    choices: tuple[Choice, ...]
    value: str
    is_day: bool


def read_pairs(
    library: Library, question: Question, given: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What an address asks for, without the empty fields of a form; a name that was typed as its slug."""
    kinds = THINGS | {parameter.name: parameter.kind for parameter in question.parameters}
    found = []
    for key, value in given:
        kind = kinds.get(key.removeprefix(NOT), "")
        if kind in KINDS and not library.answers.names.can_choose(kind, value):
            value = library.answers.names.slug_named(kind, value) or value  # noqa: PLW2901
        if value:
            found.append((key, value))
    return found


def show_chosen(library: Library, question: Question, pairs: Sequence[tuple[str, str]]) -> tuple[Chosen, ...]:
    """Every constraint of an answer."""
    found = []
    for place, (key, value) in enumerate(pairs):
        left = [*pairs[:place], *pairs[place + 1 :]]
        plain = key.removeprefix(NOT)
        (name, _), page = name_value(library, plain, value), QUESTION(question.name, query=left)
        found.append(Chosen(_HOW.get(plain, tell_key(plain)), name, key != plain, page))
    return tuple(found)


def make_title(question: Question, chosen: Sequence[Chosen]) -> str:
    """What a page of a question is called: no two that are narrowed otherwise have the same title."""
    told = ", ".join(f"{'niet ' if item.excludes else ''}{item.name}" for item in chosen)
    return f"{question.question} {told}".strip()


def show_fields(library: Library, question: Question, values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of a question's form, one for each parameter."""
    fields = []
    for parameter in question.parameters:
        listed = library.answers.names.choices(parameter.kind, _MOST_CHOICES + 1)
        choices = tuple(listed) if len(listed) <= _MOST_CHOICES else ()
        value = values.get(parameter.name, "")
        fields.append(Field(parameter.name, choices, value, parameter.kind == DAY))
    return tuple(fields)


# Keys whose value is a thing of any kind, with the kind in it.
_ANY_THING = (HELD, "ding")


def name_value(library: Library | None, key: str, value: str) -> tuple[str, str]:
    """(what a value is called, the IRI of the thing that it is or ""); without a library its last part."""
    if key in _WHERE:
        return _WHERE[key], ""
    if key == FORM:
        return _FORMS.get(value, value), ""
    key = {OTHERS: "gemeente", REGION: "partner"}.get(key, key)
    if key == PERIOD:
        return {CURRENT: "plannen van nu", ALL: "alle plannen"}.get(value, value), ""
    kind = THINGS.get(key, key if key in KINDS else "")
    if not kind and key not in _ANY_THING:
        return value, ""
    iri = value if iris.is_thing(value) else f"{iris.THINGS}{value if '/' in value else f'{kind}/{value}'}"
    return library.name(iri) if library else iris.local_name(iri), iri


def tell_key(key: str) -> str:
    """What a key is called in a sentence."""
    return _TOLD.get(key, key)
