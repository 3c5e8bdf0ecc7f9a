"""The page that a browser gets at the endpoint: a plain form, which works without a script."""

from collections.abc import Callable
from pathlib import Path

from fastapi.templating import Jinja2Templates
from starlette.requests import Request
from starlette.responses import Response

_TEMPLATES = Path(__file__).parent / "templates"


def query_form(digest: str) -> Callable[[Request], Response]:
    """A function that renders the form. `digest` names the release."""
    templates = Jinja2Templates(_TEMPLATES)
    return lambda request: templates.TemplateResponse(request, "sparqlformulier.html", {"digest": digest})
