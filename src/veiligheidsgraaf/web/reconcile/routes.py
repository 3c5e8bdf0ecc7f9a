"""The addresses of the reconciliation service: version 0.2, and the draft of 1.0 below it.

Whoever asks with a body takes a place in the line of pages when all of it is there.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import anyio.to_thread
from fastapi import APIRouter, Request, Response

from ...answers.answers import Answers
from ...words.errors import InvalidRequest, UnknownName
from .. import addresses as at
from ..asker import external_url, origin_of
from ..rendering import Counter
from ..request_bodies import FORM, JSON, UnsupportedBody, parse_parameters, read_body, type_of
from . import asked, written
from .asked import Wish, iri_of, parse_json, read_limit
from .candidates import Candidate, Candidates
from .known_values import Values
from .offered import TYPES, check_type, properties_of, suggest_properties, suggest_types
from .preview import HEADERS, make_preview

_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_ALLOW = ", ".join(_METHODS)
_SUGGESTED, _MOST_SUGGESTED, _MOST_SKIPPED = 10, 50, 200
_MOST_PREFIX, _MOST_DIGITS = 240, 4
Key = TypeVar("Key", str, int)


class _Service:
    def __init__(self, answers: Answers, counter: Counter) -> None:
        self._values = Values(answers)
        self._candidates = Candidates(answers, self._values)
        self._counter = counter

    async def ask(self, request: Request) -> Response:
        """The root of version 0.2: its manifest, a batch of queries, or a table to extend."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _ALLOW})
        fields = await _read_fields(request)
        if not fields:
            return _json(
                written.write_manifest(external_url(request.scope, at.RECONCILE()), origin_of(request.scope))
            )
        if "queries" in fields and "extend" in fields:
            raise InvalidRequest("queries en extend staan er allebei", "stuur er één per verzoek")
        if "queries" in fields:
            return await self._work(request, lambda: self._match(fields["queries"]))
        if "extend" in fields:
            return await self._work(request, lambda: self._extend(fields["extend"], written.write_extension))
        example = 'bijvoorbeeld queries={"q0": {"query": "politie"}}'
        raise InvalidRequest("er is geen parameter queries of extend", example)

    async def match_next(self, request: Request) -> Response:
        """A batch of the draft of 1.0."""
        batch = await _read_json(request)
        return await self._work(request, lambda: self._match_next(batch))

    async def extend_next(self, request: Request) -> Response:
        """A table to extend, of the draft of 1.0."""
        wanted = await _read_json(request)
        return await self._work(request, lambda: self._extend(wanted, written.write_next_extension))

    def suggest(self, request: Request, what: str) -> Response:
        """What somebody may be typing: an entity, a type or a property (section 6 of 0.2)."""
        query = request.query_params
        prefix = query.get("prefix", "")
        if len(prefix) > _MOST_PREFIX:
            raise InvalidRequest(f"prefix is langer dan {_MOST_PREFIX} tekens")
        first = _read_offset(query.get("offset") or query.get("cursor") or "0")
        usual = _SUGGESTED if what == "entity" else _MOST_SUGGESTED
        last = first + read_limit(query.get("limit"), usual, _MOST_SUGGESTED)
        if what == "type":
            types = [written.write_type(kind) for kind in suggest_types(prefix)[first:last]]
            return _json({"result": types})
        if what == "property":
            return _json({"result": written.write_properties(suggest_properties(prefix)[first:last])})
        if what != "entity":
            raise UnknownName("suggestie", what, ("entity", "type", "property"))
        kinds = [check_type(kind) for kind in query.getlist("type") if kind][: len(TYPES)]
        found = self._candidates.suggest(prefix, kinds, last)[first:]
        described = self._candidates.describe(one.thing.iri for one in found)
        return _json(written.write_suggestions(found, described))

    def preview(self, request: Request) -> Response:
        """A thing in a small frame (section 5 of 0.2)."""
        page = make_preview(self._values, request.query_params.get("id", ""), origin_of(request.scope))
        request.scope["framed"] = True
        return Response(page, media_type="text/html", headers=HEADERS)

    def propose(self, request: Request) -> Response:
        """Properties that a table of things of a type can be extended with (section 7.2 of 0.2)."""
        kind = request.query_params.get("type", "")
        found = properties_of(check_type(kind) if kind else "")
        limit = read_limit(request.query_params.get("limit"), len(found) or 1, len(found) or 1)
        return _json({"type": kind, "limit": limit, "properties": written.write_properties(found[:limit])})

    def manifest_next(self, request: Request) -> Response:
        """The manifest of the draft of 1.0."""
        return _json(written.write_next_manifest(origin_of(request.scope)))

    async def _work(self, request: Request, make: Callable[[], dict[str, Any]]) -> Response:
        async with self._counter.place(request.scope.get("asker", "")):
            return _json(await anyio.to_thread.run_sync(make))

    def _match(self, given: object) -> dict[str, Any]:
        batch = parse_json(given, "queries") if isinstance(given, str) else given
        if isinstance(batch, list):  # a client of the draft at the root
            return self._match_next({"queries": batch})
        found = self._find(asked.read_batch(batch))
        return {key: {"result": written.write_candidates(of)} for key, of in found.items()}

    def _match_next(self, batch: object) -> dict[str, Any]:
        found = self._find(dict(enumerate(asked.read_next_batch(batch))))
        return {"results": [{"candidates": written.write_candidates(of)} for of in found.values()]}

    def _find(self, wishes: Mapping[Key, Wish]) -> dict[Key, list[Candidate]]:
        """Candidates of each; what a batch asks twice is looked up once."""
        once = {wish: self._candidates.find(wish) for wish in dict.fromkeys(wishes.values())}
        return {key: once[wish] for key, wish in wishes.items()}

    def _extend(self, given: object, write: Callable[..., dict[str, Any]]) -> dict[str, Any]:
        wanted = asked.read_extension(parse_json(given, "extend") if isinstance(given, str) else given)
        things = {one: iri_of(one) for one in wanted.ids}
        values = self._values.read([iri for iri in dict.fromkeys(things.values()) if iri], wanted.properties)
        return write(wanted, things, values)


def reconcile_router(answers: Answers, counter: Counter) -> APIRouter:
    """Routes of the service on the names and facts of a release."""
    router = APIRouter(include_in_schema=False)
    service = _Service(answers, counter)
    router.add_api_route(at.RECONCILE.path, service.ask, methods=_METHODS)
    router.add_api_route(at.RECONCILE_NEXT.path, service.manifest_next, methods=["GET", "HEAD"])
    router.add_api_route(at.RECONCILE_MATCH.path, service.match_next, methods=["POST"])
    router.add_api_route(at.RECONCILE_NEXT_EXTEND.path, service.extend_next, methods=["POST"])
    for suggest, preview, propose in (
        (at.RECONCILE_SUGGEST, at.RECONCILE_PREVIEW, at.RECONCILE_PROPOSE),
        (at.RECONCILE_NEXT_SUGGEST, at.RECONCILE_NEXT_PREVIEW, at.RECONCILE_NEXT_PROPOSE),
    ):
        router.add_api_route(suggest.path, service.suggest, methods=["GET", "HEAD"])
        router.add_api_route(preview.path, service.preview, methods=["GET", "HEAD"])
        router.add_api_route(propose.path, service.propose, methods=["GET", "HEAD"])
    return router


async def _read_fields(request: Request) -> dict[str, object]:
    """What is asked: fields of the address or of a form, or a JSON body with the same names."""
    if request.method != "POST":
        return _single(parse_parameters(request.scope.get("query_string", b"").decode("latin-1")))
    media = type_of(request)
    if media == FORM:
        return _single(parse_parameters(await read_body(request))) or {"": ""}
    if media != JSON:
        raise UnsupportedBody(f"stuur de vragen als {FORM} of {JSON}")
    found = parse_json(await read_body(request), "het verzoek")
    if not isinstance(found, Mapping) or not found:
        raise InvalidRequest("het verzoek is geen object", 'bijvoorbeeld {"queries": {...}}')
    return dict(found) if {"queries", "extend"} & set(found) else {"queries": found}


def _single(parameters: Mapping[str, list[str]]) -> dict[str, object]:
    for name, values in parameters.items():
        if name in ("queries", "extend") and len(values) > 1:
            raise InvalidRequest(f"{name} staat er {len(values)} keer", "geef hem een keer")
    return {name: values[0] for name, values in parameters.items()}


async def _read_json(request: Request) -> object:
    if type_of(request) != JSON:
        raise UnsupportedBody(f"stuur het verzoek als {JSON}")
    return parse_json(await read_body(request), "het verzoek")


def _read_offset(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else -1
    if not 0 <= number <= _MOST_SKIPPED:
        raise InvalidRequest(f"offset is geen getal van 0 tot en met {_MOST_SKIPPED}")
    return number


def _json(found: object) -> Response:
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(body, media_type=JSON, headers={"Content-Language": "nl"})
