"""Faults as HTTP answers: one table from kind to status and title, and one way to answer.

A program gets application/problem+json (RFC 9457), a browser a page; Accept decides. Nothing else in `web`
catches a fault, but for a form that shows what is wrong with it in its own page: that asks `answer` too.
"""

import json
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..words.errors import (
    EngineDown,
    EngineFailed,
    InvalidRequest,
    MemoryExceeded,
    NoRelease,
    NotAcceptable,
    QueryCancelled,
    QueryRefused,
    QueryTimeout,
    QueryTooLong,
    QueryUnsupported,
    ResultTooLarge,
    StoreBusy,
    UnknownName,
    VeiligheidsgraafError,
)
from .negotiate import choose
from .observe import request_id
from .rendering import put_prefix
from .request_bodies import UnsupportedBody
from .rest.request import InvalidParameters

STATUS: dict[type[VeiligheidsgraafError], int] = {
    UnknownName: 404,
    InvalidRequest: 400,
    NotAcceptable: 406,
    UnsupportedBody: 415,
    QueryRefused: 403,
    QueryTooLong: 413,
    ResultTooLarge: 422,
    MemoryExceeded: 422,
    QueryTimeout: 503,
    StoreBusy: 503,
    QueryCancelled: 503,
    NoRelease: 503,
    QueryUnsupported: 422,
    EngineFailed: 502,
    EngineDown: 503,
}
_TITLES = {
    400: "Verzoek niet begrepen",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Geen passend formaat",
    408: "Verzoek duurt te lang",
    410: "Vervallen",
    413: "Te groot",
    414: "Adres te lang",
    415: "Soort inhoud niet bekend",
    422: "Niet uit te voeren",
    500: "Onverwachte fout",
    502: "Geen bruikbaar antwoord",
    503: "Nu niet beschikbaar",
}
# Faults that share a status are told apart by their titles.
_OWN_TITLES: dict[type[VeiligheidsgraafError], str] = {
    ResultTooLarge: "Antwoord te groot",
    MemoryExceeded: "Te veel geheugen",
    QueryTimeout: "Tijd is op",
    StoreBusy: "Te druk",
    QueryTooLong: "Query te lang",
    EngineDown: "Open vragen kunnen nu niet",
    QueryUnsupported: "Query niet ondersteund",
}
_DETAILS = {
    404: "dit adres bestaat hier niet",
    405: "deze methode kan hier niet; de kop Allow noemt wat wel kan",
}
_RETRY_SECONDS = "5"
# What a fault can look like, best first; and where it is never a page, for the API Design Rules and probes.
_FORMS = {"application/problem+json": "problem", "application/json": "problem", "text/html": "page"}
_FOR_PROGRAMS = re.compile(r"/(healthz|metrics)$|/api/|/reconcile|/mcp")
_log = logging.getLogger("veiligheidsgraaf")


@dataclass(frozen=True)
class Fault:
    """A fault as it is told: `detail` is for people, in Dutch, and holds nothing internal.

    `errors`: what is wrong with each parameter, for the problem only.
    """

    status: int
    detail: str
    title: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[Mapping[str, object], ...] = ()

    @property
    def heading(self) -> str:
        """Its own title, else that of its status."""
        return self.title or _TITLES.get(self.status, "Fout")


FaultPage = Callable[[Fault], Response]


def problem(fault: Fault) -> Response:
    """A fault as problem+json."""
    body = {"status": fault.status, "title": fault.heading, "detail": fault.detail}
    if fault.errors:
        body["errors"] = fault.errors
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(content, fault.status, media_type="application/problem+json")


def answer(request: Request, fault: Fault, page: FaultPage) -> Response:
    """The fault in the form that the asker wants.

    No cache keeps it, and every header of its kind is on both forms.
    """
    wanted = choose(request.headers.get("accept"), _FORMS)
    is_page = wanted == "page" and not _FOR_PROGRAMS.match(request.url.path)
    response = page(fault) if is_page else problem(fault)
    response.headers.update({"Cache-Control": "no-store", "Vary": "Accept", **fault.headers})
    return response


def read_fault(error: VeiligheidsgraafError, method: str = "GET") -> Fault:
    """A known fault, by its kind. What is too long stands in the address of a GET, in the body of a POST."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and method in ("GET", "HEAD"):
        status = HTTPStatus.REQUEST_URI_TOO_LONG
    headers = {"Retry-After": _RETRY_SECONDS} if isinstance(error, StoreBusy | NoRelease | EngineDown) else {}
    errors = error.errors if isinstance(error, InvalidParameters) else ()
    return Fault(int(status), str(error), _OWN_TITLES.get(type(error), ""), headers, errors)


def install(app: FastAPI, page: Callable[[Request, Fault], Response]) -> None:
    """Let an app answer every foreseen fault; for the others there is `unexpected`."""

    def tell(request: Request, fault: Fault) -> Response:
        return answer(request, fault, lambda told: page(request, told))

    @app.exception_handler(VeiligheidsgraafError)
    def known(request: Request, error: VeiligheidsgraafError) -> Response:
        return tell(request, read_fault(error, request.method))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        detail = str(error.detail)
        if detail == HTTPStatus(error.status_code).phrase:
            detail = _DETAILS.get(error.status_code, detail)
        return tell(request, Fault(error.status_code, detail, headers=dict(error.headers or {})))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        detail = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return tell(request, Fault(400, detail))


def outside(
    request: Request, error: VeiligheidsgraafError, page: Callable[[Request, Fault], Response]
) -> Response:
    """A known fault outside the application, where nothing else puts the prefix into a page."""
    return _outside(request, read_fault(error, request.method), page)


def unexpected(request: Request, error: Exception, page: Callable[[Request, Fault], Response]) -> Response:
    """The answer to a fault that nobody foresaw: a number for people, all of it in the log,
    nothing internal to the client. A page that cannot be made is a problem.
    """
    incident = request_id.get() or secrets.token_hex(8)
    _log.error("incident %s", incident, exc_info=error)
    fault = Fault(500, f"er ging iets mis; meld nummer {incident} aan de beheerder")
    try:
        return _outside(request, fault, page)
    except Exception:
        _log.exception("incident %s has no page", incident)
        return answer(request, fault, problem)


def _outside(request: Request, fault: Fault, page: Callable[[Request, Fault], Response]) -> Response:
    response = answer(request, fault, lambda told: page(request, told))
    prefix = request.scope.get("prefix", "")
    if prefix and response.headers["content-type"].startswith("text/html"):
        response.body = put_prefix(bytes(response.body), prefix)
        response.headers["content-length"] = str(len(response.body))
    return response
