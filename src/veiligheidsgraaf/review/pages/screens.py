"""The screens that are read: the plan beside its items, lists, themes, what is left, the check."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from ...words.errors import UnknownName
from .. import fields as table
from ..complaints import Complaint
from ..state import PLAN, Item
from ..writing import Found, Outcome
from . import cards, plan_text
from .desk import Desk, Visit
from .entry_form import draw_form
from .filters import choose_items, find_turn, read_number
from .pictures import Sheet, make_sheet

_LIKENESSES = 12
_MOST_LISTED = 400
_MOST_WORDS = 400


def start(desk: Desk, _: Request) -> Response:
    """The plans that can be opened; the plan itself when there is one."""
    found = desk.slugs()
    if len(found) == 1:
        return RedirectResponse(f"/{found[0][0]}", 303)
    return desk.render("kies.html", plans=found)


def work(desk: Desk, request: Request) -> Response:
    """The plan on the left, one item on the right."""
    visit = desk.visit(request)
    return draw_work(desk, visit)


def draw_work(
    desk: Desk, visit: Visit, status: int = 200, notice: str = "", complaints: tuple[Complaint, ...] = ()
) -> Response:
    """The same, with what has to be told about what was sent."""
    if desk.is_watching and not visit.seat.is_in_graph and visit.state.accepted:
        visit.seat.checking.watch(visit.state)
    turn = find_turn(visit.state, visit.wish)
    item, wish = turn.item, visit.wish
    line = wish.line or (item.first if item else 1)
    document = visit.review.document
    stretch = plan_text.find_stretch(document, line)
    lines = plan_text.show_lines(document, visit.state, stretch, item, told_by_line(visit), wish.least)
    card = cards.make_card(visit.review, visit.state, item, wish.least) if item else None
    done = visit.request.query_params.get("gedaan", "")
    return desk.page(
        visit, "werk.html", status, turn=turn, card=card, stretch=replace(stretch, lines=lines),
        outline=plan_text.outline(document, visit.state, wish.least),
        counts=cards.count_open(visit.state, wish.least),
        titles={item.kind: cards.title_of(item.kind, {}) for item in visit.state.items},
        at_line=line, notice=notice or tell_done(visit, done),
        complaints=complaints or complaints_of(visit, item),
        findings=findings_of(visit, item), sheet=sheet_at(visit, item, line), has_pages=has_pages(visit),
        kinds=addable(), concepts=visit.review.choices.list_concepts,
    )  # fmt: skip


def addable() -> list[tuple[str, str]]:
    """The kinds that a person can add at words of the text, with what they are called."""
    apart = ("plan", "dekking", "nagelezen", "niet-te-zeggen")
    own = [(kind, form.title) for kind, form in table.forms().items() if kind not in apart]
    return [*own, ("niet-te-zeggen", "Niet te zeggen")]


def tell_done(visit: Visit, done: str) -> str:
    """What was just decided, in a sentence."""
    item = visit.state.by_key.get(done)
    if item is None:
        return {"terug": "Teruggedraaid.", "opnieuw": "Opnieuw gedaan."}.get(done, "")
    card = cards.make_card(visit.review, visit.state, item)
    return f"{card.title} “{card.name}”: {card.state}."


def complaints_of(visit: Visit, item: Item | None) -> tuple[Complaint, ...]:
    """What is to be said of the values of an item before it is decided."""
    if item is None or item.verdict == "verwerp":
        return ()
    return visit.review.check_values(item.kind, cards.values_of(item), item.first, item.last, item.key)


def told_by_line(visit: Visit) -> dict[int, list[str]]:
    """What the last check said, by line of the text."""
    found: dict[int, list[str]] = {}
    places = visit.state.by_key
    for one in visit.seat.checking.last.findings if visit.seat.checking.last else ():
        if one.item in places:
            found.setdefault(places[one.item].first, []).append(one.finding.what)
    return found


def findings_of(visit: Visit, item: Item | None) -> list[Found]:
    """What the last check said of an item."""
    last = visit.seat.checking.last
    return [one for one in last.findings if item and one.item == item.key] if last else []


def has_pages(visit: Visit) -> bool:
    """Whether the file as published is here and can be shown by the page."""
    original = visit.review.draft.original
    return original is not None and original.suffix.lower() == ".pdf"


def sheet_at(visit: Visit, item: Item | None, line: int) -> Sheet | None:
    """The page on which an item or line stands, when pages are asked for."""
    original, document = visit.review.draft.original, visit.review.document
    if visit.wish.screen != "blad" or original is None or not has_pages(visit):
        return None
    number = document.lines[line - 1].page if 0 < line <= len(document.lines) else 1
    return make_sheet(original, document, number or 1, item)


def mend(desk: Desk, request: Request) -> Response:
    """The form of one item, or of one to add."""
    visit = desk.visit(request)
    asked = request.query_params
    item = visit.state.by_key.get(asked.get("stuk", ""))
    if item is None and not asked.get("als"):
        raise UnknownName("stuk", asked.get("stuk", ""), ())
    kind = asked.get("als") or (item.kind if item else "")
    first = read_number(asked.get("van", "")) or (item.first if item else 1)
    last = read_number(asked.get("tot", "")) or (item.last if item else first)
    words = asked.get("woorden", "")[:_MOST_WORDS]
    return draw_form(desk, visit, item, kind, first, last, words=words, back=asked.get("terug", ""))


def about_plan(desk: Desk, request: Request) -> Response:
    """The form of the facts of the plan itself."""
    visit = desk.visit(request)
    item = next((item for item in visit.state.items if item.kind == PLAN), None)
    settings = visit.review.draft.settings
    values = item.values if item else {"naam": (settings.title,), "begin": (str(settings.year),)}
    first, last = (item.first, item.last) if item else (1, 1)
    return draw_form(
        desk, visit, item, PLAN, first, last, values=values, back="/plan",
        notice=tell_done(visit, request.query_params.get("gedaan", "")),
    )  # fmt: skip


def listing(desk: Desk, request: Request) -> Response:
    """All items of a filter, to scroll through."""
    visit = desk.visit(request)
    found = choose_items(visit.state, visit.wish)
    document = visit.review.document
    shown = [
        (
            cards.make_card(visit.review, visit.state, item),
            plan_text.excerpt(document, item),
        )
        for item in found[:_MOST_LISTED]
    ]
    headings = document.all_headings
    return desk.page(
        visit, "lijst.html", rows=shown, left=max(0, len(found) - _MOST_LISTED), headings=headings,
        counts=cards.count_open(visit.state, visit.wish.least),
        notice=tell_done(visit, request.query_params.get("gedaan", "")),
        titles={item.kind: cards.title_of(item.kind, {}) for item in visit.state.items},
    )  # fmt: skip


def coverage(desk: Desk, request: Request) -> Response:
    """The themes of the Kernbeleid, each with what is proposed and on which lines."""
    visit = desk.visit(request)
    return draw_coverage(desk, visit, taken=request.query_params.get("genomen", ""))


def draw_coverage(
    desk: Desk, visit: Visit, status: int = 200, taken: str = "", refused: Sequence[str] = ()
) -> Response:
    """The same; `taken`: how many were decided, `refused`: which were not, and why."""
    asked = visit.request.query_params
    words = [word for part in asked.get("zoek", "")[:_MOST_WORDS].split(",") if (word := part.strip())]
    lines = sorted({line for word in words for line in visit.review.search_text(word)})
    return desk.page(
        visit, "themas.html", status, themes=visit.review.coverage(), words=words,
        searched=asked.get("thema", ""), taken=taken, refused=refused, notice="",
        found=[visit.review.document.lines[number - 1] for number in lines],
        degrees=visit.review.choices.list_concepts("dekking"),
    )  # fmt: skip


def left_over(desk: Desk, request: Request) -> Response:
    """Lines on which nothing rests, and words that were passed over."""
    visit = desk.visit(request)
    lines = visit.review.document.lines
    bare = [(first, last, lines[first - 1 : last]) for first, last in visit.review.bare_lines()]
    return desk.page(visit, "over.html", bare=bare, passed=visit.review.passed_over(), notice="")


def unsayable(desk: Desk, request: Request) -> Response:
    """What could not be said."""
    visit = desk.visit(request)
    items = [cards.make_card(visit.review, visit.state, item) for item in visit.state.unsayable]
    return desk.page(
        visit, "niet.html", cards=items, notice=tell_done(visit, request.query_params.get("gedaan", ""))
    )


def findings(desk: Desk, request: Request) -> Response:
    """What the whole check says of what is decided now; it is begun when it was not."""
    visit = desk.visit(request)
    checking = visit.seat.checking
    checking.begin(visit.state)
    places = cards_at(visit, checking.last.findings if checking.last else ())
    return desk.page(
        visit, "controle.html", last=checking.last, running=checking.is_running,
        current=checking.is_current(visit.state), places=places, notice="",
    )  # fmt: skip


def cards_at(visit: Visit, found: Iterable[Found]) -> dict[str, cards.Card]:
    """The items that findings are about."""
    items = {one.item for one in found} & visit.state.by_key.keys()
    return {key: cards.make_card(visit.review, visit.state, visit.state.by_key[key]) for key in items}


def finish(desk: Desk, request: Request) -> Response:
    """What is done and what is left, and the button that writes the graph."""
    visit = desk.visit(request)
    return draw_finish(desk, visit)


def draw_finish(
    desk: Desk, visit: Visit, status: int = 200, outcome: Outcome | None = None, fault: str = ""
) -> Response:
    """The same, with what came of writing; `fault`: why it could not even be checked."""
    counts = [
        (cards.title_of(str(kind), {}), count)
        for kind, count in sorted(visit.state.count("kind").items(), key=str)
    ]
    places = cards_at(visit, outcome.findings if outcome else ())
    return desk.page(
        visit,
        "klaar.html",
        status,
        counts=counts,
        outcome=outcome,
        fault=fault,
        places=places,
        lost=[cards.make_card(visit.review, visit.state, one) for one in visit.state.lost],
        notice="",
    )


def likenesses(desk: Desk, request: Request) -> Response:
    """Things and concepts whose name is like what was typed, for the search as one types."""
    visit = desk.visit(request)
    kinds, text = request.query_params.get("soort", ""), request.query_params.get("q", "")[:80]
    found = visit.review.choices.find(kinds, text, most=_LIKENESSES) if text.strip() else []
    return JSONResponse(
        [{"iri": one.iri, "naam": one.name, "soort": one.kind, "uitleg": one.why} for one in found]
    )
