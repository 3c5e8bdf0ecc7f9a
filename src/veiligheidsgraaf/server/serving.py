"""Serve the current release, and the next one as soon as it is there, without a failed request.

Each release is a whole application of its own, so no request ever sees two of them. A new one starts beside
the old; when it answers it takes the new requests, and the old one stops after its last answer. One that is
damaged or does not answer is refused and told in the log. Where an engine answers open queries, the old
release serves until an engine has the new one too, unless it has lost its own.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from ..words.errors import VeiligheidsgraafError
from ..words.holding import in_use
from ..words.release import AT_ONCE, Release, check_release, current_release

LOOK_SECONDS = 0.2  # a file of one line
_log = logging.getLogger("veiligheidsgraaf.serving")


class _Site:
    """One release that serves, and the requests that are with it."""

    def __init__(self, release: Release, app: FastAPI) -> None:
        self.release = release
        self.app = app
        self._stack = AsyncExitStack()
        self._requests = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def start(self) -> None:
        self._stack.enter_context(in_use(self.release))
        await self._stack.enter_async_context(self.app.router.lifespan_context(self.app))

    async def stop(self) -> None:
        """Stop after the last request."""
        await self._idle.wait()
        await self._stack.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._requests += 1
        self._idle.clear()
        try:
            await self.app(scope, receive, send)
        finally:
            self._requests -= 1
            if not self._requests:
                self._idle.set()


class Serving:
    """An ASGI application on whatever release is current in `home`.

    `make` makes the application of one release.
    """

    def __init__(
        self, home: Path, make: Callable[[Release], FastAPI], look_seconds: float = LOOK_SECONDS
    ) -> None:
        self._home, self._make, self._look_seconds = home, make, look_seconds
        self._site: _Site | None = None
        self._refused: tuple[str, int] | None = None
        self._made_current: tuple[str, int] | None = None
        self._awaited = ""
        self._stopping: set[asyncio.Task[None]] = set()
        self.on_start: Callable[[Release], None] = lambda _: None
        self.fault: VeiligheidsgraafError | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the release that serves now."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif self._site is not None:
            await self._site(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            async with self._follow():
                assert self._site is not None
                self.on_start(self._site.release)
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except VeiligheidsgraafError as error:
            self.fault = error
            await send({"type": "lifespan.startup.failed", "message": ""})
            return
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _follow(self) -> AsyncIterator[None]:
        """Serve the current release and look for the next while the context lasts."""
        self._site = await self._start(current_release(self._home))
        looking = asyncio.ensure_future(self._look())
        try:
            yield
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking
            await asyncio.gather(self._site.stop(), *self._stopping)

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(self._look_seconds)
            try:
                await self._renew()
            except VeiligheidsgraafError as error:
                _log.error("new release refused, the old one serves on: %s", error)
            except Exception:  # whatever is wrong with a new release, the old one serves on
                _log.exception("new release refused, the old one serves on")

    async def _renew(self) -> None:
        """Let the release that became current serve.

        One refused is tried again when it is made current anew.
        """
        assert self._site is not None
        pointer = self._home / "current"
        try:
            name, made_current = pointer.read_text(encoding="utf-8").strip(), pointer.stat().st_mtime_ns
        except OSError:
            return
        if (name, made_current) in (self._refused, self._made_current):
            return
        if name == self._site.release.digest and not self._site.app.state.is_damaged():
            self._made_current = name, made_current
            return
        old = self._site
        self._refused = (name, made_current)
        release = current_release(self._home)
        if not await anyio.to_thread.run_sync(self._may_follow, old, release):
            self._refused = None
            return
        self._site = await self._start(release, old.release)
        self._refused, self._made_current = None, (name, made_current)
        _log.warning(
            "release %s serves instead of %s", self._site.release.digest[:12], old.release.digest[:12]
        )
        task = asyncio.ensure_future(old.stop())
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    def _may_follow(self, old: _Site, release: Release) -> bool:
        """Whether a new release need not wait for an engine to have it."""
        engines = getattr(old.app.state, "engines", None)
        if engines is None or engines.reason or engines.has(release.mark):
            return True
        if self._awaited != release.digest:
            self._awaited = release.digest
            _log.warning("release %s waits until an engine has it (publish)", release.digest[:12])
        return False

    async def _start(self, release: Release, beside: Release | None = None) -> _Site:
        """Let a release serve. The first is looked at as far as start may take, then while it serves; one
        that follows another, whole, but for what is linked with that.
        """
        check = partial(check_release, release, beside, None if beside else AT_ONCE)
        is_whole = await anyio.to_thread.run_sync(check)
        site = _Site(release, await anyio.to_thread.run_sync(self._make, release))
        await site.start()
        if not is_whole:
            site.app.state.look()
        return site
