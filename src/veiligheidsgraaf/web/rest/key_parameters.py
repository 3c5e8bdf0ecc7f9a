"""The keys that any answer can be narrowed by, as parameters of OpenAPI."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ...facts.answer_rows import columns_to_sort_by
from ...facts.constraints import (
    ALL,
    CURRENT,
    HELD,
    MOMENTS,
    MOST_CHARACTERS,
    MOST_VALUES,
    NOT,
    PERIOD,
    QUARTER,
    SORT,
    THINGS,
    WORDS,
)
from ...words.parameters import DAY
from ...words.questions import Question

_MOMENT = "Moment"
_MOMENT_FORM = "^(19|20)[0-9]{2}(-?[Qq][1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
# Slugs that are listed; where there are more they are told by their form.
MOST_LISTED = 500
_SLUG = "^[a-z0-9]+([.-][a-z0-9]+)*(/[a-z0-9]+([.-][a-z0-9]+)*)*$"
_THING = _SLUG.removesuffix("*$") + "+$"


def schema_of(kind: str) -> str:
    """Name of the schema of slugs of a kind."""
    return f"{kind.capitalize()}Slug"


def slug_schema(kind: str, slugs: Collection[str]) -> dict[str, Any]:
    """A slug that this release knows."""
    known = sorted(set(slugs)) if len(slugs) <= MOST_LISTED else []
    return {
        "type": "string",
        "description": f"De slugs van soort {kind} in deze uitgave.",
        **({"enum": known} if known else {"pattern": _SLUG}),
    }


def key_schemas(slugs: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Name -> schema of the values of keys. `slugs`: what a key that takes things can be."""
    return {
        **{schema_of(key): slug_schema(key, known) for key, known in slugs.items()},
        _MOMENT: {
            "type": "string",
            "pattern": _MOMENT_FORM,
            "description": "Jaar, kwartaal, maand of dag: 2024, 2024-Q4, 2024-10 of 2024-10-01.",
        },
    }


def key_parameters(question: Question, keys: Collection[str]) -> Iterator[dict[str, Any]]:
    """The keys of a question that are no parameters of its own, and the column to sort by."""
    own = {parameter.name for parameter in question.parameters}
    for key in keys:
        if key not in own:
            described, schema = _describe(key)
            yield {"name": key, "in": "query", "required": False, "description": described, "schema": schema}
    if keys:
        columns = [f"{minus}{column}" for column in columns_to_sort_by(question) for minus in ("", "-")]
        described = "Kolom om op te sorteren, met - ervoor voor de andere kant op."
        schema = {"type": "string", "enum": columns}
        yield {"name": SORT, "in": "query", "required": False, "description": described, "schema": schema}


def _describe(name: str) -> tuple[str, dict[str, Any]]:
    key = name.removeprefix(NOT)
    which = "Geen rijen van uitspraken" if name != key else "Alleen rijen van uitspraken"
    if key == PERIOD:
        described = f"{CURRENT}: alleen plannen die vandaag gelden; {ALL}: alle plannen."
        return described, {"type": "string", "enum": [CURRENT, ALL], "default": ALL}
    if key == DAY:
        described = "De dag waarop u kijkt: welke plannen dan gelden. Zonder dag is dat vandaag."
        return described, {"type": "string", "format": "date"}
    if key in MOMENTS:
        side = "die op of na" if key == "van" else "die op of voor"
        return f"{which} {side} dit moment spelen.", {"$ref": f"#/components/schemas/{_MOMENT}"}
    item: dict[str, Any] = {
        "type": "string",
        "minLength": 1,
        "maxLength": MOST_CHARACTERS,
        "pattern": "[^\\s]",
    }
    if key == HELD:
        item |= {"pattern": _THING, "description": "Een ding: soort/slug, zoals partner/politie."}
    elif key == QUARTER:
        item = {"type": "string", "pattern": "^(19|20)[0-9]{2}-?[Qq][1-4]$"}
    elif key in THINGS:
        item = {"$ref": f"#/components/schemas/{schema_of(key)}"}
    said = "met al deze woorden" if key == WORDS else f"met deze waarde van {key}"
    described = f"{which} {said}. Mag vaker; dan telt elk van de waarden."
    return described, {"type": "array", "items": item, "maxItems": MOST_VALUES}
