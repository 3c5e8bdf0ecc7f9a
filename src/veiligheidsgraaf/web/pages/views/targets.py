"""Figures followed through the years."""

from fastapi import APIRouter, Request, Response

from ....words import iris
from ....words.errors import UnknownName
from ..figures import list_series
from ..site import Site, asked


def mount(router: APIRouter, site: Site) -> None:
    """Add /cijfers."""

    @router.get("/cijfers")
    def figures(request: Request) -> Response:
        return _figures(site, request)


def _figures(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, every = values.get("plan", ""), values.get("wat") == "reeksen"
    plans = {iris.slug(p.iri): p for p in site.library.plans}
    if plan and plan not in plans:
        raise UnknownName("plan", plan, plans)
    series = list_series(site.library, only_targets=not every, plan=plans[plan].iri if plan else "")
    return site.render(
        request, "cijfers.html",
        series=series, every=every, plan=plan, plans=[(slug, p.name) for slug, p in plans.items()],
        counts={word: sum(v.reached == word for s in series for v in s.verdicts) for word in ("ja", "nee", "onbekend")},
    )  # fmt: skip
