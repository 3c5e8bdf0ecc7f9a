"""Pages to ask on: the front page, the question box, the named questions and the SPARQL editor."""

import json
from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from ....answers.across import WHOLE, View
from ....answers.answering import read_intent_constraints, table_of
from ....answers.answers import Table
from ....answers.box.suggesting import as_json, suggest
from ....answers.intent import Intent, read_intent
from ....facts.constraints import SORT
from ....facts.flat import flatten
from ....names.tokens import MOST_CHARACTERS
from ....words.errors import InvalidRequest, ResultTooLarge, VeiligheidsgraafError
from ....words.parameters import today
from ....words.prefixes import PREFIXES
from ....words.questions import Question
from ... import addresses as at
from ...problems import Fault, answer, read_fault
from ..answered import COLUMN_PAGE, DIFFERENCES, GRID_PAGE, LEAD, show_answer
from ..editor import fill_in, keep_fitting, list_completions
from ..empty import show_empty
from ..front import list_findings, list_plans, propose
from ..grids import make_grid
from ..line import KIND_NAMES, MOST_ROWS, SearchPage, show_line
from ..model import count_things
from ..narrowing import make_title, read_pairs, show_chosen, show_fields
from ..paging import Pages, read_page
from ..question_doors import list_doors
from ..row_passages import count_past, show_passages
from ..site import DOWNLOADS, FLAT, SHEETS, Site, asked, download
from ..sorting import Sorting

PAGE = 20
# How an answer is shown, beside what it is narrowed by.
_HOW_SHOWN = ("formaat", "blad", SORT, GRID_PAGE, COLUMN_PAGE, DIFFERENCES, LEAD)
_MOST_DIGITS = 9
MOST_TAKEN = 20_000
_LESS = f"perk het antwoord in, of neem bij {at.DATA()} het hele bestand van deze vraag"
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

    @router.get(at.SUGGEST.path)
    def suggestions(q: str = "") -> Response:
        """What somebody may be typing, for the script of the box."""
        found = suggest(site.answers.names, site.answers.listed, q)
        return JSONResponse(as_json(found, KIND_NAMES))

    @router.get(at.QUESTIONS.path)
    def questions(request: Request) -> Response:
        return site.render(request, "vragen.html", doors=list_doors(site.answers.listed))

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
    library, day = site.library, today()
    return site.render(
        request, "start.html",
        counts=count_things(library), proposal=propose(library), plans=list_plans(library, day),
        findings=list_findings(library, day),
    )  # fmt: skip


def _search(site: Site, request: Request) -> Response:
    given = request.query_params
    line, name = given.get("q", ""), given.get("vraag", "")
    try:
        chosen = None
        if name:
            asked_for = site.answers.find_listed(name)
            beside = [pair for pair in given.multi_items() if pair[0] not in ("q", "vraag")]
            chosen = name, tuple(read_pairs(site.library, asked_for, beside))
        found = site.asker.ask(line, chosen, MOST_ROWS)
        page = show_line(site.library, found, len(line) > MOST_CHARACTERS, site.lines)
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _box(site, request, line, None, told))
    return _box(site, request, line, page)


def _box(
    site: Site, request: Request, line: str, page: SearchPage | None, fault: Fault | None = None
) -> Response:
    """The question box with its line, and what was answered or is wrong with the choice in the address."""
    intent = page.asked.reading.intent if page else None
    question = page.asked.question if page else None
    own = {parameter.name for parameter in question.parameters} if question else set()
    return site.render(
        request, "zoeken.html", fault.status if fault else 200,
        page=page, line=line[:MOST_CHARACTERS], questions=site.answers.listed,
        fields=show_fields(site.library, question, dict(intent.pairs)) if question and intent else (),
        kept=[pair for pair in intent.address if pair[0] not in own] if intent else (),
        fault=fault.detail if fault else "",
    )  # fmt: skip


def _question(site: Site, request: Request, name: str) -> Response:
    found = site.answers.find_listed(name)
    given = read_pairs(site.library, found, request.query_params.multi_items())
    how = {key: value for key, value in given if key in _HOW_SHOWN}
    pairs = [pair for pair in given if pair[0] not in _HOW_SHOWN]
    try:
        intent, sort = read_intent(name, pairs), how.get(SORT, "")
        if (kind := how.get("formaat", "")) in (*DOWNLOADS, FLAT):
            return _take(site, request, found, intent, kind)
        number, view = _page_number(how.get("blad", "1")), _read_view(how)
        answered = site.library.answer(intent, PAGE, (number - 1) * PAGE, sort, view)
        ordered = [*pairs, *(((SORT, sort),) if sort else ())]
        pages = Pages(answered.page.total, PAGE, at.QUESTION, ordered, name)
        read_page(str(number), len(pages))
    except VeiligheidsgraafError as error:
        fault = read_fault(error, request.method)
        return answer(request, fault, lambda told: _form(site, request, found, pairs, told))
    fits = keep_fitting(found, intent.pairs)
    table = Table(found.columns, answered.page.rows, answered.page.total)
    return _form(
        site, request, found, pairs,
        told=show_answer(site.library, answered), pages=pages, page=number,
        grid=make_grid(site.library, table, sorting=Sorting(found, tuple(pairs), sort)), sorted=bool(sort),
        past=0 if sort else count_past(site.library, table, intent),
        passages=show_passages(site.library, table, _thing_of(found), intent.pairs, site.sources),
        empty=show_empty(site.library, answered.emptiness) if answered.emptiness else None,
        downloads={kind: at.QUESTION(name, query=[*pairs, ("formaat", kind)]) for kind in (*DOWNLOADS, FLAT)},
        query=at.EDITOR(query=[("vraag", name), *fits.items()]),
        left_out=list(dict.fromkeys(key for key, value in pairs if fits.get(key) != value)),
    )  # fmt: skip


def _thing_of(question: Question) -> str:
    """The column that the rows of a question are about."""
    return question.phrasing.thing if question.phrasing else next(iter(question.columns))


def _read_view(how: Mapping[str, str]) -> View:
    """Which part of the grid an address asks for. Raises InvalidRequest."""
    row, column = (_page_number(how.get(key, "1")) - 1 for key in (GRID_PAGE, COLUMN_PAGE))
    return View(row * WHOLE.rows, column * WHOLE.columns, DIFFERENCES in how, lead=how.get(LEAD, ""))


def _take(site: Site, request: Request, question: Question, intent: Intent, kind: str) -> Response:
    """An answer to keep. Raises ResultTooLarge when it has more rows than a sheet should."""
    name, answers = question.name, site.answers
    if site.library.answer(intent, 1, narrowing=False).page.total > MOST_TAKEN:
        raise ResultTooLarge(f"het antwoord heeft meer dan {MOST_TAKEN} rijen", _LESS)
    table = table_of(answers, intent)
    if kind not in (*SHEETS, FLAT):
        return download(table.as_results(), kind, name)
    constraints, flat = read_intent_constraints(answers, question, intent), None
    if kind != "csv" and answers.facts is not None and constraints is not None:
        flat = flatten(answers.facts, name, constraints, MOST_TAKEN + 1)
        if len(flat.rows) > MOST_TAKEN:
            raise ResultTooLarge(f"het antwoord rust op meer dan {MOST_TAKEN} passages", _LESS)
    elif kind == FLAT:
        raise InvalidRequest("deze vraag heeft geen feiten om plat mee te nemen", "neem CSV of Excel")
    return site.sheet(request, table, kind, question.question, name, question.description, flat)


def _form(
    site: Site, request: Request, question: Question, pairs: Sequence[tuple[str, str]],
    fault: Fault | None = None, **shown: object,
) -> Response:  # fmt: skip
    """The page of a question: its form with the values, and the answer, or what is wrong with the values."""
    status, chosen = fault.status if fault else 200, show_chosen(site.library, question, pairs)
    own = {parameter.name for parameter in question.parameters}
    return site.render(
        request, "vraag.html", status, kept=[pair for pair in pairs if pair[0] not in own],
        question=question, values=dict(pairs), chosen=chosen, title=make_title(question, chosen),
        fields=show_fields(site.library, question, dict(pairs)), fault=fault.detail if fault else "", **shown,
    )  # fmt: skip


def _page_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not int(text[:9]) >= 1 or len(text) > _MOST_DIGITS:
        raise InvalidRequest(f"blad '{text[:20]}' is er niet", "kies een blad vanaf 1")
    return int(text)


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
