"""What the REST API answers, as JSON Schema."""

from typing import Any

_COUNT = {"type": "integer", "minimum": 0}


def answer_schemas() -> dict[str, Any]:
    """Name -> schema of what does not hang on the release: things, cells, answers, lists, faults."""
    thing = {
        "type": "object",
        "required": ["iri", "naam"],
        "properties": {"iri": {"type": "string", "format": "uri"}, "naam": {"type": "string"}},
    }
    cell = {
        "anyOf": [
            {"$ref": "#/components/schemas/Ding"},
            *({"type": name} for name in ("string", "number", "boolean", "null")),
        ]
    }
    return {"Ding": thing, "Cel": cell, **_rows_schemas(), **_fault_schemas()}


def _rows_schemas() -> dict[str, Any]:
    """The answer to a question, and the list of questions."""
    names = {"type": "object", "additionalProperties": {"type": "string"}}
    texts = {"type": "array", "items": {"type": "string"}}
    asked = {"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, texts]}}
    window = {
        "totaal": _COUNT,
        "limit": _COUNT,
        "offset": _COUNT,
        "afgekapt": {"type": "boolean", "description": "Er zijn meer rijen dan deze."},
    }
    answer = {
        "vraag": {"type": "string"},
        "tekst": {"type": "string"},
        "parameters": asked,
        "kolommen": names,
        **window,
        "uitgave": {"type": "string", "description": "Digest van de uitgave die antwoordde."},
        "rijen": {"type": "array", "items": {"type": "object"}},
    }
    question = {"type": "object", "required": ["naam", "vraag", "href"]}
    listed = {**window, "vragen": {"type": "array", "items": question}}
    required = [name for name in answer if name != "uitgave"]
    return {
        "Antwoord": {"type": "object", "required": required, "properties": answer},
        "Vragen": {"type": "object", "required": list(listed), "properties": listed},
    }


def _fault_schemas() -> dict[str, Any]:
    """A fault (RFC 9457), and one that names every parameter that is wrong."""
    problem = {"status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"}}
    fault = {
        "in": {"type": "string"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "location": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    item = {"type": "object", "required": ["in", "detail"], "properties": fault}
    invalid = {**problem, "errors": {"type": "array", "minItems": 1, "items": item}}
    return {
        "Probleem": {"type": "object", "required": list(problem), "properties": problem},
        "Invoerfout": {"type": "object", "required": list(invalid), "properties": invalid},
    }
