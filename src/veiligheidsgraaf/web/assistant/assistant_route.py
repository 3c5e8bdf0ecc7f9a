"""The assistant's server over streamable HTTP: stateless, JSON answers, and only for hosts that are known.

A page in somebody's browser can make a name of its own point at a server in a local network (DNS rebinding),
so a host that is not known is refused.
"""

from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import Receive, Scope, Send

from .. import addresses as at
from ..request_bodies import MAX_BODY
from .assistant_server import AssistantServer

_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class AssistantRoute:
    """An ASGI application, so that every method comes here. `hosts`: names by which the public comes."""

    path = at.MCP.path

    def __init__(self, assistant: AssistantServer, hosts: tuple[str, ...]) -> None:
        names = [*_LOCAL, *hosts]
        allowed = [*names, *(f"{name}:*" for name in names)]
        security = TransportSecuritySettings(
            allowed_hosts=allowed,
            allowed_origins=[f"{scheme}://{name}" for scheme in ("http", "https") for name in allowed],
        )
        assistant.server.streamable_http_app(
            streamable_http_path=self.path,
            json_response=True,
            stateless_http=True,
            max_request_body_size=MAX_BODY,
            transport_security=security,
        )
        self._manager = assistant.server.session_manager

    def run(self) -> AbstractAsyncContextManager[None]:
        """Within this the route answers; once."""
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the SDK."""
        scope["route"] = self
        await self._manager.asgi_app(scope, receive, send)

    @property
    def router(self) -> APIRouter:
        """It as a router."""
        router = APIRouter()
        router.add_route(self.path, self, include_in_schema=False)  # type: ignore[arg-type]
        return router
