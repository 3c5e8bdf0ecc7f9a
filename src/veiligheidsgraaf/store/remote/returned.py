"""What came back from an engine as the answer that was asked for: read whole by a parser of our own, so
that a part of an answer, or a page for people, is never passed on as one.
"""

import json
import re

import pyoxigraph as ox

from ...words.query_edits import FIXED_GRAPH
from ..query import Query, Result
from ..serializing import TooLarge, write_rows, write_triples
from .exchange import Reply
from .mishaps import Mishap, MishapKind

ROWS_ACCEPTED = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
TRIPLES_ACCEPTED = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
# Virtuoso's labels of blank nodes, which no grammar takes.
_NODE_JSON = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
_NODE_XML = re.compile(rb"(<bnode>)nodeID://")
_UNREADABLE = "het antwoord van de engine is niet te lezen of niet heel"


def write_returned(reply: Reply, query: Query, kind: str) -> Result:
    """The answer of an engine in the format of the asker. `kind`: rows, boolean or triples. Raises Mishap."""
    try:
        if kind == "triples":
            found = ox.parse(reply.body, format=TRIPLES_ACCEPTED[reply.media])
            return write_triples(dict.fromkeys(quad.triple for quad in found), query)
        if kind == "boolean":
            answer = ox.parse_query_results(_boolean(reply), format=ox.QueryResultsFormat.JSON)
            return write_rows(answer, query)
        body = _NODE_XML.sub(rb"\1", _NODE_JSON.sub(rb"\1", _drop_fixed(reply.body)))
        rows = ox.parse_query_results(body, format=ROWS_ACCEPTED[reply.media])
        if isinstance(rows, ox.QueryBoolean):
            raise Mishap(MishapKind.FAILED, _UNREADABLE)
        return write_rows(rows, query)
    except (SyntaxError, ValueError, KeyError, TypeError) as error:
        if isinstance(error.__context__, TooLarge):
            raise TooLarge from None
        raise Mishap(MishapKind.FAILED, _UNREADABLE) from None


def _drop_fixed(body: bytes) -> bytes:
    """Rows in JSON without the variables that stand for a graph that was named (`words.query_edits`)."""
    if f'"{FIXED_GRAPH}'.encode() not in body:
        return body
    found = json.loads(body)
    names = found["head"]["vars"]
    found["head"]["vars"] = [name for name in names if not name.startswith(FIXED_GRAPH)]
    for row in found["results"]["bindings"]:
        for name in names:
            if name.startswith(FIXED_GRAPH):
                row.pop(name, None)
    return json.dumps(found, ensure_ascii=False).encode()


def _boolean(reply: Reply) -> bytes:
    """A boolean; Virtuoso gives a row with 1 or 0, or no row."""
    found = ox.parse_query_results(reply.body, format=ROWS_ACCEPTED[reply.media])
    if isinstance(found, ox.QueryBoolean):
        return json.dumps({"head": {}, "boolean": bool(found)}).encode()
    row = next(iter(found), None)
    value = row[0] if row is not None else None
    answer = isinstance(value, ox.Literal) and value.value in ("1", "true")
    return json.dumps({"head": {}, "boolean": answer}).encode()
