"""Pages about things: one thing, a passage, a list of things, why something follows, and all that is said."""

from functools import partial
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from ....facts.dossiers import PlanYears
from ....words import iris
from ....words.errors import InvalidRequest, UnknownName
from ....words.parameters import DAY, read_day, today
from ....words.prefixes import compact
from ....words.values import Term
from ... import addresses as at
from ...asker import origin_of
from ...linked_data.describe import Descriptions
from ...linked_data.representations import FORMATS, HTML
from ..agenda import make_agenda
from ..citation import NAME as CITED
from ..explanation import explain
from ..figures import Series, find_series, list_series
from ..kinds import KINDS, kind_of
from ..library import Library
from ..listing import list_all, list_things
from ..passage import find_passage
from ..plan_page import PlanPage, find_municipality, find_plan_page
from ..portrait import find_portrait
from ..report import LINES, THING, prepare_report
from ..reported import find_reported
from ..site import SHEETS, Site, asked
from ..thing import find_thing, list_said

_MOST_SUBJECTS = 4000
# Series with a target on the page of a plan.
_MOST_SERIES = 30
_OTHER_FORMATS = [kind for kind in FORMATS if kind is not HTML]
_CALENDAR = "text/calendar; charset=utf-8"
_PORTRAYED = ("thema", "partner", "instrument")


def mount(router: APIRouter, site: Site) -> None:
    """Add lists, passages and explanations; the page of a thing shares its address with linked data."""

    @router.get(at.LIST.path)
    def things(request: Request, kind: str) -> Response:
        values = asked(request)
        form = values.pop("formaat", "")
        if form in SHEETS:
            table = list_all(site.library, kind, values)
            return site.sheet(request, table, form, KINDS[kind].many.capitalize(), kind)
        return site.render(
            request, "lijst.html", listing=list_things(site.library, kind, values), path=at.LIST(kind)
        )

    @router.get(at.PASSAGE.path)
    def passage(request: Request, source: str, lines: str) -> Response:
        found = find_passage(site.library, source, lines, site.sources)
        return site.render(request, "passage.html", passage=found, has_sources=site.sources is not None)

    @router.get(at.AGENDA.path)
    def agenda(request: Request, plan: str) -> Response:
        return _agenda(site, request, plan)

    @router.get(at.REPORT.path)
    def report(request: Request) -> Response:
        return _report(site, request)

    @router.get(at.WHY.path)
    def why(request: Request) -> Response:
        values = asked(request)
        explained = explain(
            site.library, values.get("ding", ""), values.get("thema", ""), values.get("blad", "")
        )
        return site.render(request, "waarom.html", explained=explained)


def document_page(site: Site, descriptions: Descriptions, request: Request, iri: str) -> Response:
    """The page about an IRI that the release describes.

    A source (with all its passages),
    a retired thing and a further page of references get the page with every statement.
    """
    if not iris.is_thing(iri):
        return _graph(site, descriptions, request, iri)
    page = int(request.query_params.get("pagina", "1"))
    known = descriptions.find(iri)
    if known is None:
        raise UnknownName("ding", iris.slug(iri), ())
    if known.retirement or "pagina" in request.query_params or iri.startswith(iris.source("")):
        found, place = descriptions.describe(iri, page), iris.local_path(iris.document(iri))
        return site.render(
            request, "uitspraken.html", thing=found, place=place, formats=_OTHER_FORMATS,
            sources=iris.source(""), **_HELPERS,
        )  # fmt: skip
    return _thing(site, request, iri)


def _thing(site: Site, request: Request, iri: str) -> Response:
    if asked(request).get("formaat") == "csv":
        name = iris.slug(iri).replace("/", "-")
        return site.sheet(request, list_said(site.library, iri), "csv", site.library.name(iri), name)
    library, kind, day = site.library, kind_of(iri), _day(request)
    shown: dict[str, Any] = {"path": at.page_of(iri), "asked_day": asked(request).get(DAY, "")}
    if kind in _PORTRAYED:
        thing, portrait = find_portrait(library, iri)
        return site.render(request, "portret.html", thing=thing, portrait=portrait, **shown)
    find = partial(find_thing, library, iri)
    if kind == "plan":
        shown["thing"], (plan, series) = library.together.both(find, partial(_plan, library, iri, day))
        if plan:
            return site.render(request, "plan.html", page=plan, series=series, **shown)
    elif kind == "gemeente":
        places = partial(find_municipality, library, iri, day)
        shown["thing"], place = library.together.both(find, places)
        if place:
            return site.render(request, "gemeente.html", place=place, page=place.page, **shown)
    else:
        shown["thing"] = find()
    own_series = find_series(library, iri) if kind == "indicator" else None
    return site.render(request, "ding.html", own_series=own_series, **shown)


def _plan(library: Library, iri: str, day: str) -> tuple[PlanPage | None, tuple[Series, ...]]:
    """The page of a plan, and its series with a target."""
    return library.together.both(
        partial(find_plan_page, library, iri, day),
        partial(list_series, library, True, iri, limit=_MOST_SERIES),
    )


def _day(request: Request) -> str:
    """The day on which the page is asked to look, or today. Raises InvalidRequest."""
    try:
        return read_day(text) if (text := asked(request).get(DAY, "")) else today()
    except ValueError as error:
        raise InvalidRequest(f"{DAY} {error}") from None


def _agenda(site: Site, request: Request, slug: str) -> Response:
    """The calendar of a plan, or of one portfolio holder in it."""
    names = site.answers.names
    years: PlanYears | None = None
    if names.can_choose("plan", slug):
        years = site.library.dossiers.find_plan(iris.thing("plan", slug), today())
    if years is None:
        raise UnknownName("plan", slug, names.slugs_near("plan", slug))
    own = origin_of(request.scope)
    holder = asked(request).get("portefeuillehouder", "")
    source = own + at.AGENDA(slug, query={"portefeuillehouder": holder})
    found = make_agenda(site.library, years, holder, source, lambda path: own + path)
    name = "-".join(filter(None, (slug, holder)))
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return Response(found, media_type=_CALENDAR, headers=headers)


def _report(site: Site, request: Request) -> Response:
    """A report that stands ready, of what the address names."""
    given = request.query_params
    reported = find_reported(site.library, given.getlist(THING), given.getlist(LINES))
    about = [link.iri for link in reported.things]
    page = origin_of(request.scope) + (at.page_of(about[0]) if about else at.START())
    own = prepare_report(
        site.reports, reported.title or CITED, page, about, [link.iri for link in reported.lines],
        site.release.digest,
    )  # fmt: skip
    return site.render(request, "melden.html", reported=reported, own=own)


def _graph(site: Site, descriptions: Descriptions, request: Request, iri: str) -> Response:
    graph = iris.ONTOLOGY_GRAPH if iri == iris.ONTOLOGY else iri
    triples = sorted(descriptions.graph(graph))
    named = (triple for triple in triples if triple.subject.kind != "bnode")
    subjects = [
        (subject, [one for one in said if one.object.kind != "bnode"])
        for subject, said in groupby(named, key=lambda triple: triple.subject)
    ]
    return site.render(
        request, "graaf.html",
        iri=iri, place=iris.local_path(iri), formats=_OTHER_FORMATS, subjects=subjects[:_MOST_SUBJECTS],
        total=len(subjects), size=len(triples), **_HELPERS,
    )  # fmt: skip


def _link(value: str) -> str:
    """Where a page links to for an IRI: our own by path, others only when a browser can follow them."""
    if value.startswith(iris.BASE) or value == iris.ONTOLOGY:
        return iris.local_path(value)
    return value if value.startswith(("http://", "https://")) else ""


def _short(term: Term | str) -> str:
    """An IRI or value in few characters."""
    value = term if isinstance(term, str) else term.value
    if not isinstance(term, str) and term.kind == "literal":
        return value
    return iris.slug(value) if iris.is_thing(value) else compact(value)


def _lines(passage: str) -> str:
    """`regels 5-11` for a passage, or ""."""
    span = iris.passage_lines(passage)
    return iris.name_lines(*span[1:]) if span else ""


_HELPERS: dict[str, Any] = {"address": _link, "short": _short, "lines_of": _lines, "compact": compact}
