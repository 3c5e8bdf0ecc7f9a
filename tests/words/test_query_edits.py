"""Edits of a query stand where they should, and nowhere that only looks like it."""

import pyoxigraph as ox
import pytest

from veiligheidsgraaf.words.errors import QueryUnsupported
from veiligheidsgraaf.words.query_edits import (
    close_dataset,
    drop_dataset,
    has_dataset,
    hide_graphs,
    move_values,
    put_prologue,
)

HIDE = "FILTER (?g NOT IN (<x:u>, <x:v>))"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", f"SELECT * {{ {{ GRAPH ?g {{ ?s ?p ?o }} {HIDE} }} }}"),
        ("SELECT * { graph ?g { ?s ?p 'é' } }", f"SELECT * {{ {{ graph ?g {{ ?s ?p 'é' }} {HIDE} }} }}"),
        ("SELECT * { 'GRAPH ?g {' ?p 'é' # GRAPH ?g {}\n}", None),
        (
            "SELECT * { 'é' ?p ?o . GRAPH x:a { ?s ?p 'é' } }",
            "SELECT * { 'é' ?p ?o . { GRAPH ?vaste_graph_0 { ?s ?p 'é' } FILTER (?vaste_graph_0 = x:a) } }",
        ),
        ("SELECT ?graph { ?graph ?p <x:graph> }", None),
    ],
)
def test_variable_for_a_graph_is_none_that_is_hidden(text: str, expected: str | None) -> None:
    assert hide_graphs(text, ("x:u", "x:v")) == (expected or text)


def test_hiding_goes_into_every_depth_and_leaves_sparql() -> None:
    text = (
        "SELECT * { GRAPH $g { ?s ?p ?o FILTER EXISTS { GRAPH ?h { ?a ?b ?c } } } "
        "OPTIONAL { GRAPH ?g { ?s ?q 'é' } } MINUS { { SELECT ?s { GRAPH ?i { ?s ?p ?o } } } } }"
    )
    edited = hide_graphs(text, ("x:u",))
    assert [edited.count(f"FILTER (?{name} NOT IN") for name in "ghi"] == [1, 1, 1]
    assert edited.count("FILTER ($g NOT IN") == 1
    store = ox.Store()
    store.add(ox.Quad(*[ox.NamedNode(f"x:{n}") for n in "spo"], ox.NamedNode("x:u")))
    store.add(ox.Quad(*[ox.NamedNode(f"x:{n}") for n in "spo"], ox.NamedNode("x:w")))
    found = list(store.query(hide_graphs("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", ("x:u",))))
    assert [row["g"].value for row in found] == ["x:w"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM <x:a> { ?s ?p ?o }", "SELECT * FROM <x:a> FROM NAMED <x:no>  { ?s ?p ?o }"),
        ("ASK FROM <x:a> FROM <x:b>{}", "ASK FROM <x:a> FROM <x:b> FROM NAMED <x:no> {}"),
        ("SELECT * FROM <x:a> FROM NAMED <x:b> { ?s ?p ?o }", None),
        ("SELECT * FROM NAMED <x:b> { ?s ?p ?o }", None),
        ("SELECT * { ?s ?p 'FROM <x:a>' }", None),
    ],
)
def test_dataset_without_named_graphs_gets_none(text: str, expected: str | None) -> None:
    assert close_dataset(text, "x:no") == (expected or text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "SELECT * { ?s ?p 'é' } VALUES ?s { <x:é> } # ja",
            "SELECT * { { ?s ?p 'é' } VALUES ?s { <x:é> } }  # ja",
        ),
        (
            "SELECT ?s (COUNT(?o) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s LIMIT 1 VALUES ?s { <x:a> }",
            "SELECT ?s (COUNT(?o) AS ?n) WHERE { { ?s ?p ?o } VALUES ?s { <x:a> } } GROUP BY ?s LIMIT 1 ",
        ),
        ("ASK { ?s ?p ?o } VALUES ?s { <x:a> }", "ASK { { ?s ?p ?o } VALUES ?s { <x:a> } } "),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?s VALUES ?o { <x:a> }", None),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o } VALUES ?n { 1 2 }", None),
        ("SELECT * { VALUES ?s { <x:a> } ?s ?p ?o }", None),
        ("DESCRIBE <x:values>", None),
    ],
)
def test_values_behind_a_query_go_into_it_where_that_says_the_same(text: str, expected: str | None) -> None:
    assert move_values(text) == (text if expected is None else expected)


def test_dataset_of_the_query_goes_for_that_of_the_protocol() -> None:
    text = "SELECT * FROM <x:é> FROM NAMED <x:b> { ?s ?p 'FROM <x:a>' }"
    assert drop_dataset(text) == "SELECT *   { ?s ?p 'FROM <x:a>' }"
    assert drop_dataset("ASK { ?from ?p ?o }") == "ASK { ?from ?p ?o }"


def test_dataset_of_a_query_is_found_and_no_word_that_looks_like_it() -> None:
    assert has_dataset("SELECT * from <x:a> {}")
    assert not has_dataset("SELECT ?from { ?from <x:from> 'FROM <x:a>' }")


def test_prefixes_are_declared_and_one_of_the_query_itself_stays() -> None:
    declared = put_prologue(
        "PREFIX vg: <x:own> SELECT (vg:a AS ?x) (skos:b AS ?y) (<c> AS ?z) {}",
        "http://h/s",
        {"vg": "x:v", "skos": "x:k"},
    )
    row = next(iter(ox.Store().query(declared)))
    assert [term.value for term in row] == ["x:owna", "x:kb", "http://h/c"]


def test_base_of_the_query_itself_stays() -> None:
    declared = put_prologue(
        "BASE <http://own/> SELECT (<a> AS ?x) (vg:b AS ?y) {}", "http://h/s", {"vg": "x:v"}
    )
    assert declared.startswith("BASE <http://own/>\nPREFIX vg:")
    assert [term.value for term in next(iter(ox.Store().query(declared)))] == ["http://own/a", "x:vb"]
    assert put_prologue("SELECT ?base {}", "http://h/s", {}).startswith("BASE <http://h/s>")


def test_what_only_one_grammar_reads_is_not_edited() -> None:
    with pytest.raises(QueryUnsupported):
        hide_graphs("SELECT * { GRAPH ?g { ?s ?p ?o LATERAL { ?o ?q ?r } } }", ("x:u",))
