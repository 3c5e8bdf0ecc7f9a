"""Pages of tables: figures through the years, themes by plans, coverage, the network, plans side by side."""

from fastapi import APIRouter, Request, Response

from ....answers.compare import KINDS as COMPARED
from ....words import iris
from ....words.errors import InvalidRequest, UnknownName
from ... import addresses as at
from ..comparison import MOST_PLANS, TWO, as_table, compare_plans
from ..figures import list_series
from ..kinds import KINDS
from ..network import find_network, partner_kinds
from ..plan import coverages, theme_matrix
from ..site import SHEETS, Site, asked

_LEAST = ("1", "2", "3", "5")
_REACHED = ("ja", "nee", "onbekend")


def mount(router: APIRouter, site: Site) -> None:
    """Add the tables over all plans."""

    @router.get(at.FIGURES.path)
    def figures(request: Request) -> Response:
        return _figures(site, request)

    @router.get(at.OVERVIEW.path)
    def matrix(request: Request) -> Response:
        return site.render(request, "overzicht.html", matrix=theme_matrix(site.library))

    @router.get(at.COVERAGE.path)
    def coverage(request: Request) -> Response:
        return site.render(request, "dekking.html", coverages=coverages(site.library))

    @router.get(at.NETWORK.path)
    def network(request: Request) -> Response:
        return _network(site, request)

    @router.get(at.COMPARE.path)
    def beside(request: Request) -> Response:
        return _beside(site, request)


def _figures(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, every = values.get("plan", ""), values.get("wat") == "reeksen"
    plans = {iris.slug(p.iri): p for p in site.library.plans}
    if plan and plan not in plans:
        raise UnknownName("plan", plan, plans)
    series = list_series(site.library, only_targets=not every, plan=plans[plan].iri if plan else "")
    reached = [verdict.reached for one in series for verdict in one.verdicts]
    return site.render(
        request, "cijfers.html",
        series=series, every=every, plan=plan, plans=[(slug, p.name) for slug, p in plans.items()],
        counts={word: reached.count(word) for word in _REACHED},
    )  # fmt: skip


def _network(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, theme, kind = (values.get(name, "") for name in ("plan", "thema", "soort"))
    least = values.get("minstens", "1" if plan or theme or kind else "3")
    if least not in _LEAST:
        raise InvalidRequest(f"minstens '{least[:10]}' kan niet", f"kies uit {', '.join(_LEAST)}")
    return site.render(
        request, "netwerk.html",
        network=find_network(site.library, plan, theme, kind, int(least)),
        plan=plan, theme=theme, kind=kind, least=least, leasts=_LEAST,
        plans=site.answers.choices("plan"), themes=site.answers.choices("thema"),
        kinds=partner_kinds(site.library),
    )  # fmt: skip


def _beside(site: Site, request: Request) -> Response:
    slugs = [slug for slug in request.query_params.getlist("plan")[: MOST_PLANS + 1] if slug]
    kinds = [kind for kind in request.query_params.getlist("wat")[: len(COMPARED) + 1] if kind]
    beside = compare_plans(site.library, slugs, kinds) if len(set(slugs)) >= TWO else None
    form = request.query_params.get("formaat", "")
    if beside and form in SHEETS:
        return site.sheet(as_table(beside), form, "Plannen vergeleken", "vergelijking")
    return site.render(
        request, "vergelijk.html",
        plans=[(iris.slug(plan.iri), plan.name) for plan in site.library.plans],
        kinds=[(kind, KINDS[kind].many) for kind in COMPARED],
        chosen=slugs, chosen_kinds=kinds or ["thema"], beside=beside,
        address=at.COMPARE(query=[*(("plan", slug) for slug in slugs), *(("wat", kind) for kind in kinds)]),
    )  # fmt: skip
