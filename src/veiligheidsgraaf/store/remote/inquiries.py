"""What is asked of an engine about itself: whose data it has, and which graphs. The queries stand beside
this.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from .exchange import Reply, ask_engine
from .mishaps import Mishap, MishapKind
from .returned import ROWS_ACCEPTED
from .target import UNION_GRAPH, Access, Engine

_MOST_BYTES = 64 * 1024 * 1024
_OTHER = "de engine bevat niet de gegevens van deze uitgave"
_PUBLISH = "de beheerder zet ze erin met veiligheidsgraaf publish"


@cache
def _text(name: str) -> str:
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")


def _ask(address: str, access: Access, name: str, seconds: float, default_graph: str = "") -> Reply:
    graphs: dict[str, Sequence[str]] = {"default-graph-uri": (default_graph,)} if default_graph else {}
    return ask_engine(address, access, _text(name), tuple(ROWS_ACCEPTED), seconds, _MOST_BYTES, graphs)


def inquire(
    address: str, access: Access, name: str, seconds: float, default_graph: str = ""
) -> list[tuple[str, ...]]:
    """Rows of one of the queries here, as plain values. Raises Mishap."""
    reply = _ask(address, access, name, seconds, default_graph)
    try:
        found = ox.parse_query_results(reply.body, format=ROWS_ACCEPTED[reply.media])
        if isinstance(found, ox.QueryBoolean):
            raise ValueError
        return [tuple(_value(term) for term in row) for row in found]
    except (SyntaxError, ValueError):
        raise Mishap(MishapKind.FAILED, "het antwoord van de engine is niet te lezen") from None


def find_server(address: str, access: Access, seconds: float) -> str:
    """How an engine names itself; "" when it does not. Raises Mishap."""
    return _ask(address, access, "whose_data", seconds).server


def find_mark(address: str, access: Access, seconds: float) -> str:
    """The mark of the data of an engine; "" when they have none. Raises Mishap."""
    rows = inquire(address, access, "whose_data", seconds)
    return rows[0][0] if len(rows) == 1 else ""


def check_mark(engine: Engine, seconds: float) -> None:
    """Pass an engine whose data are still those that it was chosen for. Raises Mishap."""
    if find_mark(engine.address, engine.access, seconds) != engine.mark:
        raise Mishap(MishapKind.MOVED, _OTHER, _PUBLISH)


def know_engine(address: str, access: Access, mark: str, own: frozenset[str], seconds: float) -> Engine:
    """An engine that has the data of a mark, whose graphs are `own`. Raises Mishap."""
    check_mark(Engine(address, access, mark), seconds)
    there = {row[0] for row in inquire(address, access, "graph_sizes", seconds)}
    hidden = tuple(sorted(there - own - {UNION_GRAPH}))
    return Engine(address, access, mark, UNION_GRAPH in there, hidden)


def _value(term: object) -> str:
    return term.value if isinstance(term, (ox.NamedNode, ox.Literal, ox.BlankNode)) else ""
