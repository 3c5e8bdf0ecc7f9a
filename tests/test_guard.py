"""Whatever text a stranger sends: when the guard lets it pass, Oxigraph finds no SERVICE in it."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.store.guard import check_query
from veiligheidsgraaf.words.errors import QueryRefused

# A port that Oxigraph's HTTP client refuses by itself: an attempt to ask it is an OSError and leaves this machine alone.
CALL = "SERVICE <http://127.0.0.1:1/> { ?x ?y ?z }"
PIECES = [
    CALL, CALL.replace("SERVICE", "service"), CALL.replace("SERVICE", "SERVICE SILENT"), CALL.replace("S", "\\u0053", 1),
    "SERVICE", "?service", "service:x", "#", "# c", "\n", "\r", "\r\n", "\u2028", "\x0b", '"', "'", '"""', "'''", "\\", '\\"', "\\\\",
    "\\u0022", "\\u0023", "\\u000a", "\\u000D", "\\U00000027", "<", ">", "<x:a>", "<x:#>", "{", "}", ".", ";", "(", ")", "?s ?p ?o",
    '"x"', "'x'@service",
    "OPTIONAL", "FILTER", "FILTER(?s < ?o)", "UNION", "{ }", "LATERAL", "BIND(1 AS ?n)", "VALUES ?v { 1 }", "MINUS", "<<", ">>", "#>",
]  # fmt: skip


@pytest.fixture(scope="module")
def store() -> ox.Store:
    found = ox.Store()
    node = ox.NamedNode("x:a")
    found.add(ox.Quad(node, node, node))
    return found


def calls_out(store: ox.Store, text: str) -> bool:
    try:
        list(store.query(text))
    except (SyntaxError, ValueError):
        return False
    except OSError:
        return True
    return False


def passes(text: str) -> bool:
    try:
        check_query(text)
    except QueryRefused:
        return False
    return True


def test_the_alarm_of_this_test_works(store: ox.Store) -> None:
    assert calls_out(store, f"SELECT * {{ ?s ?p ?o {CALL} }}")
    assert calls_out(store, f"SELECT * {{ # c\r{CALL}\n}}")
    assert not calls_out(store, "SELECT * { ?s ?p ?o }")


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 12), st.booleans())
def test_no_text_that_passes_calls_out(store: ox.Store, pieces: list[str], at: int, spaced: bool) -> None:
    text = (" " if spaced else "").join([*pieces[:at], CALL, *pieces[at:]])
    for query in (f"SELECT * {{ {text} }}", f"SELECT * {{ {text} \n}}", f"ASK {{ {text}", text):
        assert not (passes(query) and calls_out(store, query)), query


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("sS\\u0053 {}?<>:#\"'\r\nelct*x")))
def test_no_text_makes_the_guard_fail(text: str) -> None:
    passes(f"SELECT * {{ {text} service }}")
