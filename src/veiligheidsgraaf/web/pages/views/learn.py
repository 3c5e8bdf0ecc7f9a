"""What there is to learn: the ontology, the data, how to cite,
accessibility, and what the graph does not know.
"""

from fastapi import APIRouter, Request, Response

from ....words import iris
from ... import addresses as at
from ...asker import origin_of
from ..kinds import KINDS
from ..library import Library, Link
from ..model import count_things, list_terms, list_ties, measure_graphs
from ..paging import Pages, read_page
from ..passage import list_sources
from ..site import Site

_SOURCES = 50
_PLAIN = {at.CITE: "citeren.html", at.ACCESSIBILITY: "toegankelijkheid.html", at.LIMITS: "grenzen.html"}


def mount(router: APIRouter, site: Site) -> None:
    """Add /leer and the pages below it."""

    @router.get(at.LEARN.path)
    def learn(request: Request) -> Response:
        return site.render(request, "leer.html", concepts=[kind for kind in KINDS.values() if kind.concept])

    @router.get(at.ONTOLOGY.path)
    def ontology(request: Request) -> Response:
        terms, ties = list_terms(site.library), list_ties(site.library)
        return site.render(request, "ontologie.html", terms=terms, ties=ties)

    @router.get(at.DATA.path)
    def data(request: Request) -> Response:
        return _data(site, request)

    for address, template in _PLAIN.items():
        _add_plain(router, site, address, template)


def _add_plain(router: APIRouter, site: Site, address: at.Address, template: str) -> None:
    @router.get(address.path)
    def page(request: Request) -> Response:
        return site.render(request, template, plan_count=site.library.plan_count)


def _example(library: Library) -> Link | None:
    """A thing to show an address with: the theme that most plans treat."""
    found = library.things.most_treated("thema")
    return library.link(found.iri) if found else None


def _data(site: Site, request: Request) -> Response:
    manifest, library = site.release.manifest, site.library
    pages = Pages(library.plan_count, _SOURCES, at.DATA, {})
    number = read_page(request.query_params.get("blad", ""), len(pages))
    sources = list_sources(library, _SOURCES, (number - 1) * _SOURCES)
    graphs = measure_graphs(manifest["graphs"])
    return site.render(
        request, "data.html",
        counts=count_things(library), triples=sum(g.triples for g in graphs), graph_count=len(graphs),
        graphs=[g for g in graphs if iris.plan_of_graph(g.iri) in {"", *(s.slug for s in sources)}],
        stated=sum(g.triples for g in graphs if not g.inferred), sources=sources,
        page=number, pages=pages, input=manifest["input"],
        tables=[(site.answers.questions[name].question, f"{name}.csv.gz") for name in site.release.tables],
        origin=origin_of(request.scope), example=_example(library),
        dumps=sorted(f"veiligheidsgraaf.{kind.name}.gz" for kind in site.release.dumps.iterdir()),
    )  # fmt: skip
