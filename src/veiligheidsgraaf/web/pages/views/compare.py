"""Plans side by side."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from ....answers.compare import KINDS as COMPARED
from ....words import iris
from ..comparison import MOST_PLANS, TWO, as_table, compare_plans
from ..kinds import KINDS
from ..sheets import make_workbook
from ..site import Site, download
from .questions import FORMATS


def mount(router: APIRouter, site: Site) -> None:
    """Add /vergelijk."""

    @router.get("/vergelijk")
    def beside(request: Request) -> Response:
        return _beside(site, request)


def _beside(site: Site, request: Request) -> Response:
    slugs = [slug for slug in request.query_params.getlist("plan")[: MOST_PLANS + 1] if slug]
    kinds = [kind for kind in request.query_params.getlist("wat")[: len(COMPARED) + 1] if kind]
    beside = compare_plans(site.library, slugs, kinds) if len(set(slugs)) >= TWO else None
    fmt = request.query_params.get("formaat", "")
    if beside and fmt in ("csv", "xlsx"):
        table = as_table(beside)
        content = (
            table.as_csv().encode()
            if fmt == "csv"
            else make_workbook(table, "Plannen vergeleken", site.release.digest)
        )
        return download(content, FORMATS[fmt], f"vergelijking.{fmt}")
    return site.render(
        request, "vergelijk.html",
        plans=[(iris.slug(plan.iri), plan.name) for plan in site.library.plans],
        kinds=[(kind, KINDS[kind].many) for kind in COMPARED],
        chosen=slugs, chosen_kinds=kinds or ["thema"],
        beside=beside,
        address="/vergelijk?" + urlencode([("plan", slug) for slug in slugs] + [("wat", kind) for kind in kinds]),
    )  # fmt: skip
