"""A passage in its context."""

from fastapi import APIRouter, Request, Response

from ..passage import find_passage
from ..site import Site


def mount(router: APIRouter, site: Site) -> None:
    """Add /passages/{bron}/{regels}."""

    @router.get("/passages/{source}/{lines}")
    def passage(request: Request, source: str, lines: str) -> Response:
        return site.guarded(
            request,
            lambda: site.render(
                request,
                "passage.html",
                passage=find_passage(site.library, source, lines, site.sources),
                has_sources=site.sources is not None,
            ),
        )
