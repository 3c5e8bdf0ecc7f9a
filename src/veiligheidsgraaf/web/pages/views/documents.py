"""The HTML of a document: the page about a thing, or all that is said of it; the ontology and named graphs,
statement by statement.
"""

from itertools import groupby
from typing import Any

from fastapi import Request, Response

from ....words import iris
from ....words.prefixes import compact
from ....words.values import Term
from ...linked_data.describe import Description, Descriptions
from ...linked_data.formats import FORMATS, HTML
from ..site import Site
from .things import thing_page

_MOST_SUBJECTS = 4000
_OTHER_FORMATS = [kind for kind in FORMATS if kind is not HTML]


def document_page(site: Site, descriptions: Descriptions, request: Request, iri: str) -> Response:
    """The page about an IRI that the release describes.

    A source (with all its passages), a retired thing and a further page of references get the page with every
    statement.
    """
    if not iris.is_thing(iri):
        return _graph(site, descriptions, request, iri)
    found = descriptions.describe(iri, int(request.query_params.get("pagina", "1")))
    assert isinstance(found, Description)
    if found.retirement or "pagina" in request.query_params or iri.startswith(f"{iris.BASE}id/bron/"):
        place = iris.local_path(iris.document(iri))
        return site.render(
            request, "uitspraken.html", thing=found, place=place, formats=_OTHER_FORMATS, **_HELPERS
        )
    return thing_page(site, request, iri)


def _graph(site: Site, descriptions: Descriptions, request: Request, iri: str) -> Response:
    graph = iris.GRAPH + "ontologie" if iri == iris.ONTOLOGY else iri
    triples = sorted(descriptions.graph(graph))
    subjects = [
        (subject, list(said)) for subject, said in groupby(triples, key=lambda triple: triple.subject)
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
    found = iris.passage_lines(passage)
    if not found:
        return ""
    _, first, last = found
    return f"regel {first}" if first == last else f"regels {first}-{last}"


_HELPERS: dict[str, Any] = {"address": _link, "short": _short, "lines_of": _lines, "compact": compact}
