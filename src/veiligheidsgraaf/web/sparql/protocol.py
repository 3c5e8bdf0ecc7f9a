"""A request of the SPARQL 1.1 Protocol as a query
(https://www.w3.org/TR/sparql11-protocol/#query-operation).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request

from ...store.query import Query
from ...words.errors import InvalidRequest
from ..negotiate import GRAPHS, ROWS, choose, nothing_fits, takes_gzip
from ..request_bodies import FORM, UnsupportedBody, parse_parameters, read_body, type_of

DIRECT = "application/sparql-query"

_USED = ("query", "default-graph-uri", "named-graph-uri", "timeout")


@dataclass(frozen=True)
class Asked:
    """What a request asks: a query, and for how many seconds at most (None: as long as the server allows)."""

    query: Query
    timeout: float | None


Parameters = Mapping[str, list[str]]


async def read_request(request: Request, max_bytes: int, base: str) -> Asked | None:
    """What a request asks; None for a GET without any query. `base`: the endpoint's address, for relative
    IRIs. Raises InvalidRequest, UnsupportedBody, QueryTooLong, NotAcceptable.
    """
    found = await _read(request, max_bytes)
    return found and replace(found, query=replace(found.query, base=base))


async def _read(request: Request, max_bytes: int) -> Asked | None:
    parameters = parse_parameters(request.scope.get("query_string", b"").decode("latin-1"))
    if request.method in ("GET", "HEAD"):
        if not any(name in parameters for name in (*_USED, "update")):
            return None
        return _ask(request, _only_query(parameters), parameters, max_bytes)
    media = type_of(request)
    if media not in (FORM, DIRECT):
        raise UnsupportedBody(f"stuur de query als {DIRECT} of {FORM}")
    body = await read_body(request)
    if media == DIRECT:
        if "query" in parameters:
            raise InvalidRequest(
                "de query staat in het verzoek én in het adres", "geef precies één query mee"
            )
        return _ask(request, body, parameters, max_bytes)
    if "query" in parameters or "update" in parameters:
        raise InvalidRequest("de query staat in het adres van een formulier", "zet haar in het formulier")
    form = parse_parameters(body)
    both = {name: [*parameters.get(name, ()), *form.get(name, ())] for name in {**parameters, **form}}
    return _ask(request, _only_query(form), both, max_bytes)


def _ask(request: Request, text: str, parameters: Parameters, max_bytes: int) -> Asked:
    accept = request.headers.get("accept")
    rows, graph = choose(accept, ROWS), choose(accept, GRAPHS)
    if rows is None and graph is None:
        raise nothing_fits([*ROWS, *GRAPHS])
    query = Query(
        text,
        rows_format=rows or "",
        graph_format=graph or "",
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
        encoding="gzip" if takes_gzip(request.headers.get("accept-encoding")) else "",
        max_bytes=max_bytes,
    )
    return Asked(query, _timeout(parameters))


def _only_query(parameters: Parameters) -> str:
    if "update" in parameters:
        raise InvalidRequest("wijzigen kan niet", "stuur een leesvraag in de parameter query")
    found = parameters.get("query", ())
    if len(found) != 1:
        raise InvalidRequest(f"{len(found)} keer de parameter query", "geef precies één query mee")
    return found[0]


def _timeout(parameters: Parameters) -> float | None:
    found = parameters.get("timeout", ())
    if not found:
        return None
    try:
        seconds = float(found[0])
    except ValueError:
        seconds = 0
    if len(found) > 1 or not math.isfinite(seconds) or seconds <= 0:
        raise InvalidRequest("timeout is niet één aantal seconden boven 0", "bijvoorbeeld timeout=2.5")
    return seconds
