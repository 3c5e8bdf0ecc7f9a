"""What a release says about itself: VoID with its statistics, in `.../graph/void`
(https://www.w3.org/TR/void/).

Counted over stated and inferred statements together, each once: what the
endpoint's default graph holds. No clock, no host.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

import pyoxigraph as ox

from ..words import iris
from ..words.prefixes import expand
from .catalogue import DUMPS, describe_catalogue
from .examples import describe_questions
from .statements import Statements, dutch, graph_of

_TYPE = ox.NamedNode(expand("rdf:type"))
_VERSION = ox.NamedNode(expand("owl:versionInfo"))
_MODIFIED = ox.NamedNode(expand("dct:modified"))
_LINKS = {
    expand(name)
    for name in (
        "owl:sameAs",
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
        "skos:mappingRelation",
        "dct:source",
        "vg:wettekst",
        "dct:references",
    )
}
# Graphs about the graph: not counted, since a count in them would change what it counts.
_ABOUT_ITSELF = {
    iris.VOID_GRAPH: "Wat er in de graaf zit (VoID)",
    iris.CATALOG_GRAPH: "De catalogus (DCAT-AP-NL)",
    iris.EXAMPLES_GRAPH: "De vaste vragen als SPARQL",
    iris.SHAPES_GRAPH: "Wat van de graaf gevraagd wordt (SHACL)",
    iris.RULES_GRAPH: "De regels waarop wordt gecontroleerd, met uitleg",
}
_EXAMPLES_OF = ("vg:Veiligheidsplan", "vg:Thema", "vg:Partner", "vg:Maatregel", "vg:Doel", "vg:Instrument")


def describe_release(quads: Iterable[ox.Quad], questions: dict[str, tuple[str, str, str]]) -> list[ox.Quad]:
    """VoID, the computed part of the catalogue, and the questions as data.

    In: all quads; name -> question, description, SPARQL.
    """
    graphs: dict[str, int] = Counter()
    triples = set()
    facts: dict[ox.NamedNode, ox.Literal] = {}
    for quad in quads:
        if graph_of(quad) == iris.CATALOG_GRAPH:
            continue
        graphs[graph_of(quad)] += 1
        triples.add(quad.triple)
        if quad.subject == ox.NamedNode(iris.ONTOLOGY) and isinstance(quad.object, ox.Literal):
            facts[quad.predicate] = quad.object
    void = Statements(iris.VOID_GRAPH)
    _describe_dataset(void, triples)
    _describe_graphs(void, graphs)
    _describe_classes(void, triples)
    _describe_properties(void, triples)
    _describe_links(void, triples)
    catalogue = describe_catalogue(list(quads), facts.get(_VERSION), facts.get(_MODIFIED))
    return void.quads + catalogue.quads + describe_questions(questions).quads


def _describe_dataset(void: Statements, triples: set[ox.Triple]) -> None:
    whole = iris.DATASET
    subjects = {triple.subject for triple in triples}
    entities = {
        subject
        for subject in subjects
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(iris.BASE + "id/")
    }
    properties = {triple.predicate for triple in triples}
    void.add(iris.BASE + ".well-known/void", "rdf:type", "void:DatasetDescription")
    void.add(
        iris.BASE + ".well-known/void", "dct:title", dutch("Beschrijving van de Veiligheidsgraaf (VoID)")
    )
    void.add(iris.BASE + ".well-known/void", "foaf:primaryTopic", whole)
    void.add(whole, "rdf:type", "void:Dataset")
    void.add(whole, "void:triples", len(triples))
    void.add(whole, "void:entities", len(entities))
    void.add(whole, "void:distinctSubjects", len(subjects))
    void.add(whole, "void:distinctObjects", len({triple.object for triple in triples}))
    void.add(whole, "void:properties", len(properties))
    void.add(whole, "void:classes", len({triple.object for triple in triples if triple.predicate == _TYPE}))
    void.add(whole, "void:uriSpace", ox.Literal(iris.BASE + "id/"))
    void.add(whole, "void:uriRegexPattern", ox.Literal("^https://w3id\\.org/veiligheidsgraaf/id/"))
    void.add(whole, "void:sparqlEndpoint", iris.BASE + "sparql")
    void.add(whole, "void:rootResource", iris.CATALOG)
    for suffix in DUMPS:
        void.add(whole, "void:dataDump", f"{iris.BASE}dumps/veiligheidsgraaf.{suffix}.gz")
    for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"):
        void.add(whole, "void:feature", f"http://www.w3.org/ns/formats/{name}")
    for namespace in sorted({_namespace(term.value) for term in properties}):
        void.add(whole, "void:vocabulary", namespace)
    for kind in _EXAMPLES_OF:
        members = (
            t.subject for t in triples if t.predicate == _TYPE and t.object == ox.NamedNode(expand(kind))
        )
        ours = (
            member.value
            for member in members
            if isinstance(member, ox.NamedNode) and member.value.startswith(iris.BASE)
        )
        if example := min(ours, default=""):
            void.add(whole, "void:exampleResource", example)


def _describe_graphs(void: Statements, graphs: dict[str, int]) -> None:
    for graph, size in graphs.items():
        void.add(iris.DATASET, "void:subset", graph)
        void.add(graph, "rdf:type", "void:Dataset")
        void.add(graph, "void:triples", size)
    for graph, title in _ABOUT_ITSELF.items():
        void.add(iris.DATASET, "void:subset", graph)
        void.add(graph, "rdf:type", "void:Dataset")
        void.add(graph, "dct:title", dutch(title))


def _describe_classes(void: Statements, triples: set[ox.Triple]) -> None:
    """A partition per class, with in it how often each property is said of its members."""
    classes: dict[ox.NamedNode, set[object]] = defaultdict(set)
    kinds: dict[object, list[ox.NamedNode]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            classes[triple.object].add(triple.subject)
            kinds[triple.subject].append(triple.object)
    said: Counter[tuple[ox.NamedNode, ox.NamedNode]] = Counter(
        (kind, t.predicate) for t in triples for kind in kinds.get(t.subject, ())
    )
    for kind, members in classes.items():
        part = void.own("klasse", kind.value)
        void.add(iris.DATASET, "void:classPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:class", kind.value)
        void.add(part, "void:entities", len(members))
    for (kind, predicate), count in said.items():
        part = void.own("klasse", kind.value, predicate.value)
        void.add(void.own("klasse", kind.value), "void:propertyPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:property", predicate.value)
        void.add(part, "void:triples", count)


def _describe_properties(void: Statements, triples: set[ox.Triple]) -> None:
    counts: Counter[ox.NamedNode] = Counter(triple.predicate for triple in triples)
    subjects: dict[ox.NamedNode, set[object]] = defaultdict(set)
    objects: dict[ox.NamedNode, set[object]] = defaultdict(set)
    for triple in triples:
        subjects[triple.predicate].add(triple.subject)
        objects[triple.predicate].add(triple.object)
    for predicate, count in counts.items():
        part = void.own("eigenschap", predicate.value)
        void.add(iris.DATASET, "void:propertyPartition", part)
        void.add(part, "rdf:type", "void:Dataset")
        void.add(part, "void:property", predicate.value)
        void.add(part, "void:triples", count)
        void.add(part, "void:distinctSubjects", len(subjects[predicate]))
        void.add(part, "void:distinctObjects", len(objects[predicate]))


def _describe_links(void: Statements, triples: set[ox.Triple]) -> None:
    """A linkset per predicate and place on the web that things of ours are linked to."""
    links: Counter[tuple[str, str]] = Counter()
    for triple in triples:
        value = triple.object
        if (
            triple.predicate.value in _LINKS
            and isinstance(value, ox.NamedNode)
            and not value.value.startswith(iris.BASE)
        ):
            parts = urlsplit(value.value)
            if parts.scheme in ("http", "https"):
                links[triple.predicate.value, f"{parts.scheme}://{parts.netloc}/"] += 1
    for (predicate, place), count in links.items():
        target, linkset = (
            void.own("doel", urlsplit(place).netloc),
            void.own("koppeling", predicate, urlsplit(place).netloc),
        )
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
