"""Faults as HTTP answers: one table from kind to status and title, each as application/problem+json (RFC
9457).
"""

import json
import logging
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..words.errors import (
    InvalidRequest,
    MemoryExceeded,
    NoRelease,
    NotAcceptable,
    QueryCancelled,
    QueryRefused,
    QueryTimeout,
    QueryTooLong,
    ResultTooLarge,
    StoreBusy,
    UnknownName,
    VeiligheidsgraafError,
)
from .negotiate import choose
from .observe import request_id
from .sparql.protocol import UnsupportedBody

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
}
_TITLES = {
    400: "Verzoek niet begrepen",
    403: "Niet toegestaan",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Geen passend formaat",
    408: "Verzoek duurt te lang",
    413: "Te groot",
    414: "Adres te lang",
    415: "Soort inhoud niet bekend",
    422: "Niet uit te voeren",
    500: "Onverwachte fout",
    503: "Nu niet beschikbaar",
}
# Faults that share a status are told apart by their titles.
_OWN_TITLES: dict[type[VeiligheidsgraafError], str] = {
    ResultTooLarge: "Antwoord te groot",
    MemoryExceeded: "Te veel geheugen",
    QueryTimeout: "Tijd is op",
    StoreBusy: "Te druk",
    QueryTooLong: "Query te lang",
}
_DETAILS = {
    404: "dit adres bestaat hier niet",
    405: "deze methode kan hier niet; de kop Allow noemt wat wel kan",
}
_RETRY_SECONDS = "5"
# What a fault can look like, and where it is never a page.
_FORMS = {"application/problem+json": "problem", "application/json": "problem", "text/html": "page"}
_FOR_PROGRAMS = re.compile(r"/(sparql|healthz|metrics)$|/api/")
FaultPage = Callable[[Request, int, str, str], Response]
_log = logging.getLogger("veiligheidsgraaf")


def problem(status: int, detail: str, headers: dict[str, str] | None = None, title: str = "") -> Response:
    """A problem+json answer. `detail` is for people, in Dutch, and holds nothing internal."""
    body = {"status": status, "title": title or _TITLES.get(status, "Fout"), "detail": detail}
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(
        content,
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        media_type="application/problem+json",
    )


def status_of(error: VeiligheidsgraafError, method: str = "") -> int:
    """The status of a known fault. What is too long stands in the address of a GET, in the body of a POST."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    return 414 if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and method in ("GET", "HEAD") else status


def install(app: FastAPI, page: FaultPage) -> None:
    """Let an app answer every foreseen fault as a problem, to a browser as a page; for the others there is
    `unexpected`.
    """

    def answer(
        request: Request, status: int, detail: str, headers: dict[str, str], title: str = ""
    ) -> Response:
        if _FOR_PROGRAMS.match(request.url.path) or choose(request.headers.get("accept"), _FORMS) != "page":
            return problem(status, detail, headers, title)
        response = page(request, status, title or _TITLES.get(status, "Fout"), detail)
        response.headers.update({"Cache-Control": "no-store", "Vary": "Accept", **headers})
        return response

    @app.exception_handler(VeiligheidsgraafError)
    def known(request: Request, error: VeiligheidsgraafError) -> Response:
        headers = {"Retry-After": _RETRY_SECONDS} if isinstance(error, StoreBusy | NoRelease) else {}
        return answer(
            request, status_of(error, request.method), str(error), headers, _OWN_TITLES.get(type(error), "")
        )

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        detail = str(error.detail)
        if detail == HTTPStatus(error.status_code).phrase:
            detail = _DETAILS.get(error.status_code, detail)
        return answer(request, error.status_code, detail, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> Response:
        return problem(400, "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))


def unexpected(error: Exception) -> Response:
    """The answer to a fault that nobody foresaw: a number for people, all of it in the log, nothing internal
    to the client.
    """
    incident = request_id.get() or secrets.token_hex(8)
    _log.error("incident %s", incident, exc_info=error)
    return problem(500, f"er ging iets mis; meld nummer {incident} aan de beheerder")
