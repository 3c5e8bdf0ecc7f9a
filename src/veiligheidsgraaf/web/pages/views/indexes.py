"""What others read by themselves: the site map, robots.txt, and what changed as a page and a feed."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse, StreamingResponse

from ....words.errors import UnknownName
from ... import addresses as at
from ...asker import origin_of
from ..feed import make_feed
from ..site import Site
from ..sitemap import count_files, make_file, make_index, make_robots

_XML = "application/xml"


def mount(router: APIRouter, site: Site) -> None:
    """Add them."""

    @router.get(at.ROBOTS.path)
    def robots(request: Request) -> Response:
        return PlainTextResponse(make_robots(origin_of(request.scope), request.scope.get("prefix", "")))

    @router.get(at.ICON.path)
    def icon() -> Response:
        return RedirectResponse(f"{at.STATIC}/icoon.svg", 301)  # browsers ask it where no page names one

    @router.get(at.SITEMAP.path)
    def index(request: Request) -> Response:
        return Response("".join(make_index(site.library, origin_of(request.scope))), media_type=_XML)

    @router.get(at.SITEMAP_FILE.path)
    def file(request: Request, number: str) -> Response:
        numbers = [str(one) for one in range(1, count_files(site.library) + 1)]
        if number not in numbers:
            raise UnknownName("deel van de sitemap", number, numbers)
        return StreamingResponse(
            make_file(site.library, int(number), origin_of(request.scope)), media_type=_XML
        )

    @router.get(at.CHANGES.path)
    def changes(request: Request) -> Response:
        return site.render(request, "veranderingen.html", editions=site.editions)

    @router.get(at.FEED.path)
    def feed(request: Request) -> Response:
        origin = origin_of(request.scope)
        content = make_feed(site.editions, origin + at.FEED.path, origin + at.CHANGES.path)
        return Response(content, media_type="application/atom+xml")
