"""What there is to learn: the ontology, the data, how to cite, accessibility, and what the graph does not
know.
"""

from fastapi import APIRouter, Request, Response

from ..model import count_things, list_terms, list_ties, measure_graphs
from ..passage import list_sources
from ..site import Site


def mount(router: APIRouter, site: Site) -> None:
    """Add /leer and the pages below it."""

    @router.get("/leer")
    def learn(request: Request) -> Response:
        return site.render(request, "leer.html")

    @router.get("/leer/ontologie")
    def ontology(request: Request) -> Response:
        terms = list_terms(site.library)
        return site.render(request, "ontologie.html", terms=terms, ties=list_ties(site.library))

    @router.get("/leer/data")
    def data(request: Request) -> Response:
        return _data(site, request)

    for name in ("citeren", "toegankelijkheid", "grenzen"):
        router.add_api_route(f"/leer/{name}", _plain(site, name), methods=["GET"])


def _data(site: Site, request: Request) -> Response:
    manifest = site.release.manifest
    graphs = measure_graphs(manifest["graphs"])
    return site.render(
        request, "data.html",
        counts=count_things(site.library), graphs=graphs, triples=sum(g.triples for g in graphs),
        stated=sum(g.triples for g in graphs if not g.inferred), sources=list_sources(site.library).values(),
        plans=site.library.rows("plannen"), input=manifest["input"],
        dumps=sorted(path.name for path in site.release.dumps.glob("*.gz")),
    )  # fmt: skip


def _plain(site: Site, name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 (an endpoint as FastAPI takes it)
    def page(request: Request) -> Response:
        return site.render(request, f"{name}.html", plans=site.library.plans)

    return page
