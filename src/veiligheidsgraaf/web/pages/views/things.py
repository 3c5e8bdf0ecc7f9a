"""Pages about things: one thing, a passage, a list of things, why something follows, and all that is said."""

from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from ....words import iris
from ....words.errors import UnknownName
from ....words.prefixes import compact
from ....words.values import Term
from ... import addresses as at
from ...linked_data.describe import Descriptions
from ...linked_data.representations import FORMATS, HTML
from ..explanation import explain
from ..figures import find_series, list_series
from ..kinds import KINDS, kind_of
from ..listing import list_all, list_things
from ..passage import find_passage
from ..plan import list_parts
from ..site import SHEETS, Site, asked
from ..thing import find_thing, list_said

_MOST_SUBJECTS = 4000
# Series with a target on the page of a plan.
_MOST_SERIES = 30
_OTHER_FORMATS = [kind for kind in FORMATS if kind is not HTML]
_TEMPLATES = {"plan": "plan.html"}


def mount(router: APIRouter, site: Site) -> None:
    """Add lists, passages and explanations; the page of a thing shares its address with linked data."""

    @router.get(at.LIST.path)
    def things(request: Request, kind: str) -> Response:
        values = asked(request)
        form = values.pop("formaat", "")
        if form in SHEETS:
            table = list_all(site.library, kind, values)
            return site.sheet(table, form, KINDS[kind].many.capitalize(), kind)
        return site.render(
            request, "lijst.html", listing=list_things(site.library, kind, values), path=at.LIST(kind)
        )

    @router.get(at.PASSAGE.path)
    def passage(request: Request, source: str, lines: str) -> Response:
        found = find_passage(site.library, source, lines, site.sources)
        return site.render(request, "passage.html", passage=found, has_sources=site.sources is not None)

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
            request, "uitspraken.html", thing=found, place=place, formats=_OTHER_FORMATS, **_HELPERS
        )
    return _thing(site, request, iri)


def _thing(site: Site, request: Request, iri: str) -> Response:
    if asked(request).get("formaat") == "csv":
        return site.sheet(list_said(site.library, iri), "csv", "", iris.slug(iri).replace("/", "-"))
    found, kind = find_thing(site.library, iri), kind_of(iri)
    return site.render(
        request, _TEMPLATES.get(kind, "ding.html"),
        thing=found, path=at.page_of(iri),
        parts=list_parts(site.library, iri) if kind == "plan" else (),
        series=list_series(site.library, True, iri, limit=_MOST_SERIES) if kind == "plan" else (),
        own_series=find_series(site.library, iri) if kind == "indicator" else None,
    )  # fmt: skip


def _graph(site: Site, descriptions: Descriptions, request: Request, iri: str) -> Response:
    graph = iris.GRAPH + "ontologie" if iri == iris.ONTOLOGY else iri
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
