"""A passage in its context."""

from fastapi import APIRouter, Request, Response

from ..passage import find_passage
from ..site import Site


def mount(router: APIRouter, site: Site) -> None:
    """Add /passages/{bron}/{regels}."""

    @router.get("/passages/{source}/{lines}")
    def passage(request: Request, source: str, lines: str) -> Response:
        found = find_passage(site.library, source, lines, site.sources)
        return site.render(request, "passage.html", passage=found, has_sources=site.sources is not None)
