"""Tools, prompts and the ontology as the official SDK offers them to assistants.

The SDK sets up logging for a process of its own; here the process has its own already, and keeps it.
"""

import json
import logging
import tomllib
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import anyio
import anyio.to_thread
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.prompts.base import Prompt, PromptArgument
from mcp.server.mcpserver.resources import FunctionResource
from mcp.server.mcpserver.tools import Tool
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from ...store.pool import PooledStore
from ...words import iris
from ...words.errors import VeiligheidsgraafError
from ...words.questions import Question
from ..asker import external_url
from ..linked_data.published import Published
from ..linked_data.rdf import serialize
from ..rendering import Counter
from .sparql_tool import SparqlTool
from .tool_bounds import MOST_ROWS, USUAL_ROWS, Cellar, Linker
from .tool_results import Answered, Found, Lines, Read, Selected, Terms, Told
from .toolbox import Toolbox, list_keys

_TEXTS = Path(__file__).with_name("hulpmiddelen.toml")
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Text = Annotated[str, Field(max_length=240)]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class AssistantServer:
    """The server of one release, for one kind of transport; its callers take places at a counter."""

    def __init__(self, toolbox: Toolbox, published: Published, store: PooledStore, counter: Counter) -> None:
        self._toolbox, self._published, self._counter = toolbox, published, counter
        self._sparql = SparqlTool(store)
        self._told: dict[str, Any] = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
        with _own_logging():
            self.server: MCPServer[Any] = MCPServer(
                "veiligheidsgraaf",
                title="Veiligheidsgraaf",
                instructions=self._told["inleiding"],
                version=version("veiligheidsgraaf"),
                tools=list(self._tools()),
                log_level="WARNING",
                subscriptions=False,
            )
        for question in published.answers.listed:
            self.server.add_prompt(_make_prompt(question))
        self.server.add_resource(
            FunctionResource(
                uri=iris.ONTOLOGY,
                name="ontologie",
                title="De ontologie, als Turtle",
                mime_type="text/turtle",
                fn=partial(anyio.to_thread.run_sync, self._write_ontology),
            )
        )

    def over_http(self, path: str, hosts: Sequence[str], most_bytes: int) -> StreamableHTTPSessionManager:
        """What answers at a path over HTTP: without sessions, for these hosts and with any port."""
        allowed = [*hosts, *(f"{name}:*" for name in hosts)]
        security = TransportSecuritySettings(
            allowed_hosts=allowed,
            allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in allowed],
        )
        self.server.streamable_http_app(
            streamable_http_path=path,
            json_response=True,
            stateless_http=True,
            max_request_body_size=most_bytes,
            transport_security=security,
        )
        return self.server.session_manager

    def _tools(self) -> Iterator[Tool]:
        """The tools, their schemas without titles: those say the names again."""
        names = ", ".join(question.name for question in self._published.answers.listed)
        for name, (title, told) in self._told["hulpmiddelen"].items():
            described = told.replace("{vragen}", names).replace("{sleutels}", list_keys())
            tool = Tool.from_function(
                getattr(self, name), title=title, description=described, annotations=_READS
            )
            tool.parameters = _without_titles(tool.parameters)
            tool.fn_metadata.output_schema = _without_titles(tool.fn_metadata.output_schema)
            yield tool

    async def vraag(self, context: Context[Any, Any], tekst: Text) -> Annotated[CallToolResult, Read]:
        """A line as somebody would type it."""
        return await self._work(context, lambda link: self._toolbox.vraag(link, tekst))

    async def stel(
        self,
        context: Context[Any, Any],
        vraag: Text,
        beperkingen: dict[str, str | list[str]] | None = None,
        rijen: Rows = USUAL_ROWS,
        vanaf: Annotated[int, Field(ge=0, le=1_000_000)] = 0,
        sorteer: Text = "",
    ) -> Annotated[CallToolResult, Answered]:
        """A named question."""
        given = beperkingen or {}
        return await self._work(
            context, lambda link: self._toolbox.stel(link, vraag, given, rijen, vanaf, sorteer)
        )

    async def zoek(
        self, context: Context[Any, Any], tekst: Text, soort: Text = "", rijen: Rows = USUAL_ROWS
    ) -> Annotated[CallToolResult, Found]:
        """Things by name."""
        return await self._work(context, lambda link: self._toolbox.zoek(link, tekst, soort, rijen))

    async def ding(self, context: Context[Any, Any], id: Text) -> Annotated[CallToolResult, Told]:
        """One thing."""
        return await self._work(context, lambda link: self._toolbox.ding(link, id))

    async def passage(
        self, context: Context[Any, Any], plan: Text, regels: Text = ""
    ) -> Annotated[CallToolResult, Lines]:
        """Lines of a plan."""
        return await self._work(context, lambda link: self._toolbox.passage(link, plan, regels))

    async def schema(self, context: Context[Any, Any], naam: Text = "") -> Annotated[CallToolResult, Terms]:
        """Terms of the ontology."""
        return await self._work(context, lambda link: self._toolbox.schema(link, naam))

    async def sparql(
        self, context: Context[Any, Any], query: str, rijen: Rows = USUAL_ROWS
    ) -> Annotated[CallToolResult, Selected]:
        """A query; it waits in the line of the endpoint, not in that of the pages."""
        cells = Cellar(self._toolbox.library, _linker(context))
        return await _tell(self._sparql.select(cells, query, rijen, _asker(context)))

    async def _work(
        self, context: Context[Any, Any], make: Callable[[Linker], Mapping[str, Any]]
    ) -> CallToolResult:
        link = _linker(context)

        async def work() -> Mapping[str, Any]:
            async with self._counter.place(_asker(context)):
                return await anyio.to_thread.run_sync(lambda: make(link))

        return await _tell(work())

    def _write_ontology(self) -> str:
        triples = self._published.descriptions.graph(iris.ONTOLOGY_GRAPH)
        return serialize(triples, "ttl", self._published.context).decode()


async def _tell(work: Awaitable[Mapping[str, Any]]) -> CallToolResult:
    """What a tool found, as structure and, for older clients, as text; a known fault as an error."""
    try:
        told = await work
    except VeiligheidsgraafError as fault:
        raise ToolError(str(fault)) from None
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=dict(told))


def _without_titles(schema: Any) -> Any:  # noqa: ANN401 (JSON)
    if isinstance(schema, list):
        return [_without_titles(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = (item for item in schema.items() if item[0] != "title" or not isinstance(item[1], str))
    return {key: _without_titles(value) for key, value in kept}


def _request(context: Context[Any, Any]) -> Any:  # noqa: ANN401 (of the transport)
    return getattr(context.request_context, "request", None)


def _asker(context: Context[Any, Any]) -> str:
    request = _request(context)
    return str(request.scope.get("asker", "")) if request is not None else ""


def _linker(context: Context[Any, Any]) -> Linker:
    """Links to this server, or where there is none to the addresses that lead to one."""
    request = _request(context)
    if request is None:
        return lambda path: iris.BASE.rstrip("/") + path
    return lambda path: external_url(request.scope, path)


def _make_prompt(question: Question) -> Prompt:
    """A named question as something to choose: the assistant is told which tool answers it."""

    def ask(**values: str) -> str:
        given = {key: value for key, value in values.items() if value}
        told = f" met beperkingen {json.dumps(given, ensure_ascii=False)}" if given else ""
        return (
            f"{question.question} Gebruik het hulpmiddel stel met vraag “{question.name}”{told}. Antwoord in "
            "gewone taal, noem bij elke bewering plan en regels, en zeg het als er niets is gevonden."
        )

    arguments = [
        PromptArgument(name=one.name, description=f"bijvoorbeeld {one.example}", required=False)
        for one in question.parameters
    ]
    return Prompt(
        name=question.name,
        title=question.question,
        description=question.description,
        arguments=arguments,
        fn=ask,
        context_kwarg=None,
    )


@contextmanager
def _own_logging() -> Iterator[None]:
    """Keep the SDK from setting up the log of the process: it does so only where there is none."""
    root, nothing = logging.getLogger(), logging.NullHandler()
    root.addHandler(nothing)
    try:
        yield
    finally:
        root.removeHandler(nothing)
