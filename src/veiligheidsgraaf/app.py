"""Wire a release and the settings into a web application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from .answers.answers import Answers
from .settings import Settings
from .store.pool import PooledStore
from .web import problems
from .web.pages import pages_router
from .web.sparql import sparql_router
from .words.questions import load_release_questions
from .words.release import Release

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(release: Release, settings: Settings) -> FastAPI:
    """The application on one release: /sparql, /healthz and the pages. Its workers stop with it."""
    store = PooledStore(release, settings.workers, settings.timeout, settings.patience, settings.memory)
    answers = Answers(store, load_release_questions(release))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with store:
            yield

    app = FastAPI(title="Veiligheidsgraaf", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    problems.install(app)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        for name, value in _SECURITY.items():
            response.headers.setdefault(name, value)
        return response

    @app.get("/healthz")
    async def health() -> JSONResponse:
        """Liveness, with the digest of the release that answers."""
        return JSONResponse({"status": "ok", "release": release.digest})

    app.include_router(sparql_router(store, settings.result * 1024 * 1024))
    app.include_router(pages_router(answers, release.digest))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "web" / "static"))
    return app
