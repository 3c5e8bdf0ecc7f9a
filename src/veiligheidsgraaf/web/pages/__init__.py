"""Pages in Dutch: page objects here, free of the web framework;
views, one module per group of pages, in `views`.
"""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from .site import Site
from .views import indexes, learn, questions, tables, things

__all__ = ["pages_router"]


def pages_router(site: Site) -> APIRouter:
    """Routes of all pages but those about things, which share their address with data."""
    router = APIRouter(include_in_schema=False)
    for part in (questions, things, tables, learn, indexes):
        part.mount(router, site)
    for route in router.routes:
        if isinstance(route, APIRoute) and route.methods:
            route.methods.add("HEAD")  # FastAPI answers 405 to it on a GET route
    return router
