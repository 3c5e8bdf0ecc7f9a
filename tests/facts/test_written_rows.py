"""Rows from a store and rows in CSV, read and written in one go, are what they are term by term."""

import csv
import io

import pyoxigraph as ox
from hypothesis import example, given
from hypothesis import strategies as st

from veiligheidsgraaf.facts.csv_text import write_csv
from veiligheidsgraaf.facts.result_rows import Cells, read_rows
from veiligheidsgraaf.facts.term_texts import write_blank, write_iri, write_literal
from veiligheidsgraaf.words.namespaces import XSD

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
LEXICAL = st.one_of(TEXT, st.from_regex(r"[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?", fullmatch=True))
TERM = st.one_of(
    st.builds(
        lambda name: ox.NamedNode(f"https://example.org/{name}"),
        st.from_regex(r"[\wé#/?=&]*", fullmatch=True),
    ),
    st.builds(ox.BlankNode, st.from_regex(r"[a-z][a-z0-9]*", fullmatch=True)),
    st.builds(ox.Literal, TEXT),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["nl", "en-gb"])),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{kind}")),
        LEXICAL,
        st.sampled_from(["integer", "decimal", "double", "boolean", "gYear", "string", "float"]),
    ),
)


def written(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return write_iri(term.value)
    if isinstance(term, ox.BlankNode):
        return write_blank(term.value)
    assert isinstance(term, ox.Literal)
    return write_literal(term.value, term.language, term.datatype.value)


@given(st.lists(TERM, min_size=1, max_size=6))
@example([ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean")), ox.Literal("\t\n\r\\\"'@nl^^<x>")])
def test_rows_of_a_store_have_the_texts_of_their_terms(terms: list[ox.Literal]) -> None:
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), term) for term in terms)
    query = "SELECT ?term ?niets WHERE { ?s <x:p> ?term }"
    stored = sorted(written(row["term"]) for row in store.query(query))  # type: ignore[union-attr]
    rows = list(read_rows(store.query(query), Cells()))  # type: ignore[arg-type]
    assert sorted(row["term"] for row in rows) == stored
    assert all(row.keys() == {"term"} for row in rows)


def test_numbers_that_may_be_written_otherwise_are_marked() -> None:
    store = ox.Store()
    answer = store.query("SELECT (7 AS ?a) (7.5 AS ?b) ('7' AS ?c) WHERE {}")
    cells = Cells(lambda value, datatype: value == "7" and datatype == f"{XSD}integer")
    list(read_rows(answer, cells))  # type: ignore[arg-type]
    assert cells.marked == {write_literal("7", None, f"{XSD}integer")}


@given(st.lists(st.tuples(TEXT, st.none() | st.integers(), TEXT)))
def test_csv_is_read_back_as_it_was(rows: list[tuple[str, int | None, str]]) -> None:
    read = list(csv.reader(io.StringIO(write_csv(rows, "\r\n"), newline="")))
    assert read == [[one, "" if number is None else str(number), two] for one, number, two in rows]
