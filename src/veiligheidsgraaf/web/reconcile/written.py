"""Answers as JSON, as version 0.2 or as the draft of 1.0 writes them.

Sections of 0.2: 3.2 (manifest), 4.3 (responses), 6 (suggest), 7 (data extension).
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from ...names.stored import Suggestion
from ...words import iris
from .. import addresses as at
from .asked import MOST_QUERIES, Extension, id_of
from .candidates import Candidate, kind_of
from .known_values import ByThing, Value
from .offered import DEFAULTS, TYPES, Property

WIDTH, HEIGHT = 420, 220
_VIEW = at.DOCUMENT.path.partition("{")[0]
_NAME = "Veiligheidsgraaf: veiligheidsplannen van gemeenten"
_FEATURES = {"naam": "Gelijkenis van de naam", "hele-naam": "De hele naam"}


def write_manifest(base: str, site: str) -> dict[str, Any]:
    """The manifest of version 0.2; `base`: the address of the service, `site`: of what it stands on."""

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/suggest/{what}"}

    return {
        "versions": ["0.2"],
        "name": _NAME,
        "identifierSpace": iris.THINGS,
        "schemaSpace": iris.DEF,
        "documentation": site + at.DATA(),
        "serviceVersion": version("veiligheidsgraaf"),
        "logo": f"{site}{at.STATIC}/icoon.svg",
        "batchSize": MOST_QUERIES,
        "defaultTypes": [write_type(kind) for kind in DEFAULTS],
        "view": {"url": f"{site}{_VIEW}{{{{id}}}}"},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/extend/propose"},
            "property_settings": [],
        },
    }


def write_next_manifest(site: str) -> dict[str, Any]:
    """The manifest of the draft of 1.0: addresses follow from that of the service."""
    return {
        "versions": ["1.0-draft"],
        "name": _NAME,
        "lang": "nl",
        "documentation": site + at.DATA(),
        "serviceVersion": version("veiligheidsgraaf"),
        "logo": f"{site}{at.STATIC}/icoon.svg",
        "batchSize": MOST_QUERIES,
        "defaultTypes": [write_type(kind) for kind in DEFAULTS],
        "view": {"url": f"{site}{_VIEW}{{+id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "type": True, "property": True},
        "extend": {"proposeProperties": True, "propertySettings": []},
        "standardizedScore": True,
    }


def write_type(kind: str) -> dict[str, str]:
    """A type by its identifier and name."""
    return {"id": kind, "name": TYPES.get(kind, kind)}


def write_candidates(found: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Candidates of a query, the same in both versions."""
    return [
        {
            "id": id_of(one.iri),
            "name": one.name,
            **({"description": one.description} if one.description else {}),
            "type": [write_type(one.kind)],
            "score": one.score,
            "match": one.match,
            "features": [
                {"id": key, "name": _FEATURES.get(key, f"Eigenschap {key}"), "value": value}
                for key, value in one.features.items()
            ],
        }
        for one in found
    ]


def write_suggestions(found: Iterable[Suggestion], described: Mapping[str, str]) -> dict[str, Any]:
    """Things that somebody may be typing."""
    return {
        "result": [
            {
                "id": id_of(one.thing.iri),
                "name": one.thing.name,
                "description": _describe(one, described.get(one.thing.iri, "")),
                "notable": [write_type(kind_of(one.thing.iri))],
            }
            for one in found
        ]
    }


def _describe(one: Suggestion, text: str) -> str:
    """What a thing is, with the name that was typed when it is another than the one shown."""
    also = f"ook: {one.label}" if one.label != one.thing.name else ""
    return "; ".join(part for part in (also, text) if part)


def write_properties(found: Iterable[Property]) -> list[dict[str, str]]:
    """Properties by identifier, name and description."""
    return [{"id": one.id, "name": one.name, "description": one.description} for one in found]


def write_extension(asked: Extension, things: Mapping[str, str], values: ByThing) -> dict[str, Any]:
    """A table of values of version 0.2. `things`: identifier -> IRI, "" for what is none."""
    rows = {
        one: {prop.id: _values(prop, things[one], values) for prop in asked.properties} for one in asked.ids
    }
    return {"meta": [_meta(one) for one in asked.properties], "rows": rows}


def write_next_extension(asked: Extension, things: Mapping[str, str], values: ByThing) -> dict[str, Any]:
    """The same as the draft of 1.0 writes it."""
    rows = [
        {
            "id": one,
            "properties": [
                {"id": prop.id, "values": _values(prop, things[one], values)} for prop in asked.properties
            ],
        }
        for one in asked.ids
    ]
    return {"meta": [_meta(one) for one in asked.properties], "rows": rows}


def _meta(one: Property) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, **({"type": write_type(one.takes[0])} if one.takes else {})}


def _values(one: Property, iri: str, values: ByThing) -> list[dict[str, str]]:
    found: Sequence[Value] = values[iri][one.id] if iri else ()
    return [_cell(value) for value in found]


def _cell(value: Value) -> dict[str, str]:
    if value.iri.startswith(iris.THINGS):
        return {"id": id_of(value.iri), "name": value.text}
    return {"str": value.text}
