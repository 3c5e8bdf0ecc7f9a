"""Graphs of an engine by the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

What is put twice is there once, so a request that got no answer is sent again.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote, urlsplit, urlunsplit

import httpx2 as httpx

from ...words.errors import CannotRead
from ..remote.connecting import told
from ..remote.exchange import client_for
from ..remote.mishaps import Mishap, MishapKind
from ..remote.target import Access

_TIMES = 3
# An engine may take its time over a body.
_TIMEOUT = httpx.Timeout(600, connect=10)
_MEDIA = {"Content-Type": "application/n-triples"}
_ITS_OWN = "noem het adres met --graphs"
# Path of a query endpoint -> path of its graphs, as the engines have them.
_PATHS = (
    (re.compile(r"(.*/repositories/[^/]+)/?"), r"\1/rdf-graphs/service"),  # GraphDB, RDF4J
    (re.compile(r"(.*)/query/?"), r"\1/store"),  # Oxigraph
)


def find_graph_store(address: str, server: str, has_user: bool) -> str:
    """Where the graphs of an engine are, by the address of its queries and its name. Raises CannotRead."""
    parts = urlsplit(address)
    if server.startswith("Virtuoso"):
        return urlunsplit(parts._replace(path=f"/sparql-graph-crud{'-auth' if has_user else ''}"))
    if "neptune" in (parts.hostname or ""):
        return urlunsplit(parts._replace(path="/sparql/gsp/"))
    for pattern, path in _PATHS:
        if match := pattern.fullmatch(parts.path):
            return urlunsplit(parts._replace(path=match.expand(path)))
    raise CannotRead(
        f"waar de engine op {parts.hostname} haar graphs aanneemt is niet af te leiden", _ITS_OWN
    )


class GraphStore:
    """The graphs of one engine. `address`: of its Graph Store Protocol. A graph that is "" is the default
    graph.

    Every method raises CannotRead with what the engine said.
    """

    def __init__(self, address: str, access: Access) -> None:
        self.address, self._access = address, access

    def put(self, graph: str, parts: Iterable[bytes]) -> None:
        """Let a graph be these triples, in N-Triples, and nothing else."""
        method = "PUT"
        for part in parts:
            self._send(method, graph, part)
            method = "POST"

    def add(self, graph: str, content: bytes) -> None:
        """Put triples into a graph beside what is there."""
        self._send("POST", graph, content)

    def delete(self, graph: str) -> None:
        """Take a graph away; one that is not there is well."""
        self._send("DELETE", graph, b"")

    def _send(self, method: str, graph: str, content: bytes) -> None:
        named = f"graph={quote(graph, safe='')}" if graph else "default"
        where = f"{self.address}?{named}"
        headers = {} if method == "DELETE" else _MEDIA
        for time_left in reversed(range(_TIMES)):
            try:
                with told():
                    response = client_for(self.address, self._access).request(
                        method, where, content=content, headers=headers, timeout=_TIMEOUT
                    )
                break
            except Mishap as mishap:
                if mishap.kind is not MishapKind.LOST or not time_left:
                    raise CannotRead(f"{self._host}: {mishap.what}", mishap.how) from None
        is_gone = method == "DELETE" and response.status_code == HTTPStatus.NOT_FOUND
        if not response.is_success and not is_gone:
            raise self._explain(response, graph)

    @property
    def _host(self) -> str:
        return str(urlsplit(self.address).netloc)

    def _explain(self, response: httpx.Response, graph: str) -> CannotRead:
        status, name = response.status_code, graph or "de default graph"
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            how = "geef VEILIGHEIDSGRAAF_STORE_USER en _PASSWORD (of _TOKEN) van wie daar mag schrijven"
            return CannotRead(f"{self._host} laat niet schrijven ({status})", how)
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
            return CannotRead(f"op {self.address} worden geen graphs aangenomen ({status})", _ITS_OWN)
        spoken = " ".join(response.text.split())[:200]
        return CannotRead(f"{self._host} neemt {name} niet aan ({status}: {spoken})", "draai publish opnieuw")
