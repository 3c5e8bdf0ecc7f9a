"""Linked data: `/id` sends to `/doc`; `/doc`, `/def`, `/graph`, the
catalogue and VoID answer in the format asked for.

An IRI of ours resolves here at its path less `/veiligheidsgraaf`, so that w3id.org needs one redirect rule.
"""

import json
from collections.abc import Callable
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from ...words import iris
from ...words.errors import InvalidRequest
from ...words.parameters import today
from ...words.values import Triple
from .. import addresses as at
from ..caching import CACHE_CONTROL, caching_headers, not_modified, weak_etag_of
from ..negotiate import GRAPHS, choose
from .describe import Description
from .joined_response import JoinedResponse
from .published import Published
from .rdf import serialize
from .representations import FORMATS, HTML, Format, choose_format, split_suffix

READ = ["GET", "HEAD"]
_LONGEST = 400
Html = Callable[[Request, str], Response]

# Path -> named graph that is the document there.
_GRAPH_PAGES = {
    at.CATALOGUE.path: iris.CATALOG_GRAPH,
    at.VOID.path: iris.VOID_GRAPH,
    at.EXAMPLES.path: iris.EXAMPLES_GRAPH,
}

# What a term can be read as: data, or the page that people read when they ask for one.
_PAGE_LAST = {**GRAPHS, "text/html": "html"}


class _Body(NamedTuple):
    """What a document holds, its status, and links to its neighbours."""

    triples: list[Triple]
    status: int = 200
    links: tuple[str, ...] = ()


class _Documents:
    """Answers with a document in the format asked for, from the release that serves."""

    def __init__(self, published: Published, html: Html) -> None:
        self.published = published
        self._html = html

    def respond(
        self, request: Request, place: str, about: str, suffix: Format | None, load: Callable[[Format], _Body]
    ) -> Response:
        """The document at a place (path without suffix) about an IRI."""
        published, kind = self.published, choose_format(request, suffix)
        # A page says which plans are current, which changes with the day.
        shapes = (request.url.query, today()) if kind is HTML else (request.query_params.get("pagina", ""),)
        etag = weak_etag_of(published.digest, place, kind.suffix, *shapes)
        if unchanged := not_modified(request, etag):
            return unchanged
        body = load(kind)
        if kind is HTML:
            response = self._html(request, about)
            response.status_code = body.status
        else:
            content = serialize(body.triples, kind.suffix, published.context)
            response = Response(content, body.status, headers={"Content-Type": kind.content_type})
        response.headers.update(caching_headers(etag))
        response.headers["Link"] = ", ".join((*_alternates(place, kind), *body.links))
        return response

    def thing(self, request: Request, stem: str, suffix: Format | None) -> Response:
        """What is said of a thing, what points to it, the passages it rests on. 410 when it is retired."""
        iri = iris.THINGS + stem
        if not _is_thing(iri):
            raise _unknown(iri)

        def load(kind: Format) -> _Body:
            page, descriptions = _page(request), self.published.descriptions
            known = descriptions.find(iri)
            if known is None:
                raise _unknown(iri)
            status = 410 if known.retirement else 200
            if kind is HTML and "pagina" not in request.query_params:
                return _Body([], status)  # the page reads what it shows
            found = descriptions.describe(iri, page)
            links = tuple(_neighbours(request.url.path, found)) if found else ()
            return _Body(found.triples if found else [], status, links)

        return self.respond(request, at.DOCUMENT(stem), iri, suffix, load)

    def graph(self, request: Request, place: str, about: str, suffix: str, graph: str) -> Response:
        """A named graph, whole, as the document at a place."""
        chosen = next((kind for kind in FORMATS if kind.suffix == suffix), None)
        if suffix and chosen is None:
            raise _unknown(f"{place}.{suffix}")

        def load(kind: Format) -> _Body:
            descriptions = self.published.descriptions
            if descriptions.find(graph) is None:
                raise _unknown(graph)
            return _Body([] if kind is HTML else descriptions.graph(graph))

        return self.respond(request, place, about, chosen, load)


def linked_data_router(published: Published, html: Html) -> APIRouter:
    """Routes of all that has an IRI of ours. `html` makes the page
    about an IRI.
    """
    router = APIRouter(include_in_schema=False)
    documents = _Documents(published, html)
    _add_ontology(router, documents)

    @router.api_route(at.THING.path, methods=READ)
    def thing(request: Request, path: str) -> Response:
        """303 from a thing to the document about it."""
        iri = iris.THINGS + path
        if not _is_thing(iri) or published.descriptions.find(iri) is None:
            raise _unknown(iri)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(at.DOCUMENT(path) + query, 303, {"Cache-Control": CACHE_CONTROL})

    @router.api_route(at.DOCUMENT.path, methods=READ)
    def document(request: Request, path: str) -> Response:
        """The document about a thing."""
        return documents.thing(request, *split_suffix(path))

    @router.api_route(at.GRAPH.path, methods=READ)
    def graph(request: Request, path: str) -> Response:
        """A named graph."""
        stem, suffix = split_suffix(path)
        if len(stem) > _LONGEST or not iris.SLUG.fullmatch(stem):
            raise _unknown(iris.GRAPH + stem)
        return documents.graph(
            request, at.GRAPH(stem), iris.GRAPH + stem, suffix.suffix if suffix else "", iris.GRAPH + stem
        )

    def add_page(place: str, graph: str) -> None:
        @router.api_route(place, methods=READ)
        @router.api_route(place + ".{suffix}", methods=READ)
        def page(request: Request, suffix: str = "") -> Response:
            return documents.graph(request, place, graph, suffix, graph)

    for place, named in _GRAPH_PAGES.items():
        add_page(place, named)
    return router


def _add_ontology(router: APIRouter, documents: _Documents) -> None:
    """Routes of the ontology: whole, by version, by term, and the JSON-LD context made of it."""

    @router.api_route(at.CONTEXT.path, methods=READ)
    def context(request: Request) -> Response:
        """The JSON-LD context of all documents."""
        published = documents.published
        etag = weak_etag_of(published.digest, at.CONTEXT.path)
        content = json.dumps({"@context": published.context}, ensure_ascii=False, indent=1)
        headers = caching_headers(etag)
        return not_modified(request, etag) or Response(
            content, headers=headers, media_type="application/ld+json"
        )

    @router.api_route(at.DEFINITION.path, methods=READ)
    @router.api_route(at.DEFINITION.path + ".{suffix}", methods=READ)
    def ontology(request: Request, suffix: str = "") -> Response:
        """The ontology, whole."""
        return documents.graph(request, at.DEFINITION.path, iris.ONTOLOGY, suffix, iris.ONTOLOGY_GRAPH)

    @router.api_route(at.TERM.path, methods=READ)
    def term(request: Request, name: str) -> Response:
        """This version of the ontology or the one before, or 303 from the name of a term to where
        the ontology defines it (for a browser: the page that explains it); 410 when it is retired.
        """
        descriptions = documents.published.descriptions
        if f"{iris.BASE}def/{name}" in descriptions.versions:
            return ontology(request)
        known = descriptions.find(iris.DEF + name) if name.isascii() and name.isalnum() else None
        if known is None:
            raise _unknown(f"{iris.BASE}def/{name}")
        if known.retirement:
            raise HTTPException(
                410,
                " ".join(
                    (f"{name} is vervallen.", known.retirement.message, known.retirement.replaced_by)
                ).strip(),
            )
        read = choose(request.headers.get("accept"), _PAGE_LAST) == "html"
        where = at.ONTOLOGY() if read else at.DEFINITION
        return RedirectResponse(f"{where}#{name}", 303, {"Cache-Control": CACHE_CONTROL, "Vary": "Accept"})


def dumps_router(published: Published) -> APIRouter:
    """Routes of the files to take away."""
    router = APIRouter(include_in_schema=False)

    @router.api_route(at.DUMP.path, methods=READ)
    def dump(request: Request, name: str) -> Response:
        names = {f"veiligheidsgraaf.{kind.name}.gz": kind.name for kind in published.release.dumps.iterdir()}
        tables = {f"{question}.csv.gz": path for question, path in published.release.tables.items()}
        if name not in names and name not in tables:
            choices = f"{', '.join(sorted(names))}, of de naam van een vraag met .csv.gz erachter"
            raise HTTPException(404, f"er is geen dump van die naam; kies uit {choices}")
        etag = weak_etag_of(published.digest, name)
        headers = {**caching_headers(etag), "Content-Disposition": f'attachment; filename="{name}"'}
        files = [tables[name]] if name in tables else published.release.dump(names[name])
        return not_modified(request, etag) or JoinedResponse(request, files, headers, "application/gzip")

    return router


def _is_thing(iri: str) -> bool:
    return len(iri) <= _LONGEST and iris.is_thing(iri)


def _unknown(iri: str) -> HTTPException:
    return HTTPException(404, f"de graaf kent {iri[:200]} niet; controleer het adres")


def _page(request: Request) -> int:
    text = request.query_params.get("pagina", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 8):  # noqa: PLR2004 (no int() on what a stranger makes very long)
        raise InvalidRequest(f"pagina {text[:20]!r} is geen getal", "bijvoorbeeld ?pagina=2")
    return int(text)


def _alternates(place: str, chosen: Format) -> list[str]:
    """Link headers to the other formats of a document, and to its one address (RFC 8288)."""
    others = [
        f'<{place}.{kind.suffix}>; rel="alternate"; type="{kind.media_type}"'
        for kind in FORMATS
        if kind is not chosen
    ]
    return [f'<{iris.BASE}{place.removeprefix("/")}>; rel="canonical"', *others]


def _neighbours(place: str, found: Description) -> list[str]:
    """Link headers to the next and previous page of what points to a thing."""
    pages = {"prev": found.page - 1, "next": 0 if found.is_last else found.page + 1}
    return [f'<{place}?pagina={number}>; rel="{name}"' for name, number in pages.items() if number]
