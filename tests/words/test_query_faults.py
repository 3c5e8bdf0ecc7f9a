"""A query that is none is told of in a sentence: where, what, and what to do."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.words.prefixes import PREFIXES
from veiligheidsgraaf.words.query_faults import explain_syntax
from veiligheidsgraaf.words.query_grammar import find_stop
from veiligheidsgraaf.words.query_tokens import cut

from ..conftest import ROOT

UPDATE = "wijziging (SPARQL Update)"
# Query -> (line, column), words of what is wrong, words of what to do.
FAULTS = {
    "SELECT * WHERE { ?s ?p ?o ": ((1, 16), "deze { wordt niet gesloten", "zet een }"),
    "SELECT *\n{ ?s ?p ?o .\n  OPTIONAL { ?s ?q ?r }\n": ((2, 1), "deze { wordt niet gesloten", "zet een }"),
    "SELECT ?x { ?x a 'INSERT' . ": ((1, 11), "deze { wordt niet gesloten", ""),
    "SELECT ?x { ?x a ?y . # DELETE\n": ((1, 11), "deze { wordt niet gesloten", ""),
    "SELECT ?x { ?x <x:insert> ?load": ((1, 11), "deze { wordt niet gesloten", ""),
    "SELECT * { ?s ?p ?o }}": ((1, 22), "deze } sluit niets", ""),
    "SELECT * {\r\n?s ?p [ ?p ?o }": ((2, 15), "maar de [ van regel 2, kolom 7 is open", "zet er een ] voor"),
    "SELECT * { ?s ?p ?o OPTIONAL { ?s ?p ?o LIMIT 1": ((1, 41), "maar de { van regel 1, kolom 30 is open", "}"),
    "SELECT (COUNT(?s) AS ?n { ?s ?p ?o }": ((1, 25), "hier staat '{', waar ')' hoort", ""),
    "SELEC * { ?s ?p ?o }": ((1, 1), "het woord SELEC kent SPARQL niet", "bedoelt u SELECT?"),
    "SELECT * { ?s ?p ?o FILTER NOT EXIST { } }": ((1, 32), "het woord EXIST", "bedoelt u EXISTS?"),
    "SELECT * { FILTER(STARTSWITH(?s, 'x')) }": ((1, 19), "een functie STARTSWITH kent SPARQL niet", "STRSTARTS"),
    "SELECT * { ?s a thema }": ((1, 17), "het woord thema kent", "krijgt een voorvoegsel"),
    "SELECT * { ?s a vg }": ((1, 17), "achter vg hoort een dubbelepunt", "vg:naam"),
    "SELECT * { ?s foo:x ?o }": ((1, 15), "het voorvoegsel foo: is niet gedeclareerd", "PREFIX foo: <"),
    "PREFIX vg <https://x> SELECT * {}": ((1, 8), "achter vg hoort een dubbelepunt", "vg: <adres>"),
    "SELECT ?s, ?p { ?s ?p ?o }": ((1, 10), "staat geen komma", "laat haar weg"),
    "SELECT COUNT(?s) { ?s ?p ?o }": ((1, 8), "COUNT staat hier los in SELECT", "(COUNT(?s) AS ?aantal)"),
    "SELECT ?s AS ?x { ?s ?p ?o }": ((1, 11), "AS staat hier los in SELECT", "haakjes"),
    "SELECT * { ?s ?p }": ((1, 18), "de waarde ontbreekt", "onderwerp, eigenschap en waarde"),
    "SELECT * { ?s }": ((1, 15), "eigenschap en waarde ontbreken", ""),
    "SELECT * { ?s ?p ?o ?q }": ((1, 21), "het drietal is af", "een punt tussen"),
    "SELECT * { ?s ?p ?o . . }": ((1, 23), "twee punten", "laat er een weg"),
    "SELECT * { ?s ?p ?o . OPTIONAL ?s ?p ?o }": ((1, 32), "de variabele ?s, waar '{' hoort", ""),
    "SELECT * {?s ?p ?o UNION ?s ?p ?q}": ((1, 20), "voor UNION staat geen groep", "{ ... } UNION { ... }"),
    "SELECT * { ?s ?p \"abc }": ((1, 18), "wordt op deze regel niet gesloten", 'zet een "'),
    "SELECT * { ?s ?p 'it's' }": ((1, 22), "de tekst 'it' is hier uit", "zet een \\ voor een '"),
    "SELECT * { ?s ?p “tekst” }": ((1, 18), "“ is geen aanhalingsteken", "rechte"),
    "SELECT * { ?s <http://a b> ?o }": ((1, 15), "dit adres is niet af", "zonder spaties"),
    "SELECT *\u00a0{ ?s ?p ?o }": ((1, 9), "(U+00A0) kent SPARQL niet", ""),
    "SELECT * { ?s ?p ?o } LIMIT -1": ((1, 29), "waar een geheel getal hoort", ""),
    "SELECT * { ?s ?p ?o } LIMIT 1 ORDER BY ?s": ((1, 31), "ORDER kan hier niet meer staan", "de volgorde is"),
    "SELECT * { ?s ?p ?o } ORDER ?s": ((1, 29), "waar BY hoort", ""),
    "SELECT * {} SELECT * {}": ((1, 13), "hier begint een tweede (SELECT)", "stuur één query"),
    "SELECT * { FILTER ?x > 3 }": ((1, 19), "waar een voorwaarde tussen haakjes hoort", ""),
    "ASK": ((1, 4), "de query houdt hier op, waar '{', FROM of WHERE hoort", ""),
    "": ((1, 1), "er staat niets", "begin met SELECT"),
    "welke partners in Dalfsen": ((1, 1), "hier staat welke", "kies een voorbeeld"),
    "SELECT ?s ?p { ?s ?p ?o } GROUP BY ?s": ((1, 11), "?p staat in SELECT", "GROUP BY ?p"),
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }": ((1, 8), "?s staat in SELECT", "GROUP BY ?s"),
    "SELECT * { ?s ?p ?o } GROUP BY ?s": ((1, 8), "de ster achter SELECT kan niet samen", "noem"),
    "SELECT (1 AS ?s) { ?s ?p ?o }": ((1, 14), "?s heeft al een waarde", "nog niet voorkomt"),
    "SELECT * { ?s ?p ?o BIND(1 AS ?s) }": ((1, 31), "?s heeft al een waarde", ""),
    "SELECT * { VALUES (?x ?y) { (1) } }": ((1, 29), "heeft 1 waarden bij 2 variabelen", "UNDEF"),
}  # fmt: skip
# Changes, however they are spelled, and what only looks like one.
UPDATES = [
    "INSERT DATA { <x:a> <x:a> <x:a> }",
    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { }",
    "ASK {} ; CLEAR ALL",
]


def complaint_of(text: str) -> str:
    with pytest.raises(SyntaxError) as raised:
        ox.Store().query(text, prefixes=PREFIXES)
    return str(raised.value)


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told_at_its_place_with_what_to_do(text: str) -> None:
    (line, column), what, how = FAULTS[text]
    found = explain_syntax(text, complaint_of(text))
    assert found.what.startswith(f"regel {line}, kolom {column}: "), found.what
    assert what in found.what
    assert how in found.how
    assert UPDATE not in str(found)
    assert "wijzig" not in str(found)


@pytest.mark.parametrize("text", UPDATES)
def test_a_change_is_told_as_one(text: str) -> None:
    assert UPDATE in explain_syntax(text, complaint_of(text)).what


def test_our_reading_takes_every_query_of_the_project() -> None:
    files = sorted((ROOT / "queries").rglob("*.rq"))
    assert len(files) > 50
    for file in files:
        assert find_stop(list(cut(file.read_text(encoding="utf-8")))) is None, file.name


PARTS = ["SELECT", "*", "?s", "{", "}", "(", ")", ".", ";", "vg:x", "a", "'t'", "FILTER", "OPTIONAL", "1", "UNION", "BIND", "AS", ">"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_our_reading_takes_what_the_engine_takes_and_no_fault_brings_it_down(parts: list[str]) -> None:
    text = " ".join(parts)
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        said = explain_syntax(text, str(error))
    else:
        said = None
    assert said.how if said else find_stop(list(cut(text))) is None


def test_depth_does_not_bring_it_down() -> None:
    text = "SELECT * " + "{" * 5000
    assert "deze { wordt niet gesloten" in explain_syntax(text, "").what
