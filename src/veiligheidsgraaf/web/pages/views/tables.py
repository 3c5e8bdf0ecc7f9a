"""Pages of tables: figures through the years, themes by plans, coverage, the network, plans side by side."""

from typing import Any

from fastapi import APIRouter, Request, Response

from ....answers.compare import KINDS as COMPARED
from ....words import iris
from ....words.errors import InvalidRequest, UnknownName
from ... import addresses as at
from ..comparison import MOST_PLANS, TWO, as_table, compare_plans
from ..figures import MOST, list_series
from ..kinds import KINDS
from ..network import find_network, partner_kinds
from ..paging import Pages, offset_of, read_page
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
        matrix = theme_matrix(site.library, asked(request).get("blad", ""))
        return site.render(request, "overzicht.html", matrix=matrix)

    @router.get(at.COVERAGE.path)
    def coverage(request: Request) -> Response:
        found = coverages(site.library, asked(request).get("blad", ""))
        return site.render(request, "dekking.html", covered=found)

    @router.get(at.NETWORK.path)
    def network(request: Request) -> Response:
        return _network(site, request)

    @router.get(at.COMPARE.path)
    def beside(request: Request) -> Response:
        return _beside(site, request)


def _figures(site: Site, request: Request) -> Response:
    values, library = asked(request), site.library
    plan, every, page = values.get("plan", ""), values.get("wat") == "reeksen", values.get("blad", "")
    names = library.answers.names
    if plan and not names.can_choose("plan", plan):
        raise UnknownName("plan", plan, names.slugs_near("plan", plan))
    of = iris.thing("plan", plan) if plan else ""
    told = library.overviews.series(not every, of, MOST, offset_of(page, MOST))
    pages = Pages(told.total, MOST, at.FIGURES, {"plan": plan, "wat": "reeksen" if every else ""})
    number = read_page(page, len(pages))
    return site.render(
        request, "cijfers.html",
        series=list_series(library, only_targets=not every, plan=of, offset=(number - 1) * MOST),
        every=every, plan=plan, total=told.total, page=number, pages=pages,
        counts={word: told.verdicts.get(word, 0) for word in _REACHED}, **_plan_choices(site),
    )  # fmt: skip


def _plan_choices(site: Site) -> dict[str, Any]:
    """The plans to choose from (slug, name), and how many there are in all."""
    plans = [(plan.plan, plan.short or plan.name) for plan in site.library.plans]
    return {"plans": plans, "plan_count": site.library.plan_count}


def _network(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, theme, kind = (values.get(name, "") for name in ("plan", "thema", "soort"))
    least = values.get("minstens", "1" if plan or theme or kind else "3")
    if least not in _LEAST:
        raise InvalidRequest(f"minstens '{least[:10]}' kan niet", f"kies uit {', '.join(_LEAST)}")
    return site.render(
        request, "netwerk.html",
        network=find_network(site.library, plan, theme, kind, int(least), values.get("blad", "")),
        plan=plan, theme=theme, kind=kind, least=least, leasts=_LEAST,
        themes=site.answers.choices("thema"), kinds=partner_kinds(site.library), **_plan_choices(site),
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
        kinds=[(kind, KINDS[kind].many) for kind in COMPARED],
        chosen=slugs, chosen_kinds=kinds or ["thema"], beside=beside, most=MOST_PLANS,
        address=at.COMPARE(query=[*(("plan", slug) for slug in slugs), *(("wat", kind) for kind in kinds)]),
        **_plan_choices(site),
    )  # fmt: skip
