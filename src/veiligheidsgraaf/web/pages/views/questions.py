"""The named questions: the list, and one page each with its form, answer, query and downloads."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from ....answers.answers import Table
from ....words.errors import InvalidRequest, UnknownName, VeiligheidsgraafError
from ....words.questions import Question
from ...problems import Fault, answer, read_fault
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
        return _question(site, request, name)


def _question(site: Site, request: Request, name: str) -> Response:
    found = site.answers.find_question(name)
    values = asked(request)
    kind, page = values.pop("formaat", ""), values.pop("blad", "1")
    if kind in FORMATS:
        return _download(site, name, values, kind)
    try:
        table = site.library.table(name, **_checked(found.name, values, {p.name for p in found.parameters}))
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _form(site, request, found, values, told))
    pages, number = _pages(name, values, table, page)
    return _form(
        site, request, found, values,
        pages=pages, page=number,
        grid=make_grid(site.library, table, first=(number - 1) * PAGE, most=PAGE),
        downloads={kind: question_link(name, **values, formaat=kind) for kind in FORMATS},
    )  # fmt: skip


def _form(
    site: Site, request: Request, question: Question, values: Mapping[str, str], fault: Fault | None = None,
    **shown: object,
) -> Response:  # fmt: skip
    """The page of a question: its form with the values, and the answer, or what is wrong with the values."""
    choices = {p.name: site.answers.choices(p.kind) for p in question.parameters}
    status = fault.status if fault else 200
    return site.render(
        request, "vraag.html", status,
        question=question, values=values, choices=choices, fault=fault.detail if fault else "", **shown,
    )  # fmt: skip


def _checked(name: str, values: Mapping[str, str], known: set[str]) -> dict[str, str]:
    """The values, once their names are known; they become keyword arguments after this."""
    for key in values:
        if key not in known:
            raise UnknownName(f"parameter van {name}", key, known)
    return dict(values)


def _pages(name: str, values: Mapping[str, str], table: Table, page: str) -> tuple[dict[int, str], int]:
    last = max(1, -(-len(table.rows) // PAGE))
    if not page.isascii() or not page.isdecimal() or not 1 <= int(page[:9]) <= last:
        raise InvalidRequest(f"blad '{page[:20]}' is er niet", f"kies een blad van 1 tot en met {last}")
    pages = {n: question_link(name, **values, blad=str(n) if n > 1 else "") for n in range(1, last + 1)}
    return pages, int(page)


def _download(site: Site, name: str, values: Mapping[str, str], kind: str) -> Response:
    if kind == "xlsx":
        question = site.answers.find_question(name)
        content = make_workbook(site.answers.table(name, values), question.question, site.release.digest)
    else:
        content = site.answers.ask(name, values, kind)
    return download(content, FORMATS[kind], f"{name}.{kind}")
