"""REST: the named questions under the Dutch API Design Rules 2.1
(https://gitdocumentatie.logius.nl/publicatie/api/adr/).
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from ...answers.answers import Table
from ...facts.constraints import SORT
from ...facts.constraints import THINGS as KEYS_OF_THINGS
from ...words import iris
from ...words.parameters import THINGS, today
from ...words.questions import Question
from ...words.values import NOTHING, Row, Term
from .. import addresses as at
from ..caching import caching_headers, not_modified, weak_etag_of
from ..linked_data.published import Published
from ..negotiate import require
from .key_parameters import MOST_LISTED
from .openapi import VERSION, describe_question, make_openapi
from .request import Asked, read_request

Make = Callable[[Published], tuple[bytes | str, list[str]]]
_LISTED = {"application/json": "application/json"}
_ROWS = {**_LISTED, "text/csv": "text/csv"}
_METHODS = ["GET", "HEAD", "OPTIONS"]
_NUMBERS = {
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("integer", "gYear", "positiveInteger", "nonNegativeInteger", "decimal", "double", "float")
}
_TRUTHS = {"http://www.w3.org/2001/XMLSchema#boolean"}


@dataclass(frozen=True)
class Page:
    """Part of the rows of an answer, the names of the things in them, and how many rows there are in all."""

    question: Question
    asked: Asked
    total: int
    terms: tuple[Row, ...]
    names: dict[str, str]

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The rows as JSON: things with IRI and name, numbers and truths as such, null for nothing."""
        return tuple(
            {column: _cell(row[column], self.names) for column in self.question.columns} for row in self.terms
        )

    @property
    def is_cut(self) -> bool:
        """Whether the answer has rows that are not on this page."""
        return len(self.terms) < self.total


class _Openapi:
    """The OpenAPI document of a release. Its examples cost a query each, so it is made once."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._document: dict[str, Any] = {}
        self._lock = Lock()

    def below(self, prefix: str) -> bytes:
        """The document of a service that stands below a prefix."""
        with self._lock:
            self._document = self._document or self._make()
        found = {**self._document, "servers": [{"url": prefix + at.API()}]}
        return json.dumps(found, ensure_ascii=False, indent=1).encode()

    def _make(self) -> dict[str, Any]:
        answers = self._published.answers
        names = dict.fromkeys((*THINGS, *KEYS_OF_THINGS)) if answers.facts else THINGS
        slugs = {name: answers.slugs_of(name, MOST_LISTED + 1) for name in names}

        def ask(question: Question, values: dict[str, str]) -> Page:
            return _page(self._published, question, Asked(tuple(values.items()), 2, 0))

        keys = {question.name: answers.keys_of(question) for question in answers.listed}
        return make_openapi(answers.listed, slugs, keys, ask)


class _Answering:
    """Answers with a tag, or 304; the allowed methods to OPTIONS."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self._openapi = _Openapi(published)

    def answer(self, request: Request, media: str, make: Make) -> Response:
        """What `make` gives, as this media type."""
        if request.method == "OPTIONS":
            return _options()
        published = self.published
        etag = weak_etag_of(published.digest, request.url.path, request.url.query, media, today())
        if unchanged := not_modified(request, etag):
            return unchanged
        body, links = make(published)
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        headers = {**caching_headers(etag), "Content-Type": media + charset}
        return Response(body, headers=headers | ({"Link": ", ".join(links)} if links else {}))

    def openapi(self, request: Request) -> Response:
        """The OpenAPI document."""
        prefix = request.scope.get("prefix", "")
        return self.answer(request, "application/json", lambda _: (self._openapi.below(prefix), []))

    def questions(self, request: Request) -> Response:
        """The questions that can be asked."""
        return self.answer(
            request,
            require(request.headers.get("accept"), _LISTED),
            lambda published: _list(request, published),
        )

    def question(self, request: Request, name: str) -> Response:
        """The answer to a question, in pages, as JSON or CSV."""
        media = require(request.headers.get("accept"), _ROWS)
        found = self.published.answers.find_listed(name)

        def make(published: Published) -> tuple[bytes | str, list[str]]:
            page = _page(published, found, read_request(request.query_params, found, published.answers))
            return (
                Table(page.question.columns, page.terms).as_csv()
                if media == "text/csv"
                else _as_json(page, published.digest)
            ), _links(request, page.asked, page.total)

        return self.answer(request, media, make)


def api_router(published: Published) -> APIRouter:
    """Routes of the API."""
    router = APIRouter(include_in_schema=False)
    answering = _Answering(published)

    @router.api_route(at.API.path, methods=_METHODS)
    def start(request: Request) -> Response:
        """Where the rest is."""
        prefix = request.scope.get("prefix", "")
        links = {"vragen": prefix + at.API_QUESTIONS(), "openapi": prefix + at.OPENAPI()}
        return answering.answer(
            request, "application/json", lambda _: (json.dumps({"versie": VERSION, "links": links}), [])
        )

    router.add_api_route(at.OPENAPI.path, answering.openapi, methods=_METHODS)
    router.add_api_route(at.API_QUESTIONS.path, answering.questions, methods=_METHODS)
    router.add_api_route(at.API_QUESTION.path, answering.question, methods=_METHODS)
    return router


def _list(request: Request, published: Published) -> tuple[str, list[str]]:
    asked = read_request(request.query_params, None, published.answers)
    listed = published.answers.listed
    shown = [describe_question(question) for question in listed[asked.offset : asked.offset + asked.limit]]
    body = {
        "totaal": len(listed),
        "limit": asked.limit,
        "offset": asked.offset,
        "afgekapt": len(shown) < len(listed),
        "vragen": shown,
    }
    return json.dumps(body, ensure_ascii=False), _links(request, asked, len(listed))


def _page(published: Published, question: Question, asked: Asked) -> Page:
    """The rows asked for, things with their names. Raises the store errors of `words.errors`."""
    found = published.answers.page(question.name, asked.pairs, asked.limit, asked.offset, asked.sort)
    shown = found.rows
    things = (
        term.value
        for row in shown
        for term in row.values()
        if term.kind == "uri" and term.value.startswith(iris.BASE)
    )
    names = {thing: name.text for thing, name in published.descriptions.name(things).items()}
    return Page(question, asked, found.total, shown, names)


def _cell(term: Term, names: dict[str, str]) -> Any:  # noqa: ANN401 (JSON)
    if term is NOTHING:
        return None
    if term.kind == "uri":
        return {"iri": term.value, "naam": names.get(term.value, iris.local_name(term.value))}
    if term.datatype in _NUMBERS:
        try:
            number = float(term.value)
        except ValueError:
            return term.value
        return int(number) if number.is_integer() else number if math.isfinite(number) else term.value
    return term.value == "true" if term.datatype in _TRUTHS else term.value


def _as_json(page: Page, digest: str) -> str:
    body = {
        "vraag": page.question.name,
        "tekst": page.question.question,
        "parameters": page.asked.told,
        "kolommen": page.question.columns,
        "totaal": page.total,
        "limit": page.asked.limit,
        "offset": page.asked.offset,
        "afgekapt": page.is_cut,
        "uitgave": digest,
        "rijen": page.rows,
    }
    return json.dumps(body, ensure_ascii=False, allow_nan=False)


def _links(request: Request, asked: Asked, total: int) -> list[str]:
    """Link headers (RFC 8288) to the next and previous page."""
    starts = {"prev": max(0, asked.offset - asked.limit), "next": asked.offset + asked.limit}
    wanted = [
        name for name, needed in (("prev", asked.offset > 0), ("next", starts["next"] < total)) if needed
    ]
    return [f'<{request.url.path}?{_window(asked, starts[name])}>; rel="{name}"' for name in wanted]


def _window(asked: Asked, offset: int) -> str:
    sort = ((SORT, asked.sort),) if asked.sort else ()
    return urlencode([*asked.pairs, *sort, ("limit", asked.limit), ("offset", offset)])


def _options() -> Response:
    methods = ", ".join(_METHODS)
    allowed = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={"Allow": methods, **allowed})
