"""Faults as HTTP answers: one table from kind to status, each as application/problem+json (RFC 9457)."""

import json
import logging
import secrets

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ..words.errors import (
    InvalidRequest,
    NoRelease,
    NotAcceptable,
    QueryRefused,
    QueryTimeout,
    ResultTooLarge,
    StoreBusy,
    UnknownName,
    VeiligheidsgraafError,
)

STATUS: dict[type[VeiligheidsgraafError], int] = {
    UnknownName: 404,
    InvalidRequest: 400,
    NotAcceptable: 406,
    QueryRefused: 400,
    ResultTooLarge: 413,
    QueryTimeout: 503,
    StoreBusy: 503,
    NoRelease: 503,
}
_TITLES = {
    400: "Verzoek niet begrepen",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Geen passend formaat",
    413: "Te groot",
    415: "Soort inhoud niet bekend",
    500: "Onverwachte fout",
    503: "Nu niet beschikbaar",
}
_log = logging.getLogger("veiligheidsgraaf")


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """A problem+json answer. `detail` is for people, in Dutch, and holds nothing internal."""
    body = {"status": status, "title": _TITLES.get(status, "Fout"), "detail": detail}
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(content, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Let an app answer every fault as a problem."""

    @app.exception_handler(VeiligheidsgraafError)
    def known(_: Request, error: VeiligheidsgraafError) -> Response:
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
        return problem(status, str(error), {"Retry-After": "5"} if isinstance(error, StoreBusy) else None)

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> Response:
        return problem(error.status_code, str(error.detail), dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> Response:
        return problem(400, "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()))

    @app.exception_handler(Exception)
    def unknown(_: Request, error: Exception) -> Response:
        incident = secrets.token_hex(4)
        _log.error("incident %s", incident, exc_info=error)
        return problem(500, f"er ging iets mis; meld nummer {incident} aan de beheerder")
