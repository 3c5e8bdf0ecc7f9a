"""What a release says about itself: VoID with its statistics, in `.../graph/void`
(https://www.w3.org/TR/void/).

Counted over stated and inferred statements together, each once: what the
endpoint's default graph holds. No clock, no host.
"""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import expand
from .catalogue import DUMPS, describe_catalogue
from .counts import Figures, add_up, count_objects, iri_of
from .examples import describe_questions
from .statements import Statements, dutch

_VERSION = ox.NamedNode(expand("owl:versionInfo"))
_MODIFIED = ox.NamedNode(expand("dct:modified"))
# Graphs about the graph: not counted, since a count in them would change what it counts.
ABOUT_ITSELF = {
    iris.VOID_GRAPH: "Wat er in de graaf zit (VoID)",
    iris.CATALOG_GRAPH: "De catalogus (DCAT-AP-NL)",
    iris.EXAMPLES_GRAPH: "De vaste vragen als SPARQL",
    iris.SHAPES_GRAPH: "Wat van de graaf gevraagd wordt (SHACL)",
    iris.RULES_GRAPH: "De regels waarop wordt gecontroleerd, met uitleg",
}
_EXAMPLES_OF = ("vg:Veiligheidsplan", "vg:Thema", "vg:Partner", "vg:Maatregel", "vg:Doel", "vg:Instrument")


def describe_release(
    figures: Sequence[Figures],
    graphs: Mapping[str, int],
    shared: Iterable[ox.Quad],
    questions: dict[str, tuple[str, str, str]],
) -> list[ox.Quad]:
    """VoID, the computed part of the catalogue, and the questions as data.

    In: figures of every part; triples by graph; the quads that plans share, those of the catalogue among
    them; name -> question, description, SPARQL.
    """
    shared = list(shared)
    said = {
        quad.predicate: quad.object
        for quad in shared
        if quad.subject == ox.NamedNode(iris.ONTOLOGY) and isinstance(quad.object, ox.Literal)
    }
    void = Statements(iris.VOID_GRAPH)
    whole = add_up(figures)
    different, values = count_objects(figures)
    _describe_dataset(void, whole, different)
    _describe_graphs(void, {graph: size for graph, size in graphs.items() if graph not in ABOUT_ITSELF})
    _describe_classes(void, whole)
    _describe_properties(void, whole, values)
    _describe_links(void, whole)
    tables = {name: question for name, (question, _, _) in questions.items()}
    catalogue = describe_catalogue(shared, said.get(_VERSION), said.get(_MODIFIED), tables)
    return void.quads + catalogue.quads + describe_questions(questions).quads


def _describe_dataset(void: Statements, figures: Figures, objects: int) -> None:
    whole = iris.DATASET
    void.add(iris.BASE + ".well-known/void", "rdf:type", "void:DatasetDescription")
    void.add(
        iris.BASE + ".well-known/void", "dct:title", dutch("Beschrijving van de Veiligheidsgraaf (VoID)")
    )
    void.add(iris.BASE + ".well-known/void", "foaf:primaryTopic", whole)
    void.add(whole, "rdf:type", "void:Dataset")
    void.add(whole, "void:triples", figures.triples)
    void.add(whole, "void:entities", figures.entities)
    void.add(whole, "void:distinctSubjects", figures.subjects)
    void.add(whole, "void:distinctObjects", objects)
    void.add(whole, "void:properties", len(figures.predicates))
    void.add(whole, "void:classes", len(figures.classes))
    void.add(whole, "void:uriSpace", ox.Literal(iris.BASE + "id/"))
    void.add(whole, "void:uriRegexPattern", ox.Literal("^https://w3id\\.org/veiligheidsgraaf/id/"))
    void.add(whole, "void:sparqlEndpoint", iris.BASE + "sparql")
    void.add(whole, "void:rootResource", iris.CATALOG)
    for suffix in DUMPS:
        void.add(whole, "void:dataDump", f"{iris.BASE}dumps/veiligheidsgraaf.{suffix}.gz")
    for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        void.add(whole, "void:feature", f"http://www.w3.org/ns/formats/{name}")
    for namespace in sorted({_namespace(iri_of(name)) for name in figures.predicates}):
        void.add(whole, "void:vocabulary", namespace)
    for kind in _EXAMPLES_OF:
        if example := figures.examples.get(f"<{expand(kind)}>"):
            void.add(whole, "void:exampleResource", iri_of(example))


def _describe_graphs(void: Statements, graphs: Mapping[str, int]) -> None:
    for graph, size in graphs.items():
        void.add(iris.DATASET, "void:subset", graph)
        void.add(graph, "rdf:type", "void:Dataset")
        void.add(graph, "void:triples", size)
    for graph, title in ABOUT_ITSELF.items():
        void.add(iris.DATASET, "void:subset", graph)
        void.add(graph, "rdf:type", "void:Dataset")
        void.add(graph, "dct:title", dutch(title))


def _describe_classes(void: Statements, figures: Figures) -> None:
    """A partition per class, with in it how often each property is said of its members."""
    for kind, members in figures.classes.items():
        part = void.own("klasse", iri_of(kind))
        void.add(iris.DATASET, "void:classPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:class", iri_of(kind))
        void.add(part, "void:entities", members)
    for (kind, name), count in figures.said.items():
        part = void.own("klasse", iri_of(kind), iri_of(name))
        void.add(void.own("klasse", iri_of(kind)), "void:propertyPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:property", iri_of(name))
        void.add(part, "void:triples", count)


def _describe_properties(void: Statements, figures: Figures, values: Mapping[str, int]) -> None:
    for name, count in figures.predicates.items():
        part = void.own("eigenschap", iri_of(name))
        void.add(iris.DATASET, "void:propertyPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:property", iri_of(name))
        void.add(part, "void:triples", count)
        void.add(part, "void:distinctSubjects", figures.predicate_subjects[name])
        void.add(part, "void:distinctObjects", values[name])


def _describe_links(void: Statements, figures: Figures) -> None:
    """A linkset per predicate and place on the web that things of ours are linked to."""
    for (name, place), count in figures.links.items():
        predicate, host = iri_of(name), urlsplit(place).netloc
        target, linkset = void.own("doel", host), void.own("koppeling", predicate, host)
        void.add(iris.DATASET, "void:subset", linkset)
        void.add(linkset, "rdf:type", "void:Linkset")
        void.add(linkset, "void:linkPredicate", predicate)
        void.add(linkset, "void:subjectsTarget", iris.DATASET)
        void.add(linkset, "void:objectsTarget", target)
        void.add(linkset, "void:triples", count)
        void.add(target, "rdf:type", "void:Dataset")
        void.add(target, "void:uriSpace", ox.Literal(place))


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
