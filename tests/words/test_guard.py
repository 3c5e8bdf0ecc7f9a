"""Whatever text a stranger sends: when the guard lets it pass, Oxigraph finds no SERVICE in it."""

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from veiligheidsgraaf.words.errors import QueryRefused
from veiligheidsgraaf.words.guard import check_query

# A port that Oxigraph's HTTP client refuses by itself: an attempt to ask it is an OSError and leaves this
# machine alone.
CALL = "SERVICE <http://127.0.0.1:1/> { ?x ?y ?z }"
# What can make one reader see a string, a comment or an address where another sees a keyword, and what may
# stand around it.
HIDERS = [
    "#", "# c", "\n", "\r", "\r\n", "\u2028", "\x0b", '"', "'", '"""', "'''", "\\", '\\"', "\\\\", "<", ">", "<x:#>",
    "\\u0022", "\\u0023", "\\u000a", "\\u000D", "\\U00000027",
]  # fmt: skip
PIECES = [
    "?service", "service:x", "<x:a>", "{", "}", ".", ";", "?s ?p ?o .", '?s ?p "x" .', "'x'@service", "OPTIONAL", "FILTER(?s < ?o)",
    "UNION", "{ }", "LATERAL", "BIND(1 AS ?n)", "VALUES ?v { 1 }", "MINUS", "<<", ">>",
]  # fmt: skip
CALLS = [
    CALL,
    CALL.lower(),
    CALL.replace("SERVICE", "SERVICE SILENT"),
    CALL.replace("S", "\\u0053", 1),
    "OPTIONAL { " + CALL + " }",
]
AROUND = st.lists(
    st.one_of(st.sampled_from(HIDERS), st.sampled_from(HIDERS), st.sampled_from(PIECES)), max_size=4
)


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


@settings(max_examples=1500, deadline=None)
@example(["# c", "\r"], CALL, [], " ")
@example(['?s ?p "\\u0022 # " .'], CALL, [], " ")
@given(AROUND, st.sampled_from(CALLS), AROUND, st.sampled_from(["", " "]))
def test_no_text_that_passes_calls_out(
    store: ox.Store, before: list[str], call: str, after: list[str], space: str
) -> None:
    text = space.join([*before, call, *after])
    for query in (
        f"SELECT * {{ {text} }}",
        f"SELECT * {{ {text} \n}}",
        f"SELECT * {{ ?s ?p ?o {text} \n}}",
        text,
    ):
        assert not (passes(query) and calls_out(store, query)), query


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("sS\\u0053 {}?<>:#\"'\r\nelct*x")))
def test_no_text_makes_the_guard_fail(text: str) -> None:
    passes(f"SELECT * {{ {text} service }}")
