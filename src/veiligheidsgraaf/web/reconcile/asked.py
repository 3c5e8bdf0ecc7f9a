"""Batches of queries and requests to extend, as version 0.2 and as the draft of 1.0 write them.

Sections of 0.2: 4.2 (reconciliation queries), 4.4 (sending them), 7.4 (data extension queries); of 1.0-draft:
"Reconciliation Queries" and "Data Extension Query Requests".
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ...words import iris
from ...words.errors import InvalidRequest, QueryTooLong
from .offered import TYPES, Property, check_property, check_type

MOST_QUERIES, MOST_CANDIDATES, MOST_HINTS, MOST_IDS, MOST_PROPERTIES = 50, 50, 10, 100, 20
_CANDIDATES = 10
_MOST_VALUES = 20
_QUANTIFIERS = ("any", "all", "none")


@dataclass(frozen=True)
class Hint:
    """What a thing should have: values of a property. `required`: what has none of them is left out."""

    property: Property
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True)
class Wish:
    """One query: a name ("" for none) or identifiers, kinds (none: all), hints. `only`: no other kinds."""

    name: str
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    only: bool = True
    limit: int = _CANDIDATES
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Extension:
    """Identifiers of things, and what to tell of each."""

    ids: tuple[str, ...]
    properties: tuple[Property, ...]


def parse_json(text: str, what: str) -> Any:  # noqa: ANN401 (JSON)
    """A text as JSON. Raises InvalidRequest."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        at = f" (teken {error.pos})" if isinstance(error, json.JSONDecodeError) else ""
        raise InvalidRequest(f"{what} is geen JSON{at}", "stuur het als JSON, in UTF-8") from None


def read_batch(batch: object) -> dict[str, Wish]:
    """A batch of version 0.2: name -> query. Raises InvalidRequest, QueryTooLong."""
    if not isinstance(batch, Mapping):
        _refuse("queries is geen object", '{"q0": {"query": "politie", "type": "partner"}}')
    _check_size(len(batch))
    return {key: _read(f"queries.{key[:40]}", query, _read_query) for key, query in batch.items()}


def read_next_batch(batch: object) -> list[Wish]:
    """A batch of the draft of 1.0. Raises InvalidRequest, QueryTooLong."""
    queries = batch.get("queries") if isinstance(batch, Mapping) else None
    if not isinstance(queries, list):
        _refuse("queries is geen lijst", '{"queries": [{"conditions": [...]}]}')
    _check_size(len(queries))
    return [_read(f"queries[{number}]", query, _read_next_query) for number, query in enumerate(queries)]


def read_extension(asked: object) -> Extension:
    """A request to extend, the same in both versions. Raises InvalidRequest, QueryTooLong."""
    example = '{"ids": ["partner/politie"], "properties": [{"id": "plan"}]}'
    if not isinstance(asked, Mapping):
        _refuse("extend is geen object", example)
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        _refuse("ids is geen lijst van teksten", example)
    if not isinstance(properties, list) or not all(isinstance(one, Mapping) for one in properties):
        _refuse("properties is geen lijst van objecten", example)
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise QueryTooLong(f"meer dan {MOST_IDS} ids of {MOST_PROPERTIES} properties", "vraag het in delen")
    return Extension(tuple(ids), tuple(check_property(str(one.get("id", ""))) for one in properties))


def read_limit(text: str | float | None, default: int, most: int) -> int:
    """How many are wanted, at most `most`. Raises InvalidRequest."""
    if text is None or text == "":
        return default
    try:
        number = int(text)
    except (ValueError, OverflowError):
        number = 0
    if number < 1:
        _refuse("limit is geen geheel getal boven 0", "10")
    return min(number, most)


def _read(where: str, query: object, read: Callable[[Mapping[str, Any]], Wish]) -> Wish:
    if not isinstance(query, Mapping):
        raise InvalidRequest(f"{where} is geen object")
    try:
        return read(query)
    except InvalidRequest as fault:
        raise InvalidRequest(f"{where}: {fault.what}", fault.how) from None


def _read_query(query: Mapping[str, Any]) -> Wish:
    name = query.get("query") or ""
    hints = query.get("properties") or []
    if not isinstance(name, str) or not isinstance(hints, list):
        _refuse("query is geen tekst of properties geen lijst", '{"query": "politie"}')
    if not name.strip() and not hints:
        _refuse("er is geen query en er zijn geen properties", '{"query": "politie"}')
    kinds = query.get("type") or []
    kinds = [kinds] if isinstance(kinds, str) else kinds
    read = [Hint(*_property_of(hint, "pid", "v")) for hint in hints[:MOST_HINTS]]
    only = query.get("type_strict", "any") != "should"
    return Wish(name.strip(), (), _kinds(kinds), only, _limit(query), tuple(read))


def _read_next_query(query: Mapping[str, Any]) -> Wish:
    conditions = query.get("conditions")
    if not isinstance(conditions, list) or not conditions:
        _refuse(
            "conditions is geen lijst met iets erin", '[{"matchType": "name", "propertyValue": "politie"}]'
        )
    names: list[str] = []
    ids: list[str] = []
    hints: list[Hint] = []
    for condition in conditions[: MOST_HINTS + 1]:
        if not isinstance(condition, Mapping):
            raise InvalidRequest("een van de conditions is geen object")
        if condition.get("matchType") == "property":
            hints.append(_hint(condition))
        elif condition.get("matchType") in ("name", "id"):
            found = _values(condition.get("propertyValue"))
            (names if condition["matchType"] == "name" else ids).extend(found)
        else:
            raise InvalidRequest("matchType is niet bekend", "kies uit name, id, property")
    kind = query.get("type")
    kinds = _kinds([kind] if kind else [])
    return Wish(" ".join(names).strip(), tuple(ids), kinds, limit=_limit(query), hints=tuple(hints))


def _hint(condition: Mapping[str, Any]) -> Hint:
    quantifier = condition.get("matchQuantifier", "any")
    if quantifier not in _QUANTIFIERS:
        raise InvalidRequest("matchQuantifier is niet bekend", f"kies uit {', '.join(_QUANTIFIERS)}")
    known, values = _property_of(condition, "propertyId", "propertyValue")
    return Hint(known, values, bool(condition.get("required", False)), quantifier)


def _property_of(hint: object, name: str, value: str) -> tuple[Property, tuple[str, ...]]:
    if not isinstance(hint, Mapping) or not isinstance(hint.get(name), str) or value not in hint:
        raise InvalidRequest(f"een eigenschap heeft geen {name} of geen {value}")
    return check_property(hint[name]), _values(hint[value])


def _values(given: object) -> tuple[str, ...]:
    """Property values as texts: a text, a number, a truth, an object with an id, or a list of those."""
    found = given if isinstance(given, list) else [given]
    texts = []
    for one in found[:_MOST_VALUES]:
        value = one.get("id") if isinstance(one, Mapping) else one
        if not isinstance(value, str | int | float):
            raise InvalidRequest("een waarde is geen tekst, getal of object met een id")
        texts.append(str(value).strip())
    return tuple(text for text in texts if text)


def _kinds(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(kind, str) for kind in given):
        raise InvalidRequest("type is geen tekst", f"kies uit {', '.join(TYPES)}")
    return tuple(dict.fromkeys(check_type(kind) for kind in given[: len(TYPES)]))


def _limit(query: Mapping[str, Any]) -> int:
    given = query.get("limit")
    if not isinstance(given, int | float | None):
        _refuse("limit is geen getal", "10")
    return read_limit(given, _CANDIDATES, MOST_CANDIDATES)


def _check_size(size: int) -> None:
    if size > MOST_QUERIES:
        raise QueryTooLong(f"de batch heeft {size} vragen", f"stuur er hoogstens {MOST_QUERIES} tegelijk")


def _refuse(what: str, example: str) -> NoReturn:
    raise InvalidRequest(what, f"bijvoorbeeld {example}")


def iri_of(identifier: str) -> str:
    """The IRI that an identifier (`partner/politie`, or a whole IRI) stands for; "" when it is neither."""
    found = identifier.strip()
    whole = found if found.startswith(iris.THINGS) else iris.THINGS + found
    return whole if iris.is_thing(whole) else ""


def id_of(iri: str) -> str:
    """The identifier of a thing."""
    return iris.path_of(iri)
