"""The named questions: the list, and one page each with its form, answer, query and downloads."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from ....answers.answers import Table
from ....words.errors import InvalidRequest, UnknownName, VeiligheidsgraafError
from ...problems import status_of
from ..grids import make_grid
from ..library import question_link
from ..sheets import make_workbook
from ..site import Site, asked, download

PAGE = 50
FORMATS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def mount(router: APIRouter, site: Site) -> None:
    """Add /vragen and /vragen/{naam}."""

    @router.get("/vragen")
    def questions(request: Request) -> Response:
        return site.render(request, "vragen.html", questions=site.answers.listed)

    @router.get("/vragen/{name}")
    def question(request: Request, name: str) -> Response:
        return site.guarded(request, lambda: _question(site, request, name))


def _question(site: Site, request: Request, name: str) -> Response:
    found = site.answers.find_question(name)
    values = asked(request)
    kind, page = values.pop("formaat", ""), values.pop("blad", "1")
    if kind in FORMATS:
        return _download(site, name, values, kind)
    status, fault, table = 200, "", None
    try:
        table = site.library.table(name, **_checked(found.name, values, {p.name for p in found.parameters}))
    except VeiligheidsgraafError as error:
        status, fault = status_of(error), str(error)
    pages, number = _pages(name, values, table, page)
    return site.render(
        request, "vraag.html", status,
        question=found, values=values, fault=fault, pages=pages, page=number,
        choices={p.name: site.answers.choices(p.kind) for p in found.parameters},
        grid=make_grid(site.library, table, first=(number - 1) * PAGE, most=PAGE) if table else None,
        downloads={kind: question_link(name, **values, formaat=kind) for kind in FORMATS},
        editor=site.answers.questions[name].listed,
    )  # fmt: skip


def _checked(name: str, values: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """The values, once their names are known; they become keyword arguments after this."""
    for key in values:
        if key not in known:
            raise UnknownName(f"parameter van {name}", key, known)
    return dict(values)


def _pages(
    name: str, values: Mapping[str, str], table: Table | None, page: str
) -> tuple[dict[int, str], int]:
    last = max(1, -(-len(table.rows) // PAGE)) if table else 1
    if not page.isascii() or not page.isdecimal() or not 1 <= int(page[:9]) <= last:
        raise InvalidRequest(f"blad '{page[:20]}' is er niet", f"kies een blad van 1 tot en met {last}")
    given = {key: value for key, value in values.items() if table}
    return {n: question_link(name, **given, blad=str(n) if n > 1 else "") for n in range(1, last + 1)}, int(
        page
    )


def _download(site: Site, name: str, values: Mapping[str, str], kind: str) -> Response:
    if kind == "xlsx":
        question = site.answers.find_question(name)
        content = make_workbook(site.answers.table(name, values), question.question, site.release.digest)
    else:
        content = site.answers.ask(name, values, kind)
    return download(content, FORMATS[kind], f"{name}.{kind}")
