"""Why an inferred statement stands there."""

from fastapi import APIRouter, Request, Response

from ..explanation import explain
from ..site import Site, asked


def mount(router: APIRouter, site: Site) -> None:
    """Add /waarom."""

    @router.get("/waarom")
    def why(request: Request) -> Response:
        values = asked(request)
        explained = explain(site.library, values.get("ding", ""), values.get("thema", ""))
        return site.render(request, "waarom.html", explained=explained)
