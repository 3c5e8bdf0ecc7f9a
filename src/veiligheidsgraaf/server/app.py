"""Wire one release and the settings into a web application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from ..answers.answers import Answers
from ..store.pool import PooledStore
from ..store.remote.watch import Watch
from ..web import addresses, problems
from ..web.asker import Asker, read_networks
from ..web.assistant.assistant_route import AssistantRoute
from ..web.assistant.toolbox import Toolbox
from ..web.linked_data.published import publish
from ..web.linked_data.routes import dumps_router, linked_data_router
from ..web.metrics import CONTENT_TYPE, StoreFigures, render_metrics
from ..web.observe import Observe
from ..web.page_forms import PageForms
from ..web.pages import pages_router
from ..web.pages.site import Site
from ..web.pages.views.questions import query_page
from ..web.pages.views.things import document_page
from ..web.reconcile.routes import reconcile_router
from ..web.rendering import Counter, Rendered
from ..web.rest.routes import api_router
from ..web.rest.version_header import ApiHeaders
from ..web.sparql.routes import sparql_router
from ..words.errors import VeiligheidsgraafError
from ..words.release import Release
from .settings import Settings

_MEGABYTE = 1024 * 1024


def create_app(release: Release, settings: Settings, sources: Path | None = None) -> FastAPI:
    """The application on one release.

    Its workers start and stop with it; `serving` puts the next release in its place.

    `sources`: folder with the texts of the plans, to show a passage in its context.
    """
    store = _make_store(release, settings)
    answers = Answers.of(release, store)
    site = Site(answers, release, sources, settings.report)
    counter, published = Counter(settings.pages, settings.patience), publish(release, answers)
    toolbox = Toolbox(site.library, site.asker, published.descriptions, sources)
    assistants = AssistantRoute(toolbox, published, store, counter, settings.host_names)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with store:
            await anyio.to_thread.run_sync(store.start)
            preparing = asyncio.create_task(_prepare(site))  # the first pages need not wait for it
            async with assistants.run():
                yield
            preparing.cancel()

    app = FastAPI(
        title="Veiligheidsgraaf",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    problems.install(app, site.fault)
    _add_layers(app, settings, site, counter)
    _add_operations(app, store, release)
    app.include_router(sparql_router(store, release, settings.result * _MEGABYTE, partial(query_page, site)))
    app.include_router(pages_router(site))
    app.include_router(linked_data_router(published, partial(document_page, site, published.descriptions)))
    app.include_router(dumps_router(published))
    app.include_router(api_router(published))
    app.include_router(reconcile_router(answers, counter))
    app.include_router(assistants.router)
    _show_state(app, store)
    app.mount(addresses.STATIC.path, StaticFiles(directory=Path(__file__).parent.parent / "web" / "static"))
    return app


def _show_state(app: FastAPI, store: PooledStore) -> None:
    """What `serving` looks at."""
    app.state.is_damaged = lambda: store.is_damaged
    app.state.look = store.look
    app.state.engines = store.engines


def _add_layers(app: FastAPI, settings: Settings, site: Site, counter: Counter) -> None:
    """What stands around every request, the innermost first."""
    app.add_middleware(PageForms)
    app.add_middleware(
        Rendered,
        counter=counter,
        cache_mb=settings.cache,
        on_busy=partial(problems.outside, page=site.fault),
    )
    app.add_middleware(ApiHeaders)
    app.add_middleware(Observe, on_fault=partial(problems.unexpected, page=site.fault))
    app.add_middleware(Asker, proxies=read_networks(settings.proxies), root_path=settings.root_path)


def make_watch(release: Release, settings: Settings) -> Watch | None:
    """The engines that the settings name, for the data of a release; None when they name none."""
    if not settings.engines:
        return None
    manifest = release.manifest
    return Watch(settings.engines, settings.access, release.mark, tuple(manifest["graphs"]))


def _make_store(release: Release, settings: Settings) -> PooledStore:
    return PooledStore(
        release,
        settings.workers,
        settings.timeout,
        settings.patience,
        settings.memory,
        own_workers=settings.own_workers,
        quick=settings.quick,
        queue=settings.queue,
        cache_mb=settings.cache,
        engines=make_watch(release, settings),
    )


async def _prepare(site: Site) -> None:
    with suppress(VeiligheidsgraafError):  # then the first visitor waits for it
        await anyio.to_thread.run_sync(site.prepare, abandon_on_cancel=True)


def _add_operations(app: FastAPI, store: PooledStore, release: Release) -> None:
    figures = StoreFigures(store, release.digest)

    @app.api_route(addresses.HEALTH.path, methods=["GET", "HEAD"], include_in_schema=False)
    async def health(_: Request) -> Response:
        """Liveness, with the digest of the release that answers; 503 when it is damaged. An engine that is
        away is told, and no reason to take a server away whose pages work.
        """
        found: dict[str, object] = {"status": "beschadigd" if store.is_damaged else "ok"}
        found["release"] = release.digest
        if store.engines:
            reason = store.engines.reason
            found["engine"] = {"status": "weg", "reden": reason} if reason else {"status": "ok"}
        return JSONResponse(found, 503 if store.is_damaged else 200, {"Cache-Control": "no-store"})

    @app.api_route(addresses.METRICS.path, methods=["GET", "HEAD"], include_in_schema=False)
    async def metrics(_: Request) -> Response:
        """Figures for Prometheus."""
        return Response(
            render_metrics(figures), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
        )
