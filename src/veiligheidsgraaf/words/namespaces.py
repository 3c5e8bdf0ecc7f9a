"""Namespaces as rdflib terms, each written once."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD

from . import iris


class _Kept(Namespace):
    """A namespace that makes each of its terms once: a check asks for some of them at every triple."""

    def __getattr__(self, name: str) -> URIRef:
        term = super().__getattr__(name)
        if not name.startswith("__"):
            self.__dict__[name] = term
        return term


VG = _Kept(iris.DEF)
ELI = Namespace("http://data.europa.eu/eli/ontology#")

__all__ = ["DCTERMS", "ELI", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SKOS", "VG", "XSD"]
