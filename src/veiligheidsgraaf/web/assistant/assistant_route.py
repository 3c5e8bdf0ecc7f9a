"""The assistant's server over streamable HTTP: stateless, JSON answers, and only for hosts that are known.

A page in somebody's browser can make a name of its own point at a server in a local network (DNS rebinding),
so a host that is not known is refused. The SDK is a fifth of the memory of a server and a quarter of its
start, so it comes with the first who asks for it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from anyio.abc import TaskGroup, TaskStatus
from fastapi import APIRouter
from starlette.types import Receive, Scope, Send

from ...store.pool import PooledStore
from .. import addresses as at
from ..linked_data.published import Published
from ..rendering import Counter
from ..request_bodies import MAX_BODY
from .toolbox import Toolbox

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

_LOCAL = ("127.0.0.1", "localhost", "[::1]")


class AssistantRoute:
    """An ASGI application, so that every method comes here. `hosts`: names by which the public comes."""

    path = at.MCP.path

    def __init__(
        self,
        toolbox: Toolbox,
        published: Published,
        store: PooledStore,
        counter: Counter,
        hosts: tuple[str, ...],
    ) -> None:
        self._wanted = toolbox, published, store, counter
        self._hosts = (*_LOCAL, *hosts)
        self._manager: StreamableHTTPSessionManager | None = None
        self._opening = anyio.Lock()
        self._group: TaskGroup | None = None

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Within this the route answers; once."""
        async with anyio.create_task_group() as self._group:
            yield
            self._group.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the SDK."""
        scope["route"] = self
        manager = await self._open()
        await manager.asgi_app(scope, receive, send)

    async def _open(self) -> "StreamableHTTPSessionManager":
        """What answers, made for the first who asks."""
        async with self._opening:
            if self._manager is None:
                assert self._group is not None, "a route answers while it runs"
                made = await anyio.to_thread.run_sync(self._make)
                await self._group.start(self._hold, made)
                self._manager = made
            return self._manager

    def _make(self) -> "StreamableHTTPSessionManager":
        from .assistant_server import AssistantServer  # noqa: PLC0415 (brings the SDK along)

        return AssistantServer(*self._wanted).over_http(self.path, self._hosts, MAX_BODY)

    @staticmethod
    async def _hold(manager: "StreamableHTTPSessionManager", *, task_status: TaskStatus[None]) -> None:
        """Let it work until the route ends: it must end in the task in which it began."""
        async with manager.run():
            task_status.started()
            await anyio.sleep_forever()

    @property
    def router(self) -> APIRouter:
        """It as a router."""
        router = APIRouter()
        router.add_route(self.path, self, include_in_schema=False)  # type: ignore[arg-type]
        return router
