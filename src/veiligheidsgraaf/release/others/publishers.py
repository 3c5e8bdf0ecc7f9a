"""Who publishes which graph and which things of a release, as statements that it makes of itself (VoID)."""

from collections.abc import Iterable

import pyoxigraph as ox

from ...words import iris
from ..statements import Statements, dutch
from .screening import Screened


def describe_others(accepted: Iterable[Screened]) -> list[ox.Quad]:
    """A dataset per repository, with its publisher, licence and digest; its graphs and the things it adds."""
    void = Statements(iris.VOID_GRAPH)
    for screened in accepted:
        repository = screened.repository
        dataset, publisher = f"{iris.DATASET}/{repository.name}", repository.publisher
        void.add(iris.DATASET, "void:subset", dataset)
        void.add(dataset, "rdf:type", "void:Dataset")
        void.add(dataset, "dct:title", dutch(publisher.name or repository.name))
        void.add(dataset, "dct:identifier", ox.Literal(f"sha256:{repository.digest}"))
        if publisher.name:
            agent = f"{iris.BASE}id/agent/{repository.name}"
            void.add(dataset, "dct:publisher", agent)
            void.add(agent, "rdf:type", "foaf:Agent")
            void.add(agent, "foaf:name", dutch(publisher.name))
        if publisher.licence:
            void.add(dataset, "dct:license", ox.NamedNode(publisher.licence))
        if publisher.website:
            void.add(dataset, "foaf:homepage", ox.NamedNode(publisher.website))
        for slug in sorted(screened.plans):
            for kind in ("plan/", "passages/"):
                void.add(f"{iris.GRAPH}{kind}{slug}", "dct:isPartOf", dataset)
        for thing in sorted(screened.things):
            void.add(thing, "void:inDataset", dataset)
    return void.quads
