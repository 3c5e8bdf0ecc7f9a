"""What there is to learn: the ontology, the data, how to cite,
accessibility, and what the graph does not know.
"""

from fastapi import APIRouter, Request, Response

from ... import addresses as at
from ..kinds import KINDS
from ..model import count_things, list_terms, list_ties, measure_graphs
from ..passage import list_sources
from ..site import Site

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
        return site.render(request, template, plans=site.library.plans)


def _data(site: Site, request: Request) -> Response:
    manifest = site.release.manifest
    graphs = measure_graphs(manifest["graphs"])
    return site.render(
        request, "data.html",
        counts=count_things(site.library), graphs=graphs, triples=sum(g.triples for g in graphs),
        stated=sum(g.triples for g in graphs if not g.inferred), sources=list_sources(site.library).values(),
        plans=site.library.rows("plannen"), input=manifest["input"],
        dumps=sorted(f"veiligheidsgraaf.{kind.name}.gz" for kind in site.release.dumps.iterdir()),
    )  # fmt: skip
