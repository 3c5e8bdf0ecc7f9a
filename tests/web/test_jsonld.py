"""JSON-LD there and back: whatever the value and whatever the context thinks of
its key, another parser reads the same triple.
"""

import json

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.release.context import make_context
from veiligheidsgraaf.web.linked_data.jsonld import write_jsonld
from veiligheidsgraaf.words.prefixes import PREFIXES
from veiligheidsgraaf.words.values import Term, Triple, iri

DEF, XSD, SKOS = PREFIXES["vg"], PREFIXES["xsd"], PREFIXES["skos"]
ONTOLOGY = f"""
@prefix owl: <{PREFIXES["owl"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> . @prefix vg: <{DEF}> . @prefix xsd: <{XSD}> .
vg:Doel a owl:Class . vg:heeftDoel a owl:ObjectProperty . vg:jaar a owl:DatatypeProperty ; rdfs:range xsd:gYear .
vg:tekst a owl:DatatypeProperty .
"""
GRAPH = ox.NamedNode("https://w3id.org/veiligheidsgraaf/graph/ontologie")
CONTEXT = make_context(ox.Quad(*quad.triple, GRAPH) for quad in ox.parse(ONTOLOGY, ox.RdfFormat.TURTLE))

IRIS = st.sampled_from(
    ["https://w3id.org/veiligheidsgraaf/id/doel/1", f"{DEF}Doel", f"{SKOS}Concept", "urn:x:y", "mailto:a@example.org", "http://example.org/",
     "https://w3id.org/veiligheidsgraaf/id/bron/x#line=1,2", f"{DEF}", "http://example.org/a?b=c:d"]
).map(iri)  # fmt: skip
BLANKS = st.sampled_from(["b0", "b1"]).map(lambda name: Term("bnode", name))
ODD = ["007", "+1", "1", "true", "2024", "-0", "9" * 20, "_:b0", "vg:Doel"]
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(ODD)
LITERALS = st.builds(
    lambda text, language: Term("literal", text, language), TEXTS, st.sampled_from(["", "nl", "en", "nl-be"])
) | st.builds(
    lambda text, kind: Term("literal", text, "", XSD + kind),
    TEXTS,
    st.sampled_from(["integer", "boolean", "gYear", "decimal", "date"]),
)
PREDICATES = st.sampled_from(
    [
        f"{DEF}heeftDoel",
        f"{DEF}jaar",
        f"{DEF}tekst",
        f"{SKOS}prefLabel",
        f"{SKOS}broader",
        PREFIXES["rdf"] + "type",
        "http://example.org/p",
    ]
).map(iri)
TRIPLES = st.lists(st.builds(Triple, IRIS | BLANKS, PREDICATES, IRIS | BLANKS | LITERALS), max_size=12)


def terms(term: Term) -> tuple:
    return (term.kind, term.value, term.language.lower(), term.datatype)


def read(content: bytes) -> set[tuple]:
    return {
        tuple(map(_back, (q.subject, q.predicate, q.object)))
        for q in ox.parse(content, ox.RdfFormat.JSON_LD, rename_blank_nodes=False)
    }


def _back(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> tuple:
    if isinstance(term, ox.NamedNode):
        return ("uri", term.value, "", "")
    if isinstance(term, ox.BlankNode):
        return ("bnode", term.value, "", "")
    plain = term.datatype.value.endswith(("#string", "#langString"))
    return ("literal", term.value, (term.language or "").lower(), "" if plain else term.datatype.value)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(TRIPLES)
def test_every_triple_comes_back(triples: list[Triple]) -> None:
    content = write_jsonld(sorted(set(triples)), CONTEXT)
    expected = {tuple(map(terms, triple)) for triple in triples}
    assert read(content) == expected
    published = json.dumps({**json.loads(content), "@context": CONTEXT}).encode()
    assert read(published) == expected


def test_words_of_the_context_are_used() -> None:
    goal = "https://w3id.org/veiligheidsgraaf/id/doel/1"
    said = [
        Triple(iri(goal), iri(PREFIXES["rdf"] + "type"), iri(f"{DEF}Doel")),
        Triple(iri(goal), iri(f"{DEF}jaar"), Term("literal", "2024", "", f"{XSD}gYear")),
        Triple(iri(goal), iri(f"{SKOS}prefLabel"), Term("literal", "Rust", "nl")),
    ]
    found = json.loads(write_jsonld(sorted(said), CONTEXT))
    assert found["@graph"] == [{"@id": goal, "@type": "Doel", "naam": {"nl": "Rust"}, "jaar": "2024"}]
    assert set(found["@context"]) == {"Doel", "jaar", "naam", "vg", "skos", "xsd"}
