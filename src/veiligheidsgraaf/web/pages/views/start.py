"""The front page: the question box, what there is, and one question answered live."""

from fastapi import APIRouter, Request, Response

from ..grids import make_grid
from ..library import question_link
from ..model import count_things
from ..site import Site

# The example that the front page answers: the question of the first theme that most plans treat.
_QUESTION = "partners-per-thema"
_ROWS = 8
_SUGGESTED = (
    "partners-per-thema",
    "doelbereik",
    "witte-vlekken",
    "vergelijk-plannen",
    "rechtsgronden",
    "planning",
)


def mount(router: APIRouter, site: Site) -> None:
    """Add the front page."""

    @router.get("/")
    def start(request: Request) -> Response:
        library = site.library
        parameter = next(p for p in site.answers.questions[_QUESTION].parameters if p.name == "thema")
        values = {"thema": parameter.example or ""}
        grid = make_grid(library, library.table(_QUESTION, **values), most=_ROWS)
        return site.render(
            request, "start.html",
            counts=count_things(library), plans=library.plans, grid=grid,
            theme=library.name(next(iter(site.answers.questions[_QUESTION].bind(values))).value),
            link=question_link(_QUESTION, **values),
            suggested=[site.answers.questions[name] for name in _SUGGESTED if name in site.answers.questions],
        )  # fmt: skip
