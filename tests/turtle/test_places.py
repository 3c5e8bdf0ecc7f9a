"""Every statement of a Turtle text is found at its line and column, however the text is laid out."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from veiligheidsgraaf.turtle.places import Place, Positions, find_line
from veiligheidsgraaf.turtle.read import read_file
from veiligheidsgraaf.turtle.tokens import split_statements
from veiligheidsgraaf.words.project import Project

from ..conftest import EXAMPLE, ROOT

TEXT = """\
@prefix a: <urn:a:> .
PREFIX b: <urn:b:>
@base <https://example.org/map/bestand> .
# a:comment a:is a:none .
a:s a:p a:o , "tekst \\"met\\" ; . # tekens" ,
    '''lang
en breed'''@nl ; a:q 1.5, -2 ,true;
    a:r [ a:x a:y ; a:z ( a:i a:j ) ] ; a:t <#deel>, <>, <../ander> .
<urn:é> a b:Klasse. b:t b:p a:dot\\.ted, a:in.ner .
@prefix a: <urn:anders:> .
a:s a:p "x"^^a:type .
"""


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (("urn:a:s", "urn:a:p", "urn:a:o"), (5, 9, 3)),
        (("urn:a:s", "urn:a:p", 'tekst "met" ; . # tekens'), (5, 15, 28)),
        (("urn:a:s", "urn:a:p", "lang\nen breed"), (6, 5, 7)),
        (("urn:a:s", "urn:a:q", "1.5"), (7, 22, 3)),
        (("urn:a:s", "urn:a:q", "true"), (7, 31, 4)),
        (("urn:a:s", "urn:a:t", "https://example.org/map/bestand#deel"), (8, 45, 7)),
        (("urn:a:s", "urn:a:t", "https://example.org/map/bestand"), (8, 54, 2)),
        (("urn:a:s", "urn:a:t", "https://example.org/ander"), (8, 58, 10)),
        (("urn:é", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "urn:b:Klasse"), (9, 11, 8)),
        (("urn:b:t", "urn:b:p", "urn:a:dot.ted"), (9, 29, 10)),
        (("urn:b:t", "urn:b:p", "urn:a:in.ner"), (9, 41, 8)),
        (("urn:anders:s", "urn:anders:p", "x"), (11, 9, 3)),
    ],
)
def test_statement_is_at_its_line_and_column(
    statement: tuple[str, str, str], place: tuple[int, int, int]
) -> None:
    assert Positions(TEXT).find(*statement) == (3, Place(*place))


TIDY = """\
@base <https://example.org/map/bestand> .
@prefix a: <urn:a:> . # a:comment .
a:s a:p "tekst . a:x a:y a:z ." , 1.5 , .5 , 1.e3 .
# a:none a:p a:o .
<urn:a:t.x> a:p a:in.ner, <#deel> ; a:q [ a:x a:y.z ] ; a:r ( a:i a:j ).
a:s a:p '''lang .
en . breed'''@nl; a:b [] .
[ a:p a:blank ] a:q a:o .
_:l a:p a:o .
"""


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (("urn:a:s", "urn:a:p", "tekst . a:x a:y a:z ."), (3, 9, 23)),
        (("urn:a:s", "urn:a:p", ".5"), (3, 41, 2)),
        (("urn:a:s", "urn:a:p", "1.e3"), (3, 46, 4)),
        (("urn:a:s", "urn:a:p", "lang .\nen . breed"), (6, 9, 9)),
        (("urn:a:t.x", "urn:a:p", "urn:a:in.ner"), (5, 17, 8)),
        (("urn:a:t.x", "urn:a:p", "https://example.org/map/bestand#deel"), (5, 27, 7)),
        (("urn:a:t.x", "urn:a:r", "urn:a:j"), (5, 67, 3)),
        (("_:l", "urn:a:p", "urn:a:o"), (9, 9, 3)),
    ],
)
def test_statement_of_a_subject_is_found_without_the_others(
    statement: tuple[str, str, str], place: tuple[int, int, int]
) -> None:
    found = Positions(TIDY)
    assert found.find(*statement) == (3, Place(*place))
    assert found.find("urn:a:none") == (0, Place())
    assert found.find("urn:a:x") == (0, Place())
    (inner,) = found.blanks("urn:a:t.x", "urn:a:q")
    assert found.find(inner, "urn:a:x", "urn:a:y.z")[0] == 3


def test_statement_ends_at_a_full_stop_and_nowhere_else() -> None:
    said = [TIDY[begin:end].strip() for begin, end in split_statements(TIDY)]
    assert [text.rpartition("\n")[2] for text in said] == [
        "@base <https://example.org/map/bestand> .",
        "@prefix a: <urn:a:> .",
        'a:s a:p "tekst . a:x a:y a:z ." , 1.5 , .5 , 1.e3 .',
        "<urn:a:t.x> a:p a:in.ner, <#deel> ; a:q [ a:x a:y.z ] ; a:r ( a:i a:j ).",
        "en . breed'''@nl; a:b [] .",
        "[ a:p a:blank ] a:q a:o .",
        "_:l a:p a:o .",
        "",
    ]


def test_missing_value_is_at_its_property_and_missing_property_at_its_subject() -> None:
    found = Positions(TEXT)
    assert found.find("urn:a:s", "urn:a:q", "nergens") == (2, Place(7, 18, 3))
    assert found.find("urn:a:s", "urn:a:nergens") == (1, Place(5, 1, 3))
    assert found.find("urn:nergens") == (0, Place())


def test_blank_node_is_found_by_what_points_at_it() -> None:
    found = Positions(TEXT)
    (inner,) = found.blanks("urn:a:s", "urn:a:r")
    assert found.find(inner, "urn:a:x", "urn:a:y") == (3, Place(8, 15, 3))
    assert found.find(inner, "urn:a:z", "urn:a:j")[0] == 3


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n")
    file = read_file("x.ttl", path, "urn:graph")
    assert find_line(file, "urn:a") == 1
    path.write_text("\n\n<urn:a> <urn:b> <urn:c> .\n")
    assert find_line(file, "urn:a") == 3


@pytest.mark.parametrize("root", [ROOT, EXAMPLE], ids=["repository", "example"])
def test_every_statement_of_every_file_is_found(root: Path) -> None:
    for folder in ("ontology", "graphs", "shapes"):
        for name, path in Project(root).files(folder, ".ttl"):
            found = Positions(path.read_text(encoding="utf-8"))
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                terms = (quad.subject, quad.predicate, quad.object)
                if not any(isinstance(term, ox.BlankNode) for term in terms):
                    depth, place = found.find(*(term.value for term in terms))
                    assert depth == 3, (name, terms)
                    assert place.line
                    assert place.column


IRI = st.from_regex(r"urn:[a-z]{1,3}", fullmatch=True).map(ox.NamedNode)
LITERAL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=20).map(ox.Literal),
    st.text("abc\"'\\\n#.;,[]<>@^ ", max_size=20).map(lambda text: ox.Literal(text, language="nl")),
    st.integers(-9, 9).map(ox.Literal),
    st.booleans().map(ox.Literal),
)
TRIPLES = st.lists(st.builds(ox.Triple, IRI, IRI, st.one_of(IRI, LITERAL)), min_size=1, max_size=12)


@given(TRIPLES, st.booleans())
def test_every_statement_of_a_generated_file_is_found(triples: list[ox.Triple], short: bool) -> None:
    text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"u": "urn:"} if short else {}).decode()
    found = Positions(text)
    lines = text.split("\n")
    for triple in triples:
        depth, place = found.find(triple.subject.value, triple.predicate.value, triple.object.value)
        assert depth == 3
        assert lines[place.line - 1][place.column - 1 :].strip()
