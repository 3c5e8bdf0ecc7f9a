"""What a release says about itself: VoID counts what is there, the catalogue
meets its profile, examples run, dumps are whole.
"""

import csv
import gzip
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import yaml
from fastapi.testclient import TestClient
from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SH, SKOS, VOID

from veiligheidsgraaf.answers.answers import Answers
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.release.catalogue import DUMPS
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.questions import load_questions
from veiligheidsgraaf.words.release import Release

from ..conftest import DATA, ROOT

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
META = {iris.VOID_GRAPH, iris.CATALOG_GRAPH, iris.EXAMPLES_GRAPH, iris.SHAPES_GRAPH, iris.RULES_GRAPH}
DATASET = rdflib.URIRef(iris.DATASET)
MANDATORY = """dct:title dct:description dct:publisher dct:creator dct:identifier dct:license dct:accessRights dcat:theme dcat:contactPoint
    dcat:dataset dcat:distribution dcat:accessURL dcat:downloadURL dcat:accessService dcat:keyword dct:language dct:conformsTo foaf:page dcat:endpointURL dcat:endpointDescription foaf:name"""
FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES,
           "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip

LISTED = [question for question in load_questions(Project(ROOT)).values() if question.listed]


@pytest.fixture(scope="module")
def quads(example_release: Release) -> list[ox.Quad]:
    return list(ox.parse(example_release.open_dataset(), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def counted(quads: list[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in quads if quad.graph_name.value not in META}


def graph_of(quads: list[ox.Quad], *names: str) -> rdflib.Graph:
    wanted = [quad.triple for quad in quads if quad.graph_name.value in names]
    return rdflib.Graph().parse(data=ox.serialize(wanted, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="module")
def void(quads: list[ox.Quad]) -> rdflib.Graph:
    return graph_of(quads, iris.VOID_GRAPH)


@pytest.fixture(scope="module")
def catalogue(quads: list[ox.Quad]) -> rdflib.Graph:
    return graph_of(quads, iris.CATALOG_GRAPH)


def number(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    return int(graph.value(subject, predicate, any=False))


def test_void_counts_what_is_there(void: rdflib.Graph, counted: set[ox.Triple], quads: list[ox.Quad]) -> None:
    assert number(void, DATASET, VOID.triples) == len(counted)
    assert number(void, DATASET, VOID.distinctSubjects) == len({t.subject for t in counted})
    assert number(void, DATASET, VOID.distinctObjects) == len({t.object for t in counted})
    assert number(void, DATASET, VOID.properties) == len({t.predicate for t in counted})
    sizes = Counter(quad.graph_name.value for quad in quads if quad.graph_name.value not in META)
    assert {str(g): number(void, g, VOID.triples) for g in map(rdflib.URIRef, sizes)} == sizes
    assert {rdflib.URIRef(name) for name in {*sizes, *META}} <= set(void.objects(DATASET, VOID.subset))


def test_void_has_a_partition_per_class_and_per_property(void: rdflib.Graph, counted: set[ox.Triple]) -> None:
    members = Counter(
        t.object.value
        for t in counted
        if t.predicate.value == str(RDF.type) and isinstance(t.object, ox.NamedNode)
    )
    parts = {
        str(void.value(part, VOID["class"])): part for part in void.objects(DATASET, VOID.classPartition)
    }
    assert {name: number(void, part, VOID.entities) for name, part in parts.items()} == members
    usage = Counter(t.predicate.value for t in counted)
    found = {
        str(void.value(p, VOID.property)): number(void, p, VOID.triples)
        for p in void.objects(DATASET, VOID.propertyPartition)
    }
    assert found == usage
    plan = parts[iris.DEF + "Maatregel"]
    measures = {
        t.subject
        for t in counted
        if t.predicate.value == str(RDF.type) and t.object == ox.NamedNode(iris.DEF + "Maatregel")
    }
    own = {
        str(void.value(p, VOID.property)): number(void, p, VOID.triples)
        for p in void.objects(plan, VOID.propertyPartition)
    }
    assert own == Counter(t.predicate.value for t in counted if t.subject in measures)


def test_void_tells_where_to_get_and_what_to_expect(void: rdflib.Graph, counted: set[ox.Triple]) -> None:
    assert str(void.value(DATASET, VOID.sparqlEndpoint)) == "https://w3id.org/veiligheidsgraaf/sparql"
    assert str(void.value(DATASET, VOID.uriSpace)) == "https://w3id.org/veiligheidsgraaf/id/"
    assert len(set(void.objects(DATASET, VOID.dataDump))) == len(DUMPS)
    examples = {str(iri) for iri in void.objects(DATASET, VOID.exampleResource)}
    assert len(examples) == 6
    assert examples <= {t.subject.value for t in counted}
    vocabularies = {str(iri) for iri in void.objects(DATASET, VOID.vocabulary)}
    assert all(any(t.predicate.value.startswith(v) for v in vocabularies) for t in counted)
    links = [void.value(s, VOID.linkPredicate) for s in void.subjects(RDF.type, VOID.Linkset)]
    assert SKOS.broadMatch in links
    eurovoc = next(s for s in void.subjects(VOID.linkPredicate, SKOS.broadMatch) if "eurovoc" in s)
    expected = [
        t
        for t in counted
        if t.predicate.value == str(SKOS.broadMatch) and t.object.value.startswith("http://eurovoc")
    ]
    assert number(void, eurovoc, VOID.triples) == len(expected) > 10


def conforms(data: rdflib.Graph, shapes: str) -> tuple[bool, str]:
    found, _, text = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(DATA / shapes), inference="none")
    return found, text


def test_catalogue_meets_dcat_ap_nl(catalogue: rdflib.Graph) -> None:
    found, text = conforms(catalogue, "dcat-ap-nl.ttl")
    assert found, text
    for kind, count in (
        (DCAT.Catalog, 1),
        (DCAT.Dataset, 1),
        (DCAT.DataService, 2),
        (DCAT.Distribution, len(DUMPS) + len(LISTED) + 2),
    ):
        assert len(set(catalogue.subjects(RDF.type, kind))) == count, kind


@pytest.mark.parametrize("name", MANDATORY.split())
def test_catalogue_without_a_mandatory_property_fails(name: str, catalogue: rdflib.Graph) -> None:
    """The shapes above can fail: each property that the profile demands is missed when it goes."""
    names = {"dct": DCTERMS, "dcat": DCAT, "foaf": rdflib.FOAF}
    prefix, _, local = name.partition(":")
    poorer = rdflib.Graph()
    for triple in catalogue:
        if triple[1] != names[prefix][local]:
            poorer.add(triple)
    assert len(poorer) < len(catalogue)
    assert not conforms(poorer, "dcat-ap-nl.ttl")[0]


def test_vocabularies_meet_nl_sbb(project: Project) -> None:
    graph = rdflib.Graph()
    for name, path in project.files("ontology", ".ttl"):
        if not name.startswith("ontology/catalogus/"):
            graph.parse(path)
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) > 10
    found, text = conforms(graph, "nl-sbb.ttl")
    assert found, text
    for predicate in (SKOS.definition, SKOS.prefLabel, SKOS.inScheme, DCTERMS.title):
        poorer = rdflib.Graph() + graph
        scheme = URIRef(iris.THINGS + "begrippenkader/themas")
        concept = URIRef(iris.THINGS + "thema/ondermijning")
        poorer.remove((scheme if predicate == DCTERMS.title else concept, predicate, None))
        assert not conforms(poorer, "nl-sbb.ttl")[0], predicate
    poorer = rdflib.Graph() + graph
    poorer.add((URIRef(iris.DEF + "Doel"), SKOS.closeMatch, next(graph.objects(None, SKOS.closeMatch))))
    assert not conforms(poorer, "nl-sbb.ttl")[0], "a class that matches a concept"


def as_engine(rows: str, columns: Iterable[str]) -> list[list[str]]:
    """The rows of a CSV, numbers as the engine writes them: answers keep `40.0`, the endpoint says `40`. The
    query in the editor has columns beside those of the question.
    """
    found = csv.DictReader(io.StringIO(rows))
    return [[re.sub(r"^(-?\d+)\.0+$", r"\1", row[column]) for column in columns] for row in found]


def test_every_question_is_an_example_that_runs(
    quads: list[ox.Quad], example_release: Release, example_answers: Answers
) -> None:
    graph = graph_of(quads, iris.EXAMPLES_GRAPH)
    examples = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(examples) == len(LISTED)
    with TestClient(create_app(example_release, read_settings({}))) as client:
        for question in LISTED:
            example = rdflib.URIRef(f"{iris.EXAMPLES_GRAPH}#{question.name}")
            assert graph.value(example, RDFS.comment) == rdflib.Literal(question.question, lang="nl")
            text = str(graph.value(example, SH.select))
            rows = client.post("/sparql", data={"query": text}, headers={"Accept": "text/csv"}).text
            stated = example_answers.ask(question.name, {}, "csv").decode()
            assert as_engine(rows, question.columns) == as_engine(stated, question.columns) != []
    declared = {
        str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace))
        for d in graph.objects(None, SH.declare)
    }
    assert declared["vg"] == iris.DEF
    assert declared["skos"] == str(SKOS)


@pytest.mark.parametrize("suffix", DUMPS)
def test_dump_holds_the_whole_dataset(suffix: str, quads: list[ox.Quad], example_release: Release) -> None:
    content = gzip.decompress(b"".join(path.read_bytes() for path in example_release.dump(suffix)))
    found = ox.Dataset(ox.parse(content, FORMATS[suffix]))
    expected = ox.Dataset(quads if DUMPS[suffix][3] else [ox.Quad(*quad.triple) for quad in quads])
    for part in (found, expected):
        part.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert set(found) == set(expected)


@pytest.mark.parametrize("suffix", [suffix for suffix in DUMPS if not DUMPS[suffix][3]])
def test_dump_without_graphs_says_each_triple_once(suffix: str, example_release: Release) -> None:
    content = gzip.decompress(b"".join(path.read_bytes() for path in example_release.dump(suffix)))
    found = [quad.triple for quad in ox.parse(content, FORMATS[suffix])]
    assert len(found) == len(set(found)) > 1000


def test_dumps_are_the_same_bytes_each_time(
    example: Project, example_release: Release, tmp_path: Path
) -> None:
    again = build(example, tmp_path)[0]
    for suffix in DUMPS:
        ours, theirs = (
            [hashlib.sha256(path.read_bytes()).hexdigest() for path in r.dump(suffix)]
            for r in (example_release, again)
        )
        assert ours == theirs != []


def test_metadata_follows_the_data(example: Project, tmp_path: Path) -> None:
    path = example.root / "graphs" / "referentie" / "voorbeeldstad.ttl"
    path.write_text(
        path.read_text().replace('skos:prefLabel "Redactie"@nl', 'skos:prefLabel "Stadsarchief"@nl')
    )
    release = build(example, tmp_path)[0]
    graph = graph_of(list(ox.parse(release.open_dataset(), format=ox.RdfFormat.N_QUADS)), iris.CATALOG_GRAPH)
    publisher = graph.value(DATASET, DCTERMS.publisher)
    assert str(graph.value(publisher, rdflib.FOAF.name)) == "Stadsarchief"


def test_publiccode_has_the_keys_of_its_version() -> None:
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert found["publiccodeYmlVersion"] == "0.7.0"
    assert {
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    } <= set(found)
    for language in found["localisation"]["availableLanguages"]:
        text = found["description"][language]
        assert 10 <= len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert found["legal"]["license"] == "EUPL-1.2"
    assert found["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert found["maintenance"]["contacts"]
    assert isinstance(found["localisation"]["localisationReady"], bool)
