"""The SPARQL endpoint: SPARQL 1.1 Protocol, queries only (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from urllib.parse import parse_qsl

import mimeparse
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from ..store.pool import Store
from ..store.worker import Query
from ..words.errors import InvalidRequest, ResultTooLarge
from .problems import problem

MAX_BODY = 64 * 1024

# Media type -> format, best first; mimeparse takes the last of equals.
ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
_TYPE_OF = {fmt: media for table in (ROWS, GRAPHS) for media, fmt in reversed(table.items())}


def choose(accept: str | None, offered: dict[str, str]) -> str | None:
    """The format that an Accept header likes best of those offered; None when none fits. A malformed header is no header."""
    try:
        best = mimeparse.best_match(list(reversed(offered)), accept or "*/*")
    except mimeparse.MimeTypeParseException:
        best = next(iter(offered))
    return offered.get(best)


def sparql_router(store: Store, max_bytes: int) -> APIRouter:
    """Routes of the endpoint on a store; an answer is at most `max_bytes`."""
    router = APIRouter()

    async def answer(text: str, parameters: QueryParams, accept: str | None) -> Response:
        rows, graph = choose(accept, ROWS), choose(accept, GRAPHS)
        if rows is None and graph is None:
            return problem(406, "geen van de gevraagde formaten wordt aangeboden; kies uit " + ", ".join([*ROWS, *GRAPHS]))
        query = Query(
            text,
            rows_format=rows or "",
            graph_format=graph or "",
            default_graphs=tuple(parameters.getlist("default-graph-uri")),
            named_graphs=tuple(parameters.getlist("named-graph-uri")),
            max_bytes=max_bytes,
        )
        result = await run_in_threadpool(store.run, query)
        media = _TYPE_OF[result.format]
        charset = "; charset=utf-8" if media.startswith("text/") else ""
        return Response(result.body, headers={"Content-Type": media + charset, "Vary": "Accept", "Access-Control-Allow-Origin": "*"})

    @router.api_route("/sparql", methods=["GET", "HEAD"])
    async def get(request: Request) -> Response:
        """Query by GET: one `query` parameter."""
        return await answer(_only_query(request.query_params), request.query_params, request.headers.get("accept"))

    @router.post("/sparql")
    async def post(request: Request) -> Response:
        """Query by POST: a form with one `query`, or the query itself as application/sparql-query."""
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _read_body(request)
        if media == "application/sparql-query":
            return await answer(body, request.query_params, request.headers.get("accept"))
        if media == "application/x-www-form-urlencoded":
            try:
                form = QueryParams(parse_qsl(body, keep_blank_values=True, max_num_fields=100))
            except ValueError:
                raise InvalidRequest(
                    "te veel velden in het formulier", "stuur query en zo nodig default-graph-uri en named-graph-uri"
                ) from None
            return await answer(_only_query(form), form, request.headers.get("accept"))
        return problem(415, "stuur de query als application/sparql-query of application/x-www-form-urlencoded")

    return router


def _only_query(parameters: QueryParams) -> str:
    if "update" in parameters:
        raise InvalidRequest("wijzigen kan niet", "stuur een leesvraag in de parameter query")
    found = parameters.getlist("query")
    if len(found) != 1:
        raise InvalidRequest(f"{len(found)} keer de parameter query", "geef precies één query mee")
    return found[0]


async def _read_body(request: Request) -> str:
    """The body as text. Stops reading at MAX_BODY."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise ResultTooLarge(f"het verzoek is groter dan {MAX_BODY // 1024} kB", "maak de query korter")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("het verzoek is geen UTF-8", "stuur de query als UTF-8") from None
