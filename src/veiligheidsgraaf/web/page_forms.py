"""What the address of any page can add to what the page asks: the release that it was made on (`uitgave`),
and a form to take it along in (`formaat`: a citation, a note).

Taken out of the address before a page reads it, so that no page needs to know of them.
"""

from urllib.parse import parse_qsl, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send

from . import addresses as at

_OTHERS = (f"{at.API}/", at.DUMP.path.partition("{")[0], f"{at.STATIC}/")
_MOST_PAIRS = 500


class PageForms:
    """ASGI middleware. Sets `fixed_to` and `taken_as` in the scope, each "" when the address has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on without them."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path != at.ENDPOINT.path and not path.startswith(_OTHERS):
            self._read(scope)
        await self._app(scope, receive, send)

    def _read(self, scope: Scope) -> None:
        query = scope.get("query_string", b"")
        scope["fixed_to"] = scope["taken_as"] = ""
        if b"uitgave=" not in query and b"formaat=" not in query:
            return
        kept = []
        try:
            pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_PAIRS)
        except ValueError:
            return
        for key, value in pairs:
            if key == at.RELEASE:
                scope["fixed_to"] = value[:80]
            elif key == at.FORM and value in at.FORMS:
                scope["taken_as"] = value
            else:
                kept.append((key, value))
        if len(kept) < len(pairs):
            scope["query_string"] = urlencode(kept).encode()
