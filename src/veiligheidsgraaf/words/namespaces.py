"""Namespaces as rdflib terms, each written once."""

from rdflib import Namespace
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD

from . import iris

VG = Namespace(iris.DEF)
ELI = Namespace("http://data.europa.eu/eli/ontology#")

__all__ = ["DCTERMS", "ELI", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SKOS", "VG", "XSD"]
