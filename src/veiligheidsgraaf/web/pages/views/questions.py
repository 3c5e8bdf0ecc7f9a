"""Pages to ask on: the front page, the question box, the named questions and the SPARQL editor."""

import json
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from ....answers.answers import Table
from ....answers.box.asking import Chosen
from ....names.tokens import MOST_CHARACTERS
from ....words import iris
from ....words.errors import InvalidRequest, VeiligheidsgraafError
from ....words.prefixes import PREFIXES
from ....words.questions import Question
from ... import addresses as at
from ...problems import Fault, answer, read_fault
from ..editor import fill_in, list_completions
from ..empty import show_empty
from ..front import propose
from ..grids import make_grid
from ..line import SearchPage, show_line
from ..model import count_things
from ..site import DOWNLOADS, Site, asked, download

PAGE = 50
# The example that the front page answers: the question of the first theme that most plans treat.
_SHOWN = "partners-per-thema"
_SHOWN_ROWS = 8
_SUGGESTED = (_SHOWN, "doelbereik", "witte-vlekken", "vergelijk-plannen", "rechtsgronden", "planning")
_IN_EDITOR = "plannen"
_MOST_QUERY = 20_000


def mount(router: APIRouter, site: Site) -> None:
    """Add the front page, the question box, the questions and the editor."""

    @router.get(at.START.path)
    def start(request: Request) -> Response:
        return _start(site, request)

    @router.get(at.SEARCH.path)
    def search(request: Request) -> Response:
        return _search(site, request)

    @router.get(at.QUESTIONS.path)
    def questions(request: Request) -> Response:
        return site.render(request, "vragen.html", questions=site.answers.listed)

    @router.get(at.QUESTION.path)
    def question(request: Request, name: str) -> Response:
        return _question(site, request, name)

    @router.get(at.EDITOR.path)
    def editor(request: Request) -> Response:
        return query_page(site, request)

    @router.get(at.EDITOR_TERMS.path)
    def terms() -> Response:
        found = list_completions(site.library, site.answers.listed)
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json")


def _start(site: Site, request: Request) -> Response:
    library, proposal = site.library, propose(site.library)
    values = {"thema": proposal.theme}
    suggested = [site.answers.questions[name] for name in _SUGGESTED if name in site.answers.questions]
    return site.render(
        request, "start.html",
        counts=count_things(library), plans=library.plans, suggested=suggested, proposal=proposal,
        grid=make_grid(library, library.table(_SHOWN, values), most=_SHOWN_ROWS) if proposal.theme else None,
        link=at.QUESTION(_SHOWN, query=values),
    )  # fmt: skip


def _search(site: Site, request: Request) -> Response:
    given = request.query_params
    line, rows = given.get("q", ""), None
    if "rij" in given:
        rows = tuple(iris.THINGS + path for path in given.getlist("rij") if path)
    try:
        found = site.asker.ask(line, Chosen(given.get("vraag", ""), dict(given), rows))
        page = show_line(site.library, found, len(line) > MOST_CHARACTERS)
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _box(site, request, line, None, told))
    return _box(site, request, line, page)


def _box(
    site: Site, request: Request, line: str, page: SearchPage | None, fault: Fault | None = None
) -> Response:
    """The question box with its line, and what was answered or is wrong with the choice in the address."""
    question = page.asked.question if page else None
    choices = {p.name: site.answers.choices(p.kind) for p in question.parameters} if question else {}
    return site.render(
        request, "zoeken.html", fault.status if fault else 200,
        page=page, line=line[:MOST_CHARACTERS], choices=choices, questions=site.answers.listed,
        fault=fault.detail if fault else "",
    )  # fmt: skip


def _question(site: Site, request: Request, name: str) -> Response:
    found = site.answers.find_question(name)
    values = asked(request)
    kind, page = values.pop("formaat", ""), values.pop("blad", "1")
    if kind in ("csv", "xlsx"):
        return site.sheet(site.answers.table(name, values), kind, found.question, name)
    if kind in DOWNLOADS:
        return download(site.answers.ask(name, values, kind), kind, name)
    try:
        table = site.library.table(name, values)
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _form(site, request, found, values, told))
    pages, number = _pages(name, values, table, page)
    return _form(
        site, request, found, values,
        pages=pages, page=number,
        grid=make_grid(site.library, table, first=(number - 1) * PAGE, most=PAGE),
        empty=None if table.rows else show_empty(site.library, name, values),
        downloads={kind: at.QUESTION(name, query=[*values.items(), ("formaat", kind)]) for kind in DOWNLOADS},
        query=at.EDITOR(query=[("vraag", name), *values.items()]),
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


def _pages(name: str, values: Mapping[str, str], table: Table, page: str) -> tuple[dict[int, str], int]:
    """Number -> address of every page of an answer, and the number of the one that is asked for."""
    last = max(1, -(-len(table.rows) // PAGE))
    if not page.isascii() or not page.isdecimal() or not 1 <= int(page[:9]) <= last:
        raise InvalidRequest(f"blad '{page[:20]}' is er niet", f"kies een blad van 1 tot en met {last}")
    numbers = {n: str(n) if n > 1 else "" for n in range(1, last + 1)}
    return {
        n: at.QUESTION(name, query=[*values.items(), ("blad", text)]) for n, text in numbers.items()
    }, int(page)


def query_page(site: Site, request: Request) -> Response:
    """The editor as a page;
    `vraag` names the example to open with (its parameters may be filled in), `query` gives a query.
    """
    values = asked(request)
    query, name = values.pop("query", "")[:_MOST_QUERY], values.pop("vraag", _IN_EDITOR)
    text = query or fill_in(site.answers.find_question(name), values)
    return site.render(
        request, "editor.html",
        query=text, chosen="" if query else name, questions=site.answers.listed, prefixes=PREFIXES,
    )  # fmt: skip
