"""A plain Dutch page about anything that has an IRI of ours: all that its document holds, and nothing more."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from ..answers.description import Description
from ..store.rdf import Term
from ..words import iris
from ..words.prefixes import compact
from .document_formats import FORMATS, HTML
from .linked_data import Html
from .published import Published

_MOST_SUBJECTS = 4000


def plain_html(current: Callable[[], Published]) -> Html:
    """What makes a page: of a thing, of the ontology, of a named graph."""
    templates = Jinja2Templates(Path(__file__).parent / "templates")
    templates.env.globals.update(
        link=_link, short=_short, lines=_lines, compact=compact, formats=[kind for kind in FORMATS if kind is not HTML]
    )

    def render(request: Request, template: str, **context: object) -> Response:
        return templates.TemplateResponse(request, template, {"digest": current().digest, **context})

    def html(request: Request, iri: str) -> Response:
        if iris.is_thing(iri):
            found = current().descriptions.describe(iri, int(request.query_params.get("pagina", "1")))
            assert isinstance(found, Description)
            return render(request, "kaal-ding.html", thing=found, place=iris.local_path(iris.document(iri)))
        graph = iris.GRAPH + "ontologie" if iri == iris.ONTOLOGY else iri
        triples = sorted(current().descriptions.graph(graph))
        subjects = [(subject, list(said)) for subject, said in groupby(triples, key=lambda triple: triple.subject)]
        return render(
            request,
            "kaal-graaf.html",
            iri=iri,
            place=iris.local_path(iri),
            subjects=subjects[:_MOST_SUBJECTS],
            total=len(subjects),
            size=len(triples),
        )

    return html


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
