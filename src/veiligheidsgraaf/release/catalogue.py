"""The computed part of the DCAT-AP-NL 3 catalogue: distributions and classes.

The words stand in `ontology/catalogus/`.

Profile: https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/
"""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import expand
from .statements import Statements, dutch, graph_of

# Suffix of a dump -> its name, IANA media type, name in the EU file-type list, and whether it keeps the
# graphs apart.
DUMPS: dict[str, tuple[str, str, str, bool]] = {
    "nq": ("N-Quads", "application/n-quads", "RDF_N_QUADS", True),
    "trig": ("TriG", "application/trig", "RDF_TRIG", True),
    "ttl": ("Turtle", "text/turtle", "RDF_TURTLE", False),
    "nt": ("N-Triples", "application/n-triples", "RDF_N_TRIPLES", False),
    "rdf": ("RDF/XML", "application/rdf+xml", "RDF_XML", False),
    "jsonld": ("JSON-LD", "application/ld+json", "JSON_LD", True),
}
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
PUBLISHER, _NAME = ox.NamedNode(iris.BASE + "id/agent/redactie"), ox.NamedNode(expand("skos:prefLabel"))

# Property in the catalogue -> the class that the profile wants its values to have.
_RANGES = {
    "dct:publisher": "foaf:Agent",
    "dct:creator": "foaf:Agent",
    "dct:language": "dct:LinguisticSystem",
    "dct:license": "dct:LicenseDocument",
    "dct:accessRights": "dct:RightsStatement",
    "dct:conformsTo": "dct:Standard",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dcat:theme": "skos:Concept",
    "dcat:landingPage": "foaf:Document",
    "foaf:homepage": "foaf:Document",
    "foaf:page": "foaf:Document",
}
_THEMES = {"JUST": "Justitie, rechtsstelsel en openbare veiligheid", "GOVE": "Overheid en publieke sector"}


def describe_catalogue(
    quads: Iterable[ox.Quad],
    version: ox.Literal | None,
    modified: ox.Literal | None,
    tables: Mapping[str, str],
) -> Statements:
    """What the build adds to the catalogue's words, which are among the quads; version and date are the
    ontology's own. `tables`: name -> question of each table to take away.
    """
    catalogue = Statements(iris.CATALOG_GRAPH)
    written = [quad for quad in quads if graph_of(quad) == iris.CATALOG_GRAPH]
    _add_classes(catalogue, written)
    names = (
        q.object
        for q in quads
        if q.subject == PUBLISHER and q.predicate == _NAME and isinstance(q.object, ox.Literal)
    )
    catalogue.add(PUBLISHER.value, "foaf:name", *names)
    if not any(quad.subject == ox.NamedNode(iris.DATASET) for quad in written):
        return catalogue
    for subject in (iris.DATASET, iris.CATALOG):
        if modified:
            catalogue.add(subject, "dct:modified", modified)
    if version:
        catalogue.add(iris.DATASET, "dcat:version", version)
    for suffix in DUMPS:
        _add_dump(catalogue, suffix)
    for name, question in tables.items():
        _add_table(catalogue, name, question)
    _add_endpoint(catalogue)
    return catalogue


def _add_dump(catalogue: Statements, suffix: str) -> None:
    name, media, file_type, with_graphs = DUMPS[suffix]
    dump = f"{iris.BASE}id/distributie/dump-{suffix}"
    place = f"{iris.BASE}dumps/veiligheidsgraaf.{suffix}.gz"
    _add_distribution(catalogue, dump, dutch(f"De hele graaf als {name}"), place)
    how = "per benoemde graaf" if with_graphs else "samengevoegd"
    catalogue.add(dump, "dct:description", dutch(f"Alle uitspraken, {how}, ingepakt met gzip."))
    catalogue.add(dump, "dcat:downloadURL", place)
    catalogue.add(dump, "dcat:accessService", f"{iris.BASE}id/dataservice/sparql")
    catalogue.add(dump, "dcat:mediaType", _IANA + media)
    catalogue.add(_IANA + media, "rdf:type", "dct:MediaType")
    catalogue.add(dump, "dcat:compressFormat", _IANA + "application/gzip")
    catalogue.add(_IANA + "application/gzip", "rdf:type", "dct:MediaType")
    catalogue.add(dump, "dct:format", f"{_EU}file-type/{file_type}")
    catalogue.add(f"{_EU}file-type/{file_type}", "rdf:type", "dct:MediaTypeOrExtent")


def _add_table(catalogue: Statements, name: str, question: str) -> None:
    table = f"{iris.BASE}id/distributie/tabel-{name}"
    place = f"{iris.BASE}dumps/{name}.csv.gz"
    _add_distribution(catalogue, table, dutch(question), place)
    what = "Een rij per uitspraak en passage, als CSV ingepakt met gzip; met adressen, namen en de passage."
    catalogue.add(table, "dct:description", dutch(what))
    catalogue.add(table, "dcat:downloadURL", place)
    catalogue.add(table, "dcat:accessService", f"{iris.BASE}id/dataservice/rest")
    catalogue.add(table, "dcat:mediaType", _IANA + "text/csv")
    catalogue.add(_IANA + "text/csv", "rdf:type", "dct:MediaType")
    catalogue.add(table, "dcat:compressFormat", _IANA + "application/gzip")
    catalogue.add(table, "dct:format", f"{_EU}file-type/CSV")
    catalogue.add(f"{_EU}file-type/CSV", "rdf:type", "dct:MediaTypeOrExtent")


def _add_endpoint(catalogue: Statements) -> None:
    for name, title, place in (
        ("sparql", "De graaf via SPARQL", "sparql"),
        ("rest", "Antwoorden op vaste vragen via REST", "api/v1"),
    ):
        way = f"{iris.BASE}id/distributie/{name}"
        _add_distribution(catalogue, way, dutch(title), iris.BASE + place)
        catalogue.add(way, "dcat:accessService", f"{iris.BASE}id/dataservice/{name}")
        catalogue.add(way, "dcat:downloadURL", f"{iris.BASE}dumps/veiligheidsgraaf.nq.gz")


def _add_distribution(catalogue: Statements, distribution: str, title: ox.Literal, place: str) -> None:
    catalogue.add(iris.DATASET, "dcat:distribution", distribution)
    catalogue.add(distribution, "rdf:type", "dcat:Distribution")
    catalogue.add(distribution, "dct:title", title)
    catalogue.add(distribution, "dct:license", _LICENSE)
    catalogue.add(distribution, "dct:language", f"{_EU}language/NLD")
    catalogue.add(distribution, "dct:conformsTo", iris.ONTOLOGY)
    catalogue.add(distribution, "dcat:accessURL", place)


def _add_classes(catalogue: Statements, written: Iterable[ox.Quad]) -> None:
    """The class of what the catalogue points to outside, so that it can
    be validated without fetching anything.
    """
    ranges = {expand(name): kind for name, kind in _RANGES.items()}
    for quad in written:
        if quad.predicate.value in ranges and isinstance(quad.object, ox.NamedNode):
            catalogue.add(quad.object.value, "rdf:type", ranges[quad.predicate.value])
        if quad.predicate.value == expand("dcat:theme") and isinstance(quad.object, ox.NamedNode):
            label = _THEMES.get(quad.object.value.rpartition("/")[2])
            if label:
                catalogue.add(quad.object.value, "skos:prefLabel", dutch(label))
