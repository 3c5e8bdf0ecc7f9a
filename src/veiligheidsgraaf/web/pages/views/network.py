"""The network of partners and themes; the script draws what the table says."""

from fastapi import APIRouter, Request, Response

from ....words.errors import InvalidRequest
from ..network import find_network, partner_kinds
from ..site import Site, asked

_LEAST = ("1", "2", "3", "5")


def mount(router: APIRouter, site: Site) -> None:
    """Add /netwerk."""

    @router.get("/netwerk")
    def network(request: Request) -> Response:
        return _network(site, request)


def _network(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, theme, kind = values.get("plan", ""), values.get("thema", ""), values.get("soort", "")
    least = values.get("minstens", "1" if plan or theme or kind else "3")
    if least not in _LEAST:
        raise InvalidRequest(f"minstens '{least[:10]}' kan niet", f"kies uit {', '.join(_LEAST)}")
    return site.render(
        request, "netwerk.html",
        network=find_network(site.library, plan, theme, kind, int(least)),
        plan=plan, theme=theme, kind=kind, least=least, leasts=_LEAST,
        plans=site.answers.choices("plan"), themes=site.answers.choices("thema"), kinds=partner_kinds(site.library),
    )  # fmt: skip
