"""The whole at a glance: themes by plans, and the coverage of the Kernbeleid."""

from fastapi import APIRouter, Request, Response

from ..plan import coverages, theme_matrix
from ..site import Site


def mount(router: APIRouter, site: Site) -> None:
    """Add /overzicht and /dekking."""

    @router.get("/overzicht")
    def matrix(request: Request) -> Response:
        return site.render(request, "overzicht.html", matrix=theme_matrix(site.library))

    @router.get("/dekking")
    def coverage(request: Request) -> Response:
        return site.render(request, "dekking.html", coverages=coverages(site.library))
