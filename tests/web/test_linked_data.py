"""Linked data: every IRI of ours is reachable, in every format, and says what the graph says."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from fastapi.testclient import TestClient

from veiligheidsgraaf.check.shape_rules import Rules
from veiligheidsgraaf.release.build import build
from veiligheidsgraaf.server.app import create_app
from veiligheidsgraaf.server.settings import read_settings
from veiligheidsgraaf.store.pool import PooledStore
from veiligheidsgraaf.web.linked_data.rdf import serialize
from veiligheidsgraaf.web.linked_data.representations import FORMATS, split_suffix
from veiligheidsgraaf.words import iris
from veiligheidsgraaf.words.namespaces import VG
from veiligheidsgraaf.words.project import Project
from veiligheidsgraaf.words.release import Release
from veiligheidsgraaf.words.values import Term, Triple

from ..conftest import EXAMPLE

RDF = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
SUFFIX = {kind.media_type: kind.suffix for kind in FORMATS}
PLACES = (
    "/doc/plan/voorbeeldstad-2020", "/doc/bron/voorbeeldstad-2020", "/doc/thema/ondermijning", "/doc/dataset/veiligheidsgraaf", "/def",
    "/graph/plan/voorbeeldstad-2020", "/graph/afgeleid/plan/voorbeeldstad-2020", "/graph/referentie", "/graph/void", "/catalogus",
    "/.well-known/void", "/.well-known/sparql-examples",
)  # fmt: skip
# Not pages: the endpoint wants a query, the API and the dumps have tests of their own.
ELSEWHERE = ("/sparql", "/api", "/dumps")
OUR_IRI = re.compile(r"https://w3id\.org/veiligheidsgraaf(?:/[^\s\"<>\\]*)?")


def open_client(release: Release) -> Iterator[TestClient]:
    with TestClient(create_app(release, read_settings({})), follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(example_release: Release) -> Iterator[TestClient]:
    yield from open_client(example_release)


@pytest.fixture(scope="module")
def real_client(release: Release) -> Iterator[TestClient]:
    yield from open_client(release)


@pytest.fixture(scope="module")
def dataset(example_release: Release) -> set[ox.Quad]:
    return set(ox.parse(example_release.open_dataset(), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def triples(dataset: set[ox.Quad]) -> set[ox.Triple]:
    return {quad.triple for quad in dataset}


def parse(response) -> set[ox.Triple]:
    media = response.headers["content-type"].partition(";")[0]
    found = {quad.triple for quad in ox.parse(response.content, RDF[media])}
    canonical = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in found)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in canonical}


def get(client: TestClient, path: str, accept: str = "text/turtle", status: int = 200):
    response = client.get(path, headers={"Accept": accept})
    assert response.status_code == status, (path, response.text[:300])
    return response


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.text[:300]
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


class Links(HTMLParser):
    """Targets and anchors of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.add(value)
            if name == "id" and value:
                self.anchors.add(value)


def test_a_thing_sends_to_its_document(client: TestClient) -> None:
    response = get(client, "/id/plan/voorbeeldstad-2020/doel/1-0?_mediatype=text/turtle", status=303)
    assert response.headers["location"] == "/doc/plan/voorbeeldstad-2020/doel/1-0?_mediatype=text/turtle"
    assert client.head("/id/thema/ondermijning").status_code == 303


@pytest.mark.parametrize("place", PLACES)
def test_all_formats_say_the_same(place: str, client: TestClient) -> None:
    found = {media: parse(get(client, place, media)) for media in RDF}
    assert found["text/turtle"]
    for media in RDF:
        assert found[media] == found["text/turtle"], media
        assert parse(get(client, f"{place}.{SUFFIX[media]}")) == found[media]
    page = get(client, place, "text/html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="nl">' in page.text


@pytest.mark.parametrize("place", PLACES)
def test_alternates_are_there_and_are_what_they_say(place: str, client: TestClient) -> None:
    response = get(client, place)
    assert "Accept" in response.headers["vary"]
    alternates = re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', response.headers["link"])
    assert {media for _, media in alternates} == {"text/html", *RDF} - {"text/turtle"}
    for path, media in alternates:
        assert get(client, path, "image/png").headers["content-type"].partition(";")[0] == media
    assert f'<https://w3id.org/veiligheidsgraaf{place}>; rel="canonical"' in response.headers["link"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        ("application/rdf+xml;q=0.1, application/ld+json;q=0.2", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("nonsense", "text/turtle"),
    ],
)
def test_accept_is_weighed(accept: str, media: str, client: TestClient) -> None:
    assert get(client, "/doc/thema/ondermijning", accept).headers["content-type"].partition(";")[0] == media


def test_media_type_in_the_query_wins(client: TestClient) -> None:
    for value in ("application/ld+json", "application/ld%2Bjson"):
        response = get(client, f"/doc/thema/ondermijning?_mediatype={value}", "text/html")
        assert response.headers["content-type"] == "application/ld+json"
    problem(client.get("/doc/thema/ondermijning?_mediatype=image/png"), 406)
    assert (
        "text/turtle"
        in problem(client.get("/doc/thema/ondermijning", headers={"Accept": "image/png"}), 406)["detail"]
    )
    problem(client.get("/def", headers={"Accept": "text/turtle;q=0"}), 406)


@pytest.mark.parametrize(
    "path",
    ["/id/thema/nergens", "/doc/thema/nergens", "/doc/thema/nergens.ttl", "/id/thema", "/doc/Thema/X", "/doc/thema/..%2f..%2fetc", "/doc/",
     "/doc/thema/a%3E%20%7D", "/graph/nergens", "/graph/Plan", "/graph/", "/def/0.0.9", "/def/Nergens", "/def/%3E", "/def.png", "/def.",
     "/catalogus.xls", "/dumps/nergens.gz", "/dumps/..%2fmanifest.json", "/doc/thema/ondermijning/", "/id/thema/" + "x" * 5000],
)  # fmt: skip
def test_what_is_not_there_is_not_found(path: str, client: TestClient) -> None:
    found = problem(client.get(path, headers={"Accept": "text/turtle"}), 404)
    assert len(found["detail"]) < 400


@pytest.mark.parametrize("page", ["0", "-1", "2.5", "x", "99999999999999999999", "²", "500"])
def test_a_page_that_is_not_there_is_refused(page: str, client: TestClient) -> None:
    problem(client.get(f"/doc/thema/ondermijning?pagina={page}"), 400)
    problem(client.get(f"/doc/thema/ondermijning.html?pagina={page}"), 400)


def test_methods(client: TestClient) -> None:
    whole, head = client.get("/doc/thema/ondermijning"), client.head("/doc/thema/ondermijning")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == whole.headers["etag"]
    refused = client.post("/doc/thema/ondermijning")
    problem(refused, 405)
    assert "GET" in refused.headers["allow"]


def test_document_says_what_the_graph_says_and_no_more(client: TestClient, triples: set[ox.Triple]) -> None:
    things = sorted(
        {
            t.subject.value
            for t in triples
            if isinstance(t.subject, ox.NamedNode) and iris.is_thing(t.subject.value)
        }
    )
    assert len(things) > 200
    for thing in things[::7]:
        found = parse(get(client, iris.local_path(iris.document(thing))))
        node = ox.NamedNode(thing)
        own = {t for t in triples if t.subject == node and not isinstance(t.object, ox.BlankNode)}
        assert own <= found, thing
        about = {
            t
            for t in found - triples
            if t.subject != ox.NamedNode(iris.document(thing))
            and not isinstance(t.subject, ox.BlankNode)
            and not isinstance(t.object, ox.BlankNode)
        }
        assert not about, thing


@pytest.mark.parametrize(("name", "sorted_up_to"), [("status/lopend", 1000), ("partner/politie", 150)])
def test_what_points_to_a_thing_comes_in_pages(
    name: str, sorted_up_to: int, real_client: TestClient, release: Release, monkeypatch
) -> None:
    monkeypatch.setattr("veiligheidsgraaf.web.linked_data.describe._MOST_SORTED", sorted_up_to)
    thing = ox.NamedNode(f"https://w3id.org/veiligheidsgraaf/id/{name}")
    store = ox.Store.read_only(str(release.store))
    quads = store.quads_for_pattern(None, None, thing)
    pointing = {quad.triple for quad in quads if isinstance(quad.subject, ox.NamedNode)}  # no list of a shape
    assert len(pointing) > 150
    path, found, pages = f"/doc/{name}", set(), 0
    while path:
        response = get(real_client, path)
        on_page = {t for t in parse(response) if t.object == thing and t in pointing}
        assert len(on_page) <= 100
        assert not on_page & found
        found |= on_page
        pages += 1
        following = re.search(r'<([^>]+)>; rel="next"', response.headers["link"])
        assert bool(re.search('rel="prev"', response.headers["link"])) == (pages > 1)
        path = following[1] if following else ""
    assert found == pointing
    assert pages == len(pointing) // 100 + 1


def test_source_holds_its_passages_and_a_statement_those_it_rests_on(
    client: TestClient, triples: set[ox.Triple]
) -> None:
    source = "https://w3id.org/veiligheidsgraaf/id/bron/voorbeeldstad-2020"
    found = parse(get(client, "/doc/bron/voorbeeldstad-2020"))
    passages = {
        t for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(source + "#")
    }
    assert passages
    assert passages <= found
    page = Links(get(client, "/doc/bron/voorbeeldstad-2020.html").text)
    assert {t.subject.value.partition("#")[2] for t in passages} <= page.anchors
    goal = get(client, "/doc/plan/voorbeeldstad-2020/doel/1-0").text
    assert "vg:sha256" in goal
    assert "#line=" in goal


def test_answer_depends_on_release_and_request_only(client: TestClient, monkeypatch) -> None:
    first = get(client, "/doc/thema/ondermijning")
    tag = first.headers["etag"]
    others = [get(client, path, accept).headers["etag"] for path, accept in
              (("/doc/thema/ondermijning", "text/html"), ("/doc/thema/jeugdoverlast", "text/turtle"), ("/def", "text/turtle"))]  # fmt: skip
    assert len({tag, *others}) == 4

    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a 304 needs no query")

    monkeypatch.setattr(PooledStore, "run", broken)
    for value in (tag, tag.removeprefix("W/"), f'"x", {tag}'):
        again = client.get(
            "/doc/thema/ondermijning", headers={"If-None-Match": value, "Accept": "text/turtle"}
        )
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
        assert "max-age" in again.headers["cache-control"]


def test_terms_of_the_ontology(client: TestClient, triples: set[ox.Triple]) -> None:
    assert get(client, "/def/Maatregel", status=303).headers["location"] == "/def#Maatregel"
    browser = client.get("/def/Maatregel", headers={"accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert browser.headers["location"] == "/leer/ontologie#Maatregel"
    version = next(t.object.value for t in triples if t.predicate.value.endswith("versionIRI"))
    assert parse(get(client, iris.local_path(version))) == parse(get(client, "/def"))
    anchors = Links(get(client, "/def.html").text).anchors
    terms = {
        t.subject.value
        for t in triples
        if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(iris.DEF)
    }
    assert {term.removeprefix(iris.DEF) for term in terms} <= anchors


RETIRED = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vg: <https://w3id.org/veiligheidsgraaf/def#> .

<https://w3id.org/veiligheidsgraaf/id/instrument/oude-rondgang> a vg:Instrument ;
    skos:prefLabel "Oude rondgang"@nl ;
    skos:definition "Zoals het vroeger ging."@nl ;
    vg:instrumentsoort <https://w3id.org/veiligheidsgraaf/id/instrumentsoort/methode> ;
    owl:deprecated true ;
    dct:isReplacedBy <https://w3id.org/veiligheidsgraaf/id/instrument/rondgang> ;
    skos:changeNote "Vervallen in 0.2.0: opgegaan in de rondgang."@nl .
"""


def test_a_retired_term_is_gone_and_says_what_came_instead(example: Project, tmp_path: Path) -> None:
    (example.root / "graphs" / "referentie" / "vervallen.ttl").write_text(RETIRED)
    for client in open_client(build(example, tmp_path)[0]):
        assert client.get("/id/instrument/oude-rondgang").status_code == 303
        gone = get(client, "/doc/instrument/oude-rondgang", status=410)
        assert "isReplacedBy" in gone.text
        page = get(client, "/doc/instrument/oude-rondgang", "text/html", status=410)
        assert "Vervallen in 0.2.0: opgegaan in de rondgang." in page.text
        assert 'href="/id/instrument/rondgang"' in page.text
        get(client, "/doc/instrument/rondgang")


def walk(client: TestClient, paths: set[str]) -> None:
    """Ask for every path, follow the links of each page, and fail on the first that is not there.

    A page with a query leads to ever more filters: what it offers is followed without a query only.
    Other formats have their own test.
    """
    todo, pages = {path.partition("#")[0] for path in paths}, {}
    while todo:
        path = todo.pop()
        response = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert response.status_code == 200, path
        is_page = response.headers["content-type"].startswith("text/html")
        pages[path] = page = Links(response.text if is_page else "")
        followed = {
            link.partition("#")[0]
            for link in page.links
            if link.startswith("/") and not link.startswith(ELSEWHERE) and not ("?" in path and "?" in link)
        }
        todo |= {link for link in followed if not split_suffix(link)[1]} - pages.keys()
    for path in paths:
        place, _, fragment = path.partition("#")
        assert not fragment or fragment in pages[place].anchors, path


def own_paths(text: str) -> set[str]:
    """Paths of all IRIs of ours in a text."""
    return {iri.removeprefix("https://w3id.org/veiligheidsgraaf") or "/" for iri in OUR_IRI.findall(text)}


@pytest.mark.proof
def test_every_iri_of_the_made_up_project_is_reachable(client: TestClient, dataset: set[ox.Quad]) -> None:
    nodes = {term.value for quad in dataset for term in quad if isinstance(term, ox.NamedNode)}
    paths = {path for node in nodes for path in own_paths(node)}
    assert len(paths) > 1000
    walk(client, {path for path in paths if not path.startswith(ELSEWHERE)})
    dumps = {path for path in paths if path.startswith("/dumps")}
    assert len(dumps) == 6 + len(client.get("/api/v1/vragen?limit=1000").json()["vragen"])
    for path in dumps:
        assert client.head(path).status_code == 200
    asked = [question["href"] for question in client.get("/api/v1/vragen").json()["vragen"]]
    answered = {path for href in asked for path in own_paths(client.get(f"{href}?limit=1000").text)}
    assert len(answered) > 30
    assert answered <= paths


def test_iris_of_the_real_graph_are_reachable(real_client: TestClient, release: Release) -> None:
    """Of each kind of thing some, so that it stays quick."""
    nodes, retired = set(), set()
    for quad in ox.parse(release.open_dataset(), format=ox.RdfFormat.N_QUADS):
        nodes.update(term.value for term in (*quad.triple, quad.graph_name) if isinstance(term, ox.NamedNode))
        if quad.predicate.value == "http://www.w3.org/2002/07/owl#deprecated":
            retired.update(own_paths(quad.subject.value))
    kinds: dict[str, list[str]] = {}
    for path in sorted({path.partition("#")[0] for node in nodes for path in own_paths(node)}):
        kinds.setdefault(
            re.sub(r"^(/id/plan/[^/]+/[^/]+|/id/[^/]+|/graph|.*)(/.*)?$", r"\1", path), []
        ).append(path)
    sampled = {path for paths in kinds.values() for path in paths[:: max(1, len(paths) // 5)]}
    assert len(sampled) > 150
    for path in sampled:
        if not path.startswith(ELSEWHERE):
            response = real_client.get(
                path, headers={"Accept": "application/n-triples"}, follow_redirects=True
            )
            expected = 410 if path in retired else 200
            assert response.status_code == expected or path == "/", path


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning"
)  # rdflib's own JSON-LD parser uses what rdflib deprecated
def test_context_keeps_every_statement(example_release: Release, triples: set[ox.Triple]) -> None:
    """The whole graph to JSON-LD and back: with the part of the context that a
    document carries, and with the published one.
    """
    flat = [Triple(*map(_term, (t.subject, t.predicate, t.object))) for t in triples]
    content = serialize(flat, "jsonld", example_release.context)
    expected = _canonical(triples)
    assert _canonical(quad.triple for quad in ox.parse(content, ox.RdfFormat.JSON_LD)) == expected
    published = json.dumps({**json.loads(content), "@context": example_release.context})
    assert _canonical(quad.triple for quad in ox.parse(published.encode(), ox.RdfFormat.JSON_LD)) == expected
    assert len(rdflib.Graph().parse(data=published, format="json-ld")) == len(triples)
    keys = {key for node in json.loads(content)["@graph"] for key in node}
    assert {"naam", "beschrijving", "bewijs", "heeftDoel", "jaar"} <= keys
    assert not {key for key in keys if key.startswith("vg:")}, "every term of ours has a short name"


def test_context_is_published(client: TestClient, example_release: Release) -> None:
    response = client.get("/def/context.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.json()["@context"] == example_release.context
    inline = get(client, "/doc/thema/ondermijning.jsonld").json()["@context"]
    assert inline.items() <= example_release.context.items()


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    datatype = term.datatype.value
    plain = datatype.endswith(("#string", "#langString"))
    return Term("literal", term.value, term.language or "", "" if plain else datatype)


def _canonical(triples) -> set[ox.Triple]:
    found = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in found}


def test_every_rule_that_a_finding_can_name_has_its_page(client: TestClient) -> None:
    rules = Rules(Project(EXAMPLE))
    assert {"plan-vastgesteld", "turtle-syntaxis"} < rules.keys()
    for rule in rules.values():
        found = client.get(iris.local_path(rule.iri))
        assert (found.status_code, found.headers["location"]) == (
            303,
            iris.local_path(iris.document(rule.iri)),
        )


@pytest.mark.parametrize("name", ["plan-vastgesteld", "turtle-syntaxis"])
def test_rule_tells_what_is_right_and_wrong_to_people_and_programs(client: TestClient, name: str) -> None:
    rule = Rules(Project(EXAMPLE))[name]
    place = f"/doc/regel/{name}"
    page = client.get(place, headers={"accept": "text/html"}).text
    text = client.get(place, headers={"accept": "text/turtle"}).text
    said = rdflib.Graph().parse(data=text)
    subject = rdflib.URIRef(rule.iri)
    assert said.value(subject, VG.voorbeeldFout) == rdflib.Literal(rule.bad)
    assert said.value(subject, VG.herstel) == rdflib.Literal(rule.how, lang="nl")
    for shown in (rule.title, rule.how, rule.good, rule.bad):
        assert html.escape(shown).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in page


def test_shapes_are_published_as_they_were_checked(client: TestClient, dataset: set[ox.Quad]) -> None:
    found = ox.parse(client.get("/graph/shapes.nt").content, ox.RdfFormat.N_TRIPLES)
    published = {quad.triple for quad in found}
    assert len(published) == sum(quad.graph_name == ox.NamedNode(iris.SHAPES_GRAPH) for quad in dataset)
    shape = ox.NamedNode(iris.thing("regel", "plan-vastgesteld"))
    assert any(
        triple.subject == shape and triple.predicate.value.endswith("shacl#path") for triple in published
    )


def test_page_of_the_ontology_has_sections_of_things_with_an_address_alone(client: TestClient) -> None:
    page = client.get("/def.html").text
    sections = re.findall(r'<h2 class="nl-heading nl-heading--level-3"[^>]*>(<\w+)', page)
    assert len(sections) > 100
    assert set(sections) == {"<a"}
    triples = parse(get(client, "/def"))
    assert any(isinstance(triple.subject, ox.BlankNode) for triple in triples)
    assert len(sections) == len({t.subject for t in triples if isinstance(t.subject, ox.NamedNode)})
