"""The SPARQL endpoint: SPARQL 1.1 Protocol, queries only.

A bare GET gives its service description, or a page to a browser.
"""

import asyncio
from collections.abc import Callable
from dataclasses import astuple

import anyio.to_thread
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ...store.lane import Ticket
from ...store.pool import PooledStore
from ...store.query import Result
from ...words.release import Release
from .. import addresses
from ..asker import external_url
from ..caching import CACHE_CONTROL, etag_of, is_known
from ..negotiate import GRAPHS, content_type, require
from ..request_bodies import FORM
from .protocol import DIRECT, Asked, read_request
from .sending import PacedResponse
from .service import describe_service

ALLOW = {"Allow": "GET, HEAD, POST, OPTIONS"}
_VARY = "Accept"
_PAGE = {"text/html": "html", "application/xhtml+xml": "html"}
_LOOK_SECONDS = 0.5
_SPARE_THREADS = 4

QueryPage = Callable[[Request], Response]


def sparql_router(store: PooledStore, release: Release, max_bytes: int, query_page: QueryPage) -> APIRouter:
    """The endpoint on a release as a router; an answer is at most `max_bytes`.

    `query_page` makes the page for people.
    """
    router = APIRouter()
    endpoint = _Endpoint(store, release, max_bytes, query_page)
    router.add_route(_Endpoint.path, endpoint, include_in_schema=False)  # type: ignore[arg-type]
    return router


class _Endpoint:
    """An ASGI application, so that every method comes here and an answer
    given before costs no more than it must.
    """

    path = addresses.ENDPOINT.path

    def __init__(self, store: PooledStore, release: Release, max_bytes: int, query_page: QueryPage) -> None:
        self._store, self._release, self._max_bytes, self._query_page = store, release, max_bytes, query_page
        # Waiting strangers hold threads of their own, so that pages find one; a few are spare, to say that
        # the queue is full.
        self._threads = anyio.CapacityLimiter(store.places + _SPARE_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self
        request = Request(scope, receive)
        response = await self._respond(request)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**ALLOW, "Accept-Post": f"{DIRECT}, {FORM}"})
        if request.method not in ("GET", "HEAD", "POST"):
            raise HTTPException(405, headers=ALLOW)
        asked = await read_request(request, self._max_bytes, external_url(request.scope, self.path))
        if asked is None:
            return await anyio.to_thread.run_sync(self._describe, request)
        return await self._answer(request, asked)

    async def _answer(self, request: Request, asked: Asked) -> Response:
        query = asked.query
        headers = {"Vary": _VARY, "Cache-Control": CACHE_CONTROL if query.is_steady else "no-store"}
        if query.is_steady and request.method != "POST":
            headers["ETag"] = etag_of(self._release.digest, astuple(query))
            if is_known(request, headers["ETag"]):
                request.scope["cache"] = "known"
                return Response(status_code=304, headers=headers)
        result = self._store.recall(query)
        request.scope["cache"] = "hit" if result else "miss"
        result = result or await self._run(request, asked)
        headers["Content-Type"] = content_type(result.format)
        if result.encoding:
            request.scope["own_encoding"] = True
            headers["Content-Encoding"] = result.encoding
        return PacedResponse(result.body, headers=headers)

    async def _run(self, request: Request, asked: Asked) -> Result:
        """Run a query in a worker, until its asker goes away."""
        ticket = Ticket(request.scope.get("asker", ""))
        call = anyio.to_thread.run_sync(
            lambda: self._store.run(asked.query, asked.timeout, ticket), limiter=self._threads
        )
        work = asyncio.ensure_future(call)
        while not (await asyncio.wait({work}, timeout=_LOOK_SECONDS))[0]:
            if await request.is_disconnected():
                ticket.cancel()
        return await work

    def _describe(self, request: Request) -> Response:
        """The service description (https://www.w3.org/TR/sparql11-service-description/), or the page."""
        kind = require(request.headers.get("accept"), {**GRAPHS, **_PAGE})
        if kind == "html":
            page = self._query_page(request)
            page.headers.setdefault("Vary", _VARY)
            return page
        address = external_url(request.scope, self.path)
        etag = etag_of(self._release.digest, address, kind)
        headers = {"Vary": _VARY, "Cache-Control": CACHE_CONTROL, "ETag": etag}
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        body = describe_service(address, self._release, kind)
        return Response(body, headers={**headers, "Content-Type": content_type(kind)})
