"""A query as it is put to an engine.

Where the engine gives the union of all graphs as its default graph, the query goes as it is, with what our
own endpoint declares for it. Virtuoso is the other kind: its default graph holds a triple once for every
graph that has it, and those of its own system; FROM without FROM NAMED leaves all named graphs; a dataset
of the protocol comes beside FROM and not instead; DESCRIBE says what points at a thing too.
"""

from dataclasses import dataclass, field

from ...words.prefixes import PREFIXES
from ...words.query_edits import (
    close_dataset,
    drop_dataset,
    has_dataset,
    hide_graphs,
    move_values,
    put_prologue,
)
from ..query import Query
from .target import NO_GRAPH, UNION_GRAPH, Engine

_DESCRIBE_AS_OTHERS = 'define sql:describe-mode "CBD"\n'


@dataclass(frozen=True)
class Request:
    """The text of a query, and the graphs that the protocol names beside it."""

    text: str
    graphs: dict[str, tuple[str, ...]] = field(default_factory=dict)


def put_query(query: Query, engine: Engine) -> Request:
    """What goes to an engine for a query. Raises QueryUnsupported."""
    text = put_prologue(query.text, query.base, PREFIXES)
    default, named = query.default_graphs, query.named_graphs
    if engine.has_union_graph:
        if default or named:
            named, text = named or (NO_GRAPH,), drop_dataset(text)
        elif has_dataset(text):
            text = close_dataset(text, NO_GRAPH)
        else:
            default, text = (UNION_GRAPH,), hide_graphs(text, (UNION_GRAPH, *engine.hidden))
        text = move_values(text)
        text = (_DESCRIBE_AS_OTHERS if "describe" in text.lower() else "") + text
    graphs = {"default-graph-uri": default, "named-graph-uri": named}
    return Request(text, {name: iris for name, iris in graphs.items() if iris})
