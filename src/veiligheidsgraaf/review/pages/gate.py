"""Who may come in: one browser on this machine, with the token of this run; and the headers of every answer.

A page of the web can make a browser send requests to a port of its own machine. So: only our own Host (a
name that was pointed here is another), a cookie that only who had the token has and that no other site sends
along, and writes only from our own pages (Origin, https://www.rfc-editor.org/rfc/rfc6454).
"""

import hmac
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "sleutel"  # noqa: S105 (the name of the key in the address)
_READS = ("GET", "HEAD")
_FORM = "application/x-www-form-urlencoded"
ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # Not `no-referrer`: a form would then be sent with the origin `null` (Fetch, "append a request Origin").
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_LASTING = "private, max-age=3600"


class Gate:
    """ASGI middleware around the app. `port`: the one it is served on; `token`: that of this run;
    `lasting`: where addresses begin whose answers may be kept.
    """

    def __init__(self, app: ASGIApp, port: int, token: str, lasting: str) -> None:
        self._app, self._token, self._lasting = app, token, lasting
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"nalezen-{port}"  # a browser sends cookies to every port of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                keeps = scope["path"].startswith(self._lasting)
                headers["Cache-Control"] = _LASTING if keeps else "no-store"
            await send(message)

        answer = self._look(scope) or self._app
        await answer(scope, receive, forward)

    def _look(self, scope: Scope) -> Response | None:
        """The answer to who may not come in or has still to be let in; None: pass on."""
        headers, method = Headers(scope=scope), scope["method"]
        host = headers.get("host", "")
        if host not in self._hosts or len(headers.getlist("host")) > 1:
            return _refuse(421, "Dit programma antwoordt alleen op het adres van deze machine.")
        asked = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        given = asked.pop(TOKEN, "")
        if given and method in _READS:
            return self._let_in(scope["path"], asked) if self._is_ours(given) else _refuse(403, _NO_ENTRY)
        if not self._is_ours(self._brought(headers)):
            return _refuse(403, _NO_ENTRY)
        return None if method in _READS else _look_at_write(method, host, headers)

    def _is_ours(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    def _brought(self, headers: Headers) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return ""
        return found.value if found else ""

    def _let_in(self, path: str, asked: dict[str, str]) -> Response:
        """A cookie instead of the token, and on to the same address without it.

        By a page of ours, not by a redirect: a browser that was sent here by a file or another site holds the
        strict cookie back for as long as it is only redirected.
        """
        address = "/" + path.lstrip("/\\") + (f"?{urlencode(asked)}" if asked else "")
        answer = HTMLResponse(_GO_ON.format(address=escape(address, quote=True)))
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return answer


_GO_ON = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Nalezen - Veiligheidsgraaf</title>
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0;url={address}"></head>
<body><p><a href="{address}">Naar het plan</a></p></body></html>
"""
_NO_ENTRY = (
    "Open het adres dat veiligheidsgraaf review in het venster van de opdracht toont, met de sleutel erin. "
    "Staat het er niet meer, begin de opdracht dan opnieuw."
)


def _look_at_write(method: str, host: str, headers: Headers) -> Response | None:
    if method != "POST":
        return _refuse(405, "Dit kan hier niet.", {"Allow": "GET, HEAD, POST"})
    if headers.get("origin") != f"http://{host}":
        return _refuse(403, "Dit verzoek komt niet van een pagina van dit programma.")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _refuse(403, "Dit verzoek komt niet van een pagina van dit programma.")
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return _refuse(415, "Een besluit komt als formulier.")
    return None


def _refuse(status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(words + "\n", status, headers)
