"""Pages of tables: figures through the years, themes by plans, coverage, the network, plans side by side."""

from typing import Any

from fastapi import APIRouter, Request, Response

from ....answers.compare import KINDS as COMPARED
from ....words import iris
from ....words.errors import InvalidRequest, UnknownName
from ... import addresses as at
from ..beside_choice import DIFFERENCES, choose_plans, read_choice
from ..comparison import TWO, compare_plans, list_compared
from ..figures import MOST, make_series
from ..kinds import KINDS
from ..network import find_network, partner_kinds
from ..paging import Pages, offset_of, read_page
from ..plan import coverages, theme_matrix
from ..regions import REGION, list_regions
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
        values = asked(request)
        matrix = theme_matrix(site.library, values.get("blad", ""), values.get(REGION, ""))
        return site.render(request, "overzicht.html", matrix=matrix, **_region_choices(site, values))

    @router.get(at.COVERAGE.path)
    def coverage(request: Request) -> Response:
        values = asked(request)
        found = coverages(site.library, values.get("blad", ""), values.get(REGION, ""))
        return site.render(request, "dekking.html", covered=found, **_region_choices(site, values))

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
        series=make_series(library, told.series),
        every=every, plan=plan, plan_name=library.link(of).text if of else "",
        total=told.total, page=number, pages=pages,
        counts={word: told.verdicts.get(word, 0) for word in _REACHED}, **_plan_choices(site),
    )  # fmt: skip


def _plan_choices(site: Site) -> dict[str, Any]:
    """The plans to choose from (slug, name), and how many there are in all."""
    plans = [(plan.plan, plan.short or plan.name) for plan in site.library.plans]
    return {"plans": plans, "plan_count": site.library.plan_count}


def _region_choices(site: Site, values: dict[str, str]) -> dict[str, Any]:
    """The safety regions to choose from (slug, name), and the one that is chosen."""
    return {"regions": list_regions(site.library), "region": values.get(REGION, "")}


def _network(site: Site, request: Request) -> Response:
    values = asked(request)
    plan, theme, kind = (values.get(name, "") for name in ("plan", "thema", "soort"))
    least = values.get("minstens", "1" if plan or theme or kind or values.get(REGION) else "3")
    if least not in _LEAST:
        raise InvalidRequest(f"minstens '{least[:10]}' kan niet", f"kies uit {', '.join(_LEAST)}")
    return site.render(
        request, "netwerk.html",
        network=find_network(
            site.library, plan, theme, kind, int(least), values.get("blad", ""), values.get(REGION, "")
        ),
        plan=plan, theme=theme, kind=kind, least=least, leasts=_LEAST,
        themes=site.answers.choices("thema"), kinds=partner_kinds(site.library), **_plan_choices(site),
        **_region_choices(site, values),
    )  # fmt: skip


def _beside(site: Site, request: Request) -> Response:
    library, choice = site.library, read_choice(request.query_params.multi_items())
    chosen = choose_plans(library, choice)
    form = request.query_params.get("formaat", "")
    if len(chosen) >= TWO and form in SHEETS:
        return site.sheet(request, list_compared(library, choice), form, "Plannen vergeleken", "vergelijking")
    return site.render(
        request, "vergelijk.html",
        beside=compare_plans(library, choice) if len(chosen) >= TWO else None,
        choice=choice, chosen=chosen, kinds=[(kind, KINDS[kind].many) for kind in COMPARED],
        themes=site.answers.choices("thema"), differences=DIFFERENCES,
        address=lambda form: at.COMPARE(query=[*choice.pairs, ("formaat", form)]),
        places=site.answers.choices("gemeente"), **_plan_choices(site),
    )  # fmt: skip
