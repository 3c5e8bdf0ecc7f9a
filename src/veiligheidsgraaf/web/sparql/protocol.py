"""A request of the SPARQL 1.1 Protocol as a query
(https://www.w3.org/TR/sparql11-protocol/#query-operation).
"""

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from ...store.query import Query
from ...words.errors import InvalidRequest, QueryCancelled, QueryTooLong, VeiligheidsgraafError
from ..negotiate import GRAPHS, ROWS, choose, nothing_fits, takes_gzip

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"

# A query of the greatest length in characters that each take three percent-encoded bytes.
MAX_BODY = 256 * 1024
BODY_SECONDS = 30
_MAX_FIELDS = 200
_USED = ("query", "default-graph-uri", "named-graph-uri", "timeout")


class UnsupportedBody(VeiligheidsgraafError):
    """A body of a media type or charset that the protocol does not know."""


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
    media, charset = _content_type(request)
    if media not in (FORM, DIRECT):
        raise UnsupportedBody(f"stuur de query als {DIRECT} of {FORM}")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedBody(f"charset '{charset[:20]}' wordt niet gelezen", "stuur de query als UTF-8")
    body = await _read_body(request)
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


def parse_parameters(text: str) -> dict[str, list[str]]:
    """Percent-encoded parameters, each with all its values, decoded once. Raises InvalidRequest."""
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS
        ):
            found.setdefault(name, []).append(value)
    except UnicodeDecodeError:
        raise InvalidRequest(
            "de parameters zijn geen UTF-8", "codeer ze als UTF-8, met procenttekens"
        ) from None
    except ValueError:
        raise InvalidRequest(
            f"meer dan {_MAX_FIELDS} parameters",
            "stuur query en zo nodig default-graph-uri en named-graph-uri",
        ) from None
    return found


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


def _content_type(request: Request) -> tuple[str, str]:
    """Media type and charset of the body; without a charset it is UTF-8."""
    media, *parameters = request.headers.get("content-type", "").lower().split(";")
    values = dict(parameter.strip().partition("=")[::2] for parameter in parameters)
    return media.strip(), values.get("charset", "utf-8").strip('" ')


async def _read_body(request: Request) -> str:
    """The body as text. Stops reading at MAX_BODY. Raises QueryTooLong, InvalidRequest, UnsupportedBody."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedBody(
            "een gecomprimeerd verzoek wordt niet gelezen", "stuur het zonder Content-Encoding"
        )
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > MAX_BODY:
                    raise QueryTooLong(
                        f"het verzoek is groter dan {MAX_BODY // 1024} kB", "maak de query korter"
                    )
    except TimeoutError:
        raise HTTPException(
            408, f"het verzoek was na {BODY_SECONDS} seconden niet compleet", {"Connection": "close"}
        ) from None
    except ClientDisconnect:
        raise QueryCancelled("de vrager is weg") from None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidRequest("het verzoek is geen UTF-8", "stuur de query als UTF-8") from None
