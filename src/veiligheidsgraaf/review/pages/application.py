"""The app of the review: addresses, faults, and who may come in."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from ...words.errors import InvalidRequest, UnknownName, VeiligheidsgraafError
from . import actions, pictures, plan_actions, screens
from .desk import STATIC, Desk
from .gate import Gate
from .submitted import Submitted, read_form

_FILES = Path(__file__).resolve().parents[2] / "web" / "static"  # styles and scripts of one bundle
_log = logging.getLogger(__name__)
Screen = Callable[[Desk, Request], Response]
Step = Callable[[Desk, Request, Submitted], Response]

_SCREENS: dict[str, Screen] = {
    "": screens.work,
    "/wijzig": screens.mend,
    "/lijst": screens.listing,
    "/themas": screens.coverage,
    "/over": screens.left_over,
    "/niet-te-zeggen": screens.unsayable,
    "/controle": screens.findings,
    "/klaar": screens.finish,
    "/plan": screens.about_plan,
    "/kies": screens.likenesses,
    "/blad/{number:int}": pictures.page_picture,
}
_STEPS: dict[str, Step] = {
    "/besluit": actions.decide,
    "/wijzig": actions.mend,
    "/namen": actions.name,
    "/lijst": plan_actions.decide_all,
    "/themas": plan_actions.cover,
    "/terug": actions.undo,
    "/opnieuw": actions.redo,
    "/rol": plan_actions.choose_role,
    "/nagelezen": plan_actions.reread,
    "/klaar": plan_actions.write,
}


def create_app(desk: Desk, port: int) -> ASGIApp:
    """The app for one desk, served on a port of this machine."""
    routes = [
        Route("/", partial(_start, desk)),
        Mount(STATIC, StaticFiles(directory=_FILES)),
        *(Route(f"/{{slug}}{path}", _shown(desk, screen)) for path, screen in _SCREENS.items()),
        *(Route(f"/{{slug}}{path}", _taken(desk, step), methods=["POST"]) for path, step in _STEPS.items()),
    ]
    app = Starlette(
        routes=routes,
        exception_handlers={
            VeiligheidsgraafError: partial(_tell_fault, desk),
            HTTPException: partial(_tell_status, desk),
            Exception: partial(_tell_unexpected, desk),
        },
    )
    app.router.redirect_slashes = False
    return Gate(app, port, desk.token, f"{STATIC}/")


async def _start(desk: Desk, request: Request) -> Response:
    return await run_in_threadpool(screens.start, desk, request)


def _shown(desk: Desk, screen: Screen) -> Callable[[Request], object]:
    def held(request: Request) -> Response:
        with desk.seat(request.path_params["slug"]).lock:
            return screen(desk, request)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(held, request)

    return answer


def _taken(desk: Desk, step: Step) -> Callable[[Request], object]:
    def held(request: Request, sent: Submitted) -> Response:
        with desk.seat(request.path_params["slug"]).lock:
            return step(desk, request, sent)

    async def answer(request: Request) -> Response:
        sent = await read_form(request)
        return await run_in_threadpool(held, request, sent)

    return answer


async def _tell_fault(desk: Desk, request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, UnknownName) else 400 if isinstance(error, InvalidRequest) else 500
    what, how = (error.what, error.how) if isinstance(error, VeiligheidsgraafError) else (str(error), "")
    return desk.render("fout.html", status, what=what, how=how, back=_way_back(request))


def _way_back(request: Request) -> str:
    """The page that a request came from, when that is one of ours."""
    came_from, ours = request.headers.get("referer", ""), f"http://{request.headers.get('host', '')}"
    return came_from.removeprefix(ours) if came_from.startswith(f"{ours}/") else "/"


async def _tell_status(desk: Desk, request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = "deze bladzijde is er niet" if status == 404 else "dit kan hier niet"  # noqa: PLR2004 (HTTP)
    return desk.render("fout.html", status, what=what, how="ga terug naar het plan", back="/")


async def _tell_unexpected(desk: Desk, request: Request, error: Exception) -> Response:
    _log.error("a screen of the review failed", exc_info=error)
    return desk.render(
        "fout.html", 500, what="het programma is op een fout gestuit",
        how="ga terug en probeer het opnieuw; wat u besloot is bewaard", back="/",
    )  # fmt: skip
