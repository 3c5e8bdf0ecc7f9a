"""A SPARQL engine of a few lines that is faulty as it is told to be: in this process, on a port of its own."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
Behaviour = Callable[["Handler"], None]


def rows_of(names: list[str], *rows: list[str]) -> bytes:
    cells = [{n: {"type": "literal", "value": v} for n, v in zip(names, row, strict=True)} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": cells}}).encode()


ONE_ROW = rows_of(["x"], ["1"])


class Handler(BaseHTTPRequestHandler):
    """One request; its `server.engine` says what to do with it."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        engine: FaultyEngine = self.server.engine  # type: ignore[attr-defined]
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        query = form["query"][0]
        if engine.takes_name and self.headers.get("Authorization") != engine.takes_name:
            self.answer(b"", status=401, headers={"WWW-Authenticate": 'Basic realm="x"'})
        elif "whose data" in query or "Which release" in query:
            engine.marks_asked += 1
            engine.on_mark(self)
        elif "how large" in query:
            self.answer(rows_of(["graph", "size"], *([graph, "1"] for graph in engine.graphs)))
        else:
            engine.asked.append(form)
            engine.behaviour(self)

    def answer(
        self, body: bytes, media: str = JSON, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", media)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


class FaultyEngine:
    def __init__(self, mark: str) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.engine = self  # type: ignore[attr-defined]
        self.mark = mark
        self.over = threading.Event()
        self.reset()
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def reset(self) -> None:
        self.behaviour: Behaviour = lambda handler: handler.answer(ONE_ROW)
        self.on_mark: Behaviour = lambda handler: handler.answer(rows_of(["mark"], [self.mark]))
        self.graphs: list[str] = []
        self.takes_name = ""
        self.asked: list[dict[str, list[str]]] = []
        self.marks_asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/sparql"

    def stop(self) -> None:
        """Nobody listens there from now on."""
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def faulty_engine(mark: str) -> Iterator[FaultyEngine]:
    engine = FaultyEngine(mark)
    try:
        yield engine
    finally:
        engine.stop()
