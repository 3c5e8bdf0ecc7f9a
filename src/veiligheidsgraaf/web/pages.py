"""Pages in Dutch: the start page, and one page per question with its form and its answer."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.templating import Jinja2Templates

from ..answers.answers import Answers
from ..words.errors import UnknownName, VeiligheidsgraafError
from .problems import STATUS

_HERE = Path(__file__).parent
_FORMATS = {"csv": "text/csv", "json": "application/sparql-results+json"}

# The example that the start page answers live.
_EXAMPLE = ("partners-per-thema", {"thema": "ondermijning"})


def pages_router(answers: Answers, digest: str) -> APIRouter:
    """Routes of the pages. `digest` names the release that they speak of."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(_HERE / "templates")

    def render(request: Request, template: str, status: int = 200, **context: object) -> Response:
        return templates.TemplateResponse(request, template, {"digest": digest, **context}, status_code=status)

    @router.get("/")
    def start(request: Request) -> Response:
        name, values = _EXAMPLE
        return render(
            request,
            "start.html",
            questions=answers.listed,
            example=answers.questions[name],
            table=answers.table(name, values),
            link=_link(name, values),
        )

    @router.get("/vragen/{name}")
    def question(request: Request, name: str) -> Response:
        values = {key: value for key, value in request.query_params.items() if value}
        kind = values.pop("formaat", "")
        status, fault, table = 200, "", None
        try:
            asked = answers.find_question(name)
        except UnknownName as error:
            return render(request, "fout.html", 404, message=str(error))
        if kind in _FORMATS:
            headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
            return Response(answers.ask(name, values, kind), media_type=_FORMATS[kind], headers=headers)
        try:
            table = answers.table(name, values)
        except VeiligheidsgraafError as error:
            status, fault = next((STATUS[k] for k in type(error).__mro__ if k in STATUS), 500), str(error)
        choices = {p.name: answers.choices(p.kind) for p in asked.parameters}
        return render(
            request, "vraag.html", status,
            question=asked, values=values, choices=choices, table=table, fault=fault,
            downloads={kind: _link(name, {**values, "formaat": kind}) for kind in _FORMATS},
        )  # fmt: skip

    return router


def _link(name: str, values: Mapping[str, str]) -> str:
    return f"/vragen/{name}" + (f"?{urlencode(values)}" if values else "")
