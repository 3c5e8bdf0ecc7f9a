"""The OpenAPI document of the REST API, made from the headers of the
questions, with real answers as examples.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol

from ...words.parameters import DAY, WORDS, Parameter
from ...words.questions import Question
from ..addresses import API, API_QUESTION, API_QUESTIONS
from .answer_schemas import answer_schemas
from .key_parameters import key_parameters, key_schemas, schema_of
from .request import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET

VERSION = "1.0.0"


class Example(Protocol):
    """An answer to show: some rows, and how many there are."""

    @property
    def rows(self) -> tuple[dict[str, Any], ...]: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def is_cut(self) -> bool: ...  # noqa: D102


Ask = Callable[[Question, dict[str, str]], Example]


def make_openapi(
    questions: Iterable[Question],
    slugs: Mapping[str, Collection[str]],
    keys: Mapping[str, Collection[str]],
    ask: Ask,
) -> dict[str, Any]:
    """The document, OpenAPI 3.1.

    `slugs`: what a parameter of a kind can be; `keys`: by what the answer to each question can be narrowed
    beside its parameters; `ask` gives the first rows of an answer.
    """
    listed = list(questions)
    # Paths in the document are those below its server.
    start = API_QUESTIONS.path.removeprefix(API.path)
    paths: dict[str, Any] = {start: {"get": _list_operation(listed)}}
    for question in listed:
        paths[f"{start}/{question.name}"] = {
            "get": _question_operation(question, slugs, keys[question.name], ask)
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Veiligheidsgraaf API",
            "version": VERSION,
            "summary": "Vaste vragen over gemeentelijke veiligheidsplannen.",
            "description": "Elke vraag geeft rijen als JSON of CSV, in bladzijden. "
            "Onderwerpen, doelen, maatregelen, partners en cijfers hebben een IRI; "
            "achter elke IRI staat linked data met de passages van het plan.",
            "contact": {"name": "Redactie Veiligheidsgraaf", "url": "https://w3id.org/veiligheidsgraaf/"},
            "license": {"name": "CC0 1.0", "identifier": "CC0-1.0"},
        },
        "servers": [{"url": API.path}],
        "tags": [{"name": "vragen", "description": "Vaste vragen en hun antwoorden."}],
        "paths": paths,
        "components": {"schemas": answer_schemas() | key_schemas(slugs)},
    }


def describe_question(question: Question) -> dict[str, Any]:
    """A question as the API lists it."""
    parameters = [{"naam": p.name, "soort": p.kind, "voorbeeld": p.example} for p in question.parameters]
    return {
        "naam": question.name,
        "vraag": question.question,
        "beschrijving": question.description,
        "parameters": parameters,
        "kolommen": question.columns,
        "href": API_QUESTION(question.name),
    }


def _list_operation(listed: list[Question]) -> dict[str, Any]:
    example = {
        "totaal": len(listed),
        "limit": 1,
        "offset": 0,
        "afgekapt": len(listed) > 1,
        "vragen": [describe_question(q) for q in listed[:1]],
    }
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Vragen"}, "example": example}}
    return {
        "operationId": "vragen",
        "tags": ["vragen"],
        "summary": "Welke vragen zijn er?",
        "parameters": _window_parameters(),
        "responses": {
            "200": {"description": "De vragen.", "headers": _headers(), "content": content},
            **_faults(),
        },
    }


def _question_operation(
    question: Question, slugs: Mapping[str, Collection[str]], keys: Collection[str], ask: Ask
) -> dict[str, Any]:
    cells = {column: {"$ref": "#/components/schemas/Cel"} for column in question.columns}
    row = {"type": "object", "required": list(question.columns), "properties": cells}
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Antwoord"}],
        "properties": {"rijen": {"items": row}},
    }
    as_json = {"schema": schema, "example": _example(question, slugs, ask)}
    as_csv = {"schema": {"type": "string"}}
    return {
        "operationId": question.name,
        "tags": ["vragen"],
        "summary": question.question,
        "description": question.description,
        "parameters": [
            *map(_parameter, question.parameters),
            *key_parameters(question, keys),
            *_window_parameters(),
        ],
        "responses": {
            "200": {
                "description": "Het antwoord.",
                "headers": _headers(),
                "content": {"application/json": as_json, "text/csv": as_csv},
            },
            **_faults(),
        },
    }


def _example(question: Question, slugs: Mapping[str, Collection[str]], ask: Ask) -> dict[str, Any]:
    """A real answer of this release: for the first example value that has one, else without parameters."""
    for values in _example_values(question, slugs):
        page = ask(question, values)
        if page.rows or not values:
            return {
                "vraag": question.name,
                "tekst": question.question,
                "parameters": values,
                "kolommen": question.columns,
                "totaal": page.total,
                "limit": 2,
                "offset": 0,
                "afgekapt": page.is_cut,
                "rijen": list(page.rows),
            }
    return {}


def _example_values(question: Question, slugs: Mapping[str, Collection[str]]) -> Iterator[dict[str, str]]:
    """Example values that this release knows, then none."""
    for parameter in question.parameters:
        if parameter.example and parameter.example in slugs.get(parameter.kind, (parameter.example,)):
            yield {parameter.name: parameter.example}
    yield {}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    if parameter.kind in WORDS:
        schema: dict[str, Any] = {"type": "string", "pattern": f"^{WORDS[parameter.kind].pattern}$"}
        described = f"Alleen rijen van dit {parameter.kind}."
    elif parameter.kind == DAY:
        schema, described = {"type": "string", "format": "date"}, "De dag waarop u kijkt; anders vandaag."
    else:
        schema, described = (
            {"$ref": f"#/components/schemas/{schema_of(parameter.kind)}"},
            f"Slug van een {parameter.kind}.",
        )
    found = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": described,
        "schema": schema,
    }
    return found | ({"example": parameter.example} if parameter.example else {})


def _window_parameters() -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    offset = {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}
    return [
        {
            "name": "limit",
            "in": "query",
            "required": False,
            "description": "Hoeveel rijen ten hoogste.",
            "schema": limit,
        },
        {
            "name": "offset",
            "in": "query",
            "required": False,
            "description": "Hoeveel rijen worden overgeslagen.",
            "schema": offset,
        },
    ]


def _headers() -> dict[str, Any]:
    return {
        "API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}},
        "ETag": {
            "description": "Kenmerk van dit antwoord, voor If-None-Match.",
            "schema": {"type": "string"},
        },
        "Link": {"description": "Volgende en vorige bladzijde (RFC 8288).", "schema": {"type": "string"}},
    }


def _faults() -> dict[str, Any]:
    described = {
        "400": "Ongeldige parameters, alle tegelijk.",
        "406": "Geen passend formaat.",
        "503": "Nu niet beschikbaar.",
        "default": "Een andere fout, bijvoorbeeld een te groot antwoord.",
    }
    version = {"API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}}}
    return {
        status: {
            "description": text,
            "headers": version,
            "content": {
                "application/problem+json": {
                    "schema": {
                        "$ref": f"#/components/schemas/{'Invoerfout' if status == '400' else 'Probleem'}"
                    }
                }
            },
        }
        for status, text in described.items()
    }
