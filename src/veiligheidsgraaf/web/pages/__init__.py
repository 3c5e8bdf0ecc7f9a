"""Pages in Dutch. Each module is one part of the site; `pages_router` puts them together."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from ...answers.answers import Answers
from ...words.release import Release
from .site import Site
from .views import (
    compare,
    editor,
    explain,
    learn,
    lists,
    network,
    overview,
    passages,
    questions,
    search,
    start,
    targets,
)
from .views.documents import document_page

__all__ = ["Site", "document_page", "make_site", "pages_router", "query_page"]


def pages_router(site: Site) -> APIRouter:
    """Routes of all pages but those about things and of the editor, which share their address with data."""
    router = APIRouter(include_in_schema=False)
    for part in (
        start,
        search,
        questions,
        lists,
        compare,
        targets,
        overview,
        network,
        passages,
        explain,
        learn,
        editor,
    ):
        part.mount(router, site)
    for route in router.routes:
        if isinstance(route, APIRoute) and route.methods:
            route.methods.add("HEAD")  # FastAPI answers 405 to it on a GET route
    return router


def make_site(answers: Answers, release: Release, sources: Path | None = None) -> Site:
    """What all pages share. `sources`: folder with the texts of the plans."""
    return Site(answers, release, sources)


def query_page(site: Site, request: Request) -> Response:
    """The editor, as the HTML representation of the endpoint."""
    return editor.query_page(site, request)
